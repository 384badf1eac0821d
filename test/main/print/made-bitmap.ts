import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";

/** Bytes that make real-time commands beside each other, among ordinary ink. */
const INK = [0, 0, 0, 0x10, 0x04, 0x05, 0x14, 0x01, 0xff, 0x81];

/** A picture like rows of text, the same for the same size: 24 of 36 rows have ink between changing margins. */
export function madeBitmap(widthDots: number, heightDots: number): Bitmap {
  const rowBytes = widthDots / 8;
  const bits = new Uint8Array(rowBytes * heightDots);
  let state = 1;
  for (let row = 0; row < heightDots; row++) {
    const line = Math.floor(row / 36);
    const [left, right] = [(line * 7) % rowBytes, rowBytes - ((line * 5) % rowBytes)];
    if (row % 36 >= 24) continue;
    for (let at = left; at < right; at++) {
      // Park and Miller's generator: whole numbers stay exact.
      state = (state * 48_271) % 2_147_483_647;
      bits[row * rowBytes + at] = INK[state % INK.length] ?? 0;
    }
  }
  return { widthDots, heightDots, bits };
}
