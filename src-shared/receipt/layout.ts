import { assert, unreachable } from "../base/assert.ts";
import { lineText, wordsOf, type Direction, type Word } from "./bidi.ts";
import type { Block, Inline, ReceiptDocument } from "./document.ts";
import { fitPicture, pictureOf, type Picture } from "./picture.ts";
import { wrapWords } from "./wrap.ts";

/** A font as the layout knows it: height of the em in dots, and one of two weights. */
export interface Font {
  readonly size: number;
  readonly bold: boolean;
}

/** What the layout can't know itself. `measure` gives the advance of a line's text in dots. */
export interface LayoutTools {
  measure(text: string, font: Font, direction: Direction): number;
  qr(text: string): QrMatrix;
}

/** A QR code without its quiet zone; `dark[row * size + column]`. */
export interface QrMatrix {
  readonly size: number;
  readonly dark: readonly boolean[];
}

/** One thing to draw; all in dots from the top left. A text's `y` is its baseline and `x` its `align` edge. */
export type Placed =
  | {
      readonly kind: "text";
      /** Number of the block that it belongs to: its rows are printed in one kind of letters. */
      readonly block: number;
      readonly text: string;
      readonly font: Font;
      readonly direction: Direction;
      readonly align: "left" | "right" | "center";
      readonly x: number;
      readonly y: number;
    }
  | { readonly kind: "bar"; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  | {
      readonly kind: "qr";
      /** What it says: a printer may draw it itself. */
      readonly text: string;
      readonly matrix: QrMatrix;
      readonly x: number;
      readonly y: number;
      readonly moduleDots: number;
    }
  | { readonly kind: "picture"; readonly picture: Picture; readonly x: number; readonly y: number };

export interface ReceiptLayout {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly placed: readonly Placed[];
}

type Style = "title" | "body" | "small" | "strong" | "total";

/** Sizes below 20 lose the dots of Persian letters at 203 dpi. */
const WIDE: Readonly<Record<Style, Font>> = {
  title: { size: 40, bold: true },
  body: { size: 24, bold: false },
  small: { size: 22, bold: false },
  strong: { size: 25, bold: true },
  total: { size: 32, bold: true },
};
const NARROW: Readonly<Record<Style, Font>> = {
  title: { size: 32, bold: true },
  body: { size: 22, bold: false },
  small: { size: 20, bold: false },
  strong: { size: 22, bold: true },
  total: { size: 26, bold: true },
};
const WIDE_DOTS = 480;
/** Of the font's size: Vazirmatn's tallest letters and its deepest tails stand inside. */
const LINE_HEIGHT = 1.5;
const BASELINE = 1.06;
const MARGIN = 4;
const GAP = 14;
const INDENT = 24;
const END_SPACE = 24;
/** The quiet zone that a scanner needs, in modules (ISO/IEC 18004: 4). */
const QR_QUIET = 4;
/** Dots of a module: 0.75 mm on wide paper, which the cameras of telephones read from a hand's distance. */
const QR_MODULE_WIDE = 6;
const QR_MODULE_NARROW = 5;
/** White below a picture or a bar, and above one: letters hang below their line. */
const PICTURE_SPACE = 12;
const ABOVE_SPACE = 6;
/** Lines of a ruler: at a step, at the fifth, at the tenth. */
const RULER_LINES = { step: 10, fifth: 16, tenth: 24 } as const;
const BOX_LINE = 3;
const BOX_PAD = 6;
/** A label keeps at least this part of the row beside its value; else the value gets a row of its own. */
const LABEL_MIN = 0.3;
/** Rows of a label at most: enough for any name that people give to goods; a longer one ends with "…". */
const LABEL_ROWS_MAX = 6;

/** Places a receipt's blocks on paper of `widthDots`. Pure: the same tools give the same places. */
export function layoutReceipt(document: ReceiptDocument, widthDots: number, tools: LayoutTools): ReceiptLayout {
  assert(widthDots >= 256 && widthDots % 8 === 0, "a receipt is at least 256 dots wide");
  const page = new Page(document, widthDots, tools);
  if (document.copy) page.copyBox(document.copy.text);
  for (const block of document.blocks) page.add(block);
  if (document.copy) page.copyBox(document.copy.text);
  if (page.placed.length === 0) return { widthDots, heightDots: 0, placed: [] };
  return { widthDots, heightDots: page.y + END_SPACE, placed: page.placed };
}

/** The row that a text stands in: its letters reach neither above nor below it. In dots. */
export function rowOf({ font, y }: Pick<Extract<Placed, { kind: "text" }>, "font" | "y">): {
  readonly top: number;
  readonly height: number;
} {
  return { top: y - Math.round(font.size * BASELINE), height: Math.round(font.size * LINE_HEIGHT) };
}

class Page {
  readonly placed: Placed[] = [];
  y = 0;
  #block = 0;
  readonly #width: number;
  readonly #tools: LayoutTools;
  readonly #fonts: Readonly<Record<Style, Font>>;
  readonly #base: Direction;

  constructor(document: ReceiptDocument, width: number, tools: LayoutTools) {
    this.#width = width;
    this.#tools = tools;
    this.#fonts = width >= WIDE_DOTS ? WIDE : NARROW;
    this.#base = document.locale === "fa" ? "rtl" : "ltr";
  }

  add(block: Block): void {
    this.#block++;
    switch (block.kind) {
      case "centre":
        this.#rows(this.#wrap(block.text, this.#fonts[block.style], this.#inner()), this.#fonts[block.style], "center");
        return;
      case "paragraph": {
        const font = this.#fonts[block.style];
        const indent = block.indent ? INDENT : 0;
        this.#rows(this.#wrap(block.text, font, this.#inner() - indent), font, "start", indent);
        return;
      }
      case "pair":
        this.#pair(block);
        return;
      case "rule":
        this.#rule(block.dashed);
        return;
      case "qr":
        this.#qr(block.text);
        return;
      case "logo":
        // Its dots are put in its place before it is printed; one whose picture is gone is no reason not to print.
        return;
      case "picture":
        this.#picture(pictureOf(block.picture));
        return;
      case "ruler":
        this.#ruler(block);
        return;
      case "solid":
        this.y += ABOVE_SPACE;
        this.#bar(0, this.y, Math.min(block.widthDots ?? this.#width, this.#width), block.heightDots);
        this.y += block.heightDots + PICTURE_SPACE;
        return;
      default:
        unreachable(block);
    }
  }

  /** The words of a copy in a box as wide as the paper: nobody takes it for the receipt itself. */
  copyBox(text: readonly Inline[]): void {
    this.#block++;
    const font = this.#fonts.strong;
    const top = this.y + BOX_PAD;
    this.y = top + BOX_LINE + BOX_PAD;
    this.#rows(this.#wrap(text, font, this.#inner() - 2 * BOX_PAD), font, "center");
    const bottom = this.y + BOX_PAD;
    this.#bar(0, top, this.#width, BOX_LINE);
    this.#bar(0, bottom, this.#width, BOX_LINE);
    this.#bar(0, top, BOX_LINE, bottom - top);
    this.#bar(this.#width - BOX_LINE, top, BOX_LINE, bottom - top);
    this.y = bottom + BOX_LINE + BOX_PAD;
  }

  #inner(): number {
    return this.#width - 2 * MARGIN;
  }

  #measure(words: readonly Word[], font: Font): number {
    return Math.ceil(this.#tools.measure(lineText(words, this.#base), font, this.#base));
  }

  #wrap(text: readonly Inline[], font: Font, width: number, rowsMax?: number): Word[][] {
    return wrapWords(wordsOf(text, this.#base), width, (words) => this.#measure(words, font), rowsMax);
  }

  #rows(lines: readonly Word[][], font: Font, side: "start" | "end" | "center", indent = 0): void {
    for (const line of lines) {
      this.#text(line, font, side, indent);
      this.#advance(font);
    }
  }

  #advance(font: Font): void {
    this.y += Math.round(font.size * LINE_HEIGHT);
  }

  /** Writes one row at the present height without going on to the next. */
  #text(words: readonly Word[], font: Font, side: "start" | "end" | "center", indent = 0): void {
    const direction = this.#base;
    const y = this.y + Math.round(font.size * BASELINE);
    const align = side === "center" ? "center" : (side === "start") === (direction === "rtl") ? "right" : "left";
    const edge = align === "right" ? this.#width - MARGIN - indent : MARGIN + indent;
    const x = align === "center" ? this.#width / 2 : edge;
    this.placed.push({
      kind: "text",
      block: this.#block,
      text: lineText(words, direction),
      font,
      direction,
      align,
      x,
      y,
    });
  }

  #pair(block: Extract<Block, { kind: "pair" }>): void {
    const font = this.#fonts[block.style];
    const value = wordsOf(block.value, this.#base);
    const valueWidth = this.#measure(value, font);
    const labelWidth = this.#inner() - valueWidth - GAP;
    if (labelWidth < this.#inner() * LABEL_MIN) {
      this.#rows(this.#wrap(block.label, font, this.#inner(), LABEL_ROWS_MAX), font, "start");
      this.#rows(this.#wrap(block.value, font, this.#inner()), font, "end");
      return;
    }
    // The value stands beside the label's first row, where the eye looks for it.
    this.#text(value, font, "end");
    const lines = this.#wrap(block.label, font, labelWidth, LABEL_ROWS_MAX);
    this.#rows(lines, font, "start");
    if (lines.length === 0) this.#advance(font);
  }

  #rule(dashed: boolean): void {
    this.y += 6;
    if (!dashed) this.#bar(0, this.y, this.#width, 2);
    for (let x = 0; dashed && x < this.#width; x += 8) this.#bar(x, this.y, 5, 2);
    this.y += 8;
  }

  #bar(x: number, y: number, width: number, height: number): void {
    this.placed.push({ kind: "bar", x, y, width, height });
  }

  #qr(text: string): void {
    const matrix = this.#tools.qr(text);
    const across = matrix.size + 2 * QR_QUIET;
    // Whole dots a module: a scaled module would be grey at its edge.
    const fits = Math.floor(this.#width / across);
    const moduleDots = Math.max(1, Math.min(fits, this.#width >= WIDE_DOTS ? QR_MODULE_WIDE : QR_MODULE_NARROW));
    const x = Math.floor((this.#width - matrix.size * moduleDots) / 2);
    const quiet = QR_QUIET * moduleDots;
    this.placed.push({ kind: "qr", text, matrix, x, y: this.y + quiet, moduleDots });
    this.y += matrix.size * moduleDots + 2 * quiet;
  }

  #picture(picture: Picture): void {
    const fitted = fitPicture(picture, this.#inner());
    const x = Math.floor((this.#width - fitted.widthDots) / 2);
    this.placed.push({ kind: "picture", picture: fitted, x, y: this.y });
    this.y += fitted.heightDots + PICTURE_SPACE;
  }

  /** From the left edge in both languages, as a ruler lies: what is cut off at the right the head doesn't reach. */
  #ruler({ dotsPerStep, unit }: Extract<Block, { kind: "ruler" }>): void {
    const font = this.#fonts.small;
    const perStep = unit === "mm" ? 1 : dotsPerStep;
    this.y += ABOVE_SPACE;
    const numbersY = this.y + RULER_LINES.tenth + Math.round(font.size * BASELINE);
    for (let step = 0; Math.round(step * dotsPerStep) < this.#width; step++) {
      const x = Math.round(step * dotsPerStep);
      const line = step % 10 === 0 ? "tenth" : step % 5 === 0 ? "fifth" : "step";
      this.#bar(x, this.y, 1, RULER_LINES[line]);
      const text = `${step * perStep}`;
      const isRoom = x + 4 + this.#tools.measure(text, font, "ltr") < this.#width;
      if (line !== "tenth" || !isRoom) continue;
      this.placed.push({
        kind: "text",
        block: this.#block,
        text,
        font,
        direction: "ltr",
        align: "left",
        x: x + 3,
        y: numbersY,
      });
    }
    // The last dot of the row, which a printer with a narrower head does not reach.
    this.#bar(this.#width - 1, this.y, 1, RULER_LINES.tenth);
    this.y += RULER_LINES.tenth + Math.round(font.size * LINE_HEIGHT) + PICTURE_SPACE;
  }
}
