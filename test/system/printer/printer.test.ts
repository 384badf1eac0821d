import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { drawReceipt } from "../../../src-main/adapters/render/receipt-canvas.ts";
import { createPrinter } from "../../../src-main/adapters/printer/create-printer.ts";
import type { StatusUse } from "../../../src-main/adapters/printer/line-printer.ts";
import type { LinePrinterLimits } from "../../../src-main/adapters/printer/line-printer-limits.ts";
import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";
import { encodeReceipt } from "../../../src-main/core/print/encode-receipt.ts";
import type { PrinterTarget } from "../../../src-main/core/ports/printer-target.ts";
import type { PrinterPort, PrintJob } from "../../../src-main/core/ports/printer.ts";
import { printerProfile } from "../../../src-shared/printer/profile.ts";
import { saleReceipt } from "../../../src-shared/receipt/sale-receipt.ts";
import type { Locale } from "../../../src-shared/words/format.ts";
import { sampleReceipt } from "../../shared/receipt/sample-receipt.ts";
import { differingDots, readBitmapPng } from "../../virtual/printer/bitmap-png.ts";
import { startVirtualPrinter, type VirtualPrinter } from "../../virtual/printer/virtual-printer.ts";
import { hasTaken, reaches } from "./printer-rig.ts";

/** A fast line, so that a run of all cases takes seconds; the pacing is the same at every speed. */
const BAUD = 921_600;
const CLONE = printerProfile({ family: "unknown-clone", overrides: {} });
const PAPER = { bandRows: 24, profile: CLONE };
const NO_LOG = { log: () => {} };

let folder: string;
let virtual: VirtualPrinter | undefined;
let printer: PrinterPort | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vafa-printer-"));
});
afterEach(async () => {
  await printer?.close();
  await virtual?.stop();
  [printer, virtual] = [undefined, undefined];
  rmSync(folder, { recursive: true, force: true });
});

function open(
  path: string,
  status: StatusUse = "required",
  limits: Partial<LinePrinterLimits> = {},
  baudRate = BAUD,
): PrinterPort {
  // As patient as a shop's: what a busy machine answers late is no silence. Tests of silence bring their own limit.
  const quick = { idleMs: 100, heldMs: 50, ...limits };
  printer = createPrinter({ target: serial(path, baudRate), status, log: NO_LOG, limits: quick });
  return printer;
}

function serial(path: string, baudRate = BAUD): PrinterTarget {
  return { transport: "serial", path, identity: "", baudRate, flow: "none" };
}

function jobOf(locale: Locale, watch: Partial<PrintJob> = {}) {
  const bitmap = drawReceipt(saleReceipt(sampleReceipt(locale), locale), CLONE.widthDots);
  const encoded = encodeReceipt({ bitmap, native: [] }, CLONE, PAPER);
  const job: PrintJob = { ...encoded, mark: 7, clearFirst: false, onStart: () => {}, ...watch };
  return { bitmap, job, guardedDots: encoded.guardedDots };
}

for (const locale of ["fa", "en"] as const) {
  test(`a receipt in ${locale} is on paper what was drawn, dot for dot`, async () => {
    virtual = await startVirtualPrinter({ dir: folder });
    const port = open(virtual.path);
    await reaches(port, "ready");
    const { bitmap, job, guardedDots } = jobOf(locale);
    const outcome = await port.print(job);
    expect(outcome).toEqual({ kind: "sent", bytes: job.commands.reduce((sum, command) => sum + command.length, 0) });
    const [file = ""] = await virtual.waitForReceipts(1);
    const paper = readBitmapPng(file);
    expect(paper.heightDots).toBe(bitmap.heightDots);
    expect(differingDots(paper, bitmap)).toBe(guardedDots);
    const lost = paper.bits.filter((byte, at) => ((bitmap.bits[at] ?? 0) & ~byte) !== 0);
    expect(lost).toHaveLength(0);
    expect(await virtual.counts()).toMatchObject({ cuts: 1, unknown: [], realTimeInData: 0, drawerPulses: [] });
  });
}

test("no printer: nothing is sent, and it prints when one is plugged in", async () => {
  const port = open(join(folder, "port"));
  await reaches(port, "absent");
  let started = false;
  const { job } = jobOf("fa", { onStart: () => (started = true) });
  expect(await port.print(job)).toEqual({ kind: "not-started", reason: "absent" });
  expect(started).toBe(false);
  virtual = await startVirtualPrinter({ dir: folder });
  await reaches(port, "ready");
  expect((await port.print(job)).kind).toBe("sent");
  expect(await virtual.waitForReceipts(1)).toHaveLength(1);
});

test("the cable pulled in the middle: unknown; plugged in again, the next receipt is whole", async () => {
  // Slow enough that a busy machine can't have sent it all before the hand is at the cable.
  virtual = await startVirtualPrinter({ dir: folder, bytesPerSecond: 11_520 });
  const port = open(virtual.path, "required", {}, 115_200);
  await reaches(port, "ready");
  const pulled = port.print(jobOf("fa").job);
  await hasTaken(virtual, 5_000);
  await virtual.unplug();
  expect(await pulled).toMatchObject({ kind: "unknown", reason: "vanished" });
  expect(port.status().state).toBe("vanished");
  expect(await port.print(jobOf("fa").job)).toMatchObject({ kind: "not-started" });
  await virtual.plug();
  await reaches(port, "ready");
  const { bitmap, job } = jobOf("en");
  expect((await port.print({ ...job, clearFirst: true })).kind).toBe("sent");
  const [file = ""] = await virtual.waitForReceipts(1);
  expect(differingDots(lastRows(readBitmapPng(file), bitmap.heightDots), bitmap)).toBe(jobOf("en").guardedDots);
});

test("a band left half sent swallows the next receipt's beginning, unless the line is cleared first", async () => {
  virtual = await startVirtualPrinter({ dir: folder });
  const port = open(virtual.path);
  await reaches(port, "ready");
  const { bitmap, job, guardedDots } = jobOf("en");
  const half = { ...job, commands: [fullBand().subarray(0, 1_000)] };
  const printed: number[] = [];
  for (const clearFirst of [false, true]) {
    await port.print(half);
    await port.print({ ...job, clearFirst });
    const file = (await virtual.waitForReceipts(printed.length + 1)).at(-1) ?? "";
    printed.push(differingDots(lastRows(readBitmapPng(file), bitmap.heightDots), bitmap));
  }
  expect(printed[0]).toBeGreaterThan(guardedDots);
  expect(printed[1]).toBe(guardedDots);
});

test("a printer that never answers: required, it is off and nothing is sent; else it prints blind", async () => {
  virtual = await startVirtualPrinter({ dir: folder, switches: { answers: false } });
  const strict = open(virtual.path, "required", { answerMs: 100 });
  await reaches(strict, "no-answer");
  expect(await strict.print(jobOf("fa").job)).toEqual({ kind: "not-started", reason: "no-answer" });
  await strict.close();
  const blind = open(virtual.path, "learn", { answerMs: 100 });
  await reaches(blind, "ready");
  expect(blind.status().answers).toBe(false);
  expect((await blind.print(jobOf("fa").job)).kind).toBe("sent");
  expect(await virtual.waitForReceipts(1)).toHaveLength(1);
});

test("switched off in the middle: unknown, for no answer comes", async () => {
  virtual = await startVirtualPrinter({ dir: folder });
  const port = open(virtual.path, "required", { answerMs: 150 });
  await reaches(port, "ready");
  const printing = port.print(jobOf("fa").job);
  await hasTaken(virtual, 3_000);
  await virtual.set({ power: false });
  expect(await printing).toMatchObject({ kind: "unknown", reason: "no-answer" });
  expect(port.status().state).toBe("no-answer");
});

test("a write that never ends: the job ends as unknown within its limit, and the port is opened anew", async () => {
  virtual = await startVirtualPrinter({ dir: folder, switches: { reading: false } });
  const port = open(virtual.path, "none", { writeSlackMs: 300 });
  await reaches(port, "ready");
  // More than the pty, socat and the pty behind it hold.
  const commands = Array.from({ length: 200 }, () => fullBand());
  const outcome = await port.print({ ...jobOf("fa").job, commands });
  expect(outcome).toMatchObject({ kind: "unknown", reason: "stalled" });
  await reaches(port, "ready");
});

test("paper out before: not begun. In the middle: held, and the same receipt goes on to its end", async () => {
  virtual = await startVirtualPrinter({ dir: folder, bytesPerSecond: 60_000, switches: { paper: false } });
  const port = open(virtual.path);
  await reaches(port, "paper-out");
  expect(await port.print(jobOf("fa").job)).toEqual({ kind: "not-started", reason: "paper-out" });
  await virtual.setPaper(true);
  await reaches(port, "ready");
  const holds: unknown[] = [];
  let held: () => void = () => {};
  const isHeld = new Promise<void>((resolve) => (held = resolve));
  const onHold = (reason: string | null): void => {
    holds.push(reason);
    if (reason !== null) held();
  };
  const { bitmap, job, guardedDots } = jobOf("fa", { onHold });
  const printing = port.print(job);
  await hasTaken(virtual, 8_000);
  await virtual.setPaper(false);
  await isHeld;
  expect(virtual.receipts()).toHaveLength(0);
  await virtual.setPaper(true);
  expect((await printing).kind).toBe("sent");
  expect(holds).toEqual(["paper-out", null]);
  const [file = ""] = await virtual.waitForReceipts(1);
  expect(differingDots(readBitmapPng(file), bitmap)).toBe(guardedDots);
});

test("the cover open, an error, and paper running low are told while nothing prints", async () => {
  virtual = await startVirtualPrinter({ dir: folder });
  const port = open(virtual.path);
  await reaches(port, "ready");
  await virtual.set({ coverOpen: true });
  await reaches(port, "cover-open");
  await virtual.set({ coverOpen: false, error: true });
  await reaches(port, "printer-error");
  await virtual.set({ error: false, paperLow: true });
  await reaches(port, "ready");
  await new Promise<void>((resolve) => {
    const end = port.onStatus((status) => {
      if (!status.paperLow) return;
      end();
      resolve();
    });
    if (port.status().paperLow) resolve();
  });
  expect(port.status()).toMatchObject({ state: "ready", paperLow: true, answers: true });
});

test("a second program on the port is told that it is taken, and nothing of it reaches the paper", async () => {
  virtual = await startVirtualPrinter({ dir: folder });
  const first = open(virtual.path);
  await reaches(first, "ready");
  const second = createPrinter({ target: serial(virtual.path), status: "required", log: NO_LOG });
  try {
    await reaches(second, "busy");
    expect(await second.print(jobOf("fa").job)).toEqual({ kind: "not-started", reason: "busy" });
  } finally {
    await second.close();
  }
  expect((await first.print(jobOf("en").job)).kind).toBe("sent");
  expect(await virtual.waitForReceipts(1)).toHaveLength(1);
});

/** The lower end of a sheet: above it stands what a job before has printed of itself. */
function lastRows(sheet: Bitmap, heightDots: number): Bitmap {
  const bits = sheet.bits.subarray(Math.max(0, sheet.heightDots - heightDots) * (sheet.widthDots / 8));
  return { widthDots: sheet.widthDots, heightDots: Math.min(heightDots, sheet.heightDots), bits };
}

/** A band as long as ours get: 24 rows of 72 bytes. */
function fullBand(): Uint8Array {
  const rows = 24;
  const data = new Uint8Array(8 + 72 * rows).fill(0xaa);
  data.set([0x1d, 0x76, 0x30, 0, 72, 0, rows, 0]);
  return data;
}

test("switched off while it is idle and on again: it is ready, its old questions are not waited for", async () => {
  virtual = await startVirtualPrinter({ dir: folder });
  const port = open(virtual.path, "required", { answerMs: 400, idleMs: 100 });
  await reaches(port, "ready");
  await virtual.set({ power: false });
  await reaches(port, "no-answer");
  await virtual.set({ power: true });
  await reaches(port, "ready");
});
