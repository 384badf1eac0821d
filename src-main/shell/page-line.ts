import { unreachable } from "../../src-shared/base/assert.ts";
import { type PageEvent, WIRE_VERSION } from "../../src-shared/contract/contract.ts";
import { type PageMessage, pageMessage, type ShellMessage } from "../../src-shared/contract/wire.ts";
import type { TimerPort } from "../core/process/timers.ts";
import type { PageCore } from "./page-core.ts";
import { nodeTimers } from "./spawn-timers.ts";
import { ToldCounter } from "./told-counter.ts";

/** A page at the other end of a line: a WebSocket, or a window of Electron. */
export interface PageEnd {
  send(message: ShellMessage): void;
  /** Ends the line: the page sent what no page of ours sends. */
  close(why: "bad-message" | "too-many"): void;
  /** Display pages may only look: a line that can never be more than that (the shop's network). */
  readonly isOnlyDisplay: boolean;
  /** The first line of a person who has just opened the till: it takes the seat without asking. */
  readonly isFresh: boolean;
}

/** The shell's half of one line. */
export interface PageLine {
  receive(message: unknown): void;
  gone(): void;
}

export interface PageLinesOptions {
  readonly core: PageCore;
  /** The hash of the pages that this shell serves: a page of another build loads itself anew. */
  readonly build: string;
  /** Says that virtual hardware may be played with: the demo. */
  readonly play?: boolean;
  readonly timers?: TimerPort;
}

/** Calls of one page under way at once: the page's own limit. More is a page that asks in a loop. */
const CALLS_MAX = 200;
/** A page that loads itself anew may be heard before its former line is seen to end: so long it is waited for. */
const SEAT_WAIT_MS = 400;
const FOR_DISPLAYS: ReadonlySet<PageEvent["kind"]> = new Set(["display", "look"]);

/**
 * Carries messages between pages and the core, the same for every shell, and knows no business. One counter page has
 * the seat; display pages only look. What a page may not do is refused here; what a person may not do, by the core.
 */
export class PageLines {
  readonly #options: PageLinesOptions;
  readonly #timers: TimerPort;
  readonly #lines = new Set<Line>();
  readonly #end: () => void;
  #seat: Line | undefined;

  constructor(options: PageLinesOptions) {
    this.#options = options;
    this.#timers = options.timers ?? nodeTimers;
    this.#end = options.core.onPageEvent((event) => this.#tell(event));
  }

  connect(end: PageEnd): PageLine {
    const line: Line = { end, view: undefined, calls: 0, isFresh: end.isFresh, told: new ToldCounter() };
    this.#lines.add(line);
    return {
      receive: (message) => this.#receive(line, message),
      gone: () => {
        this.#lines.delete(line);
        if (this.#seat === line) this.#seat = undefined;
      },
    };
  }

  /** How many pages are there now. */
  count(): number {
    return this.#lines.size;
  }

  /** Whether any page has the seat. */
  isSeated(): boolean {
    return this.#seat !== undefined;
  }

  stop(): void {
    this.#end();
    this.#lines.clear();
    this.#seat = undefined;
  }

  #tell(event: PageEvent): void {
    for (const line of this.#lines) this.#tellOne(line, event);
  }

  #tellOne(line: Line, event: PageEvent): void {
    const hears = line.view === "display" ? FOR_DISPLAYS.has(event.kind) : line === this.#seat && isForCounter(event);
    if (!hears) return;
    const part = event.kind === "counter" ? line.told.partOf(event.state) : undefined;
    line.end.send(part ?? { kind: "event", event });
  }

  #receive(line: Line, raw: unknown): void {
    if (!this.#lines.has(line)) return;
    const message = pageMessage.safeParse(raw);
    if (!message.success) return line.end.close("bad-message");
    switch (message.data.kind) {
      case "ping":
        return line.end.send({ kind: "pong" });
      case "hello":
        return this.#hello(line, message.data);
      case "call":
        return void this.#call(line, message.data);
      default:
        return unreachable(message.data);
    }
  }

  #hello(line: Line, hello: Extract<PageMessage, { kind: "hello" }>): void {
    const { build } = this.#options;
    if (hello.contract !== WIRE_VERSION || hello.build !== build) return line.end.send({ kind: "stale", build });
    if (hello.view === "display" || line.end.isOnlyDisplay) {
      if (this.#seat === line) this.#seat = undefined;
      line.view = "display";
      return this.#welcome(line);
    }
    line.view = "counter";
    const mayTake = hello.take || line.isFresh;
    line.isFresh = false;
    if (mayTake || this.#seat === undefined || this.#seat === line) return this.#sit(line);
    this.#timers.after(SEAT_WAIT_MS, () => {
      if (!this.#lines.has(line) || this.#seat === line) return;
      if (this.#seat === undefined) this.#sit(line);
      else line.end.send({ kind: "seat-lost" });
    });
  }

  #sit(line: Line): void {
    const former = this.#seat;
    this.#seat = line;
    if (former !== undefined && former !== line) former.end.send({ kind: "seat-lost" });
    this.#welcome(line);
  }

  #welcome(line: Line): void {
    const { build, play = false } = this.#options;
    line.told.forget();
    line.end.send({ kind: "welcome", contract: WIRE_VERSION, build, play });
    // How things are: what was told while this page was not there.
    for (const event of this.#options.core.pageSnapshot()) this.#tellOne(line, event);
  }

  async #call(line: Line, message: Extract<PageMessage, { kind: "call" }>): Promise<void> {
    const { id, kind: _, ...call } = message;
    // Before its hello, and as a display, a page asks for nothing: no page of ours does.
    if (line.view !== "counter") return line.end.close("bad-message");
    if (this.#seat !== line) return line.end.send(refused(id, "seat-taken"));
    if (line.calls >= CALLS_MAX) return line.end.send(refused(id, "busy"));
    line.calls += 1;
    const reply = await this.#options.core.call(call);
    line.calls -= 1;
    if (this.#lines.has(line)) line.end.send({ ...reply, id });
  }
}

interface Line {
  readonly end: PageEnd;
  view: "counter" | "display" | undefined;
  calls: number;
  isFresh: boolean;
  readonly told: ToldCounter;
}

/** The counter shows nothing of what only the customer's screen does. */
function isForCounter({ kind }: PageEvent): boolean {
  return kind !== "display";
}

function refused(id: number, refusal: "seat-taken" | "busy"): ShellMessage {
  return { kind: "fault", id, fault: "failed", refusal: { refusal } };
}
