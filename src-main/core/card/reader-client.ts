import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { ReaderState } from "../../../src-shared/words/reader-words.ts";
import type {
  CardIoFailure,
  CardReaderEvent,
  CardReaderPort,
  CardReaderStatus,
  CardSession,
  PcscDriverName,
  ReaderInfo,
  ServiceDownCause,
} from "../ports/card-reader.ts";
import type { ClockPort, RandomPort } from "../ports/clock.ts";
import type { LogPort } from "../ports/log.ts";
import type { SpawnPort } from "../ports/spawn.ts";
import {
  superviseChild,
  type ChildState,
  type SupervisedChild,
  type SuperviseLimits,
} from "../process/supervise-child.ts";
import type { TimerPort } from "../process/timers.ts";
import { DEFAULT_READER_RULES, type ReaderRules } from "./reader-names.ts";
import { parseReaderReport, READER_LIMITS, type ReaderReport, type ReaderRequest } from "./reader-protocol.ts";

/** What the client needs. `driver` picks one for tests and for the settings page; `auto` is the product's. */
export interface CardReaderOptions {
  readonly spawn: SpawnPort;
  readonly timers: TimerPort;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly log: LogPort;
  readonly rules?: ReaderRules;
  readonly driver?: "auto" | PcscDriverName;
  readonly limits?: SuperviseLimits;
}

/**
 * The card readers behind a supervised process: PC/SC drivers hang and crash (see docs/decisions), so they never run in
 * the core. Starts that process at once. Its loss ends every session; a new process gets new session numbers.
 */
export function openCardReader(options: CardReaderOptions): CardReaderPort {
  return new ReaderClient(options);
}

/** Ends in a row without a stable run after which the state says "fails again and again". */
const FAILING_AFTER = 4;

interface Waiting {
  readonly resolve: (result: Result<Uint8Array, CardIoFailure>) => void;
  readonly session: CardSession;
  readonly cancel: () => void;
}

class ReaderClient implements CardReaderPort {
  readonly #options: CardReaderOptions;
  readonly #child: SupervisedChild;
  readonly #events = new Set<(event: CardReaderEvent) => void>();
  readonly #statuses = new Set<(status: CardReaderStatus) => void>();
  readonly #readers = new Map<string, ReaderInfo>();
  readonly #stuck = new Set<string>();
  /** Live sessions and the reader each is on. */
  readonly #sessions = new Map<CardSession, string>();
  readonly #waiting = new Map<number, Waiting>();
  #driver: PcscDriverName | null = null;
  #down: ServiceDownCause | null = null;
  #childState: ChildState = { kind: "starting", failures: 0 };
  /** Added to a process's own session numbers, which start at 1 in each process. */
  #sessionBase = 0;
  #sessionLast = 0;
  #requestLast = 0;
  /** What to add to the process's instants: the least difference seen, because a message only ever arrives later. */
  #offsetMs = Number.POSITIVE_INFINITY;
  #shown: string;

  constructor(options: CardReaderOptions) {
    this.#options = options;
    const rules = options.rules ?? DEFAULT_READER_RULES;
    this.#child = superviseChild({
      ...options,
      role: "reader",
      argument: { driver: options.driver ?? "auto", rules: JSON.stringify(rules) },
      onMessage: (message) => this.#heard(message),
      onState: (state) => this.#childChanged(state),
    });
    this.#shown = JSON.stringify(this.status());
  }

  status(): CardReaderStatus {
    return { state: this.#state(), driver: this.#driver, readers: [...this.#readers.values()] };
  }

  onEvent(listener: (event: CardReaderEvent) => void): () => void {
    this.#events.add(listener);
    return () => this.#events.delete(listener);
  }

  onStatus(listener: (status: CardReaderStatus) => void): () => void {
    this.#statuses.add(listener);
    return () => this.#statuses.delete(listener);
  }

  transmit(session: CardSession, apdu: Uint8Array): Promise<Result<Uint8Array, CardIoFailure>> {
    const { apduMinBytes, apduMaxBytes, transmitMs } = READER_LIMITS;
    if (apdu.length < apduMinBytes || apdu.length > apduMaxBytes) return Promise.resolve(err("refused"));
    return this.#request(session, { kind: "transmit", apdu }, transmitMs);
  }

  async reselect(session: CardSession): Promise<Result<null, CardIoFailure>> {
    const done = await this.#request(session, { kind: "reselect" }, READER_LIMITS.connectMs * 2);
    return done.ok ? ok(null) : done;
  }

  close(): void {
    this.#child.stop();
    this.#endProcess("process-ended");
  }

  #request(
    session: CardSession,
    body: { readonly kind: "transmit"; readonly apdu: Uint8Array } | { readonly kind: "reselect" },
    limitMs: number,
  ): Promise<Result<Uint8Array, CardIoFailure>> {
    if (!this.#sessions.has(session)) return Promise.resolve(err("gone"));
    if (this.#waiting.size >= READER_LIMITS.queueMax) return Promise.resolve(err("refused"));
    const id = ++this.#requestLast;
    const { promise, resolve } = Promise.withResolvers<Result<Uint8Array, CardIoFailure>>();
    // The reader process has its own limit; this one holds when that process itself hangs. A queue waits longer.
    const waitMs = (limitMs + READER_LIMITS.slackMs) * (this.#waiting.size + 1);
    const cancel = this.#options.timers.after(waitMs, () => this.#settle(id, err("timeout")));
    this.#waiting.set(id, { resolve, session, cancel });
    const request: ReaderRequest = { ...body, id, session: session - this.#sessionBase };
    if (!this.#child.send(request)) this.#settle(id, err("service-down"));
    return promise;
  }

  #settle(id: number, result: Result<Uint8Array, CardIoFailure>): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    waiting.cancel();
    // Whatever the failure: what the card holds is unknown, and its session is over.
    if (!result.ok && result.error !== "refused") this.#endSession(waiting.session, this.#options.clock.monotonicMs());
    waiting.resolve(result);
  }

  #heard(message: unknown): void {
    const report = parseReaderReport(message);
    if (report === undefined) {
      this.#options.log.log("error", "reader-report-unknown");
      return;
    }
    this.#offsetMs = Math.min(this.#offsetMs, this.#options.clock.monotonicMs() - report.sentMs);
    this.#take(report);
    this.#publish();
  }

  #take(report: ReaderReport): void {
    switch (report.kind) {
      case "answer":
        this.#settle(report.id, ok(report.bytes));
        return;
      case "failed":
        this.#settle(report.id, err(report.failure));
        return;
      case "service-down":
        this.#goDown(report.cause);
        return;
      case "service-up":
        this.#driver = report.driver;
        this.#down = null;
        this.#emit({ kind: "service-up", driver: report.driver });
        return;
      case "reader-added": {
        const reader: ReaderInfo = { id: report.readerId, name: report.name, used: report.used };
        this.#readers.set(reader.id, reader);
        this.#emit({ kind: "reader-added", reader });
        return;
      }
      case "reader-removed":
        this.#removeReader(report.readerId);
        return;
      case "reader-stuck":
        if (report.stuck) this.#stuck.add(report.readerId);
        else this.#stuck.delete(report.readerId);
        return;
      case "card-unreadable":
        this.#emit({ kind: "card-unreadable", readerId: report.readerId, atMs: report.atMs + this.#offsetMs });
        return;
      case "card-gone":
        this.#endSession(this.#sessionBase + report.session, report.atMs + this.#offsetMs);
        return;
      case "card-arrived": {
        const session = this.#sessionBase + report.session;
        this.#sessionLast = Math.max(this.#sessionLast, session);
        this.#sessions.set(session, report.readerId);
        const { kind, readerId, atr, uid } = report;
        this.#emit({ kind, session, readerId, atr, uid, atMs: report.atMs + this.#offsetMs });
      }
    }
  }

  #childChanged(state: ChildState): void {
    this.#childState = state;
    if (state.kind === "waiting") this.#endProcess("process-ended");
    this.#publish();
  }

  #endProcess(cause: ServiceDownCause): void {
    this.#goDown(cause);
    this.#sessionBase = this.#sessionLast;
    this.#offsetMs = Number.POSITIVE_INFINITY;
    this.#driver = null;
  }

  /** The service, or our process, is gone: so is everything that came from it. */
  #goDown(cause: ServiceDownCause): void {
    for (const id of this.#waiting.keys()) this.#settle(id, err("service-down"));
    for (const session of this.#sessions.keys()) this.#endSession(session, this.#options.clock.monotonicMs());
    for (const id of this.#readers.keys()) this.#removeReader(id);
    // The end of the process after "lost" is how it recovers, not news.
    if (this.#down !== null && cause === "process-ended") return;
    if (this.#down === cause) return;
    this.#down = cause;
    this.#emit({ kind: "service-down", cause });
  }

  #removeReader(id: string): void {
    for (const [session, readerId] of this.#sessions) {
      if (readerId === id) this.#endSession(session, this.#options.clock.monotonicMs());
    }
    this.#stuck.delete(id);
    if (this.#readers.delete(id)) this.#emit({ kind: "reader-removed", readerId: id });
  }

  #endSession(session: CardSession, atMs: number): void {
    const readerId = this.#sessions.get(session);
    if (readerId === undefined) return;
    this.#sessions.delete(session);
    for (const [id, waiting] of this.#waiting) {
      if (waiting.session === session) this.#settle(id, err("gone"));
    }
    this.#emit({ kind: "card-gone", session, readerId, atMs });
  }

  #emit(event: CardReaderEvent): void {
    for (const listener of this.#events) listener(event);
  }

  #publish(): void {
    const status = this.status();
    const shown = JSON.stringify(status);
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const listener of this.#statuses) listener(status);
  }

  #state(): ReaderState {
    const child = this.#childState;
    if (this.#down === "no-driver") return "no-driver";
    if (this.#down === "absent" || this.#down === "lost") return "service-down";
    if (child.kind === "waiting" || this.#down === "process-ended") {
      return child.kind !== "stopped" && "failures" in child && child.failures >= FAILING_AFTER
        ? "failing"
        : "restarting";
    }
    if (this.#driver === null) return "starting";
    const used = [...this.#readers.values()].filter((reader) => reader.used);
    if (used.length === 0) return "no-reader";
    return used.every((reader) => this.#stuck.has(reader.id)) ? "reader-stuck" : "ready";
  }
}
