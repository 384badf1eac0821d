import { must } from "../../../src-shared/base/assert.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { readReceiptText } from "../../../src-shared/receipt/document.ts";
import { markAsCopy } from "../../../src-shared/receipt/sale-receipt.ts";
import type { DisplaySettings } from "../../../src-shared/words/format.ts";
import type { SpoolRefusal } from "../../../src-shared/words/printer-words.ts";
import type { ClockPort } from "../ports/clock.ts";
import type { LogPort } from "../ports/log.ts";
import type { PaperProfile, PrintOutcome, PrinterPort, PrinterStatus } from "../ports/printer.ts";
import type { ReceiptRenderPort, RenderedReceipt } from "../ports/printer.ts";
import type { TimerPort } from "../process/timers.ts";
import { MAIN_PRINTER, RECEIPT_EXPIRES_MS } from "./enqueue-receipt.ts";
import { isOpen, isWaiting, needsAttention, spoolChange, type SpoolEvent, type SpoolJob } from "./spool-job.ts";
import type { SpoolStore } from "./spool-store.ts";

export interface SpoolParts {
  readonly store: SpoolStore;
  readonly printer: PrinterPort;
  readonly render: ReceiptRenderPort;
  readonly clock: Pick<ClockPort, "wallMs">;
  readonly log: LogPort;
  readonly timers: TimerPort;
  readonly paper: PaperProfile;
  /** The printer's name in the rows; "main" when there is one. */
  readonly name?: string;
}

/** What the status strip and its page show. */
export interface SpoolOverview {
  readonly printer: PrinterStatus;
  readonly waiting: readonly SpoolJob[];
  readonly attention: readonly SpoolJob[];
}

/**
 * The print spool: takes the queued receipts in their order, has them drawn and printed, and keeps what became of each.
 * Nothing here is awaited by a sale and no trouble here reaches one.
 */
export interface Spool {
  /** Settles what a crash left (a job found being sent becomes `unknown`) and begins to print. */
  start(): void;
  /** Tells that a row was added: call it after the commit. */
  wake(): void;
  overview(): SpoolOverview;
  /** Queues a copy of a sale's receipt, marked and counted; its number. Settles what of the sale wanted attention. */
  reprint(saleId: string, display: DisplaySettings): Result<number, SpoolRefusal>;
  /** A person saw the receipt of an `unknown` or `sent` job. */
  cameOut(jobNo: number): Result<null, SpoolRefusal>;
  cancel(jobNo: number): Result<null, SpoolRefusal>;
  /** Queues a `failed` or `expired` job again: no byte of it was printed, so it is no copy. */
  again(jobNo: number): Result<null, SpoolRefusal>;
  /** Whether a receipt before may have left half a band on the line, and none is on its way that ends it. */
  isLineUnclear(): boolean;
  /** Called with a job after each change of it, with undefined when the printer changed. Returns the end of it. */
  onChange(listener: (job: SpoolJob | undefined) => void): () => void;
  /** Begins no further job. Resolves when the running one has ended, which the printer's own time limits bound. */
  stop(): Promise<void>;
}

/** Waits between tries: doubling from the first to the last. A printer that comes back wakes the spool at once. */
const RETRY_FIRST_MS = 1_000;
const RETRY_LAST_MS = 15_000;
/** A worker that crashed twice with one receipt will a third time: then a person decides. */
const RENDER_TRIES = 3;
/** After a failure of the store itself, such as a full disk. */
const STORE_RETRY_MS = 5_000;
/** What a list of open or unsettled jobs shows at most: more than a screen holds. */
const LIST_MAX = 50;
/** A hundredth copy of a receipt is a fraud or a stuck key. */
const COPIES_MAX = 99;
/** Ended jobs are kept this long for copies; the sale itself is in the ledger for ever. */
const KEEP_MS = 90 * 86_400_000;
/** Pruned at a start: about four days of a busy till, so that it never takes long. */
const PRUNE_MAX = 2_000;

/** Makes the spool of one printer. See `Spool`. */
export function createSpool(parts: SpoolParts): Spool {
  return new PrintSpool(parts);
}

class PrintSpool implements Spool {
  readonly #parts: SpoolParts;
  readonly #name: string;
  readonly #listeners = new Set<(job: SpoolJob | undefined) => void>();
  readonly #renderFailures = new Map<number, number>();
  #rendered: { readonly jobNo: number; readonly receipt: RenderedReceipt } | undefined;
  #running: Promise<void> | undefined;
  #wokenWhileRunning = false;
  /** The printer just became ready: the waits of its jobs are over. */
  #impatient = false;
  #clearFirst = false;
  #isPrinting = false;
  #started = false;
  #cancelTimer: (() => void) | undefined;
  #endStatus: (() => void) | undefined;

  constructor(parts: SpoolParts) {
    this.#parts = parts;
    this.#name = parts.name ?? MAIN_PRINTER;
  }

  start(): void {
    const { store, printer, clock } = this.#parts;
    for (const job of store.open(this.#name, LIST_MAX)) {
      if (isWaiting(job)) continue;
      this.#apply(job, { kind: "restart" });
      this.#clearFirst = true;
    }
    store.prune(clock.wallMs() - KEEP_MS, PRUNE_MAX);
    this.#started = true;
    this.#endStatus = printer.onStatus((status) => {
      this.#tell(undefined);
      if (status.state !== "ready") return;
      this.#impatient = true;
      this.wake();
    });
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

  overview(): SpoolOverview {
    const { store, printer } = this.#parts;
    const attention = store.attention(this.#name, LIST_MAX);
    return { printer: printer.status(), waiting: store.open(this.#name, LIST_MAX), attention };
  }

  reprint(saleId: string, display: DisplaySettings): Result<number, SpoolRefusal> {
    const { store, clock } = this.#parts;
    const jobs = store.ofSale(saleId);
    const original = jobs.find((job) => job.kind === "sale");
    const document = original && readReceiptText(original.document);
    if (!document || !original) return err("no-receipt");
    if (jobs.some(isOpen)) return err("copy-waiting");
    const copyNumber = Math.max(...jobs.map((job) => job.copyNumber)) + 1;
    if (copyNumber > COPIES_MAX) return err("copies-used-up");
    const atMs = clock.wallMs();
    const copy = markAsCopy(document, { number: copyNumber, atMs, display });
    const { printer, template } = original;
    const text = JSON.stringify(copy);
    const times = { queuedAtMs: atMs, expiresAtMs: atMs + RECEIPT_EXPIRES_MS };
    const added = store.insert({ printer, saleId, kind: "copy", copyNumber, template, document: text, ...times });
    if (!added) return err("copy-waiting");
    for (const job of jobs.filter(needsAttention)) this.#apply(job, { kind: "cancel" });
    this.wake();
    return ok(copyNumber);
  }

  cameOut(jobNo: number): Result<null, SpoolRefusal> {
    return this.#command(jobNo, { kind: "came-out" });
  }

  cancel(jobNo: number): Result<null, SpoolRefusal> {
    return this.#command(jobNo, { kind: "cancel" });
  }

  again(jobNo: number): Result<null, SpoolRefusal> {
    this.#renderFailures.delete(jobNo);
    return this.#command(jobNo, { kind: "again", expiresAtMs: this.#parts.clock.wallMs() + RECEIPT_EXPIRES_MS });
  }

  onChange(listener: (job: SpoolJob | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  isLineUnclear(): boolean {
    return this.#clearFirst && !this.#isPrinting;
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#endStatus?.();
    this.#cancelTimer?.();
    await this.#running;
  }

  /** Prints until nothing can be printed now, then sets a timer for the next try. Never throws. */
  async #pump(): Promise<void> {
    try {
      while (this.#started && (await this.#step()));
    } catch (error) {
      this.#parts.log.log("error", "print.spool-failed", { message: String(error) });
      this.#wakeAfter(STORE_RETRY_MS);
    }
  }

  /** One job, or less. Whether there may be more to do at once. */
  async #step(): Promise<boolean> {
    const nowMs = this.#parts.clock.wallMs();
    const job = this.#parts.store.firstOpen(this.#name);
    if (!job) return false;
    if (!isWaiting(job)) {
      // We aren't sending it: its end could not be written (a full disk), so nobody knows it.
      this.#clearFirst = true;
      return this.#apply(job, { kind: "restart" }) !== undefined;
    }
    if (job.expiresAtMs <= nowMs) return this.#apply(job, { kind: "expire" }) !== undefined;
    const waitMs = job.nextTryAtMs - nowMs;
    // A longer wait than the longest is a wall clock that was set back: it must not hold the queue for days.
    if (waitMs > 0 && waitMs <= RETRY_LAST_MS && !this.#impatient) {
      this.#wakeAfter(Math.min(waitMs, job.expiresAtMs - nowMs));
      return false;
    }
    this.#impatient = false;
    const receipt = await this.#draw(job);
    return receipt === undefined || this.#print(job, receipt);
  }

  async #draw(job: SpoolJob): Promise<RenderedReceipt | undefined> {
    const before = this.#rendered;
    if (before?.jobNo === job.jobNo) return before.receipt;
    const document = readReceiptText(job.document);
    const failed = (message: string): undefined => {
      const failures = (this.#renderFailures.get(job.jobNo) ?? 0) + 1;
      this.#renderFailures.set(job.jobNo, failures);
      this.#parts.log.log("error", "print.render-failed", { jobNo: job.jobNo, failures, message });
      const hopeless = document === undefined || failures >= RENDER_TRIES;
      if (hopeless) this.#renderFailures.delete(job.jobNo);
      const later = { kind: "not-started", nextTryAtMs: this.#nextTry(job) } as const;
      this.#apply(this.#fresh(job), { ...(hopeless ? { kind: "give-up" } : later), reason: "render-failed" });
    };
    if (!document) return failed("no document of a template that this program knows");
    try {
      const receipt = await this.#parts.render.render(document, this.#parts.paper);
      this.#rendered = { jobNo: job.jobNo, receipt };
      this.#renderFailures.delete(job.jobNo);
      return receipt;
    } catch (error) {
      return failed(String(error));
    }
  }

  async #print(job: SpoolJob, receipt: RenderedReceipt): Promise<boolean> {
    // Cancelled or expired while it was drawn.
    let current = this.#fresh(job);
    if (!isWaiting(current)) return true;
    const move = (event: SpoolEvent): void => {
      current = must(this.#apply(current, event), `a ${current.state} receipt can't ${event.kind}`);
    };
    const { commands, bandBytesMax } = receipt;
    const printing = this.#parts.printer.print({
      commands,
      mark: job.jobNo,
      bandBytesMax,
      clearFirst: this.#clearFirst,
      onStart: () => {
        current = this.#fresh(current);
        move({ kind: "begin" });
        // From here on something may be half sent, whatever becomes of this process.
        this.#clearFirst = true;
        this.#isPrinting = true;
      },
      onHold: (reason) => move(reason === null ? { kind: "resume" } : { kind: "hold", reason }),
    });
    const outcome = await printing.finally(() => (this.#isPrinting = false));
    if (outcome.kind === "not-started") current = this.#fresh(current);
    if (outcome.kind === "not-started" && !isWaiting(current)) return true;
    move(this.#eventOf(current, outcome));
    if (outcome.kind === "sent" || outcome.kind === "printed") this.#clearFirst = false;
    if (outcome.kind !== "not-started") this.#rendered = undefined;
    this.#parts.log.log("info", "print.job", { jobNo: job.jobNo, outcome: outcome.kind, state: current.state });
    return true;
  }

  #eventOf(job: SpoolJob, outcome: PrintOutcome): SpoolEvent {
    switch (outcome.kind) {
      case "sent":
      case "printed":
        return { kind: outcome.kind, bytes: outcome.bytes };
      case "unknown":
        return { kind: "lost", reason: outcome.reason, bytes: outcome.bytes };
      case "not-started":
        return { kind: "not-started", reason: outcome.reason, nextTryAtMs: this.#nextTry(job) };
    }
  }

  #nextTry(job: SpoolJob): number {
    const delayMs = Math.min(RETRY_FIRST_MS * 2 ** Math.min(job.attempts, 10), RETRY_LAST_MS);
    return this.#parts.clock.wallMs() + delayMs;
  }

  #command(jobNo: number, event: SpoolEvent): Result<null, SpoolRefusal> {
    const job = this.#parts.store.find(jobNo);
    if (!job) return err("no-receipt");
    if (!this.#apply(job, event)) return err("not-in-this-state");
    this.wake();
    return ok(null);
  }

  /** The row as it stands after whatever happened meanwhile. */
  #fresh(job: SpoolJob): SpoolJob {
    return must(this.#parts.store.find(job.jobNo), "an open job has its row");
  }

  /** Writes what `event` does to `job` and tells. Undefined when it can't happen in its state. */
  #apply(job: SpoolJob, event: SpoolEvent): SpoolJob | undefined {
    const change = spoolChange(job, event);
    if (!change) return undefined;
    const atMs = this.#parts.clock.wallMs();
    this.#parts.store.change(job, change, atMs);
    const next = { ...job, ...change, changedAtMs: atMs };
    this.#tell(next);
    return next;
  }

  #tell(job: SpoolJob | undefined): void {
    for (const listener of this.#listeners) {
      try {
        listener(job);
      } catch (error) {
        // A screen's mistake must not stop a receipt in the middle.
        this.#parts.log.log("error", "print.listener-failed", { message: String(error) });
      }
    }
  }

  #wakeAfter(delayMs: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#started ? this.#parts.timers.after(delayMs, () => this.wake()) : undefined;
  }
}
