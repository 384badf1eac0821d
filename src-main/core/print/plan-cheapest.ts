import { COLUMN_ROWS, type ColumnRuns } from "./column-runs.ts";
import { ALIGN_BYTES, COLUMNS_HEAD_BYTES, FEED_MAX, RASTER_HEAD_BYTES, type Align } from "./escpos-commands.ts";
import type { Piece, PlanFor, RowInk, Stretch } from "./print-plan.ts";

/** What a band costs beside its bytes, so that one byte saved is no reason for another command. */
const BAND_FEE = 4;
const FEED_BYTES = 3;
const ALIGNS = [0, 1, 2] as const;
/** How a raster is cropped, by the ESC a that it needs: at the right, at both sides alike, at the left. */
const CROPS = { right: 0, both: 1, left: 2 } as const;
const COLUMNS = 3;
const FEED = 4;

/**
 * The cheapest way down a stretch: from each row, and for each ESC a that may stand there, the fewest bytes to the end,
 * found from the last row upwards. Ways are a feed over white, a raster of any height up to a band's and cropped at one
 * side or at both, and, given `columns`, a line of columns.
 */
export function planCheapest(plan: PlanFor, ink: RowInk, stretch: Stretch, columns?: ColumnRuns): Piece[] {
  const planner = new Planner(plan, ink, stretch, columns);
  for (let row = stretch.to - 1; row >= stretch.from; row--) planner.decide(row);
  return planner.way();
}

/** Costs and choices lie in plain arrays: a long receipt has a million candidates, and none may be an object. */
class Planner {
  readonly #plan: PlanFor;
  readonly #ink: RowInk;
  readonly #stretch: Stretch;
  readonly #columns: ColumnRuns | undefined;
  readonly #rowBytes: number;
  /** By row and by the ESC a before it: bytes to the end, how it goes on, and over how many rows. */
  readonly #cost: Uint32Array;
  readonly #way: Uint8Array;
  readonly #rows: Uint32Array;

  constructor(plan: PlanFor, ink: RowInk, stretch: Stretch, columns: ColumnRuns | undefined) {
    this.#plan = plan;
    this.#ink = ink;
    this.#stretch = stretch;
    this.#columns = columns;
    this.#rowBytes = plan.bitmap.widthDots / 8;
    const places = (stretch.to - stretch.from + 1) * ALIGNS.length;
    this.#cost = new Uint32Array(places).fill(0xffffffff);
    this.#cost.fill(0, places - ALIGNS.length);
    this.#way = new Uint8Array(places);
    this.#rows = new Uint32Array(places);
  }

  /** The pieces of the cheapest way, once every row was decided. */
  way(): Piece[] {
    const { from, to } = this.#stretch;
    const pieces: Piece[] = [];
    let { align } = this.#stretch;
    for (let row = from; row < to;) {
      const at = this.#at(row, align);
      const [kind, rows] = [this.#way[at] ?? FEED, this.#rows[at] ?? 1];
      const piece = this.#piece(kind, row, rows);
      if (piece.kind === "raster") ({ align } = piece);
      if (piece.kind === "columns") align = 0;
      pieces.push(piece);
      row += rows;
    }
    return pieces;
  }

  decide(row: number): void {
    if (this.#ink.right[row] === 0) {
      this.#decideFeed(row);
      return;
    }
    this.#decideRaster(row);
    if (this.#columns === undefined || row + COLUMN_ROWS > this.#stretch.to) return;
    let bytes = FEED_BYTES + BAND_FEE;
    for (const { count } of this.#columns.at(row)) bytes += COLUMNS_HEAD_BYTES + 3 * count;
    this.#offer(row, COLUMNS, COLUMN_ROWS, bytes);
  }

  /** All the white at once: in the middle of white nothing else can be cheaper. */
  #decideFeed(row: number): void {
    let end = row + 1;
    const below = this.#at(end, 0);
    if (end < this.#stretch.to && this.#way[below] === FEED) end += this.#rows[below] ?? 0;
    const bytes = this.#feedBytes(end - row);
    for (const align of ALIGNS)
      this.#take(row, align, FEED, end - row, bytes + (this.#cost[this.#at(end, align)] ?? 0));
  }

  #decideRaster(top: number): void {
    const { bandRows, profile } = this.#plan;
    const end = Math.min(this.#stretch.to, top + bandRows);
    let [first, last] = [this.#rowBytes, 0];
    for (let row = top; row < end; row++) {
      const right = this.#ink.right[row] ?? 0;
      // A white row as the last one would only cost.
      if (right === 0) continue;
      first = Math.min(first, this.#ink.left[row] ?? 0);
      last = Math.max(last, right);
      const rows = row + 1 - top;
      const head = RASTER_HEAD_BYTES + BAND_FEE;
      this.#offer(top, CROPS.right, rows, head + last * rows);
      if (!profile.cropLeft) continue;
      this.#offer(top, CROPS.left, rows, head + (this.#rowBytes - first) * rows);
      this.#offer(top, CROPS.both, rows, head + (this.#rowBytes - 2 * Math.min(first, this.#rowBytes - last)) * rows);
    }
  }

  /** A way that prints needs its ESC a, which costs where another one stands. */
  #offer(row: number, kind: number, rows: number, bytes: number): void {
    const after: Align = kind === CROPS.both ? 1 : kind === CROPS.left ? 2 : 0;
    const cost = bytes + (this.#cost[this.#at(row + rows, after)] ?? 0);
    for (const align of ALIGNS) this.#take(row, align, kind, rows, cost + (align === after ? 0 : ALIGN_BYTES));
  }

  #take(row: number, align: Align, kind: number, rows: number, cost: number): void {
    const at = this.#at(row, align);
    if (cost >= (this.#cost[at] ?? 0)) return;
    this.#cost[at] = cost;
    this.#way[at] = kind;
    this.#rows[at] = rows;
  }

  #piece(kind: number, top: number, rows: number): Piece {
    if (kind === FEED) return { kind: "feed", rows };
    if (kind === COLUMNS) return { kind: "columns", top, runs: this.#columns?.at(top) ?? [] };
    let [first, last] = [this.#rowBytes, 0];
    for (let row = top; row < top + rows; row++) {
      if (this.#ink.right[row] === 0) continue;
      first = Math.min(first, this.#ink.left[row] ?? 0);
      last = Math.max(last, this.#ink.right[row] ?? 0);
    }
    if (kind === CROPS.left) return { kind: "raster", top, rows, left: first, width: this.#rowBytes - first, align: 2 };
    if (kind === CROPS.right) return { kind: "raster", top, rows, left: 0, width: last, align: 0 };
    // Equal margins of whole bytes, so that no printer has to round.
    const both = Math.min(first, this.#rowBytes - last);
    return { kind: "raster", top, rows, left: both, width: this.#rowBytes - 2 * both, align: 1 };
  }

  #feedBytes(rows: number): number {
    const { profile, bandRows } = this.#plan;
    if (profile.motionUnits === "gs-p") return FEED_BYTES * Math.ceil(rows / FEED_MAX);
    return RASTER_HEAD_BYTES * Math.ceil(rows / bandRows) + rows;
  }

  #at(row: number, align: Align): number {
    return (row - this.#stretch.from) * ALIGNS.length + align;
  }
}
