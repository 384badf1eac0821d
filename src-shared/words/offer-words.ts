import type { CoreWords } from "./core-words.ts";

/** Why an offer has no credit to spend where nothing was refused and no amount would work. */
export type NoCredit = "credit-none" | "credit-below-step";

/** Every such reason in words. */
export const OFFER_WORDS: Readonly<Record<NoCredit, CoreWords>> = {
  "credit-none": {
    code: "O-01",
    fa: "هنوز اعتباری برای خرج‌کردن نیست. پرداخت را با روش دیگری انجام دهید.",
    en: "There is no credit to spend yet. Pay another way.",
  },
  "credit-below-step": {
    code: "O-02",
    fa: "اعتبار یا فاکتور کمتر از کوچک‌ترین مبلغی است که با اعتبار پرداخت می‌شود. پرداخت را با روش دیگری انجام دهید.",
    en: "The credit or the bill is below the smallest amount that credit pays. Pay another way.",
  },
};
