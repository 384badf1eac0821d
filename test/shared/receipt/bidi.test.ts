import fc from "fast-check";
import { expect, test } from "vitest";
import { lineText, wordsOf, type Word } from "../../../src-shared/receipt/bidi.ts";
import type { Inline } from "../../../src-shared/receipt/document.ts";
import { wrapWords } from "../../../src-shared/receipt/wrap.ts";

/** The isolates as brackets: [LRI…PDI], <RLI…PDI>. */
function shown(inlines: readonly Inline[], base: "rtl" | "ltr"): string {
  return marks(lineText(wordsOf(inlines, base), base));
}
function marks(text: string): string {
  let open: string[] = [];
  return text.replace(/[\u2066-\u2069]/g, (mark) => {
    if (mark === "\u2069") return open.pop() === "\u2067" ? ">" : "]";
    open = [...open, mark];
    return mark === "\u2067" ? "<" : "[";
  });
}

const RTL_CASES: readonly (readonly [rule: string, inlines: readonly Inline[], shown: string])[] = [
  ["a telephone number", ["تلفن: ", { ltr: "۰۲۱-۸۸۷۷۶۶۵۵" }], "تلفن: [۰۲۱-۸۸۷۷۶۶۵۵]"],
  ["one with spaces is one token", ["تلفن: ", { ltr: "۰۲۱ ۸۸۷۷ ۶۶۵۵" }], "تلفن: [۰۲۱ ۸۸۷۷ ۶۶۵۵]"],
  ["a signed amount and its unit", [{ ltr: "−۱٬۱۵۰٬۰۰۰" }, " ریال"], "[−۱٬۱۵۰٬۰۰۰] ریال"],
  ["a Latin brand, then a number", [{ name: "چای احمد Earl Grey ۵۰۰ گرم" }], "چای احمد [Earl Grey] [۵۰۰] گرم"],
  ["a Latin number is part of the brand", [{ name: "گوشی iPhone 15 Pro مشکی" }], "گوشی [iPhone 15 Pro] مشکی"],
  ["a number with a Latin unit stays whole", [{ name: "شامپو ۴۰۰ml" }], "شامپو [۴۰۰ml]"],
  ["brackets belong to the sentence", [{ name: "پنیر (۴۰۰ گرم) (L)" }], "پنیر ([۴۰۰] گرم) ([L])"],
  ["two Latin names with a comma are two", [{ name: "قرص Advil, Bayer ۲۰" }], "قرص [Advil], [Bayer] [۲۰]"],
  ["a full stop inside a Latin name is the name's", [{ name: "ژلهٔ Dr. Oetker موزی" }], "ژلهٔ [Dr. Oetker] موزی"],
  ["so is any other sign within it", [{ name: "مجلهٔ Yahoo! Mail" }], "مجلهٔ [Yahoo! Mail]"],
  ["a bracket that closes one of the name's stays", [{ name: "شکلات M&M's (Red)" }], "شکلات [M&M's (Red)]"],
  ["and the name goes on behind it", [{ name: "شکلات M&M's (Red) XL ۵۰" }], "شکلات [M&M's (Red) XL] [۵۰]"],
  ["quotation marks in pairs as well", [{ name: 'نوشابهٔ Cola "Zero" 1 L' }], 'نوشابهٔ [Cola "Zero" 1 L]'],
  ["signs that begin or end a word are its own", [{ name: "کتاب C++ و .NET" }], "کتاب [C++] و [.NET]"],
  ["a name that ends the sentence leaves it its full stop", ["از برنامهٔ C# POS."], "از برنامهٔ [C# POS]."],
  ["a half-space is no end of a word", [{ name: "کم‌چرب" }], "کم‌چرب"],
  ["a Latin name alone", ["صندوق‌دار: ", { name: "Mary-Ann O'Neil" }], "صندوق‌دار: [Mary-Ann O'Neil]"],
  ["marks in a name can't end ours", [{ name: "الف\u2069\u202eب 12" }], "الفب [12]"],
  ["a percentage in a sentence", ["۱۰٪ از ۵٬۰۰۰ ریال."], "[۱۰٪] از [۵٬۰۰۰] ریال."],
];

test.each(RTL_CASES)("right to left: %s", (_rule, inlines, expected) => {
  expect(shown(inlines, "rtl")).toBe(expected);
});

test("left to right: a Persian name is isolated whole, its own tokens inside it", () => {
  expect(shown(["Cashier: ", { name: "مریم رضایی" }, " – 2"], "ltr")).toBe("Cashier: <مریم رضایی> – 2");
  expect(shown([{ name: "شامپو Clear Men ۴۰۰ml" }], "ltr")).toBe("<شامپو [Clear Men] [۴۰۰ml]>");
});

const letters = (words: readonly Word[]): string => words.map((word) => word.text.replaceAll("\u200d", "")).join("");

test("wrapping loses no letter, leaves no line too wide and always ends", () => {
  const text = fc.string({
    unit: fc.constantFrom("ب", "ا", "ی", "\u200c", "a", "-", "۵", " ", "(", "👨‍👩‍👧"),
    maxLength: 60,
  });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 12 }), (name, width) => {
      const measure = (words: readonly Word[]): number =>
        words.reduce((sum, word, i) => sum + Array.from(word.text).length + (i > 0 && word.spaceBefore ? 1 : 0), 0);
      const words = wordsOf([{ name }], "rtl");
      const lines = wrapWords(words, width, measure);
      expect(lines.map(letters).join("")).toBe(letters(words));
      for (const line of lines) {
        // One letter (with its joiners, or an emoji of several code points) may be wider than the paper.
        const text = line.map((word) => word.text.replace(/^\u200d|\u200d$/g, "")).join("");
        const single = Array.from(new Intl.Segmenter("fa").segment(text)).length <= 1;
        expect(single || measure(line) <= width + 2, JSON.stringify(lines)).toBe(true);
      }
    }),
  );
});

test("a cut inside a Persian word keeps the joined shapes; a half-space is the better place", () => {
  const measure = (words: readonly Word[]): number => letters(words).length;
  const cut = (text: string, width: number): string[] =>
    wrapWords(wordsOf([{ name: text }], "rtl"), width, measure).map((line) => line.map((word) => word.text).join(" "));
  expect(cut("سلامتی", 4)).toEqual(["سلام\u200d", "\u200dتی"]);
  expect(cut("کتاب‌فروشی", 8)).toEqual(["کتاب\u200c", "فروشی"]);
  expect(cut("abcdef", 4)).toEqual(["abcd", "ef"]);
});

test("an emoji is one dot, of however many parts it is; what is no emoji by itself stays", () => {
  const text = (name: string): string =>
    wordsOf([{ name }], "rtl")
      .map((word) => word.text)
      .join(" ");
  expect(text("پیتزا 🍕 خانواده 👨‍👩‍👧 🇮🇷 ❤️")).toBe("پیتزا • خانواده • • •");
  expect(text("چای © ® ™ ۱۲ # 3")).toBe("چای © ® ™ ۱۲ # 3");
  expect(text("نیمه \ud83c")).toBe("نیمه \ufffd");
});

test("more than the lines that a text may have end with the mark, within the width, and no sooner", () => {
  const measure = (words: readonly Word[]): number =>
    words.reduce((sum, word, i) => sum + letters([word]).length + (i > 0 && word.spaceBefore ? 1 : 0), 0);
  const cut = (name: string, width: number, lines: number): string[] =>
    wrapWords(wordsOf([{ name }], "rtl"), width, measure, lines).map((line) => line.map((w) => w.text).join(" "));
  expect(cut("نان و پنیر و سبزی", 8, 2)).toEqual(["نان و", "پنیر و…"]);
  expect(cut("نان و پنیر", 8, 2)).toEqual(["نان و", "پنیر"]);
  expect(cut("سلامتیسلامتی", 4, 2)).toEqual(["سلام\u200d", "\u200dتیس\u200d…"]);
  expect(cut("a".repeat(2_000), 10, 3).map((line) => line.length)).toEqual([10, 10, 10]);
});
