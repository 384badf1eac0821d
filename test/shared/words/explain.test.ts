import { expect, test } from "vitest";
import type { Reason } from "../../../src-shared/programme/accrue.ts";
import { accrue } from "../../../src-shared/programme/accrue.ts";
import { explain } from "../../../src-shared/words/explain.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import { PROGRAMME } from "../programme/sample-programme.ts";

/** The sentence without the marks that isolate its numbers (U+2066, U+2069). */
const said = (reason: Reason, locale: "fa" | "en"): string =>
  explain(reason, defaultDisplay(locale), locale).replace(/[\u2066\u2069]/g, "");

const tier = { fa: "نقره‌ای", en: "Silver" };
const percent: Reason = { kind: "percent", amountMinor: 6700, rateBp: 550, baseMinor: 123_450, creditMinor: 0, tier };

test.each<[Reason, string, string]>([
  [percent, "670 toman: 5.5% of 12,345 toman, Silver tier", "۶۷۰ تومان: ۵٫۵٪ از ۱۲٬۳۴۵ تومان، سطح نقره‌ای"],
  [
    { ...percent, creditMinor: 10 },
    "670 toman: 5.5% of 12,345 toman, less the credit spent, Silver tier",
    "۶۷۰ تومان: ۵٫۵٪ از ۱۲٬۳۴۵ تومان، پس از کسر اعتبار خرج‌شده، سطح نقره‌ای",
  ],
  [
    { kind: "all-paid-with-credit" },
    "All of the bill was paid with credit, which earns nothing",
    "همهٔ فاکتور با اعتبار پرداخت شد؛ اعتبار تازه‌ای نمی‌گیرد",
  ],
  [
    { kind: "too-small", rateBp: 300, baseMinor: 305 },
    "3% of 30.5 toman is less than the smallest unit",
    "۳٪ از ۳۰٫۵ تومان کمتر از کوچک‌ترین واحد است",
  ],
  [
    { kind: "staff-own-card" },
    "The card is the seller's own or the shift holder's, which earns nothing on their shift",
    "کارت خود فروشنده یا مسئول شیفت است؛ در شیفت خودش اعتبار نمی‌گیرد",
  ],
  [{ kind: "tier-earns-nothing", tier }, "The Silver tier earns nothing", "سطح نقره‌ای اعتباری نمی‌گیرد"],
])("golden: %o", (reason, en, fa) => {
  expect([said(reason, "en"), said(reason, "fa")]).toEqual([en, fa]);
});

test("every number keeps its order inside either language: isolated, and each isolate is closed", () => {
  for (const locale of ["fa", "en"] as const) {
    const text = explain(percent, defaultDisplay(locale), locale);
    expect(text.match(/\u2066[^\u2066\u2069]*\u2069/g)).toHaveLength(3);
    expect(text.replace(/\u2066[^\u2066\u2069]*\u2069/g, "")).not.toMatch(/[0-9\u06f0-\u06f9\u2066\u2069]/);
  }
});

test("what a bill earned is said in one sentence of both languages, in rial as in toman", () => {
  const { reason } = accrue(PROGRAMME, 2, { lines: [{ id: 1, net: 1_234_567 }], creditMinor: 0 });
  const rial = { ...defaultDisplay("en"), moneyUnit: "rial" as const };
  expect(explain(reason, rial, "en").replace(/[\u2066\u2069]/g, "")).toBe(
    "123,450 rial: 10% of 1,234,567 rial, Gold tier",
  );
  for (const locale of ["fa", "en"] as const) expect(said(reason, locale)).not.toMatch(/[.!؟?\n]\s|undefined|NaN/);
});
