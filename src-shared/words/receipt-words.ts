import type { Locale } from "./format.ts";

/** The printed words of a receipt, in both languages. */
export const RECEIPT_WORDS = {
  phone: { fa: "تلفن", en: "Phone" },
  date: { fa: "تاریخ", en: "Date" },
  time: { fa: "ساعت", en: "Time" },
  number: { fa: "شماره", en: "No." },
  cashier: { fa: "صندوق‌دار", en: "Cashier" },
  card: { fa: "کارت باشگاه", en: "Club card" },
  amountLine: { fa: "مبلغ خرید", en: "Purchase" },
  moreLines: { fa: "قلم دیگر", en: "more items" },
  discount: { fa: "تخفیف", en: "Discount" },
  subtotal: { fa: "جمع کل", en: "Subtotal" },
  tax: { fa: "مالیات (در مبلغ)", en: "Tax (included)" },
  total: { fa: "مبلغ پرداختی", en: "Total" },
  cash: { fa: "نقدی", en: "Cash" },
  "bank-card": { fa: "کارت بانکی", en: "Bank card" },
  credit: { fa: "پرداخت با اعتبار", en: "Paid with credit" },
  "gift-card": { fa: "کارت هدیه", en: "Gift card" },
  other: { fa: "سایر", en: "Other" },
  change: { fa: "باقی پول", en: "Change" },
  earned: { fa: "اعتبار این خرید", en: "Credit earned" },
  spent: { fa: "اعتبار خرج‌شده", en: "Credit spent" },
  cardBalance: { fa: "مانده روی کارت", en: "Balance on the card" },
  poolBalance: { fa: "مانده در حساب باشگاه", en: "Balance in the club account" },
  held: { fa: "در انتظار تأیید", en: "Awaiting confirmation" },
  proof: { fa: "کد ثبت", en: "Record" },
  copy: { fa: "المثنی", en: "COPY" },
} satisfies Record<string, Readonly<Record<Locale, string>>>;

export type ReceiptWord = keyof typeof RECEIPT_WORDS;
