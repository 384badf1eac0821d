import { createCanvas } from "@napi-rs/canvas";

/** The printer's own font: Latin letters in cells. */
export const [CELL_WIDTH, CELL_HEIGHT] = [12, 24];

/**
 * Calls `black` for every dot of a row of letters, from its own top left. The shapes are any monospaced font's: only
 * their places matter.
 */
export function paintText(
  text: string,
  scale: { readonly across: number; readonly down: number; readonly bold: boolean },
  black: (x: number, y: number) => void,
): void {
  const { across, down, bold } = scale;
  const width = text.length * CELL_WIDTH;
  if (width === 0) return;
  const context = createCanvas(width, CELL_HEIGHT).getContext("2d");
  context.font = `${bold ? "bold " : ""}20px monospace`;
  Array.from(text).forEach((char, i) => context.fillText(char, i * CELL_WIDTH, 19, CELL_WIDTH));
  const { data } = context.getImageData(0, 0, width, CELL_HEIGHT);
  for (let y = 0; y < CELL_HEIGHT * down; y++) {
    for (let x = 0; x < width * across; x++) {
      const at = Math.floor(y / down) * width + Math.floor(x / across);
      if ((data[at * 4 + 3] ?? 0) > 127) black(x, y);
    }
  }
}
