import type { CoreWords } from "./core-words.ts";

/** Why a sale can't be undone here and now. Closed: every member has words below. */
export type VoidRefusal =
  | "void-no-sale"
  | "void-not-last"
  | "void-other-shift"
  | "void-done"
  | "void-member-moved"
  | "void-needs-card"
  | "void-other-card"
  | "void-payment-waits"
  | "void-waits";

/** What the till tells beside refusals: "void-card-left" while an undo waits for its card. */
export type VoidNotice = "void-card-left" | "void-card-left-early";

/** Every refusal and notice of an undo in words. */
export const VOID_WORDS: Readonly<Record<VoidRefusal | VoidNotice, CoreWords>> = {
  "void-no-sale": {
    code: "V-01",
    fa: "در این شیفت فروشی برای ابطال نیست. پولی جابه‌جا نشد. برای خرید شیفت‌های پیش، از مرجوعی استفاده کنید.",
    en: "There is no sale of this shift to undo. No money moved. For a sale of an earlier shift, make a refund.",
  },
  "void-not-last": {
    code: "V-02",
    fa: "این آخرین فروش این صندوق نیست و ابطال نمی‌شود. پولی جابه‌جا نشد. برای آن مرجوعی بزنید.",
    en: "This is not the last sale of this till, so it can't be undone. No money moved. Make a refund for it.",
  },
  "void-other-shift": {
    code: "V-03",
    fa: "این فروش مال شیفت دیگری است و ابطال نمی‌شود. پولی جابه‌جا نشد. برای آن مرجوعی بزنید.",
    en: "This sale belongs to another shift, so it can't be undone. No money moved. Make a refund for it.",
  },
  "void-done": {
    code: "V-04",
    fa: "این فروش پیش‌تر ابطال شده است. دوباره پولی جابه‌جا نشد. رسید ابطال را دوباره چاپ کنید.",
    en: "This sale was undone before. No money moved a second time. Print its void receipt again.",
  },
  "void-member-moved": {
    code: "V-05",
    fa: "پس از این فروش، حساب یا کارت این عضو تغییر کرده و ابطال کامل ممکن نیست. پولی جابه‌جا نشد. بعداً برای آن مرجوعی بزنید.",
    en: "This member's account or card has moved since this sale, so it can't be undone exactly. No money moved. Refund it later.",
  },
  "void-needs-card": {
    code: "V-06",
    fa: "این فروش اعتبار کارت را تغییر داده است. هنوز چیزی ابطال نشده. همان کارت را روی دستگاه بگذارید، یا بعداً مرجوعی بزنید.",
    en: "This sale changed the credit on the card. Nothing is undone yet. Put the same card on the reader, or refund it later.",
  },
  "void-other-card": {
    code: "V-07",
    fa: "این همان کارتی نیست که با آن خرید شد. چیزی ابطال نشد و روی کارت نوشته نشد. کارت خود این خرید را بگذارید.",
    en: "This is not the card of that sale. Nothing was undone or written. Put the card of that sale on the reader.",
  },
  "void-payment-waits": {
    code: "V-08",
    fa: "یک پرداخت نیمه‌کاره منتظر کارت است. چیزی ابطال نشد. اول آن را تمام کنید یا «مشتری رفت» را بزنید.",
    en: "An unfinished payment waits for its card. Nothing was undone. Finish it first, or press \u201ccustomer left\u201d.",
  },
  "void-waits": {
    code: "V-09",
    fa: "ابطال این فروش منتظر کارت است. هنوز چیزی برنگشته. همان کارت را بگذارید، یا «مشتری رفت» را بزنید تا فروش سر جایش بماند.",
    en: "Undoing this sale waits for the card. Nothing was given back yet. Put the same card back, or press \u201ccustomer left\u201d and the sale stands.",
  },
  "void-card-left": {
    code: "V-10",
    fa: "کارت زود برداشته شد و ابطال هنوز ثبت نشده؛ پول را پس ندهید. همان کارت را دوباره بگذارید، یا «مشتری رفت» را بزنید.",
    en: "The card left too early and nothing is undone yet; give no money back. Put the same card back, or press \u201ccustomer left\u201d.",
  },
  "void-card-left-early": {
    code: "V-11",
    fa: "فروش ابطال شد، اما برگشت اعتبار روی کارت هنوز تأیید نشده و گم نمی‌شود. بار بعد که کارت گذاشته شود معلوم می‌شود.",
    en: "The sale is undone, but the credit's return to the card isn't confirmed yet; it isn't lost. The card's next tap settles it.",
  },
};
