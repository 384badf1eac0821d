import { assert } from "../../../src-shared/base/assert.ts";
import { CONDITION_GOOD, conditionTrouble, readStatus } from "../../core/print/escpos-status.ts";
import type { PrinterCondition, StatusQuery } from "../../core/print/escpos-status.ts";
import type { LogPort } from "../../core/ports/log.ts";
import type { PrinterPort, PrinterStatus, PrinterTrouble, PrintJob, PrintOutcome } from "../../core/ports/printer.ts";
import { openSerialLine, type LineState, type SerialLine } from "./serial-line.ts";
import { createStatusAsker, type StatusAsker } from "./status-asker.ts";

/**
 * Whether a printer answers DLE EOT. "required": one that is silent is switched off. "learn": it prints blind until the
 * first answer, and from then on as "required". "none": it is never asked.
 */
export type StatusUse = "required" | "learn" | "none";

export interface SerialPrinterOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly status: StatusUse;
  readonly log: LogPort;
  readonly limits?: Partial<SerialPrinterLimits>;
}

/** Times and sizes, each next to its reason. */
export interface SerialPrinterLimits {
  /** An answer takes at most a quarter of a second on the good path; a printer that is off never gives one. */
  readonly answerMs: number;
  /** So many questions without an answer in a row mean that it is off. */
  readonly silentAnswers: number;
  /** Bytes that may be ahead of the wire's own speed: a status request waits behind them. */
  readonly aheadBytes: number;
  /** A question at the first command boundary after so many bytes. */
  readonly askEveryBytes: number;
  /** How often an idle or a held printer is asked. */
  readonly idleMs: number;
  readonly heldMs: number;
  /** A job held in the middle is given up after this: nobody is changing the roll any more. */
  readonly holdLimitMs: number;
  /** Added to three times the wire's time of a write before it counts as stalled. */
  readonly writeSlackMs: number;
}

export const SERIAL_PRINTER_LIMITS: SerialPrinterLimits = {
  answerMs: 1_500,
  silentAnswers: 3,
  aheadBytes: 512,
  askEveryBytes: 1_500,
  idleMs: 3_000,
  heldMs: 700,
  holdLimitMs: 10 * 60_000,
  writeSlackMs: 5_000,
};

/** 8N1: a start bit, eight of data, a stop bit. */
const BITS_PER_BYTE = 10;

/** A receipt printer on a serial port (or a virtual one). It connects at once and again whenever the port went away. */
export function createSerialPrinter(options: SerialPrinterOptions): PrinterPort {
  return new SerialPrinter(options);
}

/** Why a job can't go on. */
class JobStopped extends Error {
  override name = "JobStopped";
  readonly reason: PrinterTrouble;
  constructor(reason: PrinterTrouble) {
    super(reason);
    this.reason = reason;
  }
}

class SerialPrinter implements PrinterPort {
  readonly #options: SerialPrinterOptions;
  readonly #limits: SerialPrinterLimits;
  readonly #line: SerialLine;
  readonly #asker: StatusAsker;
  readonly #listeners = new Set<(status: PrinterStatus) => void>();
  #condition: PrinterCondition = CONDITION_GOOD;
  #answers = false;
  #silent = false;
  /** Nothing is known yet of the connection that just began. */
  #fresh = true;
  #told = "";
  #busy = false;
  #polling = false;
  #closed = false;
  #idleTimer: NodeJS.Timeout | undefined;
  /** When the wire will have carried all that was written. */
  #wireFreeAtMs = 0;
  #sentBytes = 0;

  constructor(options: SerialPrinterOptions) {
    this.#options = options;
    this.#limits = { ...SERIAL_PRINTER_LIMITS, ...options.limits };
    const { path, baudRate, log } = options;
    this.#asker = createStatusAsker(() => this.#line);
    this.#line = openSerialLine({
      path,
      baudRate,
      log,
      onState: (state) => this.#lineChanged(state),
      onBytes: (bytes) => this.#asker.onBytes(bytes),
    });
  }

  status(): PrinterStatus {
    return { state: this.#state(), paperLow: this.#condition.paperLow, answers: this.#answers };
  }

  onStatus(listener: (status: PrinterStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async print(job: PrintJob): Promise<PrintOutcome> {
    assert(!this.#busy && !this.#closed, "one job at a time");
    this.#busy = true;
    this.#sentBytes = 0;
    try {
      const trouble = await this.#before();
      if (trouble) return { kind: "not-started", reason: trouble };
      job.onStart();
      await this.#sendAll(job);
      return { kind: "sent", bytes: this.#sentBytes };
    } catch (error) {
      if (!(error instanceof JobStopped)) throw error;
      return { kind: "unknown", reason: error.reason, bytes: this.#sentBytes };
    } finally {
      this.#busy = false;
      this.#tell();
      this.#pollLater(this.#limits.idleMs);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idleTimer);
    this.#asker.reset();
    await this.#line.close();
  }

  #lineChanged(state: LineState): void {
    this.#asker.reset();
    this.#condition = CONDITION_GOOD;
    this.#silent = false;
    this.#fresh = true;
    this.#wireFreeAtMs = 0;
    this.#tell();
    if (state === "open") this.#pollLater(0);
  }

  #state(): PrinterStatus["state"] {
    const line = this.#line.state();
    if (line !== "open") return line;
    if (this.#silent) return "no-answer";
    // "ready" wakes the spool: it must not be said before the printer was asked.
    if (this.#fresh && this.#options.status !== "none") return "connecting";
    return conditionTrouble(this.#condition) ?? "ready";
  }

  #tell(): void {
    const status = this.status();
    const text = JSON.stringify(status);
    if (this.#told === text || this.#closed) return;
    this.#told = text;
    for (const listener of this.#listeners) listener(status);
  }

  /** Asks an idle printer again and again, so that an empty roll is on the screen before the next sale. */
  #pollLater(delayMs: number): void {
    clearTimeout(this.#idleTimer);
    if (this.#closed || this.#options.status === "none") return;
    this.#idleTimer = setTimeout(() => {
      if (this.#busy || this.#polling || this.#line.state() !== "open") return;
      this.#polling = true;
      void this.#askAll().finally(() => {
        this.#polling = false;
        this.#pollLater(this.#limits.idleMs);
      });
    }, delayMs);
  }

  /** Asks for everything that keeps a printer from printing. The trouble, or undefined when it can print. */
  async #askAll(): Promise<PrinterTrouble | undefined> {
    for (const query of [2, 4, 3] as const) {
      if (query === 3 && !this.#condition.error) continue;
      const answer = await this.#ask(query);
      if (typeof answer === "string") return answer;
      // One that was never heard and need not answer prints blind.
      if (answer === undefined) return undefined;
    }
    return conditionTrouble(this.#condition);
  }

  async #before(): Promise<PrinterTrouble | undefined> {
    const line = this.#line.state();
    if (line !== "open") return line === "connecting" ? "absent" : line;
    // One that was asked when the line opened and said nothing is not asked again at every receipt.
    const blind = this.#options.status === "learn" && !this.#answers && !this.#fresh;
    return blind || this.#options.status === "none" ? undefined : this.#askAll();
  }

  /**
   * One question and its answer, taken into the condition: true, undefined when a printer that need not answer is
   * silent, or the trouble.
   */
  async #ask(query: StatusQuery): Promise<true | undefined | PrinterTrouble> {
    for (let tries = 1; ; tries++) {
      const answer = await this.#asker.ask(query, this.#limits.answerMs);
      if (answer === "gone") return "vanished";
      if (answer === "stalled") return "stalled";
      if (answer !== "silent") {
        this.#answers = true;
        this.#silent = false;
        this.#fresh = false;
        this.#condition = readStatus(this.#condition, query, answer);
        this.#tell();
        return true;
      }
      const blind = this.#options.status === "learn" && !this.#answers;
      if (!blind && tries < this.#limits.silentAnswers) continue;
      this.#silent = !blind;
      this.#fresh = false;
      this.#tell();
      return blind ? undefined : "no-answer";
    }
  }

  async #sendAll(job: PrintJob): Promise<void> {
    // NULs are no command: they only fill a band that a job before left half sent.
    if (job.clearFirst) await this.#send(new Uint8Array(job.bandBytesMax));
    let askedAt = this.#sentBytes;
    for (const command of job.commands) {
      await this.#send(command);
      if (this.#sentBytes - askedAt < this.#limits.askEveryBytes) continue;
      askedAt = this.#sentBytes;
      await this.#checkMidway(job);
    }
    await this.#waitForWire(0);
    await this.#checkMidway(job);
  }

  async #send(bytes: Uint8Array): Promise<void> {
    await this.#waitForWire(this.#limits.aheadBytes);
    const wireMs = this.#wireMs(bytes.length);
    this.#wireFreeAtMs = Math.max(performance.now(), this.#wireFreeAtMs) + wireMs;
    // Counted before: when a write fails, nobody knows how much of it left.
    this.#sentBytes += bytes.length;
    const outcome = await this.#line.write(bytes, wireMs * 3 + this.#limits.writeSlackMs);
    if (outcome === "gone") throw new JobStopped("vanished");
    if (outcome === "stalled") throw new JobStopped("stalled");
  }

  /** Waits until at most `aheadBytes` are still on their way at the line's speed. */
  async #waitForWire(aheadBytes: number): Promise<void> {
    const waitMs = this.#wireFreeAtMs - performance.now() - this.#wireMs(aheadBytes);
    if (waitMs > 0) await pause(waitMs);
  }

  #wireMs(bytes: number): number {
    return (bytes * BITS_PER_BYTE * 1_000) / this.#options.baudRate;
  }

  /** Between two commands: goes on at once, waits while paper or cover hold the printer, or stops the job. */
  async #checkMidway(job: PrintJob): Promise<void> {
    if (this.#line.state() !== "open") throw new JobStopped("vanished");
    if (this.#options.status === "none" || (this.#options.status === "learn" && !this.#answers)) return;
    const heldSince = performance.now();
    let held = false;
    for (;;) {
      const answer = await this.#ask(2);
      if (typeof answer === "string") throw new JobStopped(answer);
      const trouble = conditionTrouble(this.#condition);
      if (trouble === undefined) break;
      if (!held) job.onHold?.(trouble);
      held = true;
      if (performance.now() - heldSince > this.#limits.holdLimitMs) throw new JobStopped(trouble);
      await pause(this.#limits.heldMs);
    }
    if (held) job.onHold?.(null);
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
