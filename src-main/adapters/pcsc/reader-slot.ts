import { equalBytes } from "../../../src-shared/base/bytes.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { READER_LIMITS, type ReaderReport } from "../../core/card/reader-protocol.ts";
import type { CardIoFailure } from "../../core/ports/card-reader.ts";
import { hrtimeMs, type PcscReader, type PcscStatus } from "./driver.ts";

/** What a slot needs of its host: numbers for sessions, and a way to report. */
export interface SlotHost {
  newSession(slot: ReaderSlot): number;
  report(report: ReaderReport): void;
}

/** Takes the outcome of a request. */
export type Done = (result: Result<Uint8Array, CardIoFailure>) => void;

/**
 * When a card that does not answer is tried again: quickly at first (an ACR122U polls every 250 ms), then, once it was
 * called unreadable, some more times, because a card put back quickly may come without an event.
 */
const SELECT_PAUSES_MS = [0, 150, 300, 500, 500, 500, 1_000, 1_000, 1_000, 1_000] as const;
const UNREADABLE_AFTER = 3;

/** FF CA 00 00 00: the UID (PC/SC part 3). */
const GET_UID = Uint8Array.of(0xff, 0xca, 0, 0, 0);

/**
 * One reader: a queue of native calls, one at a time and each with a limit, and the session of the card that lies on
 * it. A session ends with the first doubt: the card left, another insertion was counted, or an exchange failed. Then
 * the card that lies there, if any, is selected anew and gets a new session.
 */
export class ReaderSlot {
  readonly readerId: string;
  readonly #reader: PcscReader;
  readonly #host: SlotHost;
  #status: PcscStatus | undefined;
  #live: { readonly session: number; readonly insertions: number; readonly uid: Uint8Array } | undefined;
  #queue: Promise<void> = Promise.resolve();
  /** A native call that outlived its limit. */
  #late: Promise<unknown> | undefined;
  #removed = false;

  constructor({ readerId, reader, host }: { readerId: string; reader: PcscReader; host: SlotHost }) {
    this.readerId = readerId;
    this.#reader = reader;
    this.#host = host;
  }

  /** Takes a status of the driver. Events may have been merged: the counter shows a swap that had none of its own. */
  status(status: PcscStatus): void {
    const before = this.#status;
    this.#status = status;
    if (this.#live !== undefined && (!status.present || status.insertions !== this.#live.insertions)) {
      this.#endSession(status.atMs);
    }
    const inserted = before === undefined || !before.present || before.insertions !== status.insertions;
    if (status.present && inserted) this.#enqueue(() => this.#select(status));
  }

  /** The reader was unplugged. */
  removed(): void {
    this.#removed = true;
    this.#endSession(hrtimeMs());
  }

  /** Sends one APDU in its turn. */
  transmit(session: number, apdu: Uint8Array, done: Done): void {
    this.#inTurn(session, done, async () => {
      const answer = await this.#call(() => this.#reader.transmit(apdu), READER_LIMITS.transmitMs);
      // vpcd answers a dead card with nothing; some readers do too.
      if (answer.ok && answer.value.length < 2) return err("gone");
      return answer;
    });
  }

  /** Selects the same card anew, in its turn. */
  reselect(session: number, done: Done): void {
    this.#inTurn(session, done, async () => {
      const card = await this.#connect("reset");
      if (card === undefined || this.#live === undefined) return err("gone");
      return equalBytes(card.uid, this.#live.uid) ? ok(new Uint8Array(0)) : err("gone");
    });
  }

  /** `done` is called before the session's end is reported, so that the asker learns the cause first. */
  #inTurn(session: number, done: Done, run: () => Promise<Result<Uint8Array, CardIoFailure>>): void {
    this.#enqueue(async () => {
      if (this.#live?.session !== session) {
        done(err(this.#removed ? "reader-gone" : "gone"));
        return;
      }
      const result = await run();
      // A session that ended meanwhile gets no answer, even a good one: it may be the next card's.
      if (this.#live?.session !== session) {
        done(err(this.#removed ? "reader-gone" : "gone"));
        return;
      }
      done(result);
      if (result.ok) return;
      this.#endSession(hrtimeMs());
      const status = this.#status;
      if (status?.present === true) this.#enqueue(() => this.#select({ ...status, atMs: hrtimeMs() }));
    });
  }

  #enqueue(job: () => Promise<void>): void {
    this.#queue = this.#queue.then(job);
  }

  /** Connects to the card of this status and opens its session. */
  async #select(status: PcscStatus): Promise<void> {
    const isCurrent = () =>
      !this.#removed && this.#status?.present === true && this.#status.insertions === status.insertions;
    for (const [attempt, pauseMs] of SELECT_PAUSES_MS.entries()) {
      if (pauseMs > 0) await pause(pauseMs);
      if (!isCurrent() || this.#live !== undefined) return;
      if (attempt === UNREADABLE_AFTER) {
        this.#host.report({ kind: "card-unreadable", readerId: this.readerId, atMs: status.atMs });
      }
      // Never a reset here: pcscd 1.9 takes a card that fails it for absent, and one that is back within its poll
      // (0.4 s) then stays invisible until it leaves again.
      const card = await this.#connect("leave");
      if (card === undefined) continue;
      // Another insertion was counted meanwhile: that one has a job of its own in the queue.
      if (!isCurrent()) return;
      const session = this.#host.newSession(this);
      this.#live = { session, insertions: status.insertions, uid: card.uid };
      const { readerId } = this;
      const { uid, atr = status.atr } = card;
      this.#host.report({ kind: "card-arrived", session, readerId, atr, uid, atMs: status.atMs });
      return;
    }
  }

  /**
   * Lets go, connects, and reads the UID (empty when the reader gives none); undefined when the card did not answer.
   */
  async #connect(before: "leave" | "reset"): Promise<{ uid: Uint8Array; atr?: Uint8Array } | undefined> {
    const off = await this.#call(() => this.#reader.disconnect(before), READER_LIMITS.connectMs);
    if (!off.ok) return undefined;
    const on = await this.#call(() => this.#reader.connect(), READER_LIMITS.connectMs);
    if (!on.ok) return undefined;
    const answer = await this.#call(() => this.#reader.transmit(GET_UID), READER_LIMITS.transmitMs);
    if (!answer.ok || answer.value.length < 2) return undefined;
    const [sw1, sw2] = answer.value.slice(-2);
    const known = on.value === null ? {} : { atr: on.value };
    if (sw1 === 0x90 && sw2 === 0x00) return { ...known, uid: answer.value.slice(0, -2) };
    return sw1 === 0x6a && sw2 === 0x81 ? { ...known, uid: new Uint8Array(0) } : undefined;
  }

  /** One native call. A call that is still out after its limit blocks the reader until it comes back. */
  async #call<T>(begin: () => Promise<T>, limitMs: number): Promise<Result<T, CardIoFailure>> {
    await this.#waitForLate();
    const native = settle(begin);
    const outcome = await Promise.race([native, pause(limitMs)]);
    if (outcome !== undefined) return outcome;
    this.#late = native;
    return err("timeout");
  }

  async #waitForLate(): Promise<void> {
    const late = this.#late;
    if (late === undefined) return;
    const back = await Promise.race([late.then(() => true), pause(READER_LIMITS.settleMs)]);
    const { readerId } = this;
    if (back !== true) {
      // No second call may go to this reader: the first one still has its handle.
      this.#host.report({ kind: "reader-stuck", readerId, stuck: true });
      await late;
      this.#host.report({ kind: "reader-stuck", readerId, stuck: false });
    }
    this.#late = undefined;
  }

  #endSession(atMs: number): void {
    if (this.#live === undefined) return;
    const { session } = this.#live;
    this.#live = undefined;
    this.#host.report({ kind: "card-gone", session, readerId: this.readerId, atMs });
  }
}

async function settle<T>(begin: () => Promise<T>): Promise<Result<T, CardIoFailure>> {
  try {
    return ok(await begin());
  } catch {
    // Whatever the code: the card, its connection or the reader is not what it was.
    return err("gone");
  }
}

function pause(delayMs: number): Promise<undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  setTimeout(() => resolve(undefined), delayMs);
  return promise;
}
