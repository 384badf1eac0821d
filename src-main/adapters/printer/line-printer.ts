import { assert } from "../../../src-shared/base/assert.ts";
import { FENCE_REQUEST, processId, processRequest, type ConfirmBy } from "../../core/print/confirm-job.ts";
import { createAnswerReader, type PrinterAnswer } from "../../core/print/escpos-answers.ts";
import { CONDITION_GOOD, conditionTrouble, readAutoStatus, readStatus } from "../../core/print/escpos-status.ts";
import { RECOVER_REQUEST, type PrinterCondition, type StatusQuery } from "../../core/print/escpos-status.ts";
import { statusPlan, type StatusPlan } from "../../core/print/status-plan.ts";
import type { LogPort } from "../../core/ports/log.ts";
import type { DrawerOutcome, DrawerPulse, PrintJob, PrintOutcome } from "../../core/ports/printer.ts";
import type { PrinterPort, PrinterStatus, PrinterTrouble } from "../../core/ports/printer.ts";
import { createAwaitedAnswer } from "./awaited-answer.ts";
import { openPrinterLine, type LineState, type OpenWire, type PrinterLine } from "./printer-line.ts";
import { LINE_PRINTER_LIMITS, type LinePrinterLimits } from "./line-printer-limits.ts";
import { pulseDrawer } from "./pulse-drawer.ts";
import { createStatusAsker, type StatusAsker } from "./status-asker.ts";

/**
 * Whether a printer answers DLE EOT. "required": one that is silent is switched off. "learn": it prints blind until the
 * first answer, and from then on as "required". "none": it is never asked.
 */
export type StatusUse = "required" | "learn" | "none";

export interface LinePrinterOptions {
  /** How its line is opened, and what that carries: serial, network, device. */
  readonly open: OpenWire;
  readonly bytesPerSecond: number;
  readonly status: StatusUse;
  /** How it says that it has printed; "none" when left out. */
  readonly confirmBy?: ConfirmBy;
  readonly log: LogPort;
  readonly limits?: Partial<LinePrinterLimits>;
}

/** A receipt printer at the end of a line. It connects at once and again whenever the line went away. */
export function createLinePrinter(options: LinePrinterOptions): PrinterPort {
  return new LinePrinter(options);
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

class LinePrinter implements PrinterPort {
  readonly #options: LinePrinterOptions;
  readonly #limits: LinePrinterLimits;
  readonly #line: PrinterLine;
  readonly #plan: StatusPlan;
  readonly #asker: StatusAsker;
  readonly #answerReader = createAnswerReader();
  readonly #done = createAwaitedAnswer();
  readonly #confirmBy: ConfirmBy;
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
  /** A question of the running job stayed without an answer: the printer may have been switched off and on. */
  #doubted = false;
  /** Answers to GS r that are still to come: they have no names, only their order. */
  #fencesDue = 0;

  constructor(options: LinePrinterOptions) {
    this.#options = options;
    this.#limits = { ...LINE_PRINTER_LIMITS, ...options.limits };
    const { open, log } = options;
    this.#plan = statusPlan(options.bytesPerSecond);
    this.#confirmBy = options.confirmBy ?? "none";
    this.#asker = createStatusAsker(() => this.#line);
    this.#line = openPrinterLine({
      open,
      log,
      onState: (state) => this.#lineChanged(state),
      onBytes: (bytes) => this.#heard(bytes),
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
    this.#doubted = false;
    try {
      const trouble = await this.#before();
      if (trouble) return { kind: "not-started", reason: trouble };
      this.#doubted = false;
      job.onStart();
      await this.#sendAll(job);
      const kind = await this.#confirm(job);
      // What it held when it went off is lost, whatever it answers since.
      if (this.#doubted) throw new JobStopped("no-answer");
      return { kind, bytes: this.#sentBytes };
    } catch (error) {
      if (!(error instanceof JobStopped)) throw error;
      return { kind: "unknown", reason: error.reason, bytes: this.#sentBytes };
    } finally {
      this.#busy = false;
      this.#tell();
      this.#pollLater(this.#limits.idleMs);
    }
  }

  openDrawer(pulse: DrawerPulse): Promise<DrawerOutcome> {
    const { status } = this.#options;
    return pulseDrawer(
      {
        state: () => this.#line.state(),
        // Once: whoever waits for the drawer hears soon that the printer is off.
        ask: (query) => (status === "none" ? Promise.resolve(undefined) : this.#ask(query, 1)),
        condition: () => this.#condition,
        write: (bytes) => {
          // Counted as the wire's: a question behind the NULs of a slow line is answered later.
          this.#wireFreeAtMs = Math.max(performance.now(), this.#wireFreeAtMs) + this.#wireMs(bytes.length);
          return this.#line.write(bytes, this.#wireMs(bytes.length) * 3 + this.#limits.writeSlackMs);
        },
      },
      pulse,
    );
  }

  recover(): void {
    if (this.#line.state() === "open") void this.#line.write(RECOVER_REQUEST, this.#limits.writeSlackMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idleTimer);
    this.#asker.reset();
    await this.#line.close();
  }

  #lineChanged(state: LineState): void {
    this.#asker.reset();
    this.#answerReader.reset();
    this.#condition = CONDITION_GOOD;
    this.#silent = false;
    this.#fresh = true;
    this.#wireFreeAtMs = 0;
    this.#fencesDue = 0;
    this.#tell();
    if (state === "open") this.#pollLater(0);
  }

  #heard(bytes: Uint8Array): void {
    for (const answer of this.#answerReader.read(bytes)) {
      if (answer.kind === "status") this.#asker.onAnswer(answer.byte);
      else if (answer.kind === "auto") {
        this.#condition = readAutoStatus(answer.bytes);
        this.#tell();
      } else {
        if (isFence(answer)) this.#fencesDue = Math.max(0, this.#fencesDue - 1);
        this.#done.onAnswer(answer);
      }
    }
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
      if (query === 3 && this.#condition.fault === undefined) continue;
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
  async #ask(
    query: StatusQuery,
    triesMax: number = this.#limits.silentAnswers,
  ): Promise<true | undefined | PrinterTrouble> {
    for (let tries = 1; ; tries++) {
      const aheadMs = Math.max(0, this.#wireFreeAtMs - performance.now());
      const answer = await this.#asker.ask(query, this.#limits.answerMs + aheadMs);
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
      if (!blind) this.#doubted = true;
      if (!blind && tries < triesMax) continue;
      // Otherwise its first answers, once it is on again, would each go to a question of before, for ever.
      if (tries >= this.#limits.silentAnswers) this.#asker.forgetLate();
      this.#silent = !blind;
      this.#fresh = false;
      this.#tell();
      return blind ? undefined : "no-answer";
    }
  }

  async #sendAll(job: PrintJob): Promise<void> {
    if (job.clearFirst) await this.#clear(job);
    const { askEveryBytes } = this.#plan;
    let askedAt = this.#sentBytes;
    for (const command of job.commands) {
      await this.#send(command);
      if (this.#sentBytes - askedAt < askEveryBytes) continue;
      askedAt = this.#sentBytes;
      await this.#checkMidway(job);
    }
    await this.#waitForWire(0);
    await this.#checkMidway(job);
  }

  async #send(bytes: Uint8Array): Promise<void> {
    await this.#waitForWire(this.#plan.aheadBytes);
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
    return (bytes * 1_000) / this.#options.bytesPerSecond;
  }

  /** Ends what a job before may have left: half a band, and an answer of its own that may still come. */
  async #clear(job: PrintJob): Promise<void> {
    // NULs are no command: they only fill a band that a job before left half sent.
    await this.#send(new Uint8Array(job.bandBytesMax));
    if (this.#confirmBy !== "gs-r") return;
    // Answers to GS r have no name. After one and some silence, no more of the jobs before can come.
    await this.#sendFence();
    const due = this.#fencesDue;
    // One answer is enough when no more come for as long as a healthy printer needs: then the others are lost.
    if (!(await this.#isAnswered(job)) && this.#fencesDue === due) throw new JobStopped("not-confirmed");
    do this.#done.expect(isFence);
    while ((await this.#done.came(this.#limits.answerMs)) || (await this.#checkMidway(job)));
    this.#fencesDue = 0;
  }

  /** GS r 1, whose answer is the last one that is due: of a job before, one may still be on its way. */
  async #sendFence(): Promise<void> {
    this.#fencesDue++;
    this.#done.expect((answer) => isFence(answer) && this.#fencesDue === 0);
    await this.#send(FENCE_REQUEST);
  }

  /**
   * Whether the answer that was asked for came. Held by paper or cover, it is waited for as in the middle; in good
   * health and silent for `confirmMs`, it is not.
   */
  async #isAnswered(job: PrintJob): Promise<boolean> {
    await this.#waitForWire(0);
    let goodSince = performance.now();
    while (!(await this.#done.came(this.#limits.heldMs))) {
      if (await this.#checkMidway(job)) goodSince = performance.now();
      if (performance.now() - goodSince > this.#limits.confirmMs) return false;
    }
    return true;
  }

  /**
   * Waits for the printer's own word, behind everything that was sent. "sent" when it can't give any. Without one that
   * was due, the job is stopped.
   */
  async #confirm(job: PrintJob): Promise<"sent" | "printed"> {
    if (this.#confirmBy === "none") return "sent";
    if (this.#confirmBy === "process-id") {
      const id = processId(job.mark);
      this.#done.expect((answer) => answer.kind === "process" && answer.id === id);
      await this.#send(processRequest(id));
    } else await this.#sendFence();
    if (!(await this.#isAnswered(job))) throw new JobStopped("not-confirmed");
    // One NUL of a printer that goes off looks like an answer to GS r: it must still be there.
    if (this.#confirmBy === "gs-r") await this.#checkMidway(job);
    return "printed";
  }

  /**
   * Between two commands: goes on at once, waits while paper or cover hold the printer, or stops the job. Whether it
   * had to wait.
   */
  async #checkMidway(job: PrintJob): Promise<boolean> {
    if (this.#line.state() !== "open") throw new JobStopped("vanished");
    if (this.#options.status === "none" || (this.#options.status === "learn" && !this.#answers)) return false;
    const heldSince = performance.now();
    let told: PrinterTrouble | undefined;
    for (;;) {
      const trouble = await this.#troubleNow();
      if (trouble === undefined) break;
      // Only off and on helps, and then the printer has forgotten what it held.
      if (trouble === "printer-error") throw new JobStopped(trouble);
      if (told !== trouble) job.onHold?.(trouble);
      told = trouble;
      if (performance.now() - heldSince > this.#limits.holdLimitMs) throw new JobStopped(trouble);
      await pause(this.#limits.heldMs);
    }
    if (told !== undefined) job.onHold?.(null);
    return told !== undefined;
  }

  /** Asks what stops it, and which error when it is one. Stops the job when no answer comes. */
  async #troubleNow(): Promise<PrinterTrouble | undefined> {
    for (const query of [2, 3] as const) {
      if (query === 3 && this.#condition.fault === undefined) continue;
      const answer = await this.#ask(query);
      if (typeof answer === "string") throw new JobStopped(answer);
    }
    return conditionTrouble(this.#condition);
  }
}

function isFence(answer: PrinterAnswer): boolean {
  return answer.kind === "fence";
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
