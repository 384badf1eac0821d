import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { writeBitmapPng } from "./bitmap-png.ts";
import { EscPosPrinter } from "./escpos-printer.ts";
import type { PrinterSettings, PrinterSwitches } from "./virtual-printer.ts";

/**
 * The printer's own process: sits at the far end of a pty, reads at the line's speed and no faster, so that what a till
 * has sent ahead really waits in the line, and answers.
 */
const TICK_MS = 4;
const READ_MAX = 4_096;

const settings: PrinterSettings = JSON.parse(process.argv[2] ?? "{}");
let switches: PrinterSwitches = settings.switches;
let fd: number | undefined;
let allowance = 0;
let last = performance.now();
let receipts = 0;
/** The answer to GS r of a printer that can print; an answer of any other kind has some bit set. */
const FENCE = 0;
/** When the last answer that is late will be given. */
let lateUntil = 0;

const printer = new EscPosPrinter({
  widthDots: settings.widthDots,
  dpi: settings.dpi,
  bufferBytes: settings.bufferBytes,
  model: settings.model,
  onReply: (bytes) => {
    if (bytes.length === 1 && bytes[0] === FENCE && (switches.lateMs > 0 || performance.now() < lateUntil))
      later(bytes);
    else say(bytes);
  },
  onCut: (sheet) => {
    const file = join(settings.dir, `receipt-${String(++receipts).padStart(4, "0")}.png`);
    writeBitmapPng(file, sheet);
    process.send?.({ kind: "receipt", file });
  },
});

function say(bytes: Uint8Array): void {
  if (fd !== undefined) writeSync(fd, bytes);
}

function later(bytes: Uint8Array): void {
  lateUntil = Math.max(lateUntil, performance.now() + switches.lateMs);
  setTimeout(() => say(bytes), lateUntil - performance.now());
}

process.on("disconnect", () => process.exit(0));
process.on(
  "message",
  (message: { readonly kind: "switches"; readonly switches: PrinterSwitches } | { kind: "counts" }) => {
    if (message.kind === "counts") {
      process.send?.({ kind: "counts", counts: printer.counts() });
      return;
    }
    if (switches.power && !message.switches.power) printer.restart();
    // XOFF and XON, as a printer sends them whose buffer is full.
    const turned = switches.stopsLine !== message.switches.stopsLine;
    if (turned && fd !== undefined) writeSync(fd, Uint8Array.of(message.switches.stopsLine ? 0x13 : 0x11));
    switches = message.switches;
    apply();
    process.send?.({ kind: "switched" });
  },
);
if (settings.paperEndsAtByte !== undefined) printer.paperEndsAtByte = settings.paperEndsAtByte;
apply();
setInterval(tick, TICK_MS);
process.send?.({ kind: "ready" });

function apply(): void {
  printer.paper = switches.paper;
  printer.paperLow = switches.paperLow;
  printer.coverOpen = switches.coverOpen;
  printer.error = switches.error;
  printer.cutterStuck = switches.cutterStuck;
  printer.headHot = switches.headHot;
  printer.confirms = switches.confirms;
  printer.answers = switches.answers;
  printer.run();
}

function tick(): void {
  const now = performance.now();
  const rate = settings.bytesPerSecond;
  // At most a twentieth of a second at once: a process that slept has not read meanwhile.
  allowance = Math.min(allowance + ((now - last) * rate) / 1_000, rate / 20 + 16);
  last = now;
  if (!switches.reading) return;
  try {
    fd ??= openSync(settings.farEnd, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    drain(fd);
  } catch (error) {
    // EAGAIN: nothing there. Otherwise the cable is out; it is tried again at the next tick.
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return;
    unplugged();
  }
}

function drain(from: number): void {
  const buffer = new Uint8Array(READ_MAX);
  for (;;) {
    const room = switches.power ? printer.room() : READ_MAX;
    const want = Math.min(settings.bytesPerSecond === 0 ? READ_MAX : Math.floor(allowance), room, READ_MAX);
    if (want <= 0) return;
    const got = readSync(from, buffer, 0, want, null);
    if (got === 0) {
      unplugged();
      return;
    }
    allowance -= got;
    if (switches.power && isAtItsSpeed()) printer.receive(buffer.slice(0, got));
  }
}

/** A pty carries bytes at every speed; which one the till has set is asked of the system. */
function isAtItsSpeed(): boolean {
  if (settings.onlyAtBaud === undefined) return true;
  const asked = spawnSync("stty", ["-F", settings.nearEnd, "speed"], { encoding: "utf8" });
  return Number(asked.stdout) === settings.onlyAtBaud;
}

function unplugged(): void {
  if (fd !== undefined) closeSync(fd);
  fd = undefined;
}
