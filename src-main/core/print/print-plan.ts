import type { NativePart } from "../../../src-shared/receipt/native-parts.ts";
import type { PrinterProfile } from "../../../src-shared/printer/profile.ts";
import type { Bitmap } from "./bitmap.ts";
import type { Align } from "./escpos-commands.ts";

/** A receipt as it goes to a printer: what is drawn, and what the printer sets itself in rows that are white there. */
export interface Drawing {
  readonly bitmap: Bitmap;
  readonly native: readonly NativePart[];
}

/** Columns of a line of 24 rows that are sent in one: from `x` on, in dots. */
export interface ColumnRun {
  readonly x: number;
  readonly count: number;
}

/** A step of the way down a receipt. Rows and dots of the bitmap; `left` and `width` of a raster are bytes of a row. */
export type Piece =
  | { readonly kind: "feed"; readonly rows: number }
  | {
      readonly kind: "raster";
      readonly top: number;
      readonly rows: number;
      readonly left: number;
      readonly width: number;
      readonly align: Align;
    }
  | { readonly kind: "columns"; readonly top: number; readonly runs: readonly ColumnRun[] }
  | { readonly kind: "native"; readonly part: NativePart };

/** The rows from `from` to before `to`, in which nothing is native; `align` is what ESC a said last. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly align: Align;
}

/** What a plan is made for. */
export interface PlanFor {
  readonly bitmap: Bitmap;
  readonly profile: PrinterProfile;
  /** Rows of a raster at most. */
  readonly bandRows: number;
}

/** How far the ink of each row reaches, in bytes: from `left` to before `right`; a white row has 0 and 0. */
export interface RowInk {
  readonly left: Uint16Array;
  readonly right: Uint16Array;
}

/** Where each row's ink begins and ends. */
export function rowInk({ widthDots, heightDots, bits }: Bitmap): RowInk {
  const rowBytes = widthDots / 8;
  const [left, right] = [new Uint16Array(heightDots), new Uint16Array(heightDots)];
  for (let row = 0; row < heightDots; row++) {
    const [start, end] = [row * rowBytes, (row + 1) * rowBytes];
    let first = start;
    while (first < end && bits[first] === 0) first++;
    if (first === end) continue;
    let last = end - 1;
    while (bits[last] === 0) last--;
    left[row] = first - start;
    right[row] = last - start + 1;
  }
  return { left, right };
}
