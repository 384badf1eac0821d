import type { Locale } from "./format.ts";

/** The printed words of a test page. */
export const TEST_PAGE_WORDS = {
  title: { fa: "چاپ آزمایشی", en: "Test page" },
  dots: { fa: "پهنای چاپ (نقطه)", en: "Dots in a row" },
  dpi: { fa: "نقطه در اینچ", en: "Dots per inch" },
  millimetres: {
    fa: "میلی‌متر، از لبهٔ چپ. با خط‌کش بسنجید؛ خط آخر باید دیده شود.",
    en: "Millimetres from the left edge. Hold a ruler to it; the last line must be seen.",
  },
  dotRuler: { fa: "نقطه، از لبهٔ چپ", en: "Dots from the left edge" },
  widths: { fa: "پهنای سرهای چاپ: هیچ‌کدام نباید بریده شود.", en: "Widths of heads: none may be cut off." },
  dark: { fa: "باید یک‌دست سیاه باشد", en: "This must be evenly black" },
  amount: { fa: "مبلغ", en: "Amount" },
} satisfies Record<string, Readonly<Record<Locale, string>>>;

export type TestPageWord = keyof typeof TEST_PAGE_WORDS;
