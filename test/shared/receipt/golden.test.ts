import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawReceipt } from "../../../src-main/adapters/render/receipt-canvas.ts";
import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";
import { isBlack } from "../../../src-main/core/print/bitmap.ts";
import { paperOf, type Block, type ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { memberSlip } from "../../../src-shared/receipt/member-slip.ts";
import { drawPicture, pictureText } from "../../../src-shared/receipt/picture.ts";
import { sampleDocument, type SampleKind } from "../../../src-shared/receipt/sample-papers.ts";
import { testPage } from "../../../src-shared/receipt/test-page.ts";
import { markAsCopy, saleReceipt } from "../../../src-shared/receipt/sale-receipt.ts";
import { cashSlip, shiftDocument } from "../../../src-shared/receipt/shift-document.ts";
import { defaultDisplay, type Locale } from "../../../src-shared/words/format.ts";
import { differingDots, readBitmapPng, writeBitmapPng, writeDiffPng } from "../../virtual/printer/bitmap-png.ts";
import { samplePaper, SAMPLE_SLIP, SAMPLE_X, SAMPLE_Z } from "./sample-shift.ts";
import { amountOnlyReceipt, SAMPLE_AT_MS, SAMPLE_MEMBER, sampleReceipt } from "./sample-receipt.ts";

/**
 * Pictures that a person looked at. To accept a new one: run with VAFA_GOLDEN=write, look at it, commit it. A
 * difference is left in test-results/golden: red is only in what was drawn, blue only in the golden picture.
 */
const GOLDEN = fileURLToPath(new URL("./golden/", import.meta.url));
const RESULTS = fileURLToPath(new URL("../../../test-results/golden/", import.meta.url));

const of = (locale: Locale, ...blocks: Block[]): ReceiptDocument => paperOf("unnamed", locale, blocks);
const item = (name: string, value: string): Block => ({
  kind: "pair",
  style: "body",
  label: [{ name }],
  value: [{ ltr: value }],
});

/** Rings, thin lines and a block: what shrinking could lose. */
const PICTURE: Block = {
  kind: "picture",
  picture: pictureText(
    drawPicture({ widthDots: 480, heightDots: 120 }, (x, y) => {
      const ring = Math.round(Math.hypot(x - 240, y - 60));
      return (ring > 40 && ring < 52) || ring === 20 || x < 3 || x > 476 || (x > 380 && x < 440 && y > 30 && y < 90);
    }),
  ),
};

/** A flower, as a shop's mark may be. */
const LOGO: Block = {
  kind: "picture",
  picture: pictureText(
    drawPicture({ widthDots: 160, heightDots: 96 }, (x, y) => {
      const [dx, dy] = [x - 80, y - 48];
      const edge = 30 + 14 * Math.cos(6 * Math.atan2(dy, dx));
      const far = Math.hypot(dx, dy);
      return far < edge && far > 10;
    }),
  ),
};

const copyOf = (locale: Locale): ReceiptDocument =>
  markAsCopy(saleReceipt(amountOnlyReceipt(locale, 1_234_567), locale), {
    number: 2,
    atMs: SAMPLE_AT_MS,
    display: defaultDisplay(locale),
  });

/** Papers whose own tests have no picture above. */
const SAMPLED = [
  "sale",
  "void",
  "refund",
  "top-up",
  "gift-card",
  "unload",
  "card-issue",
  "card-replacement",
  "paid-in",
  "no-sale",
] as const;

function sampleOf(kind: SampleKind, locale: Locale, widthDots: number): ReceiptDocument {
  const { shop } = sampleReceipt(locale);
  const look = { locale, display: defaultDisplay(locale), atMs: SAMPLE_AT_MS, widthDots, saysExpiry: true };
  const document = sampleDocument(kind, { ...look, shop: { ...shop, logo: "0123456789abcdef" } });
  // As the spool puts the picture in the place of its name.
  return { ...document, blocks: document.blocks.map((block) => (block.kind === "logo" ? LOGO : block)) };
}

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
  ["emoji", 576, of("fa", item("پیتزا 🍕 خانواده 👨‍👩‍👧 ❤️ ویژه", "۴٬۲۵۰٬۰۰۰"))],
  ["override", 576, of("fa", item("چای \u202eEarl\u202c \u2067Grey\u2069 \u200fاحمد\u061c ۵۰۰", "۱٬۰۰۰"))],
  ["two-thousand-letters-fa", 576, of("fa", item("شیر کم‌چرب پاستوریزهٔ ".repeat(91).slice(0, 2_000), "۱۲٬۵۰۰٬۰۰۰"))],
  ["two-thousand-letters-en", 384, of("en", item("Supercalifragilistic".repeat(100), "12,500,000"))],
  ["no-spaces-fa", 384, of("fa", item("قسطنطنیهایی".repeat(180).slice(0, 2_000), "۱۲٬۵۰۰٬۰۰۰"))],
  [
    "persian-in-english-traps",
    576,
    of("en", item("تلفن ۰۲۱-۸۸۷۷۶۶۵۵", "1"), item("نوشابه 7UP ۳۳۰ml (خانواده)", "−1,150")),
  ],
  [
    "latin-digits-fa",
    576,
    of(
      "fa",
      { kind: "centre", style: "small", text: ["تلفن: ", { ltr: "021-88776655" }] },
      item("شامپو Clear Men ضدشوره 400ml", "−1,150,000"),
    ),
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
  ["z-fa-576", 576, shiftDocument(SAMPLE_Z, samplePaper("fa"))],
  ["z-en-576", 576, shiftDocument(SAMPLE_Z, samplePaper("en"))],
  ["x-fa-384", 384, shiftDocument(SAMPLE_X, samplePaper("fa"))],
  ["paid-out-fa-576", 576, cashSlip(SAMPLE_SLIP, samplePaper("fa"))],
  ["slip-fa-576", 576, memberSlip(SAMPLE_MEMBER, samplePaper("fa"))],
  ["slip-fa-384", 384, memberSlip(SAMPLE_MEMBER, samplePaper("fa"))],
  ["slip-en-576", 576, memberSlip(SAMPLE_MEMBER, samplePaper("en"))],
  ["test-fa-576", 576, testPage({ ...samplePaper("fa"), widthDots: 576 })],
  ["test-en-384", 384, testPage({ ...samplePaper("en"), widthDots: 384 })],
  ["test-en-512", 512, testPage({ ...samplePaper("en"), widthDots: 512, dpi: 180 })],
  ["picture-fits", 576, of("fa", PICTURE, { kind: "centre", style: "small", text: ["زیر تصویر"] })],
  ["picture-made-smaller", 384, of("fa", PICTURE, { kind: "centre", style: "small", text: ["زیر تصویر"] })],
  ["paid-out-en-384", 384, cashSlip(SAMPLE_SLIP, samplePaper("en"))],
  ...SAMPLED.flatMap((kind) => [
    [`paper-${kind}-fa-576`, 576, sampleOf(kind, "fa", 576)] as const,
    [`paper-${kind}-en-384`, 384, sampleOf(kind, "en", 384)] as const,
  ]),
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

test("a paper with nothing on it has no rows, and a copy of it has its mark alone", () => {
  expect(drawReceipt(of("fa"), 576)).toEqual({ widthDots: 576, heightDots: 0, bits: new Uint8Array(0) });
  const copy = { number: 1, atMs: SAMPLE_AT_MS, display: defaultDisplay("fa") };
  expect(drawReceipt(markAsCopy(of("fa"), copy), 576).heightDots).toBeGreaterThan(40);
});

test("direction marks in a name change nothing of what is drawn", () => {
  const plain = drawReceipt(of("fa", item("چای Earl Grey احمد ۵۰۰", "۱")), 576);
  const turned = drawReceipt(of("fa", item("\u202eچای\u202d Earl \u2066Grey\u200e احمد ۵۰۰\u2069", "۱")), 576);
  expect(differingDots(plain, turned)).toBe(0);
});
