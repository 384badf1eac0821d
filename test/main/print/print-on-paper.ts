import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";
import type { Drawing } from "../../../src-main/core/print/print-plan.ts";
import { EscPosPrinter, type PrinterCounts } from "../../virtual/printer/escpos-printer.ts";

/** What a printer makes of commands, handed over in pieces that cut them anywhere. */
export function printed(
  commands: readonly Uint8Array[],
  { widthDots, dpi }: { readonly widthDots: number; readonly dpi?: number },
): { readonly sheets: Bitmap[]; readonly counts: PrinterCounts; readonly replies: number } {
  const sheets: Bitmap[] = [];
  let replies = 0;
  const printer = new EscPosPrinter({
    widthDots,
    dpi,
    bufferBytes: 4_096,
    onReply: () => replies++,
    onCut: (sheet) => sheets.push(sheet),
  });
  const bytes = Buffer.concat(commands);
  for (let at = 0; at < bytes.length; at += 100) printer.receive(bytes.subarray(at, at + 100));
  return { sheets, counts: printer.counts(), replies };
}

/** The picture without the rows that a printer sets itself: there only content, place and height can be equal. */
export function withoutNative(bitmap: Bitmap, native: Drawing["native"]): Bitmap {
  const bits = bitmap.bits.slice();
  const rowBytes = bitmap.widthDots / 8;
  for (const { top, height } of native) bits.fill(0, top * rowBytes, (top + height) * rowBytes);
  return { ...bitmap, bits };
}

/** How many dots are black in `paper` alone, and in `drawn` alone. Pictures of other sizes throw. */
export function dotsApart(paper: Bitmap, drawn: Bitmap): { readonly more: number; readonly lost: number } {
  if (paper.widthDots !== drawn.widthDots || paper.heightDots !== drawn.heightDots) {
    throw new Error(`${paper.widthDots}×${paper.heightDots}, not ${drawn.widthDots}×${drawn.heightDots}`);
  }
  let [more, lost] = [0, 0];
  paper.bits.forEach((byte, at) => {
    const other = drawn.bits[at] ?? 0;
    more += ones(byte & ~other);
    lost += ones(other & ~byte);
  });
  return { more, lost };
}

function ones(byte: number): number {
  let count = 0;
  for (let rest = byte & 0xff; rest > 0; rest &= rest - 1) count++;
  return count;
}
