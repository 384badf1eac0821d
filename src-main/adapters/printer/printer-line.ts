import type { LogPort } from "../../core/ports/log.ts";

/** Where a line is. All but "open" are states in which it tries again by itself. */
export type LineState = "connecting" | "open" | LineTrouble | "vanished";

/**
 * Why a line didn't open. "busy": another process has it. "refused": a network address where nobody takes the
 * connection, or only one at a time.
 */
export type LineTrouble = "absent" | "busy" | "forbidden" | "refused";

/** The way to a printer, whatever it runs over: opened once, kept open, and opened again when it went away. */
export interface PrinterLine {
  state(): LineState;
  /**
   * Hands `bytes` to the system. "gone": the line vanished, some bytes may have left. "stalled": the other side took
   * nothing for as long as `limitMs`; the line is then closed and opened again, and what was left is dropped.
   */
  write(bytes: Uint8Array, limitMs: number): Promise<"written" | "gone" | "stalled">;
  /** Ends the connection and begins a new one. */
  reopen(): void;
  close(): Promise<void>;
}

/** One opened connection: a serial port, a socket, a device. */
export interface Wire {
  /** Calls `done` once, with the error when not all of it was taken. */
  write(bytes: Uint8Array, done: (error: Error | undefined) => void): void;
  /** Resolves when its port is free again, at the latest after a limit of its own. */
  close(): Promise<void>;
}

/** What a wire tells while it is open. `onClose` is called when it ended by itself. */
export interface WireEvents {
  readonly onBytes: (bytes: Uint8Array) => void;
  readonly onClose: () => void;
}

/** Opens one connection, or says why not. It must not reject, and it looks for its printer anew at each call. */
export type OpenWire = (events: WireEvents) => Promise<Wire | LineTrouble>;

export interface PrinterLineOptions {
  readonly open: OpenWire;
  readonly log: LogPort;
  readonly onState: (state: LineState) => void;
  readonly onBytes: (bytes: Uint8Array) => void;
}

/** A cable that is put back is found within a quarter of a second at first, later within four. */
const REOPEN_FIRST_MS = 250;
const REOPEN_LAST_MS = 4_000;

/** Begins to open a line. */
export function openPrinterLine(options: PrinterLineOptions): PrinterLine {
  return new Line(options);
}

class Line implements PrinterLine {
  readonly #options: PrinterLineOptions;
  #wire: Wire | undefined;
  #state: LineState = "connecting";
  #failures = 0;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  /** Counts the connections: what an older one still tells is nobody's. */
  #life = 0;
  #opening: Promise<void> = Promise.resolve();
  /** Ends the writes that wait now: one of a job, and one of a question beside it. */
  readonly #pending = new Set<(outcome: "gone") => void>();

  constructor(options: PrinterLineOptions) {
    this.#options = options;
    this.#open();
  }

  state(): LineState {
    return this.#state;
  }

  write(bytes: Uint8Array, limitMs: number): Promise<"written" | "gone" | "stalled"> {
    const wire = this.#wire;
    if (wire === undefined) return Promise.resolve("gone");
    return new Promise((resolve) => {
      const end = (outcome: "written" | "gone" | "stalled"): void => {
        clearTimeout(limit);
        this.#pending.delete(end);
        resolve(outcome);
      };
      const limit = setTimeout(() => {
        end("stalled");
        this.reopen();
      }, limitMs);
      this.#pending.add(end);
      wire.write(bytes, (error) => {
        if (!error) return end("written");
        // A port tells its close after the write that failed: whoever looks in between must not see an open line.
        if (this.#wire === wire) this.#lose("vanished");
        end("gone");
      });
    });
  }

  reopen(): void {
    this.#lose("vanished");
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#life++;
    const wire = this.#wire;
    this.#wire = undefined;
    for (const end of this.#pending) end("gone");
    await wire?.close();
    // One that was just opening gives its port back before the next owner asks for it.
    await this.#opening;
  }

  #open(): void {
    const life = ++this.#life;
    const mine = (): boolean => this.#life === life;
    const events: WireEvents = {
      onBytes: (bytes) => {
        if (mine()) this.#options.onBytes(bytes);
      },
      onClose: () => {
        if (mine()) this.#lose("vanished");
      },
    };
    this.#opening = this.#options.open(events).then(async (opened) => {
      if (!mine()) {
        if (typeof opened !== "string") await opened.close();
      } else if (typeof opened === "string") this.#lose(opened);
      else {
        this.#wire = opened;
        this.#failures = 0;
        this.#change("open");
      }
    });
  }

  #lose(state: LineState): void {
    this.#life++;
    const wire = this.#wire;
    this.#wire = undefined;
    for (const end of this.#pending) end("gone");
    void wire?.close();
    if (this.#closed) return;
    const delayMs = Math.min(REOPEN_FIRST_MS * 2 ** Math.min(this.#failures, 10), REOPEN_LAST_MS);
    this.#failures++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), delayMs);
    // A cable that was pulled stays "vanished" until its port is back: that says more than "absent".
    if (!(state === "absent" && this.#state === "vanished")) this.#change(state);
  }

  #change(state: LineState): void {
    if (this.#closed || this.#state === state) return;
    this.#state = state;
    this.#options.log.log("info", "printer.line", { state });
    this.#options.onState(state);
  }
}
