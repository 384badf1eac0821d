import { describe, expect, test } from "vitest";
import { longDate } from "../../src-renderer/look/long-date.ts";
import { shownWith } from "../../src-renderer/look/look-store.ts";
import { moneyWords } from "../../src-renderer/look/use-format.ts";
import { fillIn } from "../../src-renderer/look/use-refusal.ts";
import { keyOf, localeTag, makeWords } from "../../src-renderer/words/make-words.ts";

const SOLAR = { calendar: "solar-hijri", timeZone: "Asia/Tehran" } as const;
const GREGORIAN = { calendar: "gregorian", timeZone: "Asia/Tehran" } as const;

describe("messages", () => {
  test("numbers come in the shop's digits, whatever the language", () => {
    const say = (locale: "fa" | "en", digits: "persian" | "latin"): string =>
      makeWords(locale, { digits, calendar: "solar-hijri" })("kit.rows-shown", { n: 1234 });
    expect(say("fa", "persian")).toBe("۱٬۲۳۴ ردیف");
    expect(say("fa", "latin")).toBe("1,234 ردیف");
    expect(say("en", "latin")).toBe("1,234 rows");
    expect(say("en", "persian")).toBe("۱٬۲۳۴ rows");
  });

  test("nothing and one are said as they are", () => {
    const t = makeWords("fa", { digits: "persian", calendar: "solar-hijri" });
    expect([0, 1].map((n) => t("kit.pin-typed", { n }))).toEqual(["رقمی وارد نشده", "۱ رقم وارد شد"]);
  });

  test("a key that is missing is never shown: it throws", () => {
    const t = makeWords("en", { digits: "latin", calendar: "gregorian" });
    expect(() => Reflect.apply(t, undefined, ["kit.no-such-key"])).toThrow(/no-such-key/);
  });

  test("what is wrong in a call does not compile", () => {
    const t = makeWords("en", { digits: "latin", calendar: "gregorian" });
    const calls = [
      // @ts-expect-error a key that no catalogue has
      () => t("kit.closed"),
      // @ts-expect-error an argument that the message does not take
      () => t("shell.approval-pin", { person: "Maryam" }),
      // @ts-expect-error a text where a number belongs
      () => t("kit.rows-shown", { n: "three" }),
      // @ts-expect-error a combination that is no key
      () => keyOf("kit.clo", "thes"),
    ];
    expect(calls).toHaveLength(4);
    expect(keyOf("kit.clo", "se")).toBe("kit.close");
  });
});

describe("dates and amounts", () => {
  test("a long date has its parts in the order in which people say them", () => {
    const at = Date.UTC(2026, 10, 22, 15, 42);
    const date = (locale: "fa" | "en", digits: "persian" | "latin", kind: typeof SOLAR | typeof GREGORIAN): string =>
      longDate(at, { locale, digits, ...kind }, true);
    expect(date("fa", "persian", SOLAR)).toBe("یکشنبه ۱ آذر ۱۴۰۵");
    expect(date("en", "latin", SOLAR)).toBe("Sunday 1 Azar 1405");
    expect(date("en", "latin", GREGORIAN)).toBe("Sunday 22 November 2026");
    expect(date("fa", "latin", GREGORIAN)).toBe("یکشنبه 22 نوامبر 2026");
  });

  test("an amount carries its unit and never parts from it", () => {
    const words = moneyWords({ digits: "persian", moneyUnit: "toman", locale: "fa" });
    expect(words.full(12_500_000)).toBe("۱٬۲۵۰٬۰۰۰\u00a0تومان");
    expect(moneyWords({ digits: "latin", moneyUnit: "rial", locale: "en" }).full(1234)).toBe("1,234\u00a0rial");
  });

  test("a refusal's sentence is filled with what it carries, signs of `replace` included", () => {
    expect(fillIn("Up to {amount} until {until}; {works}.", "$&1", "19:12")).toBe("Up to $&1 until 19:12; $&1.");
  });
});

describe("the look", () => {
  const shop = { locale: "fa", digits: "persian", ...SOLAR, moneyUnit: "rial", theme: "light" } as const;

  test("a screen in the other language has that language's digits and dates; unit and zone stay the shop's", () => {
    expect(shownWith(shop, { locale: "en" })).toEqual({
      ...shop,
      locale: "en",
      digits: "latin",
      calendar: "gregorian",
    });
  });

  test("in the shop's own language its own choices hold", () => {
    expect(shownWith({ ...shop, digits: "latin" }, { locale: "fa", theme: "dark" })).toEqual({
      ...shop,
      digits: "latin",
      theme: "dark",
    });
  });

  test("the tag for the platform names calendar and digits", () => {
    expect(localeTag("fa", { digits: "latin", calendar: "solar-hijri" })).toBe("fa-IR-u-ca-persian-nu-latn");
  });
});
