import { assert } from "../../../src-shared/base/assert.ts";
import { concatBytes } from "../../../src-shared/base/bytes.ts";
import type { PaperProfile } from "../ports/printer.ts";
import { checkBitmap, type Bitmap } from "./bitmap.ts";

/** A bitmap as ESC/POS commands: each must stay whole, between two of them the printer may be asked for its status. */
export interface EncodedReceipt {
  readonly commands: readonly Uint8Array[];
  readonly bandBytesMax: number;
  /** Dots that were made black so that no real-time command stands in the picture. */
  readonly guardedDots: number;
}

const ESC = 0x1b;
const GS = 0x1d;
const DLE = 0x10;
/** EOT, ENQ and DC4: after DLE the printer obeys them at once, even inside a picture (NCR 7193 p. 91, Epson GS ( D). */
const REAL_TIME: ReadonlySet<number> = new Set([0x04, 0x05, 0x14]);
/** Band height where a byte is cheap. 24 rows of 576 dots are 150 ms at 115200 baud. */
const BAND_ROWS = 24;
const BAND_ROWS_SLOW = 8;
const SLOW_BAUD = 38_400;
const RASTER_HEAD_BYTES = 8;
/** yL and yH: some clones take no more than this in one image (Cino M230B). */
const IMAGE_ROWS_MAX = 343;

/** Rows of a band for a line: small enough that a status request soon gets its turn. */
export function bandRowsFor(baudRate: number): number {
  return baudRate < SLOW_BAUD ? BAND_ROWS_SLOW : BAND_ROWS;
}

/**
 * The plain form, which every printer with GS v 0 understands: reset, bands of raster, partial cut. Blank rows are one
 * byte wide: unlike ESC J they need no agreement about motion units. The later form replaces this function alone.
 */
export function encodeReceipt(bitmap: Bitmap, paper: PaperProfile): EncodedReceipt {
  const { widthDots, heightDots, bits } = checkBitmap(bitmap);
  assert(widthDots === paper.widthDots, "a receipt is drawn for its paper");
  assert(paper.bandRows > 0 && paper.bandRows <= IMAGE_ROWS_MAX, "band height out of range");
  const rowBytes = widthDots / 8;
  const commands: Uint8Array[] = [Uint8Array.of(ESC, 0x40)];
  let [top, guardedDots] = [0, 0];
  while (top < heightDots) {
    const blank = blankRows(bits, rowBytes, top);
    const rows = Math.min(blank > 0 ? blank : paper.bandRows, paper.bandRows, heightDots - top);
    const inked = blank > 0 ? 0 : inkedRows(bits, rowBytes, top, rows);
    const band = blank > 0 ? new Uint8Array(rows) : cropRight(bits, rowBytes, top, inked);
    const height = blank > 0 ? rows : inked;
    guardedDots += breakRealTimeCommands(band);
    commands.push(rasterCommand(band, height));
    top += height;
  }
  // GS V 66 0: feed to the cutter, which stands above the head, and cut.
  commands.push(Uint8Array.of(GS, 0x56, 0x42, 0x00));
  // Of the paper, not of this receipt: it is also what may be left of another one's band.
  const bandBytesMax = rowBytes * paper.bandRows + RASTER_HEAD_BYTES;
  return { commands, bandBytesMax, guardedDots };
}

/**
 * Makes one dot black wherever `data` holds DLE EOT, DLE ENQ or DLE DC4, whatever follows; in place. Returns how many.
 * Of 300 receipts 35 held one; a single dot more isn't seen on paper.
 */
export function breakRealTimeCommands(data: Uint8Array): number {
  let broken = 0;
  for (let i = 1; i < data.length; i++) {
    const byte = data[i] ?? 0;
    if (data[i - 1] !== DLE || !REAL_TIME.has(byte)) continue;
    data[i] = byte | 0x02;
    broken++;
  }
  return broken;
}

/** GS v 0, m = 0: `data` is `rows` rows of equal width. */
function rasterCommand(data: Uint8Array, rows: number): Uint8Array {
  const width = data.length / rows;
  const head = Uint8Array.of(GS, 0x76, 0x30, 0, width & 0xff, width >> 8, rows & 0xff, rows >> 8);
  return concatBytes(head, data);
}

/** How many rows from `top` are white. */
function blankRows(bits: Uint8Array, rowBytes: number, top: number): number {
  let at = top * rowBytes;
  while (at < bits.length && bits[at] === 0) at++;
  return Math.floor(at / rowBytes) - top;
}

/** Of the `rows` from `top`, those before the first white one: a band ends where the white begins. */
function inkedRows(bits: Uint8Array, rowBytes: number, top: number, rows: number): number {
  for (let row = 1; row < rows; row++) {
    if (blankRows(bits, rowBytes, top + row) > 0) return row;
  }
  return rows;
}

/** A copy of the rows without the bytes at the right that are white in all of them. */
function cropRight(bits: Uint8Array, rowBytes: number, top: number, rows: number): Uint8Array {
  let width = 1;
  for (let row = top; row < top + rows; row++) {
    for (let x = rowBytes - 1; x >= width; x--) {
      if (bits[row * rowBytes + x] === 0) continue;
      width = x + 1;
      break;
    }
  }
  const band = new Uint8Array(width * rows);
  for (let row = 0; row < rows; row++) {
    const from = (top + row) * rowBytes;
    band.set(bits.subarray(from, from + width), row * width);
  }
  return band;
}
