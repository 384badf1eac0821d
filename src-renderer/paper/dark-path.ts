import { unreachable } from "../../src-shared/base/assert.ts";
import type { Placed } from "../../src-shared/receipt/layout.ts";
import { isDark } from "../../src-shared/receipt/picture.ts";

/** Everything of a layout that is no text, as one path: bars, the modules of a QR code, the dots of a picture. */
export function darkPath(placed: readonly Placed[]): string {
  return placed.map(pathOf).join("");
}

function pathOf(item: Placed): string {
  switch (item.kind) {
    case "text":
      return "";
    case "bar":
      return box(item.x, item.y, item.width, item.height);
    case "qr": {
      const { matrix, moduleDots: step, x, y } = item;
      return runs(matrix.size, matrix.size, (column, row) => matrix.dark[row * matrix.size + column] === true)
        .map(([column, row, length]) => box(x + column * step, y + row * step, length * step, step))
        .join("");
    }
    case "picture": {
      const { picture, x, y } = item;
      return runs(picture.widthDots, picture.heightDots, (column, row) => isDark(picture, column, row))
        .map(([column, row, length]) => box(x + column, y + row, length, 1))
        .join("");
    }
    default:
      return unreachable(item);
  }
}

/** The dark runs of each row: column, row and length. */
function runs(
  width: number,
  height: number,
  isBlack: (column: number, row: number) => boolean,
): (readonly [column: number, row: number, length: number])[] {
  const found: (readonly [number, number, number])[] = [];
  for (let row = 0; row < height; row++) {
    let from = -1;
    for (let column = 0; column <= width; column++) {
      const dark = column < width && isBlack(column, row);
      if (dark && from < 0) from = column;
      if (dark || from < 0) continue;
      found.push([from, row, column - from]);
      from = -1;
    }
  }
  return found;
}

function box(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}
