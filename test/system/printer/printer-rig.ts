import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPrinter, type CreatePrinterOptions } from "../../../src-main/adapters/printer/create-printer.ts";
import type { LinePrinterLimits } from "../../../src-main/adapters/printer/line-printer-limits.ts";
import type { PrinterPort, PrinterTrouble, PrintJob } from "../../../src-main/core/ports/printer.ts";
import { startVirtualPrinter } from "../../virtual/printer/virtual-printer.ts";
import type { VirtualPrinter, VirtualPrinterOptions } from "../../virtual/printer/virtual-printer.ts";

const NO_LOG = { log: () => {} };
const BITS_PER_BYTE = 10;

/** One virtual printer on a pty whose line is as slow as `baudRate`, and ports on it that are closed at the end. */
export class PrinterRig {
  readonly folder = mkdtempSync(join(tmpdir(), "vafa-printer-"));
  readonly baudRate: number;
  readonly #opened: PrinterPort[] = [];
  #virtual: VirtualPrinter | undefined;

  constructor(baudRate: number) {
    this.baudRate = baudRate;
  }

  async plugIn(options: Partial<VirtualPrinterOptions> = {}): Promise<VirtualPrinter> {
    const bytesPerSecond = this.baudRate / BITS_PER_BYTE;
    this.#virtual = await startVirtualPrinter({ dir: this.folder, bytesPerSecond, ...options });
    return this.#virtual;
  }

  /** Opens the port and waits for the state. Held and idle printers are asked more often than in a shop. */
  async open(
    options: Partial<CreatePrinterOptions> = {},
    limits: Partial<LinePrinterLimits> = {},
    state = "ready",
  ): Promise<PrinterPort> {
    const quick = { answerMs: 400, idleMs: 100, heldMs: 60, ...limits };
    const path = join(this.folder, "port");
    const target = { transport: "serial", path, identity: "", baudRate: this.baudRate, flow: "none" } as const;
    const port = createPrinter({ target, status: "required", log: NO_LOG, ...options, limits: quick });
    this.#opened.push(port);
    await reaches(port, state);
    return port;
  }

  async end(): Promise<void> {
    for (const port of this.#opened.splice(0)) await port.close();
    await this.#virtual?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Resolves when the printer is in `state`. */
export function reaches(port: PrinterPort, state: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (port.status().state !== state) return;
      end();
      resolve();
    };
    const end = port.onStatus(look);
    look();
  });
}

/** Until so many bytes have reached the printer. */
export async function hasTaken(at: VirtualPrinter, bytes: number): Promise<void> {
  while ((await at.counts()).bytes < bytes) await new Promise((resolve) => setTimeout(resolve, 2));
}

const [ROW_BYTES, ROWS] = [72, 8];

/** A band as a slow line gets them: 8 rows of 72 bytes, with its number in its dots. */
export function band(number: number): Uint8Array {
  const data = new Uint8Array(8 + ROW_BYTES * ROWS).fill(0x81 + number * 2);
  data.set([0x1d, 0x76, 0x30, 0, ROW_BYTES, 0, ROWS, 0]);
  return data;
}

/** What a job tells while it runs, and its holds in their order. */
export interface WatchedJob {
  readonly job: PrintJob;
  readonly holds: (PrinterTrouble | null)[];
  /** Resolves at the first hold. */
  readonly held: Promise<void>;
}

/** A short receipt: reset, `bands` bands, cut. At 9600 baud a band takes 0.6 s. */
export function shortJob(bands = 6, more: Partial<PrintJob> = {}): WatchedJob {
  const pictures = Array.from({ length: bands }, (_, at) => band(at));
  const commands = [Uint8Array.of(0x1b, 0x40), ...pictures, Uint8Array.of(0x1d, 0x56, 0x42, 0)];
  const holds: (PrinterTrouble | null)[] = [];
  const { promise: held, resolve } = Promise.withResolvers<void>();
  const onHold = (reason: PrinterTrouble | null): void => {
    holds.push(reason);
    resolve();
  };
  const bandBytesMax = 8 + ROW_BYTES * ROWS;
  return {
    job: { commands, bandBytesMax, mark: 7, clearFirst: false, onStart: () => {}, onHold, ...more },
    holds,
    held,
  };
}

/** Bytes of a job's commands. */
export function bytesOf(job: PrintJob): number {
  return job.commands.reduce((sum, command) => sum + command.length, 0);
}
