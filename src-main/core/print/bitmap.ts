import { assert } from "../../../src-shared/base/assert.ts";

/** A picture of one bit per dot: 1 is black, rows from the top, eight dots a byte with the leftmost in the high bit. */
export interface Bitmap {
  /** A multiple of 8. */
  readonly widthDots: number;
  readonly heightDots: number;
  readonly bits: Uint8Array;
}

/** Throws unless the bits are as many as the size says. */
export function checkBitmap(bitmap: Bitmap): Bitmap {
  const { widthDots, heightDots, bits } = bitmap;
  assert(widthDots > 0 && widthDots % 8 === 0 && heightDots >= 0, "a bitmap has whole bytes in a row");
  assert(bits.length === (widthDots / 8) * heightDots, "a bitmap's bits fill its rows");
  return bitmap;
}

/** Whether the dot is black; outside the picture it is white. */
export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= bitmap.widthDots || y >= bitmap.heightDots) return false;
  return ((bitmap.bits[y * (bitmap.widthDots / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Whether no dot is black in the rows from `top` to before `end`. */
export function isWhite({ widthDots, bits }: Bitmap, top: number, end: number): boolean {
  return bits.subarray((top * widthDots) / 8, (end * widthDots) / 8).every((byte) => byte === 0);
}
