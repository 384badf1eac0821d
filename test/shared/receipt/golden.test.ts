import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawReceipt } from "../../../src-main/adapters/render/receipt-canvas.ts";
import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";
import { isBlack } from "../../../src-main/core/print/bitmap.ts";
import type { Block, ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { markAsCopy, saleReceipt } from "../../../src-shared/receipt/sale-receipt.ts";
import { defaultDisplay, type Locale } from "../../../src-shared/words/format.ts";
import { differingDots, readBitmapPng, writeBitmapPng, writeDiffPng } from "../../virtual/printer/bitmap-png.ts";
import { amountOnlyReceipt, SAMPLE_AT_MS, sampleReceipt } from "./sample-receipt.ts";

/**
 * Pictures that a person looked at. To accept a new one: run with VAFA_GOLDEN=write, look at it, commit it. A
 * difference is left in test-results/golden: red is only in what was drawn, blue only in the golden picture.
 */
const GOLDEN = fileURLToPath(new URL("./golden/", import.meta.url));
const RESULTS = fileURLToPath(new URL("../../../test-results/golden/", import.meta.url));

const of = (locale: Locale, ...blocks: Block[]): ReceiptDocument => ({ template: 1, locale, copy: null, blocks });
const item = (name: string, value: string): Block => ({
  kind: "pair",
  style: "body",
  label: [{ name }],
  value: [{ ltr: value }],
});

const copyOf = (locale: Locale): ReceiptDocument =>
  markAsCopy(saleReceipt(amountOnlyReceipt(locale, 1_234_567), locale), {
    number: 2,
    atMs: SAMPLE_AT_MS,
    display: defaultDisplay(locale),
  });

const CASES: readonly (readonly [name: string, widthDots: number, document: ReceiptDocument])[] = [
  ["phone-number", 576, of("fa", { kind: "centre", style: "small", text: ["تلفن: ", { ltr: "۰۲۱-۸۸۷۷۶۶۵۵" }] })],
  [
    "signed-amount",
    576,
    of("fa", { kind: "pair", style: "body", label: ["تخفیف"], value: [{ ltr: "−۱٬۱۵۰٬۰۰۰" }, "\u00a0ریال"] }),
  ],
  ["latin-brand", 576, of("fa", item("چای احمد Earl Grey ۵۰۰ گرم", "۴٬۲۵۰٬۰۰۰"))],
  ["latin-brand-with-number", 576, of("fa", item("گوشی iPhone 15 Pro مشکی (نو)", "۹۰۰٬۰۰۰٬۰۰۰"))],
  ["half-space", 576, of("fa", item("شیر کم‌چرب می‌خواهم، هجده‌ماههٔ گل‌افشان", "۱"))],
  ["mixed-unit", 576, of("fa", item("شامپو Clear Men ضدشوره ۴۰۰ml", "۲٬۷۶۰٬۰۰۰"))],
  ["brackets", 576, of("fa", item("پنیر لیقوان تبریز (۴۰۰ گرم)", "۱٬۸۹۰٬۰۰۰"))],
  [
    "card-and-receipt-number",
    576,
    of("fa", {
      kind: "pair",
      style: "small",
      label: ["کارت باشگاه: ", { ltr: "۱۴۰۲ **** ۰۹۱۷" }],
      value: ["شماره: ", { ltr: "A-۱۰۰۴۲" }],
    }),
  ],
  ["long-word", 384, of("fa", item("قسطنطنیه‌هاییاننمیتوانستیمشانمانهایشانکهدیدیم", "۱۲٬۵۰۰٬۰۰۰"))],
  [
    "persian-in-english",
    576,
    of("en", item("شامپو Clear Men ضدشوره ۴۰۰ml", "2,760,000"), item("Tea (Earl Grey)", "1")),
  ],
  ["sale-fa-576", 576, saleReceipt(sampleReceipt("fa"), "fa")],
  ["sale-en-576", 576, saleReceipt(sampleReceipt("en"), "en")],
  ["sale-fa-384", 384, saleReceipt(sampleReceipt("fa"), "fa")],
  ["copy-fa-384", 384, copyOf("fa")],
  ["copy-en-576", 576, copyOf("en")],
];

test.each(CASES)("drawn dot for dot as the picture that was looked at: %s", (name, widthDots, document) => {
  const drawn = drawReceipt(document, widthDots);
  const path = join(GOLDEN, `${name}.png`);
  if (process.env["VAFA_GOLDEN"] === "write") writeBitmapPng(path, drawn);
  expect(existsSync(path), `${path} is missing`).toBe(true);
  const golden = readBitmapPng(path);
  const dots = differingDots(drawn, golden);
  if (dots > 0) {
    mkdirSync(RESULTS, { recursive: true });
    writeDiffPng(join(RESULTS, `${name}.png`), drawn, golden);
  }
  expect(dots, `dots that differ; see ${RESULTS}${name}.png`).toBe(0);
});

const edgeInk = (bitmap: Bitmap): number => {
  let dots = 0;
  for (let y = 0; y < bitmap.heightDots; y++) {
    for (const x of [0, 1, bitmap.widthDots - 2, bitmap.widthDots - 1]) if (isBlack(bitmap, x, y)) dots++;
  }
  return dots;
};

test("no letter touches the paper's edge, whatever the name", () => {
  const long = "ژلهٔ پرتقالی ".repeat(9) + "Supercalifragilisticexpialidocious".repeat(3);
  for (const locale of ["fa", "en"] as const) {
    for (const widthDots of [384, 512, 576]) {
      const text = [{ name: long }];
      const document = of(locale, item(long, "۱٬۰۰۰"), { kind: "centre", style: "title", text });
      expect(edgeInk(drawReceipt(document, widthDots)), `${locale} ${widthDots}`).toBe(0);
    }
  }
});

test("a long bill drawn in parts has no seam: the same rows as in its own short one", () => {
  const line = item("چای احمد Earl Grey ۵۰۰ گرم", "۴٬۲۵۰٬۰۰۰");
  const one = drawReceipt(of("fa", line), 576);
  const lines = 100;
  const many = drawReceipt(of("fa", ...Array.from({ length: lines }, () => line)), 576);
  const rowBytes = 576 / 8;
  const lineRows = (many.heightDots - one.heightDots) / (lines - 1);
  for (let at = 0; at < lines; at++) {
    const rows = many.bits.subarray(at * lineRows * rowBytes, (at * lineRows + lineRows) * rowBytes);
    expect(Buffer.from(rows).equals(one.bits.subarray(0, lineRows * rowBytes)), `line ${at}`).toBe(true);
  }
});
