import type { Bitmap } from "./bitmap.ts";
import type { ColumnRun } from "./print-plan.ts";

/** Dots of one column of ESC * 33. */
export const COLUMN_ROWS = 24;
/** White columns that cost no more than the head of another run: three bytes each. */
const GAP_MAX = 3;

/** The runs of inked columns of any 24 rows, told quickly for every row that they may begin at. */
export class ColumnRuns {
  readonly #rowBytes: number;
  readonly #countMax: number;
  /** For each row, its ink and that of the seven rows below it. */
  readonly #eight: Uint8Array;

  /** `countMax`: columns in one run, so that no command is longer than a band may be. */
  constructor({ bits, widthDots }: Bitmap, countMax: number) {
    this.#rowBytes = widthDots / 8;
    this.#countMax = countMax;
    this.#eight = bits.slice();
    for (const step of [1, 2, 4]) this.#orBelow(step * this.#rowBytes);
  }

  /** The runs of the 24 rows from `top`, from the left, which must lie in the bitmap. */
  at(top: number): ColumnRun[] {
    const runs: ColumnRun[] = [];
    let [start, end] = [-1, -1];
    const close = (): void => {
      for (let x = start; x >= 0 && x < end; x += this.#countMax) {
        runs.push({ x, count: Math.min(this.#countMax, end - x) });
      }
    };
    for (let byteAt = 0; byteAt < this.#rowBytes; byteAt++) {
      const byte = this.#inkAt(top, byteAt);
      if (byte === 0) continue;
      for (let bit = 0; bit < 8; bit++) {
        if ((byte & (0x80 >> bit)) === 0) continue;
        const x = byteAt * 8 + bit;
        if (end >= 0 && x - end <= GAP_MAX) {
          end = x + 1;
          continue;
        }
        close();
        [start, end] = [x, x + 1];
      }
    }
    close();
    return runs;
  }

  #inkAt(top: number, byteAt: number): number {
    const at = top * this.#rowBytes + byteAt;
    const eight = this.#rowBytes * 8;
    return (this.#eight[at] ?? 0) | (this.#eight[at + eight] ?? 0) | (this.#eight[at + 2 * eight] ?? 0);
  }

  #orBelow(distance: number): void {
    const ink = this.#eight;
    for (let at = 0; at + distance < ink.length; at++) ink[at] = (ink[at] ?? 0) | (ink[at + distance] ?? 0);
  }
}

/** The bytes of a run: three a column, the topmost dot in the high bit of the first. */
export function columnData({ bits, widthDots }: Bitmap, top: number, { x, count }: ColumnRun): Uint8Array {
  const rowBytes = widthDots / 8;
  const data = new Uint8Array(count * 3);
  for (let row = 0; row < COLUMN_ROWS; row++) {
    const [from, mask] = [(top + row) * rowBytes, 0x80 >> (row & 7)];
    for (let column = 0; column < count; column++) {
      const dot = x + column;
      if (((bits[from + (dot >> 3)] ?? 0) & (0x80 >> (dot & 7))) === 0) continue;
      const at = column * 3 + (row >> 3);
      data[at] = (data[at] ?? 0) | mask;
    }
  }
  return data;
}
