import { qrMatrix } from "../../../src-main/adapters/render/qr-matrix.ts";
import { must } from "../../../src-shared/base/assert.ts";
import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";
import { Paper } from "./paper.ts";
import { CELL_HEIGHT, CELL_WIDTH, paintText } from "./text-cells.ts";

/** A piece of text that the printer set in its own letters: dots from the sheet's top left, and how it stood. */
export interface PrintedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly across: number;
  readonly down: number;
  readonly bold: boolean;
  /** What ESC t said last; undefined when it said nothing. */
  readonly page: number | undefined;
}

/** A QR code that the printer drew itself. */
export interface PrintedCode {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly moduleDots: number;
  readonly level: string;
}

type Piece =
  | { readonly kind: "text"; readonly x: number; text: string; readonly style: Style }
  | { readonly kind: "columns"; readonly x: number; readonly data: readonly number[] };

interface Style {
  readonly across: number;
  readonly down: number;
  readonly bold: boolean;
}

/** Rows of a line that says nothing else (1/6 inch, as after ESC 2). */
const LINE_ROWS = 30;
const COLUMN_ROWS = 24;
/** GS ( k 169: 48 to 51. */
const LEVELS = ["L", "M", "Q", "H"] as const;

/**
 * The head of a virtual printer: one line that is being collected, and the paper under it. A line is printed with its
 * feed, which is never less than its own height. Units as Epson's printers have them after ESC @: half a dot down, one
 * dot across, so that a receipt which doesn't set them comes out wrong.
 */
export class PrintHead {
  align = 0;
  scale = 0;
  bold = false;
  page: number | undefined;
  qr = { moduleDots: 3, level: 0, text: "" };
  lineRows = LINE_ROWS;
  readonly texts: PrintedText[] = [];
  readonly codes: PrintedCode[] = [];
  readonly #sheet: Paper;
  readonly #dpi: number;
  #line: Piece[] = [];
  #x = 0;
  #unit = { across: 1, down: 0.5 };

  constructor(widthDots: number, dpi: number) {
    this.#sheet = new Paper(widthDots);
    this.#dpi = dpi;
  }

  /** Whether something stands in the line: then a raster and ESC a are out of place. */
  isInLine(): boolean {
    return this.#line.length > 0;
  }

  reset(): void {
    [this.align, this.scale, this.bold, this.page, this.lineRows] = [0, 0, false, undefined, LINE_ROWS];
    this.qr = { moduleDots: 3, level: 0, text: "" };
    this.#unit = { across: 1, down: 0.5 };
    [this.#line, this.#x] = [[], 0];
  }

  /** GS P: units of 1/x and 1/y inch; 0 is the printer's own. */
  units(x: number, y: number): void {
    this.#unit = { across: x === 0 ? 1 : this.#dpi / x, down: y === 0 ? 0.5 : this.#dpi / y };
  }

  moveTo(units: number): void {
    this.#x = Math.round(units * this.#unit.across);
  }

  letter(byte: number): void {
    const style = { across: (this.scale >> 4) + 1, down: (this.scale & 7) + 1, bold: this.bold };
    const last = this.#line.at(-1);
    const letter = String.fromCharCode(byte);
    const goesOn = last?.kind === "text" && isSame(last.style, style) && endOf(last) === this.#x;
    if (goesOn) last.text += letter;
    else this.#line.push({ kind: "text", x: this.#x, text: letter, style });
    this.#x += CELL_WIDTH * style.across;
  }

  /** ESC * 33: three bytes a column. */
  columns(data: readonly number[]): void {
    this.#line.push({ kind: "columns", x: this.#x, data });
    this.#x += data.length / 3;
  }

  /** Prints the line, if there is one, and feeds so many units. */
  feed(units: number): void {
    this.#print(Math.round(units * this.#unit.down));
  }

  /** Prints the line and feeds so many lines of the present spacing. */
  feedLines(count: number): void {
    this.#print(count * this.lineRows);
  }

  /** Feeds for a row of raster and tells where its first dot is. */
  rasterRow(widthDots: number, rows: number): { readonly left: number; readonly top: number } {
    return { left: this.#left(widthDots), top: this.#sheet.feed(rows) };
  }

  black(x: number, y: number): void {
    this.#sheet.black(x, y);
  }

  printCode(): void {
    const { moduleDots, text } = this.qr;
    const level = must(LEVELS[this.qr.level], "one of four levels");
    const { size, dark } = qrMatrix(text, level);
    const { left, top } = this.rasterRow(size * moduleDots, size * moduleDots);
    this.codes.push({ text, x: left, y: top, moduleDots, level });
    for (let y = 0; y < size * moduleDots; y++) {
      for (let x = 0; x < size * moduleDots; x++) {
        const at = Math.floor(y / moduleDots) * size + Math.floor(x / moduleDots);
        if (dark[at]) this.black(left + x, top + y);
      }
    }
  }

  cut(): Bitmap {
    return this.#sheet.cut();
  }

  #print(feedRows: number): void {
    const rows = Math.max(0, ...this.#line.map(rowsOf));
    const width = Math.max(0, ...this.#line.map(endOf));
    const left = this.#left(width);
    const top = this.#sheet.feed(Math.max(rows, feedRows));
    for (const piece of this.#line) this.#paint(piece, left + piece.x, top + rows - rowsOf(piece));
    [this.#line, this.#x] = [[], 0];
  }

  #left(widthDots: number): number {
    const space = Math.max(0, this.#sheet.widthDots - widthDots);
    return Math.floor((space * this.align) / 2);
  }

  #paint(piece: Piece, left: number, top: number): void {
    if (piece.kind === "text") {
      const { text, style } = piece;
      this.texts.push({ text, x: left, y: top, ...style, page: this.page });
      paintText(text, style, (x, y) => this.black(left + x, top + y));
      return;
    }
    piece.data.forEach((byte, at) => {
      for (let bit = 0; bit < 8; bit++) {
        if (byte & (0x80 >> bit)) this.black(left + Math.floor(at / 3), top + (at % 3) * 8 + bit);
      }
    });
  }
}

function rowsOf(piece: Piece): number {
  return piece.kind === "text" ? CELL_HEIGHT * piece.style.down : COLUMN_ROWS;
}

function endOf(piece: Piece): number {
  return (
    piece.x + (piece.kind === "text" ? piece.text.length * CELL_WIDTH * piece.style.across : piece.data.length / 3)
  );
}

function isSame(one: Style, other: Style): boolean {
  return one.across === other.across && one.down === other.down && one.bold === other.bold;
}
