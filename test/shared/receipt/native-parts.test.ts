import { expect, test } from "vitest";
import type { Block, ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { layoutReceipt, type LayoutTools, type ReceiptLayout } from "../../../src-shared/receipt/layout.ts";
import { splitNative, type NativePart } from "../../../src-shared/receipt/native-parts.ts";

/** Letters of half their size, and codes that are all dark. */
const TOOLS: LayoutTools = {
  measure: (text, font) => text.replace(/[\u2066-\u2069]/g, "").length * font.size * 0.5,
  qr: () => ({ size: 25, dark: Array.from({ length: 625 }, () => true) }),
};
const BOTH = { text: true, qr: true };

function layOut(
  locale: "fa" | "en",
  blocks: readonly Block[],
  { copy = null, widthDots = 576 }: { readonly copy?: ReceiptDocument["copy"]; readonly widthDots?: number } = {},
): ReceiptLayout {
  return layoutReceipt({ template: 2, paper: "sale", locale, copy, blocks: [...blocks] }, widthDots, TOOLS);
}

/** The texts of the rows that the printer sets itself, those of a row with " | " between them. */
function texts(layout: ReceiptLayout): string[] {
  const rows = splitNative(layout, BOTH).native.flatMap((part: NativePart) => (part.kind === "text" ? [part] : []));
  return rows.map(({ pieces }) => pieces.map(({ text }) => text).join(" | "));
}

const centre = (name: string): Block => ({ kind: "centre", style: "body", text: [{ name }] });
const pair = (name: string, ltr: string): Block => ({
  kind: "pair",
  style: "body",
  label: [{ name }],
  value: [{ ltr }],
});

test("a row of Latin letters alone is the printer's, one with a Persian letter or digit is drawn", () => {
  const rows = [centre("www.example.ir"), centre("از خرید شما"), centre("Thank you ۵"), pair("Milk", "770,000")];
  expect(texts(layOut("en", rows))).toEqual(["www.example.ir", "Milk | 770,000"]);
  expect(texts(layOut("en", [pair("Milk", "۷۷۰٬۰۰۰"), pair("شیر", "770,000")]))).toEqual([]);
});

test("only characters that no code page and no country changes; our own dashes, times and spaces become plain", () => {
  const rows = ["a@b.ir", "5 $", "#1", "caf\u00e9", "a_b-c (d), 50% off!", "2 × 385", "−5\u00a0rial", "1–2"].map(
    centre,
  );
  expect(texts(layOut("en", rows))).toEqual(["a_b-c (d), 50% off!", "2 x 385", "-5 rial", "1-2"]);
});

test("from right to left only a line of one token stands as it is written; two would change their places", () => {
  const one: Block = { kind: "centre", style: "small", text: [{ ltr: "Card: 6219 **** 4412" }] };
  const two: Block = { kind: "centre", style: "small", text: [{ ltr: "A-1" }, " ", { ltr: "B-2" }] };
  expect(texts(layOut("fa", [one, two]))).toEqual(["Card: 6219 **** 4412"]);
  expect(texts(layOut("en", [one, two]))).toEqual(["Card: 6219 **** 4412", "A-1 B-2"]);
});

test("a row that is wider in the printer's cells than the paper, or whose two sides would meet, is drawn", () => {
  // 22 dots drawn are 11 a letter, the printer's cell is 12.
  const small = (text: string): Block => ({ kind: "centre", style: "small", text: [text] });
  expect(texts(layOut("en", [small("a".repeat(49)), small("b".repeat(48))]))).toEqual(["b".repeat(48)]);
  const close: Block = { kind: "pair", style: "small", label: ["c".repeat(30)], value: [{ ltr: "d".repeat(18) }] };
  expect(texts(layOut("en", [close]))).toEqual([]);
});

test("a paragraph is in one kind of letters: when one of its rows is drawn, all are", () => {
  const long = (text: string): Block => ({ kind: "paragraph", style: "small", indent: false, text: [text] });
  expect(texts(layOut("en", [long("a".repeat(40) + " " + "b".repeat(40))]))).toHaveLength(2);
  expect(texts(layOut("en", [long("a".repeat(50) + " " + "b".repeat(40)), long("c")]))).toEqual(["c"]);
});

test("a row inside a box or beside anything else is drawn: the words of a copy stay in their frame", () => {
  const copy = { number: 1, text: ["COPY 1"] };
  const layout = layOut("en", [centre("Thank you")], { copy });
  expect(texts(layout)).toEqual(["Thank you"]);
});

test("large rows are set in larger cells, strong ones in bold, and cells never leave their row", () => {
  const rows: Block[] = [
    { kind: "centre", style: "title", text: ["Shop"] },
    { kind: "pair", style: "total", label: ["Total"], value: ["5"] },
    { kind: "pair", style: "strong", label: ["Credit"], value: ["5"] },
    centre("end"),
  ];
  const { native } = splitNative(layOut("en", rows), BOTH);
  expect(native).toMatchObject([
    { across: 2, down: 2, bold: true },
    { across: 1, down: 2, bold: true },
    { across: 1, down: 1, bold: true },
    { across: 1, down: 1, bold: false },
  ]);
  let end = 0;
  for (const part of native) {
    expect(part.top).toBeGreaterThanOrEqual(end);
    if (part.kind === "text") expect(part.height).toBeGreaterThanOrEqual(24 * part.down);
    end = part.top + part.height;
  }
});

test("a code is the printer's with its text and size, unless the printer's larger one would not fit", () => {
  const code = (text: string): Block => ({ kind: "qr", text });
  const { native, drawn } = splitNative(layOut("fa", [code("VF1.aB3_x9.1.9f3c01ab.5.5.0")]), BOTH);
  expect(native).toEqual([{ kind: "qr", top: 24, height: 150, moduleDots: 6, text: "VF1.aB3_x9.1.9f3c01ab.5.5.0" }]);
  expect(drawn).toEqual([]);
  const narrow = layOut("fa", [code("x".repeat(200))], { widthDots: 320 });
  expect(splitNative(narrow, BOTH).native).toEqual([]);
  expect(splitNative(layOut("fa", [code("کد")]), BOTH).native).toEqual([]);
  expect(splitNative(layOut("fa", [code("x")]), { text: true, qr: false }).native).toEqual([]);
});

test("what is not the printer's is drawn, all of it and in its order", () => {
  const layout = layOut("en", [centre("Thank you"), centre("سپاس"), { kind: "rule", dashed: true }]);
  const { native, drawn } = splitNative(layout, BOTH);
  expect(native).toHaveLength(1);
  expect(drawn).toEqual(layout.placed.slice(1));
  expect(splitNative(layout, { text: false, qr: false })).toEqual({ native: [], drawn: layout.placed });
});
