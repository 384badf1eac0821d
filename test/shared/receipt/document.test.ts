import { expect, test } from "vitest";
import { parseReceiptDocument, paperOf, readReceiptText, type Block } from "../../../src-shared/receipt/document.ts";
import { drawPicture, fitPicture, isDark, pictureOf, pictureText } from "../../../src-shared/receipt/picture.ts";

/** A row of a spool as the program before wrote it. */
const OLD = {
  template: 1,
  locale: "fa",
  copy: { number: 1, text: ["المثنی"] },
  opensDrawer: true,
  blocks: [
    { kind: "centre", style: "title", text: [{ name: "گل‌افشان" }] },
    { kind: "pair", style: "total", label: ["مبلغ"], value: [{ ltr: "۱۰" }] },
    { kind: "qr", text: "VF1.aB3_x9.7.00ff00ff.5.0.0" },
  ],
};

test("a document of template 1 is read as one of today, its blocks as they were", () => {
  const document = parseReceiptDocument(JSON.parse(JSON.stringify(OLD)));
  expect(document).toEqual({ ...OLD, template: 2, paper: "unnamed" });
  expect(parseReceiptDocument(document)).toEqual(document);
});

test("a text that is no JSON, or of no template, is no document, and nothing throws", () => {
  for (const text of ["", "{", "null", "[]", '"receipt"']) expect(readReceiptText(text), text).toBeUndefined();
  expect(readReceiptText(JSON.stringify(OLD))?.paper).toBe("unnamed");
});

test("template 1 held no pictures, and a template of tomorrow is not guessed at", () => {
  expect(parseReceiptDocument({ ...OLD, blocks: [{ kind: "logo", picture: "0123456789abcdef" }] })).toBeUndefined();
  expect(parseReceiptDocument({ ...OLD, template: 3 })).toBeUndefined();
  expect(parseReceiptDocument({ ...OLD, paper: "sale" })).toBeUndefined();
});

test("a picture whose bits don't fill its rows, or larger than a receipt takes, is no document", () => {
  const picture = pictureText(drawPicture({ widthDots: 16, heightDots: 3 }, () => true));
  const of = (changed: object) => ({ kind: "picture", picture: { ...picture, ...changed } }) as Block;
  expect(parseReceiptDocument(paperOf("sale", "fa", [of({})]))).toBeDefined();
  const wrong = [{ heightDots: 4 }, { widthDots: 24 }, { widthDots: 15 }, { bits: "" }, { bits: "!!!!!!!!" }];
  for (const changed of wrong) expect(parseReceiptDocument(paperOf("sale", "fa", [of(changed)]))).toBeUndefined();
  const tall = pictureText(drawPicture({ widthDots: 8, heightDots: 321 }, () => true));
  expect(parseReceiptDocument(paperOf("sale", "fa", [{ kind: "picture", picture: tall }]))).toBeUndefined();
});

test("a picture comes back dot for dot from its text, and its width is filled up to whole bytes", () => {
  const drawn = drawPicture({ widthDots: 13, heightDots: 7 }, (x, y) => (x * y) % 3 === 1);
  expect(drawn.widthDots).toBe(16);
  expect(pictureOf(pictureText(drawn))).toEqual(drawn);
  expect([isDark(drawn, 1, 1), isDark(drawn, 3, 1), isDark(drawn, -1, 0), isDark(drawn, 16, 0)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("a picture is made smaller in proportion and never larger; a line of two dots stays", () => {
  const drawn = drawPicture({ widthDots: 576, heightDots: 90 }, (x) => x >= 300 && x < 302);
  expect(fitPicture(drawn, 600)).toBe(drawn);
  const small = fitPicture(drawn, 391);
  expect([small.widthDots, small.heightDots]).toEqual([384, 60]);
  const columns = Array.from({ length: 384 }, (_, x) => x).filter((x) => isDark(small, x, 30));
  expect(columns).toEqual([200]);
});
