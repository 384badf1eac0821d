import type { Reason } from "../programme/accrue.ts";
import { formatRial, formatScaled, moneyUnitWord, type DisplaySettings, type Locale } from "./format.ts";

/** Left-to-right isolate and its end (UAX #9): a number keeps its order inside either language. */
const [LRI, PDI] = ["\u2066", "\u2069"];

/** The one sentence that says why a bill earned what it earned, as a cashier can say it aloud. */
export function explain(reason: Reason, display: DisplaySettings, locale: Locale): string {
  const money = (amountMinor: number): string =>
    `${LRI}${formatRial(amountMinor, display)}${PDI} ${moneyUnitWord(display.moneyUnit, locale)}`;
  const fa = locale === "fa";
  const percent = (rateBp: number): string => {
    const number = formatScaled(rateBp, 2, display.digits);
    return `${LRI}${number}${fa ? "٪" : "%"}${PDI}`;
  };
  switch (reason.kind) {
    case "percent": {
      const { amountMinor, rateBp, baseMinor, creditMinor, tier } = reason;
      const less = fa ? "، پس از کسر اعتبار خرج‌شده" : ", less the credit spent";
      const rest = creditMinor > 0 ? less : "";
      return fa
        ? `${money(amountMinor)}: ${percent(rateBp)} از ${money(baseMinor)}${rest}، سطح ${tier.fa}`
        : `${money(amountMinor)}: ${percent(rateBp)} of ${money(baseMinor)}${rest}, ${tier.en} tier`;
    }
    case "all-paid-with-credit":
      return fa
        ? "همهٔ فاکتور با اعتبار پرداخت شد؛ اعتبار تازه‌ای نمی‌گیرد"
        : "All of the bill was paid with credit, which earns nothing";
    case "too-small":
      return fa
        ? `${percent(reason.rateBp)} از ${money(reason.baseMinor)} کمتر از کوچک‌ترین واحد است`
        : `${percent(reason.rateBp)} of ${money(reason.baseMinor)} is less than the smallest unit`;
    case "staff-own-card":
      return fa
        ? "کارت خود فروشنده یا مسئول شیفت است؛ در شیفت خودش اعتبار نمی‌گیرد"
        : "The card is the seller's own or the shift holder's, which earns nothing on their shift";
    case "tier-earns-nothing":
      return fa ? `سطح ${reason.tier.fa} اعتباری نمی‌گیرد` : `The ${reason.tier.en} tier earns nothing`;
  }
}
