import { createRequire } from "node:module";
import { createCanvas, GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";
import QRCode from "qrcode";
import { assert } from "../../../src-shared/base/assert.ts";
import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { layoutReceipt, type Font, type Placed, type QrMatrix } from "../../../src-shared/receipt/layout.ts";
import type { Bitmap } from "../../core/print/bitmap.ts";

/** Darker than this of 255 is black. Letters are thin at 203 dpi, so the edge of a stroke counts as stroke. */
const THRESHOLD = 150;
/** A long bill is drawn in parts, so that its picture in full colour never stands in memory whole. */
const PART_ROWS = 1_024;
/** A receipt of five metres is a defect, not a receipt. */
const ROWS_MAX = 100_000;
const FAMILY = "Vazirmatn Receipt";

/**
 * Draws a receipt dot by dot (Skia shapes and orders the letters). Give every receipt an event-loop turn of its own: in
 * one loop the memory of the canvases before is not given back.
 */
export function drawReceipt(document: ReceiptDocument, widthDots: number): Bitmap {
  registerFonts();
  const measuring = createCanvas(8, 8).getContext("2d");
  const layout = layoutReceipt(document, widthDots, {
    qr: qrMatrix,
    measure: (text, font, direction) => {
      measuring.font = fontName(font);
      measuring.direction = direction;
      return measuring.measureText(text).width;
    },
  });
  const { heightDots, placed } = layout;
  assert(heightDots <= ROWS_MAX, "a receipt is at most five metres long");
  const rowBytes = widthDots / 8;
  const bits = new Uint8Array(rowBytes * heightDots);
  for (let top = 0; top < heightDots; top += PART_ROWS) {
    const rows = Math.min(PART_ROWS, heightDots - top);
    bits.set(drawPart({ placed, widthDots, top, rows }), top * rowBytes);
  }
  return { widthDots, heightDots, bits };
}

/** The QR code of a text with error correction M, by the `qrcode` package. */
export function qrMatrix(text: string): QrMatrix {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  return { size: modules.size, dark: Array.from(modules.data, (module) => module === 1) };
}

interface Part {
  readonly placed: readonly Placed[];
  readonly widthDots: number;
  readonly top: number;
  readonly rows: number;
}

function drawPart({ placed, widthDots, top, rows }: Part): Uint8Array {
  const context = createCanvas(widthDots, rows).getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, widthDots, rows);
  context.fillStyle = "#000";
  context.translate(0, -top);
  for (const item of placed) if (reaches(item, top, top + rows)) drawItem(context, item);
  return threshold(context.getImageData(0, 0, widthDots, rows).data);
}

/** Whether an item may touch the rows: for a text with room for its tails and marks on both sides. */
function reaches(item: Placed, top: number, bottom: number): boolean {
  const above = item.kind === "text" ? item.font.size * 2 : 0;
  const below = item.kind === "text" ? item.font.size * 2 : item.kind === "bar" ? item.height : qrDots(item);
  return item.y + below > top && item.y - above < bottom;
}

function qrDots(item: Extract<Placed, { kind: "qr" }>): number {
  return item.matrix.size * item.moduleDots;
}

function drawItem(context: SKRSContext2D, item: Placed): void {
  if (item.kind === "bar") {
    context.fillRect(item.x, item.y, item.width, item.height);
    return;
  }
  if (item.kind === "text") {
    context.font = fontName(item.font);
    context.direction = item.direction;
    context.textAlign = item.align;
    context.textBaseline = "alphabetic";
    context.fillText(item.text, item.x, item.y);
    return;
  }
  const { matrix, moduleDots, x, y } = item;
  matrix.dark.forEach((dark, at) => {
    const [column, row] = [at % matrix.size, Math.floor(at / matrix.size)];
    if (dark) context.fillRect(x + column * moduleDots, y + row * moduleDots, moduleDots, moduleDots);
  });
}

/** One bit per pixel of RGBA: the picture is grey, so that red alone says how dark it is. */
function threshold(rgba: Uint8ClampedArray): Uint8Array {
  const bits = new Uint8Array(rgba.length / 32);
  for (let i = 0; i < bits.length; i++) {
    let byte = 0;
    for (let k = 0; k < 8; k++) byte = (byte << 1) | ((rgba[(i * 8 + k) * 4] ?? 255) < THRESHOLD ? 1 : 0);
    bits[i] = byte;
  }
  return bits;
}

function fontName(font: Font): string {
  return `${font.bold ? 700 : 500} ${font.size}px "${FAMILY}"`;
}

let fontsReady = false;

/** Registers the two weights from the package `vazirmatn` (SIL OFL). Medium, because a thermal head thins a stroke. */
function registerFonts(): void {
  if (fontsReady) return;
  const require = createRequire(import.meta.url);
  for (const weight of ["Medium", "Bold"]) {
    const path = require.resolve(`vazirmatn/fonts/ttf/Vazirmatn-${weight}.ttf`);
    assert(GlobalFonts.registerFromPath(path, FAMILY) !== null, `the receipt's font does not load: ${weight}`);
  }
  fontsReady = true;
}
