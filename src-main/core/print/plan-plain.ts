import type { Piece, PlanFor, RowInk, Stretch } from "./print-plan.ts";

/**
 * The plan that needs nothing but GS v 0: bands of full height from the first inked row to the first white one, cropped
 * at the right. White is fed by `feed`, which a printer without units gets as raster one byte wide.
 */
export function planPlain({ bandRows }: PlanFor, ink: RowInk, { from, to }: Stretch): Piece[] {
  const pieces: Piece[] = [];
  const isWhite = (row: number): boolean => ink.right[row] === 0;
  for (let top = from; top < to;) {
    let end = top + 1;
    while (end < to && isWhite(end) === isWhite(top) && (isWhite(top) || end - top < bandRows)) end++;
    const rows = end - top;
    if (isWhite(top)) pieces.push({ kind: "feed", rows });
    else {
      let width = 1;
      for (let row = top; row < end; row++) width = Math.max(width, ink.right[row] ?? 0);
      pieces.push({ kind: "raster", top, rows, left: 0, width, align: 0 });
    }
    top = end;
  }
  return pieces;
}
