import type { ClockPort } from "../ports/clock.ts";
import type { LogPort } from "../ports/log.ts";
import type { DrawerOutcome, PrinterPort } from "../ports/printer.ts";
import type { TimerPort } from "../process/timers.ts";
import { drawerWord, isTooLate, type DrawerChange, type DrawerJob, type DrawerNotice } from "./drawer-job.ts";
import type { DrawerStore } from "./drawer-store.ts";
import { MAIN_PRINTER } from "./enqueue-receipt.ts";

export interface DrawerQueueParts {
  readonly store: DrawerStore;
  readonly printer: Pick<PrinterPort, "openDrawer" | "onStatus">;
  /** The printer's pulse (`drawerCommand`). */
  readonly command: Uint8Array;
  readonly isRealTime: boolean;
  /** NULs that end what a receipt before may have left half sent; 0 when nothing can be. */
  readonly clearBytes: () => number;
  readonly clock: Pick<ClockPort, "wallMs">;
  readonly log: LogPort;
  readonly timers: TimerPort;
}

/**
 * Opens the drawer, beside the receipts and before them: it waits for no receipt, no paper and no drawing. Each opening
 * goes to the wire at most once and only within its short life (decision 0430).
 */
export interface DrawerQueue {
  /** Settles what a crash left: one found being sent is `unknown`, and is not sent again. */
  start(): void;
  /** Tells that a row was added: call it after the commit. */
  wake(): void;
  /** What the screen says of the newest one, when it did not open. */
  notice(): DrawerNotice | undefined;
  /** Called after each change. Returns the end of it. */
  onChange(listener: () => void): () => void;
  /** Begins nothing further. Resolves when the running pulse has ended. */
  stop(): Promise<void>;
}

/** A printer that is just coming back has answered by then. */
const RETRY_MS = 500;
/** More than a till of one person can make in the life of one. */
const OPEN_MAX = 50;
/** As receipts: a sale that is asked for again has its row. */
const KEEP_MS = 90 * 86_400_000;
const PRUNE_MAX = 2_000;

/** Makes the queue of one printer's drawer. See `DrawerQueue`. */
export function createDrawerQueue(parts: DrawerQueueParts): DrawerQueue {
  return new Queue(parts);
}

class Queue implements DrawerQueue {
  readonly #parts: DrawerQueueParts;
  readonly #listeners = new Set<() => void>();
  #running: Promise<void> | undefined;
  #wokenWhileRunning = false;
  #started = false;
  #cancelTimer: (() => void) | undefined;
  #endStatus: (() => void) | undefined;

  constructor(parts: DrawerQueueParts) {
    this.#parts = parts;
  }

  start(): void {
    const { store, printer, clock } = this.#parts;
    for (const job of store.open(MAIN_PRINTER, OPEN_MAX)) {
      if (job.state === "sending") this.#change(job, { state: "unknown", reason: "restart" });
    }
    store.prune(clock.wallMs() - KEEP_MS, PRUNE_MAX);
    this.#started = true;
    this.#endStatus = printer.onStatus(() => this.wake());
    this.wake();
  }

  wake(): void {
    if (!this.#started) return;
    if (this.#running) {
      this.#wokenWhileRunning = true;
      return;
    }
    this.#cancelTimer?.();
    this.#running = this.#pump().finally(() => {
      this.#running = undefined;
      if (!this.#wokenWhileRunning) return;
      this.#wokenWhileRunning = false;
      this.wake();
    });
  }

  notice(): DrawerNotice | undefined {
    const job = this.#parts.store.newest(MAIN_PRINTER);
    const word = job && drawerWord(job, this.#parts.clock.wallMs());
    return word && { job: job.jobNo, word };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#endStatus?.();
    this.#cancelTimer?.();
    await this.#running;
  }

  /** Opens it once for all that wait. Never throws. */
  async #pump(): Promise<void> {
    try {
      const job = this.#next();
      if (job !== undefined) await this.#open(job);
    } catch (error) {
      this.#parts.log.log("error", "drawer.queue-failed", { message: String(error) });
      this.#wakeAfter(RETRY_MS);
    }
  }

  /** The newest one that waits: one pulse opens the drawer for those before it too, and what is too late is dropped. */
  #next(): DrawerJob | undefined {
    const { store, clock } = this.#parts;
    const waiting = store.open(MAIN_PRINTER, OPEN_MAX);
    // Its end could not be written (a full disk), and this is the only writer.
    for (const job of waiting.filter(({ state }) => state === "sending")) {
      this.#change(job, { state: "unknown", reason: "restart" });
    }
    const queued = waiting.filter(({ state }) => state === "queued");
    const newest = queued.at(-1);
    for (const job of queued) {
      if (job !== newest || isTooLate(job, clock.wallMs())) this.#change(job, { ...job, state: "expired" });
    }
    return newest && isTooLate(newest, clock.wallMs()) ? undefined : newest;
  }

  async #open(job: DrawerJob): Promise<void> {
    const { printer, command, isRealTime, clearBytes, log } = this.#parts;
    let now = job;
    const outcome = await printer.openDrawer({
      command,
      isRealTime,
      clearBytes: clearBytes(),
      // On disk before a byte leaves: whatever becomes of this process, it is not sent a second time.
      onStart: () => void (now = this.#change(now, { state: "sending", reason: null })),
    });
    const after = this.#change(now, changeOf(outcome));
    // Twice a second the same is no news.
    if (after !== now) log.log("info", "drawer.job", { jobNo: job.jobNo, outcome: outcome.kind, state: after.state });
    if (outcome.kind === "not-started") this.#wakeAfter(RETRY_MS);
  }

  /** Writes what changed and tells; nothing when the row says so already. */
  #change(job: DrawerJob, { state, reason }: DrawerChange): DrawerJob {
    if (job.state === state && job.reason === reason) return job;
    const atMs = this.#parts.clock.wallMs();
    this.#parts.store.change(job, { state, reason }, atMs);
    for (const listener of this.#listeners) listener();
    return { ...job, state, reason, changedAtMs: atMs };
  }

  #wakeAfter(delayMs: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#started ? this.#parts.timers.after(delayMs, () => this.wake()) : undefined;
  }
}

function changeOf(outcome: DrawerOutcome): DrawerChange {
  switch (outcome.kind) {
    case "opened":
    case "sent":
      return { state: outcome.kind, reason: null };
    case "unknown":
      return { state: "unknown", reason: outcome.reason };
    case "not-started":
      return { state: "queued", reason: outcome.reason };
  }
}
