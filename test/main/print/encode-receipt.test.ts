import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bandRowsFor, encodeReceipt } from "../../../src-main/core/print/encode-receipt.ts";
import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";
import { drawerCommand } from "../../../src-main/core/print/escpos-commands.ts";
import { isRealTimePair } from "../../../src-main/core/print/real-time-guard.ts";
import { printerProfile, type PrinterProfile } from "../../../src-shared/printer/profile.ts";
import { madeBitmap } from "./made-bitmap.ts";
import { dotsApart, printed } from "./print-on-paper.ts";

const CLONE = printerProfile({ family: "unknown-clone", overrides: {} });
const EPSON = printerProfile({ family: "epson-t20", overrides: { form: "smallest" } });

/** Of a printer as wide as the bitmap; rows that nothing native stands in. */
const encode = (bitmap: Bitmap, of: Partial<PrinterProfile> = {}, bandRows = 24) =>
  encodeReceipt({ bitmap, native: [] }, { ...CLONE, ...of, widthDots: bitmap.widthDots }, { bandRows });

const ink = fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 0x10, 0x04, 0x05, 0x14, 0xff, 0x81);
const bitmaps = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 80 }))
  .chain(([rowBytes, heightDots]) =>
    fc
      .array(ink, { minLength: rowBytes * heightDots, maxLength: rowBytes * heightDots })
      .map((bytes) => ({ widthDots: rowBytes * 8, heightDots, bits: Uint8Array.from(bytes) })),
  );
/** Every set of abilities that a profile can have, those of no family too. */
const abilities = fc.record({
  dpi: fc.constantFrom(180 as const, 203 as const),
  motionUnits: fc.constantFrom("gs-p" as const, "none" as const),
  columnMode: fc.boolean(),
  cropLeft: fc.boolean(),
  form: fc.constantFrom("default" as const, "smallest" as const),
  cut: fc.constantFrom("partial" as const, "full" as const),
});

test("what a printer paints is the picture but for the dots that break real-time commands, whatever it can", () => {
  fc.assert(
    fc.property(bitmaps, fc.integer({ min: 1, max: 24 }), abilities, (bitmap, bandRows, of) => {
      const { commands, guardedDots, bandBytesMax } = encode(bitmap, of, bandRows);
      const { sheets, counts, replies } = printed(commands, { widthDots: bitmap.widthDots, dpi: of.dpi });
      expect(sheets).toHaveLength(bitmap.heightDots > 0 ? 1 : 0);
      const [sheet = bitmap] = sheets;
      expect(dotsApart(sheet, bitmap)).toEqual({ more: guardedDots, lost: 0 });
      expect(counts).toMatchObject({ unknown: [], statusRequests: 0, realTimeInData: 0, texts: [], codes: [] });
      expect(replies).toBe(0);
      const longest = Math.max(...commands.map((command) => command.length));
      // No printer is a few bytes wide: there a feed or a column is longer than a band.
      if (bitmap.widthDots * bandRows >= 512) expect(longest).toBeLessThanOrEqual(bandBytesMax);
    }),
    { numRuns: 400 },
  );
});

test("a long made picture is the same dots in every form, and each form that knows more is smaller", () => {
  const bitmap = madeBitmap(576, 800);
  const sizes = [CLONE, { ...EPSON, form: "default" } as const, EPSON].map((profile) => {
    const { commands, guardedDots } = encode(bitmap, profile);
    const { sheets, counts } = printed(commands, { widthDots: 576 });
    expect(dotsApart(sheets[0] ?? bitmap, bitmap)).toEqual({ more: guardedDots, lost: 0 });
    expect(counts).toMatchObject({ unknown: [], realTimeInData: 0 });
    return commands.reduce((sum, command) => sum + command.length, 0);
  });
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

test("an unknown clone gets byte for byte what every printer got before there were profiles", () => {
  const hashes = ([576, 384] as const).map((widthDots) => {
    const bandRows = widthDots === 576 ? 24 : 8;
    const drawing = { bitmap: madeBitmap(widthDots, 800), native: [] };
    const { commands, bandBytesMax } = encodeReceipt(drawing, { ...CLONE, widthDots }, { bandRows });
    return [createHash("sha256").update(Buffer.concat(commands)).digest("hex").slice(0, 16), bandBytesMax];
  });
  expect(hashes).toEqual([
    ["166bdd301c98bfe1", 1_736],
    ["93ab78a315e818ac", 392],
  ]);
});

test("a picture with DLE EOT, ENQ and DC4 in it is printed without waking the printer; unguarded it would be", () => {
  const bits = Uint8Array.from([0x10, 0x04, 0x01, 0x10, 0x05, 0x02, 0x10, 0x14, 0x01, 0x10, 0x10, 0x04]);
  const { commands, guardedDots } = encode({ widthDots: 32, heightDots: 3, bits });
  expect(guardedDots).toBe(4);
  expect(printed(commands, { widthDots: 32 }).counts.realTimeInData).toBe(0);
  // The same picture sent as it is: the virtual printer would see what a real one sees.
  const raw = [Uint8Array.of(0x1d, 0x76, 0x30, 0, 4, 0, 3, 0), bits, Uint8Array.of(0x1d, 0x56, 1)];
  const unguarded = printed(raw, { widthDots: 32 });
  expect(unguarded.counts.realTimeInData).toBe(3);
  expect(unguarded.replies).toBe(1);
});

test("in a line of columns they are broken too: there the bytes stand from top to bottom", () => {
  // A black column at the right end makes rows dear.
  const bits = Uint8Array.from({ length: 8 * 24 }, (_, at) => (at % 8 === 7 ? 1 : 0));
  // The first column is 10 04 01 from the top, which as rows is no command.
  for (const row of [3, 13, 23]) bits[row * 8] = 0x80;
  const { commands, guardedDots } = encode({ widthDots: 64, heightDots: 24, bits }, EPSON);
  expect(Buffer.concat(commands).includes(Buffer.of(0x1b, 0x2a, 33))).toBe(true);
  expect(guardedDots).toBe(1);
  expect(printed(commands, { widthDots: 64 }).counts).toMatchObject({ realTimeInData: 0, statusRequests: 0 });
});

test("blank rows cost a byte each without units, three together with them; white at the right costs nothing", () => {
  const bits = new Uint8Array(72 * 100);
  bits[0] = 0x80;
  const bitmap = { widthDots: 576, heightDots: 100, bits };
  const sizes = (of: Partial<PrinterProfile>) => encode(bitmap, of).commands.map((command) => command.length);
  // Reset, one row of one byte, 99 blank rows in five bands, cut.
  expect(sizes({})).toEqual([2, 9, 32, 32, 32, 32, 11, 4]);
  expect(sizes({ motionUnits: "gs-p" })).toEqual([6, 9, 3, 4]);
});

test("white at the left costs nothing where ESC a moves rasters", () => {
  const bits = new Uint8Array(72 * 4);
  for (const row of [0, 1]) bits[row * 72 + 71] = 1;
  for (const row of [2, 3]) bits[row * 72 + 36] = 1;
  const sizes = (of: Partial<PrinterProfile>) =>
    encode({ widthDots: 576, heightDots: 4, bits }, of).commands.map((command) => command.length);
  expect(sizes({})).toEqual([2, 8 + 72 * 4, 4]);
  // The first two at the right; the byte beside the middle makes a centred band of two.
  expect(sizes({ cropLeft: true })).toEqual([2, 3 + 8 + 2, 3 + 8 + 2 * 2, 4]);
});

test("a slow line has small bands, and no printer gets a higher one than it takes", () => {
  expect([9_600, 19_200, 38_400, 115_200].map(bandRowsFor)).toEqual([8, 8, 24, 24]);
  const bits = new Uint8Array(72 * 60).fill(0x55);
  const rows = (bandRowsMax: number, bandRows: number) =>
    encode({ widthDots: 576, heightDots: 60, bits }, { bandRowsMax }, bandRows)
      .commands.slice(1, -1)
      .map((command) => (command[6] ?? 0) + 256 * (command[7] ?? 0));
  expect(rows(255, 24)).toEqual([24, 24, 12]);
  expect(rows(20, 24)).toEqual([20, 20, 20]);
});

test("the drawer's pulse is obeyed once, is the profile's, and wakes nobody", () => {
  const pulses = (of: Partial<PrinterProfile>) => {
    const { counts, sheets } = printed([drawerCommand({ ...CLONE, ...of })], { widthDots: 8 });
    expect([counts.unknown, counts.realTimeInData, sheets]).toEqual([[], 0, []]);
    return [counts.drawerPulses, counts.realTimePulses];
  };
  expect(pulses({})).toEqual([[0], []]);
  // 32 ms on and 40 ms off would be 10 14: DLE DC4, which opens the drawer at once.
  expect(pulses({ drawer: { pin: 1, onMs: 32, offMs: 40 } })).toEqual([[1], []]);
  expect(pulses({ pulse: "real-time" })).toEqual([[], [0]]);
  const units = [2, 100, 101, 510].map((onMs) => {
    return [...drawerCommand({ ...CLONE, pulse: "real-time", drawer: { pin: 1, onMs, offMs: 500 } })];
  });
  expect(units).toEqual([1, 1, 2, 6].map((unit) => [0x10, 0x14, 1, 1, unit]));
});

test("whatever times a drawer wants, its pulse holds no real-time command and stays within a byte", () => {
  for (let onMs = 2; onMs <= 510; onMs++) {
    for (let offMs = 2; offMs <= 510; offMs++) {
      const [, , , on = 0, off = 0] = drawerCommand({ ...CLONE, drawer: { pin: 0, onMs, offMs } });
      if (isRealTimePair(on, off) || Math.abs(on * 2 - onMs) > 1 || off * 2 - offMs > 5) {
        throw new Error(`${onMs} on, ${offMs} off: ${on} ${off}`);
      }
    }
  }
});

test("a printer without a cutter is fed to its tear bar; a full cut is a command of its own", () => {
  const bitmap = { widthDots: 8, heightDots: 1, bits: new Uint8Array(1) };
  const last = (cut: PrinterProfile["cut"]) => [...(encode(bitmap, { cut }).commands.at(-1) ?? [])];
  expect(last("partial")).toEqual([0x1d, 0x56, 0x42, 0]);
  expect(last("full")).toEqual([0x1d, 0x56, 0x41, 0]);
  expect(last("none")).toEqual([0x1b, 0x64, 4]);
});

test("of a paper with nothing on it no paper moves and none is cut", () => {
  const nothing = { bitmap: { widthDots: 8, heightDots: 0, bits: new Uint8Array(0) }, native: [] };
  for (const profile of [CLONE, EPSON]) {
    const { commands } = encodeReceipt(nothing, { ...profile, widthDots: 8 }, { bandRows: 24 });
    expect(printed(commands, { widthDots: 8 }).sheets).toHaveLength(0);
  }
});
