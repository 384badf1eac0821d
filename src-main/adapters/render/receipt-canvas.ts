import { createRequire } from "node:module";
import { createCanvas, GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";
import { assert, unreachable } from "../../../src-shared/base/assert.ts";
import type { PrinterProfile } from "../../../src-shared/printer/profile.ts";
import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { layoutReceipt, type Font, type Placed, type ReceiptLayout } from "../../../src-shared/receipt/layout.ts";
import { splitNative } from "../../../src-shared/receipt/native-parts.ts";
import { isDark } from "../../../src-shared/receipt/picture.ts";
import { isWhite, type Bitmap } from "../../core/print/bitmap.ts";
import type { Drawing } from "../../core/print/print-plan.ts";
import { qrMatrix } from "./qr-matrix.ts";

/** Darker than this of 255 is black. Letters are thin at 203 dpi, so the edge of a stroke counts as stroke. */
const THRESHOLD = 150;
/** A long bill is drawn in parts, so that its picture in full colour never stands in memory whole. */
const PART_ROWS = 512;
/** A receipt of five metres is a defect, not a receipt. */
const ROWS_MAX = 100_000;
const FAMILY = "Vazirmatn Receipt";

/**
 * Draws a receipt dot by dot (Skia shapes and orders the letters). Give every receipt an event-loop turn of its own: in
 * one loop the memory of the canvases before is not given back.
 */
export function drawReceipt(document: ReceiptDocument, widthDots: number): Bitmap {
  const layout = layOut(document, widthDots);
  return drawPlaced(layout, layout.placed);
}

/** As `drawReceipt`, without the parts that this printer sets itself. */
export function drawForPrinter(document: ReceiptDocument, profile: PrinterProfile): Drawing {
  const layout = layOut(document, profile.widthDots);
  const { native, drawn } = splitNative(layout, {
    text: profile.latinPage !== null && profile.motionUnits === "gs-p",
    qr: profile.nativeQr,
  });
  const bitmap = drawPlaced(layout, drawn);
  // A mark of a drawn letter may reach out of its row: then all of it is drawn, for nothing may be lost.
  const isClear = native.every(({ top, height }) => isWhite(bitmap, top, top + height));
  return isClear ? { bitmap, native } : { bitmap: drawPlaced(layout, layout.placed), native: [] };
}

function layOut(document: ReceiptDocument, widthDots: number): ReceiptLayout {
  registerFonts();
  const measuring = createCanvas(8, 8).getContext("2d");
  return layoutReceipt(document, widthDots, {
    qr: qrMatrix,
    measure: (text, font, direction) => {
      measuring.font = fontName(font);
      measuring.direction = direction;
      return measuring.measureText(text).width;
    },
  });
}

function drawPlaced({ widthDots, heightDots }: ReceiptLayout, placed: readonly Placed[]): Bitmap {
  assert(heightDots <= ROWS_MAX, "a receipt is at most five metres long");
  const rowBytes = widthDots / 8;
  const bits = new Uint8Array(rowBytes * heightDots);
  for (let top = 0; top < heightDots; top += PART_ROWS) {
    const rows = Math.min(PART_ROWS, heightDots - top);
    bits.set(drawPart({ placed, widthDots, top, rows }), top * rowBytes);
  }
  return { widthDots, heightDots, bits };
}

interface Part {
  readonly placed: readonly Placed[];
  readonly widthDots: number;
  readonly top: number;
  readonly rows: number;
}

function drawPart({ placed, widthDots, top, rows }: Part): Uint8Array {
  const context = sheetOf(widthDots);
  context.resetTransform();
  context.fillStyle = "#fff";
  context.fillRect(0, 0, widthDots, rows);
  context.fillStyle = "#000";
  context.translate(0, -top);
  for (const item of placed) if (reaches(item, top, top + rows)) drawItem(context, item);
  return threshold(context.getImageData(0, 0, widthDots, rows).data);
}

let sheet: { readonly widthDots: number; readonly context: SKRSContext2D } | undefined;

/** One canvas for all parts of all receipts: a new one each time is freed long after it was drawn on. */
function sheetOf(widthDots: number): SKRSContext2D {
  if (sheet?.widthDots !== widthDots) {
    sheet = { widthDots, context: createCanvas(widthDots, PART_ROWS).getContext("2d") };
  }
  return sheet.context;
}

/** Whether an item may touch the rows: for a text with room for its tails and marks on both sides. */
function reaches(item: Placed, top: number, bottom: number): boolean {
  const above = item.kind === "text" ? item.font.size * 2 : 0;
  return item.y + heightOf(item) > top && item.y - above < bottom;
}

function heightOf(item: Placed): number {
  switch (item.kind) {
    case "text":
      return item.font.size * 2;
    case "bar":
      return item.height;
    case "qr":
      return item.matrix.size * item.moduleDots;
    case "picture":
      return item.picture.heightDots;
    default:
      return unreachable(item);
  }
}

function drawItem(context: SKRSContext2D, item: Placed): void {
  switch (item.kind) {
    case "bar":
      context.fillRect(item.x, item.y, item.width, item.height);
      return;
    case "text":
      context.font = fontName(item.font);
      context.direction = item.direction;
      context.textAlign = item.align;
      context.textBaseline = "alphabetic";
      context.fillText(item.text, item.x, item.y);
      return;
    case "qr":
      drawQr(context, item);
      return;
    case "picture":
      drawPicture(context, item);
      return;
    default:
      unreachable(item);
  }
}

function drawQr(context: SKRSContext2D, { matrix, moduleDots, x, y }: Extract<Placed, { kind: "qr" }>): void {
  matrix.dark.forEach((dark, at) => {
    const [column, row] = [at % matrix.size, Math.floor(at / matrix.size)];
    if (dark) context.fillRect(x + column * moduleDots, y + row * moduleDots, moduleDots, moduleDots);
  });
}

/** Runs of black dots in a row as one bar each. */
function drawPicture(context: SKRSContext2D, { picture, x, y }: Extract<Placed, { kind: "picture" }>): void {
  for (let row = 0; row < picture.heightDots; row++) {
    for (let column = 0; column < picture.widthDots; column++) {
      let end = column;
      while (isDark(picture, end, row)) end++;
      if (end > column) context.fillRect(x + column, y + row, end - column, 1);
      column = end;
    }
  }
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
    const file = require.resolve(`vazirmatn/fonts/ttf/Vazirmatn-${weight}.ttf`);
    // Native code can't look into the packed program's archive; the fonts lie beside it (electron-builder.yml).
    const path = file.replace(/app\.asar(?=[/\\])/, "app.asar.unpacked");
    assert(GlobalFonts.registerFromPath(path, FAMILY) !== null, `the receipt's font does not load: ${weight}`);
  }
  fontsReady = true;
}
