import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";

/** The strip of paper under a virtual head: grows downwards, dot by dot. */
export class Paper {
  readonly widthDots: number;
  #bits: Uint8Array;
  #rows = 0;

  constructor(widthDots: number) {
    this.widthDots = widthDots;
    this.#bits = new Uint8Array((widthDots / 8) * 2_048);
  }

  get rows(): number {
    return this.#rows;
  }

  /** Feeds `rows` and returns the number of the first of them. */
  feed(rows: number): number {
    const top = this.#rows;
    this.#rows += rows;
    const need = this.#rows * (this.widthDots / 8);
    if (need > this.#bits.length) {
      const bits = new Uint8Array(need * 2);
      bits.set(this.#bits);
      this.#bits = bits;
    }
    return top;
  }

  /** Burns a dot. Outside the paper nothing happens, as beside a real head. */
  black(x: number, y: number): void {
    if (x < 0 || x >= this.widthDots || y < 0 || y >= this.#rows) return;
    const at = y * (this.widthDots / 8) + (x >> 3);
    this.#bits[at] = (this.#bits[at] ?? 0) | (0x80 >> (x & 7));
  }

  /** Cuts: what was printed since the cut before. */
  cut(): Bitmap {
    const bits = this.#bits.slice(0, this.#rows * (this.widthDots / 8));
    const sheet = { widthDots: this.widthDots, heightDots: this.#rows, bits };
    this.#bits = new Uint8Array((this.widthDots / 8) * 2_048);
    this.#rows = 0;
    return sheet;
  }
}
