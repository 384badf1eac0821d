import { assert } from "../base/assert.ts";
import { fromBase64Url, toBase64Url } from "../base/bytes.ts";
import type { PictureText } from "./document.ts";

/** A picture of black and white dots, as `PictureText` without its text form. */
export interface Picture {
  /** A multiple of 8. */
  readonly widthDots: number;
  readonly heightDots: number;
  /** Rows of whole bytes from the top, the leftmost dot in the high bit; 1 is black. */
  readonly bits: Uint8Array;
}

/** The dots of a stored picture. */
export function pictureOf({ widthDots, heightDots, bits }: PictureText): Picture {
  return { widthDots, heightDots, bits: fromBase64Url(bits) };
}

/** The stored form of a picture. */
export function pictureText({ widthDots, heightDots, bits }: Picture): PictureText {
  assert(bits.length === (widthDots / 8) * heightDots, "a picture's bits fill its rows");
  return { widthDots, heightDots, bits: toBase64Url(bits) };
}

/** Whether the dot is black; outside the picture it is white. */
export function isDark({ widthDots, heightDots, bits }: Picture, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= widthDots || y >= heightDots) return false;
  return ((bits[y * (widthDots / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/**
 * A picture with the dots that `isBlack` says, its width filled up to whole bytes. Both sizes in dots, at least 1.
 */
export function drawPicture(
  size: { readonly widthDots: number; readonly heightDots: number },
  isBlack: (x: number, y: number) => boolean,
): Picture {
  const rowBytes = Math.ceil(size.widthDots / 8);
  const bits = new Uint8Array(rowBytes * size.heightDots);
  for (let y = 0; y < size.heightDots; y++) {
    for (let x = 0; x < size.widthDots; x++) {
      const at = y * rowBytes + (x >> 3);
      if (isBlack(x, y)) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { widthDots: rowBytes * 8, heightDots: size.heightDots, bits };
}

/** Of a smaller picture's dot, so much of what it stands for must be black: thin strokes must not vanish. */
const DARK_SHARE = 0.4;

/** The same picture no wider than `widthMax` dots, its sides in proportion; one that fits is left as it is. */
export function fitPicture(picture: Picture, widthMax: number): Picture {
  const widthDots = Math.floor(widthMax / 8) * 8;
  if (picture.widthDots <= widthDots) return picture;
  const step = picture.widthDots / widthDots;
  const heightDots = Math.max(1, Math.round(picture.heightDots / step));
  return drawPicture({ widthDots, heightDots }, (x, y) => shareOf(picture, { x, y, step }) >= DARK_SHARE);
}

/** How much of a square of the picture is black, 0 to 1; a dot that is cut counts by its part. */
function shareOf(picture: Picture, at: { readonly x: number; readonly y: number; readonly step: number }): number {
  const [left, top] = [at.x * at.step, at.y * at.step];
  let dark = 0;
  for (let y = Math.floor(top); y < top + at.step; y++) {
    const high = Math.min(y + 1, top + at.step) - Math.max(y, top);
    for (let x = Math.floor(left); x < left + at.step; x++) {
      if (isDark(picture, x, y)) dark += high * (Math.min(x + 1, left + at.step) - Math.max(x, left));
    }
  }
  return dark / (at.step * at.step);
}
