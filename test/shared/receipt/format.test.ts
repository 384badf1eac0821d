import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultDisplay, foldLetters, formatDate, formatInteger } from "../../../src-shared/words/format.ts";
import { formatRial, formatScaled, formatTime, latinDigits } from "../../../src-shared/words/format.ts";
import { normaliseMobile, parseRial, showDigits } from "../../../src-shared/words/format.ts";

test("numbers are grouped with U+066C in Persian and a comma in Latin, minus is U+2212", () => {
  expect(formatInteger(-1_150_000, "persian")).toBe("−۱٬۱۵۰٬۰۰۰");
  expect(formatInteger(1_234_567, "latin")).toBe("1,234,567");
  expect([0, 999, 1000].map((n) => formatInteger(n, "latin"))).toEqual(["0", "999", "1,000"]);
  expect(formatScaled(1_255, 3, "persian")).toBe("۱٫۲۵۵");
  expect([1500, 2000, 5, -5].map((n) => formatScaled(n, 3, "latin"))).toEqual(["1.5", "2", "0.005", "−0.005"]);
});

test("grouping agrees with Intl for every safe integer", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const intl = new Intl.NumberFormat("en-US").format(value).replace("-", "−");
      expect(formatInteger(value, "latin")).toBe(value === 0 ? "0" : intl);
    }),
  );
});

test("a rial amount is read back from what is shown, in both units and both kinds of digits", () => {
  const unit = fc.constantFrom("toman" as const, "rial" as const);
  const digits = fc.constantFrom("persian" as const, "latin" as const);
  fc.assert(
    fc.property(fc.maxSafeNat(), unit, digits, (amountMinor, moneyUnit, kind) => {
      expect(parseRial(formatRial(amountMinor, { moneyUnit, digits: kind }), moneyUnit)).toBe(amountMinor);
    }),
  );
});

test("typed amounts: any digits and separators; nothing else passes", () => {
  expect(["۱۲۳٬۴۵۶", "١٢٣٤٥٦", "123,456", " 123456 ", "۱۲۳،۴۵۶"].map((text) => parseRial(text, "rial"))).toEqual(
    Array.from({ length: 5 }, () => 123_456),
  );
  expect(parseRial("۱۲٫۵", "toman")).toBe(125);
  for (const text of ["", "-5", "1,2", "12.5", "1e3", "۱۲ ریال", "99999999999999999"]) {
    expect(parseRial(text, "rial"), text).toBeUndefined();
  }
  expect(parseRial("1.25", "toman")).toBeUndefined();
});

test("dates: Solar Hijri and Gregorian, year first, in the shop's zone and digits", () => {
  const atMs = Date.UTC(2026, 10, 21, 21, 45);
  expect(formatDate(atMs, defaultDisplay("fa"))).toBe("۱۴۰۵/۰۹/۰۱");
  expect(formatTime(atMs, defaultDisplay("fa"))).toBe("۰۱:۱۵");
  expect(formatDate(atMs, { digits: "latin", calendar: "gregorian", timeZone: "UTC" })).toBe("2026-11-21");
  // 30 Esfand stands only in a leap year of the Solar Hijri calendar.
  const leap = { digits: "latin", calendar: "solar-hijri", timeZone: "Asia/Tehran" } as const;
  expect(formatDate(Date.UTC(2025, 2, 20, 12), leap)).toBe("1403/12/30");
  expect(formatDate(Date.UTC(2026, 2, 20, 12), leap)).toBe("1404/12/29");
});

test("digits change their kind and nothing else", () => {
  expect(latinDigits("۰۹١2")).toBe("0912");
  expect(showDigits("A-١0۲", "persian")).toBe("A-۱۰۲");
});

test("Arabic yeh and kaf become Persian ones; a composed letter is one", () => {
  expect(foldLetters("كريمي علي")).toBe("کریمی علی");
  expect(foldLetters("مصطفى")).toBe("مصطفی");
  expect(foldLetters("\u0627\u0653")).toBe("\u0622");
});

test("mobile numbers have one spelling, whatever was typed", () => {
  const spellings = [
    "09121234567",
    "۰۹۱۲۱۲۳۴۵۶۷",
    "+98 912 123 4567",
    "0098-912-1234567",
    "٩١٢١٢٣٤٥٦٧",
    "(0912) 123.4567",
  ];
  for (const text of spellings) expect(normaliseMobile(text), text).toBe("09121234567");
  for (const text of ["", "0812123456", "0912123456", "091212345678", "02188776655", "0912123456a"]) {
    expect(normaliseMobile(text), text).toBeUndefined();
  }
});
