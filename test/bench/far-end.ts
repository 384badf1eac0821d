import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SerialPort } from "serialport";
import type { PrinterProfile } from "../../src-shared/printer/profile.ts";
import { EscPosPrinter } from "../virtual/printer/escpos-printer.ts";
import { monotonicMs } from "./bench.ts";

const READY_STEP_MS = 20;
const READY_STEPS = 250;

/** A printer that reads at once whatever comes, and tells when. */
export interface FarEnd {
  /** The port that a till opens. */
  readonly port: string;
  /** When the next receipt's first byte (ESC @) comes, by `monotonicMs`. */
  nextReset(): Promise<number>;
  stop(): void;
}

/** Two pseudo-terminals joined by socat, and a printer at the far one, in this process: it adds no wait of its own. */
export async function farEnd(folder: string, { widthDots, dpi }: PrinterProfile): Promise<FarEnd> {
  const [port, far] = [join(folder, "port"), join(folder, "far-end")];
  const ends = [port, far].map((link) => `pty,raw,echo=0,link=${link}`);
  const socat = spawn("setpriv", ["--pdeathsig", "KILL", "socat", ...ends], { stdio: "ignore" });
  for (let step = 0; !(existsSync(port) && existsSync(far)); step++) {
    if (step > READY_STEPS) throw new Error("no pty pair (is socat installed?)");
    await delay(READY_STEP_MS);
  }
  const line = new SerialPort({ path: far, baudRate: 921_600, lock: false });
  const printer = new EscPosPrinter({
    widthDots,
    dpi,
    bufferBytes: 1_000_000,
    onReply: (bytes) => void line.write(bytes),
    onCut: () => {},
  });
  let waiting: ((atMs: number) => void) | undefined;
  line.on("data", (bytes: Buffer) => {
    if (bytes.includes(Buffer.of(0x1b, 0x40))) {
      waiting?.(monotonicMs());
      waiting = undefined;
    }
    printer.receive(bytes);
  });
  return {
    port,
    nextReset: () => new Promise((resolve) => (waiting = resolve)),
    stop: () => {
      line.close(() => {});
      socat.kill("SIGKILL");
    },
  };
}
