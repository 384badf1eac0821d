import type { Locale } from "./format.ts";

/** What a paper is called in lists and above its picture on a screen. "unnamed": one of an older program. */
export const PAPER_WORDS = {
  sale: { fa: "رسید فروش", en: "Receipt" },
  void: { fa: "رسید ابطال", en: "Void receipt" },
  refund: { fa: "رسید مرجوعی", en: "Refund receipt" },
  "top-up": { fa: "رسید شارژ اعتبار", en: "Top-up receipt" },
  "gift-card": { fa: "کارت هدیه", en: "Gift card" },
  unload: { fa: "رسید تسویهٔ اعتبار کارت", en: "Unload receipt" },
  "paid-in": { fa: "برگهٔ واریز به کشو", en: "Paid-in slip" },
  "paid-out": { fa: "برگهٔ برداشت از کشو", en: "Paid-out slip" },
  "no-sale": { fa: "برگهٔ باز شدن کشو", en: "Drawer slip" },
  "card-issue": { fa: "برگهٔ صدور کارت", en: "Card slip" },
  "card-replacement": { fa: "برگهٔ تعویض کارت", en: "Card replacement slip" },
  member: { fa: "برگهٔ عضویت", en: "Membership slip" },
  x: { fa: "گزارش X", en: "X report" },
  z: { fa: "گزارش Z", en: "Z report" },
  test: { fa: "چاپ آزمایشی", en: "Test page" },
  unnamed: { fa: "برگه", en: "Paper" },
} as const satisfies Readonly<Record<string, Readonly<Record<Locale, string>>>>;

export type PaperKind = keyof typeof PAPER_WORDS;

// Keys of an object literal, whose type TypeScript widens to string.
export const PAPER_KINDS = Object.keys(PAPER_WORDS) as [PaperKind, ...PaperKind[]];
