import fc from "fast-check";
import { expect, test } from "vitest";
import { drawForPrinter, drawReceipt } from "../../../src-main/adapters/render/receipt-canvas.ts";
import { encodeReceipt } from "../../../src-main/core/print/encode-receipt.ts";
import type { Inline, ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { PRINTER_FAMILIES, printerProfile } from "../../../src-shared/printer/profile.ts";
import { dotsApart, printed, withoutNative } from "./print-on-paper.ts";
import { sampleDocument } from "./samples.ts";

const WORDS = [
  "Milk",
  "1 l",
  "شیر",
  "۷۷۰٬۰۰۰",
  "770,000",
  "(400 g)",
  "a@b",
  "×",
  "−5",
  "گ\u0650\u0655",
  "é",
  "J.R.",
  "_",
];
/** The printer's own letters are for rows of nothing else: mixed words alone would hardly ever make one. */
const LATIN = ["Milk", "1 l", "770,000", "(400 g)", "×", "−5", "J.R.", "_"];
const text = fc
  .oneof(...[WORDS, LATIN].map((words) => fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 })))
  .map((words) => words.join(" "));
const inline: fc.Arbitrary<Inline> = fc.oneof(
  text,
  text.map((name) => ({ name })),
  text.map((ltr) => ({ ltr })),
);
const inlines = fc.array(inline, { maxLength: 3 });
const block = fc.oneof(
  fc.record({ kind: fc.constant("centre"), style: fc.constantFrom("title", "body", "small"), text: inlines }),
  fc.record({
    kind: fc.constant("paragraph"),
    style: fc.constantFrom("body", "small"),
    indent: fc.boolean(),
    text: inlines,
  }),
  fc.record({
    kind: fc.constant("pair"),
    style: fc.constantFrom("body", "small", "strong", "total"),
    label: inlines,
    value: inlines,
  }),
  fc.record({ kind: fc.constant("rule"), dashed: fc.boolean() }),
  fc.record({ kind: fc.constant("qr"), text: fc.constantFrom("VF1.aB3_x9.1.9f3c01ab.5.5.0", "کد", "#1") }),
);
const documents: fc.Arbitrary<ReceiptDocument> = fc.record({
  template: fc.constant(sampleDocument("first").template),
  paper: fc.constant("sale"),
  locale: fc.constantFrom("fa", "en"),
  copy: fc.option(fc.record({ number: fc.constant(1), text: inlines })),
  blocks: fc.array(block, { minLength: 1, maxLength: 10 }),
});
const profiles = fc
  .record({ family: fc.constantFrom(...PRINTER_FAMILIES), form: fc.constantFrom("default", "smallest") })
  .map(({ family, form }) => printerProfile({ family, overrides: { form } }));
/** Rows that an Epson sets itself, in every run. */
const LATIN_BILL: ReceiptDocument = {
  template: sampleDocument("first").template,
  paper: "sale",
  locale: "en",
  copy: null,
  blocks: [{ kind: "pair", style: "body", label: ["Milk"], value: ["770,000"] }],
};

test("any document on any printer: drawn dots are on paper, and the printer's own rows where they were to be", () => {
  let texts = 0;
  fc.assert(
    fc.property(documents, profiles, (document, profile) => {
      const drawing = drawForPrinter(document, profile);
      const { commands, guardedDots } = encodeReceipt(drawing, profile, { bandRows: 24 });
      const { sheets, counts } = printed(commands, profile);
      const [sheet = drawing.bitmap] = sheets;
      const whole = withoutNative(drawReceipt(document, profile.widthDots), drawing.native);
      expect(dotsApart(withoutNative(sheet, drawing.native), whole)).toEqual({ more: guardedDots, lost: 0 });
      expect(counts).toMatchObject({ unknown: [], realTimeInData: 0, statusRequests: 0 });
      const own = drawing.native.flatMap((part) =>
        part.kind === "text" ? part.pieces.map(({ x, text: piece }) => ({ x, y: part.top, text: piece })) : [],
      );
      expect(counts.texts.map(({ x, y, text: piece }) => ({ x, y, text: piece }))).toEqual(own);
      for (const piece of own) expect(piece.text).toMatch(/^[ -~]+$/);
      texts += own.length;
    }),
    { numRuns: 120, examples: [[LATIN_BILL, printerProfile({ family: "epson-t20", overrides: {} })]] },
  );
  expect(texts).toBeGreaterThan(0);
});
