import { movementText } from "../../../src-shared/messages/message-texts.ts";
import { textStyle } from "../members/text-style.ts";
import type { Gateway, MessagePort } from "../ports/messages.ts";
import type { DropReason, OutboxRow } from "../ports/message-outbox.ts";
import type { Terminal } from "../terminal/context.ts";
import { collectMessages, mobileFor, type CollectParts } from "./collect-messages.ts";
import { sendInTime } from "./send-in-time.ts";

export interface SenderParts extends CollectParts {
  readonly terminal: Terminal;
  readonly messages: MessagePort;
}

/** What the settings show. */
export interface MessagesOverview {
  readonly gateway: Gateway;
  readonly waiting: number;
  readonly sentToday: number;
  readonly droppedToday: number;
}

/** What nobody wakes us for (the head office's gifts) is told within seconds all the same. */
const LOOK_EVERY_MS = 5_000;
/** Waits between tries: doubling from the first to the last. */
const RETRY_FIRST_MS = 5_000;
const RETRY_LAST_MS = 300_000;
const DAY_MS = 86_400_000;
/** What became of a message is kept for questions of a month. */
const KEEP_MS = 30 * DAY_MS;
/** Ended rows removed at a start: some days of a busy till. */
const PRUNE_MAX = 2_000;

/**
 * Sends the members' messages, the oldest first, one at a time; no sale waits for it, and no trouble here reaches one.
 * A row is `sending` on disk before the gateway is asked: whoever is killed in between sends that one once more under
 * the same id, and never another. While the gateway is away the oldest is tried again, later and later; what is older
 * than its worth is dropped and counted.
 */
export class MessageSender {
  readonly #parts: SenderParts;
  #running: Promise<void> | undefined;
  #isStarted = false;
  #wokenWhileRunning = false;
  #cancel: (() => void) | undefined;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  start(): void {
    const { outbox, terminal } = this.#parts;
    outbox.prune(terminal.clock.wallMs() - KEEP_MS, PRUNE_MAX);
    this.#isStarted = true;
    this.wake();
  }

  /** Tells that something may have happened. Returns at once; the look comes in a later turn. */
  wake(): void {
    if (!this.#isStarted) return;
    if (this.#running !== undefined) {
      this.#wokenWhileRunning = true;
      return;
    }
    this.#cancel?.();
    this.#running = this.#pump().finally(() => {
      this.#running = undefined;
      const again = this.#wokenWhileRunning;
      this.#wokenWhileRunning = false;
      if (again) this.wake();
      else if (this.#isStarted) this.#cancel = this.#parts.terminal.timers.after(LOOK_EVERY_MS, () => this.wake());
    });
  }

  /** Begins no further message. Resolves when the one under way has ended, which its time limit bounds. */
  async stop(): Promise<void> {
    this.#isStarted = false;
    this.#cancel?.();
    await this.#running;
  }

  /** Resolves when nothing can be done now. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  overview(): MessagesOverview {
    const { outbox, messages, terminal } = this.#parts;
    const { sent, dropped } = outbox.endedSince(terminal.clock.wallMs() - DAY_MS);
    return { gateway: messages.gateway, waiting: outbox.waiting(), sentToday: sent, droppedToday: dropped };
  }

  async #pump(): Promise<void> {
    // Whoever woke us has a turn of the event loop to end in.
    await Promise.resolve();
    try {
      const isSending = this.#parts.messages.gateway !== "none";
      while (this.#isStarted && collectMessages(this.#parts, isSending)) await nextTurn(this.#parts);
      while (this.#isStarted && (await this.#step(isSending)));
    } catch (error) {
      // A full disk is met again by the next sale, which says it in words.
      this.#parts.terminal.log.log("error", "messages-failed", { detail: String(error) });
    }
  }

  /** One message, or less. Whether there may be more to do at once. */
  async #step(isSending: boolean): Promise<boolean> {
    const { outbox, terminal } = this.#parts;
    const row = outbox.first();
    if (row === undefined) return false;
    const nowMs = terminal.clock.wallMs();
    const reason = this.#whyNot(row, nowMs);
    if (reason !== undefined) return this.#drop(row, reason);
    if (!isSending) return false;
    const waitMs = row.nextTryAtMs - nowMs;
    // A longer wait than the longest is a clock that was set back: it must not hold the queue for days.
    if (row.state === "waiting" && waitMs > 0 && waitMs <= RETRY_LAST_MS) return false;
    return this.#send(row);
  }

  #whyNot(row: OutboxRow, nowMs: number): DropReason | undefined {
    if (row.expiresAtMs <= nowMs) return "too-old";
    // A backup that was restored holds what the old machine has sent since: telling it twice would frighten people.
    if (this.#parts.terminal.store.read.journal(row.ref.journal)?.state !== "open") return "old-epoch";
    return mobileFor(this.#parts, row.member) === undefined ? "not-wanted" : undefined;
  }

  async #send(row: OutboxRow): Promise<boolean> {
    const { outbox, terminal, messages } = this.#parts;
    const to = mobileFor(this.#parts, row.member);
    if (to === undefined) return this.#drop(row, "not-wanted");
    const attempts = row.attempts + 1;
    outbox.change(row, { state: "sending", attempts }, terminal.clock.wallMs());
    const sending: OutboxRow = { ...row, state: "sending", attempts };
    const text = movementText(row.movement, row.balanceMinor, textStyle(terminal.store.read));
    const id = `${row.ref.journal}/${row.ref.seq}`;
    const outcome = await sendInTime(terminal, messages, { id, to, text });
    const atMs = terminal.clock.wallMs();
    if (outcome === "refused") return this.#drop(sending, "refused");
    if (outcome === "accepted") {
      outbox.change(sending, { state: "sent" }, atMs);
      return true;
    }
    const delayMs = Math.min(RETRY_FIRST_MS * 2 ** Math.min(attempts - 1, 10), RETRY_LAST_MS);
    outbox.change(sending, { state: "waiting", nextTryAtMs: atMs + delayMs }, atMs);
    return false;
  }

  #drop(row: OutboxRow, reason: DropReason): boolean {
    const { outbox, terminal } = this.#parts;
    outbox.change(row, { state: "dropped", reason }, terminal.clock.wallMs());
    terminal.log.log("info", "message-dropped", { messageNo: row.messageNo, reason });
    return true;
  }
}

/** Lets whatever waits (a key, a tap) come in between two batches. */
function nextTurn({ terminal }: SenderParts): Promise<void> {
  return new Promise((resolve) => void terminal.timers.after(0, resolve));
}
