import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PrinterCounts } from "./escpos-printer.ts";

/** What a person could do to the printer. */
export interface PrinterSwitches {
  readonly paper: boolean;
  readonly paperLow: boolean;
  readonly coverOpen: boolean;
  /** An error that only off and on ends. */
  readonly error: boolean;
  readonly cutterStuck: boolean;
  readonly headHot: boolean;
  readonly power: boolean;
  /** False: it prints but knows no status request. */
  readonly answers: boolean;
  /** False: it never says in its turn that it has printed. */
  readonly confirms: boolean;
  /** Its answers to GS r come so much later, each behind the one before. */
  readonly lateMs: number;
  /** It sends XOFF when this is set and XON when it is cleared. */
  readonly stopsLine: boolean;
  /** False: nothing takes the bytes, so a write never ends once the line is full. */
  readonly reading: boolean;
}

/** What the printer's own process is told when it starts. */
export interface PrinterSettings {
  readonly dir: string;
  readonly farEnd: string;
  readonly widthDots: number;
  readonly dpi: number;
  readonly bufferBytes: number;
  /** The line's speed; 0 is unlimited. */
  readonly bytesPerSecond: number;
  /** The roll ends before the data byte of this number; never when left out. */
  readonly paperEndsAtByte?: number | undefined;
  /** The only speed at which it understands the till; at another one it gets noise. Any when left out. */
  readonly onlyAtBaud?: number | undefined;
  readonly nearEnd: string;
  /** What it calls itself; TM-T20 when left out. */
  readonly model?: string | undefined;
  readonly switches: PrinterSwitches;
}

export interface VirtualPrinterOptions {
  /** A folder of its own: the port's link and the pictures are put there. */
  readonly dir: string;
  readonly widthDots?: number;
  readonly dpi?: number;
  readonly bufferBytes?: number;
  readonly bytesPerSecond?: number;
  readonly paperEndsAtByte?: number;
  readonly onlyAtBaud?: number;
  readonly model?: string;
  readonly switches?: Partial<PrinterSwitches>;
}

/** A receipt printer on a real pty. */
export interface VirtualPrinter {
  /** The port that a till opens. */
  readonly path: string;
  /** The pictures of what was cut, in their order. */
  receipts(): string[];
  /** Resolves when so many receipts were cut; rejects after `limitMs`. */
  waitForReceipts(count: number, limitMs?: number): Promise<string[]>;
  setPaper(there: boolean): Promise<void>;
  set(change: Partial<PrinterSwitches>): Promise<void>;
  counts(): Promise<PrinterCounts>;
  /** Pulls the cable: the port is gone. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  stop(): Promise<void>;
}

const GOOD: PrinterSwitches = {
  paper: true,
  paperLow: false,
  coverOpen: false,
  error: false,
  cutterStuck: false,
  headHot: false,
  power: true,
  answers: true,
  confirms: true,
  lateMs: 0,
  stopsLine: false,
  reading: true,
};
const READY_LIMIT_MS = 20_000;
const WAIT_STEP_MS = 10;

/** Starts a virtual printer: two pseudo-terminals joined by socat, and a process that is the printer at the far one. */
export async function startVirtualPrinter(options: VirtualPrinterOptions): Promise<VirtualPrinter> {
  mkdirSync(options.dir, { recursive: true });
  const cable = new Cable(join(options.dir, "port"), join(options.dir, "far-end"));
  await cable.plug();
  let switches = { ...GOOD, ...options.switches };
  const settings: PrinterSettings = {
    dir: options.dir,
    farEnd: cable.farEnd,
    widthDots: options.widthDots ?? 576,
    dpi: options.dpi ?? 203,
    bufferBytes: options.bufferBytes ?? 4_096,
    bytesPerSecond: options.bytesPerSecond ?? 0,
    paperEndsAtByte: options.paperEndsAtByte,
    onlyAtBaud: options.onlyAtBaud,
    nearEnd: cable.nearEnd,
    model: options.model,
    switches,
  };
  const child = fork(new URL("./printer-process.ts", import.meta.url), [JSON.stringify(settings)], { execArgv: [] });
  await heard(child, "ready");
  const ask = async (message: object, answer: string): Promise<unknown> => {
    if (!child.connected) throw new Error("the virtual printer has ended");
    const heardIt = heard(child, answer);
    child.send(message, () => {});
    return heardIt;
  };
  const set = async (change: Partial<PrinterSwitches>): Promise<void> => {
    switches = { ...switches, ...change };
    await ask({ kind: "switches", switches }, "switched");
  };
  return {
    path: cable.nearEnd,
    receipts: () => pictures(options.dir),
    waitForReceipts: async (count, limitMs = READY_LIMIT_MS) => {
      await until(() => pictures(options.dir).length >= count, limitMs, `${count} receipts`);
      return pictures(options.dir);
    },
    setPaper: (there) => set({ paper: there }),
    set,
    counts: async () => {
      const answer = await ask({ kind: "counts" }, "counts");
      // Sent by our own printer-process.
      return (answer as { counts: PrinterCounts }).counts;
    },
    unplug: () => cable.unplug(),
    plug: () => cable.plug(),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
      }
      await cable.unplug();
    },
  };
}

class Cable {
  readonly nearEnd: string;
  readonly farEnd: string;
  #socat: ChildProcess | undefined;

  constructor(nearEnd: string, farEnd: string) {
    this.nearEnd = nearEnd;
    this.farEnd = farEnd;
  }

  async plug(): Promise<void> {
    const ends = [this.nearEnd, this.farEnd].map((link) => `pty,raw,echo=0,link=${link}`);
    // setpriv: a test that is killed leaves no socat behind.
    const socat = spawn("setpriv", ["--pdeathsig", "KILL", "socat", ...ends], { stdio: "ignore" });
    this.#socat = socat;
    let failed: string | undefined;
    socat.once("error", (error) => (failed = error.message));
    socat.once("exit", (code) => (failed ??= `socat ended with ${code}`));
    await until(
      () => failed !== undefined || (existsSync(this.nearEnd) && existsSync(this.farEnd)),
      READY_LIMIT_MS,
      "socat's two ends (is socat installed?)",
    );
    if (failed !== undefined) throw new Error(`no pty pair: ${failed}`);
  }

  async unplug(): Promise<void> {
    const socat = this.#socat;
    this.#socat = undefined;
    if (socat && socat.exitCode === null && socat.signalCode === null) {
      const ended = once(socat, "exit");
      socat.kill("SIGKILL");
      await ended;
    }
    for (const link of [this.nearEnd, this.farEnd]) rmSync(link, { force: true });
  }
}

function pictures(dir: string): string[] {
  const names = readdirSync(dir).filter((name) => /^receipt-\d+\.png$/.test(name));
  return names.sort().map((name) => join(dir, name));
}

/** The next message of `kind`. Rejects when the child ends before. */
function heard(child: ChildProcess, kind: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      child.off("message", onMessage);
      child.off("exit", onExit);
    };
    const onMessage = (message: unknown): void => {
      if (typeof message !== "object" || message === null || !("kind" in message) || message.kind !== kind) return;
      done();
      resolve(message);
    };
    const onExit = (code: number | null): void => {
      done();
      reject(new Error(`the virtual printer ended with ${code}`));
    };
    child.on("message", onMessage);
    child.once("exit", onExit);
  });
}

async function until(holds: () => boolean, limitMs: number, what: string): Promise<void> {
  for (const end = performance.now() + limitMs; !holds();) {
    if (performance.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
  }
}
