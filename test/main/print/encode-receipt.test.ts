import fc from "fast-check";
import { expect, test } from "vitest";
import { bandRowsFor, breakRealTimeCommands, encodeReceipt } from "../../../src-main/core/print/encode-receipt.ts";
import { isBlack, type Bitmap } from "../../../src-main/core/print/bitmap.ts";
import { concatBytes, equalBytes } from "../../../src-shared/base/bytes.ts";
import { EscPosPrinter, type PrinterCounts } from "../../virtual/printer/escpos-printer.ts";

/** What a printer makes of the bytes. */
function printed(bytes: Uint8Array, widthDots: number): { sheets: Bitmap[]; counts: PrinterCounts; replies: number } {
  const sheets: Bitmap[] = [];
  let replies = 0;
  const printer = new EscPosPrinter({
    widthDots,
    bufferBytes: 4_096,
    onReply: () => replies++,
    onCut: (sheet) => sheets.push(sheet),
  });
  for (let at = 0; at < bytes.length; at += 100) printer.receive(bytes.subarray(at, at + 100));
  return { sheets, counts: printer.counts(), replies };
}

const ink = fc.constantFrom(0, 0, 0, 0, 1, 0x10, 0x04, 0x05, 0x14, 0xff, 0x81);
const bitmaps = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 60 }))
  .chain(([rowBytes, heightDots]) =>
    fc
      .array(ink, { minLength: rowBytes * heightDots, maxLength: rowBytes * heightDots })
      .map((bytes) => ({ widthDots: rowBytes * 8, heightDots, bits: Uint8Array.from(bytes) })),
  );

test("what a printer paints is the picture, but for the dots that break real-time commands", () => {
  fc.assert(
    fc.property(bitmaps, fc.integer({ min: 1, max: 24 }), (bitmap, bandRows) => {
      const { commands, guardedDots, bandBytesMax } = encodeReceipt(bitmap, { widthDots: bitmap.widthDots, bandRows });
      const { sheets, counts, replies } = printed(concatBytes(...commands), bitmap.widthDots);
      expect(sheets).toHaveLength(1);
      const sheet = sheets[0];
      expect(sheet?.heightDots).toBe(bitmap.heightDots);
      let more = 0;
      for (let y = 0; y < bitmap.heightDots; y++) {
        for (let x = 0; x < bitmap.widthDots; x++) {
          const [wanted, got] = [isBlack(bitmap, x, y), sheet !== undefined && isBlack(sheet, x, y)];
          expect(wanted && !got, "a dot is lost").toBe(false);
          if (got && !wanted) more++;
        }
      }
      expect(more).toBe(guardedDots);
      expect({ ...counts, bytes: 0 }).toMatchObject({ unknown: [], statusRequests: 0, realTimeInData: 0 });
      expect(replies).toBe(0);
      for (const command of commands) expect(command.length).toBeLessThanOrEqual(bandBytesMax);
    }),
  );
});

test("a picture with DLE EOT, ENQ and DC4 in it is printed without waking the printer; unguarded it would be", () => {
  const bits = Uint8Array.from([0x10, 0x04, 0x01, 0x10, 0x05, 0x02, 0x10, 0x14, 0x01, 0x10, 0x10, 0x04]);
  const paper = { widthDots: 32, bandRows: 24 };
  const { commands, guardedDots } = encodeReceipt({ widthDots: 32, heightDots: 3, bits }, paper);
  expect(guardedDots).toBe(4);
  expect(printed(concatBytes(...commands), 32).counts.realTimeInData).toBe(0);
  // The same picture sent as it is: the virtual printer would see what a real one sees.
  const raw = concatBytes(Uint8Array.of(0x1d, 0x76, 0x30, 0, 4, 0, 3, 0), bits, Uint8Array.of(0x1d, 0x56, 1));
  const unguarded = printed(raw, 32);
  expect(unguarded.counts.realTimeInData).toBe(3);
  expect(unguarded.replies).toBe(1);
});

test("after the guard no real-time command stands in any bytes, and a second guard changes nothing", () => {
  const bytes = fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x01, 0x1d), { maxLength: 40 });
  fc.assert(
    fc.property(bytes, (list) => {
      const data = Uint8Array.from(list);
      breakRealTimeCommands(data);
      for (let i = 1; i < data.length; i++) {
        expect(data[i - 1] === 0x10 && [0x04, 0x05, 0x14].includes(data[i] ?? 0)).toBe(false);
      }
      const again = data.slice();
      expect(breakRealTimeCommands(again)).toBe(0);
      expect(equalBytes(again, data)).toBe(true);
    }),
  );
});

test("blank rows cost one byte each, and white at the right costs nothing", () => {
  const bits = new Uint8Array(72 * 100);
  bits[0] = 0x80;
  const { commands } = encodeReceipt({ widthDots: 576, heightDots: 100, bits }, { widthDots: 576, bandRows: 24 });
  // Reset, one row of one byte, 99 blank rows in five bands, cut.
  expect(commands.map((command) => command.length)).toEqual([2, 9, 32, 32, 32, 32, 11, 4]);
});

test("a slow line has small bands", () => {
  expect([9_600, 19_200, 38_400, 115_200].map(bandRowsFor)).toEqual([8, 8, 24, 24]);
});
