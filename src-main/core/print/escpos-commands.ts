import { concatBytes } from "../../../src-shared/base/bytes.ts";
import { CELL, type NativeQr, type NativeText } from "../../../src-shared/receipt/native-parts.ts";
import type { PrinterProfile } from "../../../src-shared/printer/profile.ts";
import { isRealTimePair } from "./real-time-guard.ts";

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;
const DLE = 0x10;

/** Where the printer puts a line or a raster: ESC a. */
export type Align = 0 | 1 | 2;
/** What ESC J feeds at most. */
export const FEED_MAX = 255;
export const RASTER_HEAD_BYTES = 8;
export const ALIGN_BYTES = 3;
/** ESC $, and ESC * with its head. */
export const COLUMNS_HEAD_BYTES = 9;

/**
 * ESC @, and what it resets: GS P makes a unit a dot again, for every maker has units of its own. `hasText`: Kanji off
 * (FS .) and the code page (ESC t), which ASCII is the same in.
 */
export function initCommand(profile: PrinterProfile, hasText: boolean): Uint8Array {
  const { dpi, motionUnits, latinPage } = profile;
  const bytes = [ESC, 0x40];
  if (motionUnits === "gs-p") bytes.push(GS, 0x50, dpi, dpi);
  if (hasText && latinPage !== null) bytes.push(FS, 0x2e, ESC, 0x74, latinPage);
  return Uint8Array.from(bytes);
}

/** DLE DC4 1 m t takes 1 to 8 times this. */
const REAL_TIME_UNIT_MS = 100;
const REAL_TIME_UNITS_MAX = 8;

/**
 * The drawer's pulse as the profile has it: DLE DC4 1 m t, or ESC p m t1 t2 in units of 2 ms, of which one whose two
 * times would make a real-time command is 4 ms longer off.
 */
export function drawerCommand({ drawer, pulse }: PrinterProfile): Uint8Array {
  if (pulse === "real-time") {
    const units = Math.min(Math.max(Math.ceil(drawer.onMs / REAL_TIME_UNIT_MS), 1), REAL_TIME_UNITS_MAX);
    return Uint8Array.of(DLE, 0x14, 1, drawer.pin, units);
  }
  const [on, off] = [Math.round(drawer.onMs / 2), Math.round(drawer.offMs / 2)];
  return Uint8Array.of(ESC, 0x70, drawer.pin, on, isRealTimePair(on, off) ? off + 2 : off);
}

/** GS V 65 or 66 feeds to the cutter, which stands above the head; without one, four lines reach the tear bar. */
export function cutCommand({ cut }: PrinterProfile): Uint8Array {
  switch (cut) {
    case "partial":
      return Uint8Array.of(GS, 0x56, 0x42, 0x00);
    case "full":
      return Uint8Array.of(GS, 0x56, 0x41, 0x00);
    case "none":
      return Uint8Array.of(ESC, 0x64, 4);
  }
}

/** ESC a: at the beginning of a line only. It moves rasters too. */
export function alignCommand(align: Align): Uint8Array {
  return Uint8Array.of(ESC, 0x61, align);
}

/** ESC J, as often as it takes; a unit is a dot. */
export function feedCommand(rows: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = rows; left > 0; left -= FEED_MAX) bytes.push(ESC, 0x4a, Math.min(left, FEED_MAX));
  return Uint8Array.from(bytes);
}

/** GS v 0, m = 0: `data` is `rows` rows of equal width. */
export function rasterCommand(data: Uint8Array, rows: number): Uint8Array {
  const width = data.length / rows;
  return concatBytes(Uint8Array.of(GS, 0x76, 0x30, 0, ...word(width), ...word(rows)), data);
}

/** ESC $ x, ESC * 33: columns of 24 dots from `x` on, three bytes each. */
export function columnsCommand(x: number, data: Uint8Array): Uint8Array {
  const head = Uint8Array.of(ESC, 0x24, ...word(x), ESC, 0x2a, 33, ...word(data.length / 3));
  return concatBytes(head, data);
}

/** A row of the printer's own letters, printed with its feed. Leaves size and weight as after ESC @. */
export function textCommand({ across, down, bold, pieces, height }: NativeText): Uint8Array {
  const size = ((across - 1) << 4) | (down - 1);
  const bytes: number[] = [];
  if (size !== 0) bytes.push(GS, 0x21, size);
  if (bold) bytes.push(ESC, 0x45, 1);
  for (const { x, text } of pieces) {
    bytes.push(ESC, 0x24, ...word(x), ...Array.from(text, (letter) => letter.charCodeAt(0)));
  }
  bytes.push(ESC, 0x4a, Math.max(height, CELL.height * down));
  if (size !== 0) bytes.push(GS, 0x21, 0);
  if (bold) bytes.push(ESC, 0x45, 0);
  return Uint8Array.from(bytes);
}

/** GS ( k: model 2, the module, error correction M, the text, print. */
export function qrCommand({ text, moduleDots }: NativeQr): Uint8Array {
  const data = Array.from(text, (letter) => letter.charCodeAt(0));
  const fn = (...body: readonly number[]): number[] => [GS, 0x28, 0x6b, ...word(body.length), ...body];
  return Uint8Array.from([
    ...fn(0x31, 0x41, 0x32, 0),
    ...fn(0x31, 0x43, moduleDots),
    ...fn(0x31, 0x45, 0x31),
    ...fn(0x31, 0x50, 0x30, ...data),
    ...fn(0x31, 0x51, 0x30),
  ]);
}

/** Two bytes, the low one first. */
function word(value: number): [number, number] {
  return [value & 0xff, value >> 8];
}
