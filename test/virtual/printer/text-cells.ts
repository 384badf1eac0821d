import { createCanvas } from "@napi-rs/canvas";

const [CELL_WIDTH, CELL_HEIGHT] = [12, 24];

/** Text of the printer's own font: Latin characters in cells of 12 by 24 dots, magnified. */
export interface TextRow {
  readonly text: string;
  readonly scale: { readonly across: number; readonly down: number };
  /** 0 left, 1 centre, 2 right. */
  readonly align: number;
  readonly widthDots: number;
}

/** Calls `black` for every dot of the row. The shapes are any monospaced font's: only their places matter. */
export function paintText(row: TextRow, black: (x: number, y: number) => void): void {
  const { across, down } = row.scale;
  const width = row.text.length * CELL_WIDTH;
  if (width === 0) return;
  const context = createCanvas(width, CELL_HEIGHT).getContext("2d");
  context.font = "20px monospace";
  Array.from(row.text).forEach((char, i) => context.fillText(char, i * CELL_WIDTH, 19, CELL_WIDTH));
  const { data } = context.getImageData(0, 0, width, CELL_HEIGHT);
  const left = Math.floor(((row.widthDots - width * across) * row.align) / 2);
  for (let y = 0; y < CELL_HEIGHT * down; y++) {
    for (let x = 0; x < width * across; x++) {
      const at = Math.floor(y / down) * width + Math.floor(x / across);
      if ((data[at * 4 + 3] ?? 0) > 127) black(Math.max(0, left) + x, y);
    }
  }
}
