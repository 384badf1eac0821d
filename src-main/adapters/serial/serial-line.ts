import { SerialPort } from "serialport";
import type { LogPort } from "../../core/ports/log.ts";

/** Where a line is. All but "open" are states in which it tries again by itself. */
export type LineState = "connecting" | "open" | "absent" | "busy" | "forbidden" | "vanished";

/** A serial port that is opened once, kept open, and opened again when it went away. */
export interface SerialLine {
  state(): LineState;
  /**
   * Hands `bytes` to the system. "gone": the port vanished, some bytes may have left. "stalled": the other side took
   * nothing for as long as `limitMs`; the port is then closed and opened again, and what was left is dropped.
   */
  write(bytes: Uint8Array, limitMs: number): Promise<"written" | "gone" | "stalled">;
  /** Ends the connection and begins a new one. */
  reopen(): void;
  close(): Promise<void>;
}

export interface SerialLineOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly log: LogPort;
  readonly onState: (state: LineState) => void;
  readonly onBytes: (bytes: Uint8Array) => void;
}

/** A cable that is put back is found within a quarter of a second at first, later within four. */
const REOPEN_FIRST_MS = 250;
const REOPEN_LAST_MS = 4_000;
/** Closing waits for nothing longer than this: a driver may never answer. */
const CLOSE_LIMIT_MS = 2_000;

/** Begins to open the port at `path`, 8N1. */
export function openSerialLine(options: SerialLineOptions): SerialLine {
  return new Line(options);
}

class Line implements SerialLine {
  readonly #options: SerialLineOptions;
  #port: SerialPort | undefined;
  #state: LineState = "connecting";
  #failures = 0;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  /** Ends the writes that wait now: one of a job, and one of a question beside it. */
  readonly #pending = new Set<(outcome: "gone") => void>();

  constructor(options: SerialLineOptions) {
    this.#options = options;
    this.#open();
  }

  state(): LineState {
    return this.#state;
  }

  write(bytes: Uint8Array, limitMs: number): Promise<"written" | "gone" | "stalled"> {
    const port = this.#port;
    if (port === undefined || this.#state !== "open") return Promise.resolve("gone");
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
      port.write(Buffer.from(bytes), (error) => end(error ? "gone" : "written"));
    });
  }

  reopen(): void {
    this.#lose("vanished");
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const port = this.#port;
    this.#port = undefined;
    for (const end of this.#pending) end("gone");
    if (port) await endPort(port);
  }

  #open(): void {
    const { path, baudRate } = this.#options;
    // Opening toggles DTR and RTS, which resets some printers: open once; and don't hang up at the end either.
    const port = new SerialPort({ path, baudRate, hupcl: false, autoOpen: false });
    this.#port = port;
    port.on("data", (bytes: Buffer) => {
      if (this.#port === port) this.#options.onBytes(new Uint8Array(bytes));
    });
    // Without a listener an error would end the process; each is followed by a close or an open that failed.
    port.on("error", (error: Error) => this.#note("printer.port-error", error));
    port.on("close", () => {
      if (this.#port === port) this.#lose("vanished");
    });
    port.open((error) => {
      if (this.#port !== port) {
        // Closed while it was opening.
        if (!error) void endPort(port);
        return;
      }
      if (error) {
        this.#lose(openTrouble(error));
        return;
      }
      this.#failures = 0;
      this.#change("open");
    });
  }

  #lose(state: LineState): void {
    const port = this.#port;
    this.#port = undefined;
    for (const end of this.#pending) end("gone");
    if (port?.isOpen) void endPort(port);
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

  #note(event: string, error: Error): void {
    this.#options.log.log("warn", event, { message: error.message });
  }
}

/** Why a port didn't open, from the texts of serialport's bindings (they carry no codes). */
function openTrouble(error: Error): LineState {
  if (/cannot lock|resource temporarily unavailable|access denied|EBUSY/i.test(error.message)) return "busy";
  if (/permission|EACCES|EPERM/i.test(error.message)) return "forbidden";
  return "absent";
}

/** Closes a port; resolves at the latest after the limit, whatever its driver does. */
function endPort(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, CLOSE_LIMIT_MS);
    limit.unref();
    const done = (): void => {
      clearTimeout(limit);
      resolve();
    };
    if (port.isOpen) port.close(done);
    else done();
  });
}
