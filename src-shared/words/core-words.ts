/** What the core can refuse, cards, readers, printers and storage apart: they have unions of their own. */
export type CoreRefusal =
  | "no-shift"
  | "shift-open"
  | "amount-not-positive"
  | "amount-too-large"
  | "bill-empty"
  | "tenders-do-not-cover"
  | "change-without-cash"
  | "member-unknown"
  | "mobile-invalid"
  | "mobile-taken"
  | "profile-invalid"
  | "no-card"
  | "card-of-other-member"
  | "credit-below-minimum"
  | "credit-above-spendable"
  | "credit-above-bill"
  | "credit-not-in-steps"
  | "nothing-to-abandon"
  | "command-reused"
  | "ledger-broken"
  | "busy"
  | "owner-only"
  | "request-unknown"
  | "defect";

/** A refusal in words: what happened, what it means for the money, what to do; and a code for the technician. */
export interface CoreWords {
  readonly code: string;
  readonly fa: string;
  readonly en: string;
}

/** `{amount}` stands for an amount that the caller puts in. */
export const CORE_WORDS: Readonly<Record<CoreRefusal, CoreWords>> = {
  "no-shift": {
    code: "K-01",
    fa: "شیفتی باز نیست. چیزی ثبت نشد. اول شیفت را باز کنید.",
    en: "No shift is open. Nothing was recorded. Open a shift first.",
  },
  "shift-open": {
    code: "K-02",
    fa: "یک شیفت باز است. چیزی ثبت نشد. اول آن را ببندید.",
    en: "A shift is open already. Nothing was recorded. Close it first.",
  },
  "amount-not-positive": {
    code: "K-03",
    fa: "مبلغ باید بیشتر از صفر باشد. چیزی ثبت نشد. مبلغ فاکتور را وارد کنید.",
    en: "The amount must be more than zero. Nothing was recorded. Enter the amount of the bill.",
  },
  "amount-too-large": {
    code: "K-04",
    fa: "مبلغ از سقف یک فاکتور بیشتر است. چیزی ثبت نشد. مبلغ را بررسی کنید.",
    en: "The amount is above the limit for one bill. Nothing was recorded. Check the amount.",
  },
  "bill-empty": {
    code: "K-05",
    fa: "فاکتور خالی است. چیزی ثبت نشد. مبلغ یا کالا را وارد کنید.",
    en: "The bill is empty. Nothing was recorded. Enter an amount or an item.",
  },
  "tenders-do-not-cover": {
    code: "K-06",
    fa: "پرداخت با مبلغ فاکتور برابر نیست. فروش ثبت نشد. مبلغ پرداخت را درست کنید.",
    en: "The payments do not add up to the bill. The sale was not recorded. Correct the payments.",
  },
  "change-without-cash": {
    code: "K-07",
    fa: "مبلغ دریافتی کمتر از سهم نقدی است. فروش ثبت نشد. مبلغ دریافتی را درست کنید.",
    en: "The cash handed over is less than the cash part. The sale was not recorded. Correct it.",
  },
  "member-unknown": {
    code: "K-08",
    fa: "این عضو پیدا نشد. چیزی ثبت نشد. شماره را بررسی کنید یا عضو تازه بسازید.",
    en: "This member was not found. Nothing was recorded. Check the number, or enrol a new member.",
  },
  "mobile-invalid": {
    code: "K-09",
    fa: "شمارهٔ موبایل درست نیست. عضوی ساخته نشد. شمارهٔ ۱۱ رقمی را وارد کنید.",
    en: "This is not a mobile number. No member was made. Enter the 11 digits.",
  },
  "mobile-taken": {
    code: "K-10",
    fa: "این شماره عضو دارد. عضو تازه‌ای ساخته نشد و اعتبارها سر جایشان است. همان عضو را باز کنید.",
    en: "This number belongs to a member already. No new member was made and no credit moved. Open that member.",
  },
  "profile-invalid": {
    code: "K-11",
    fa: "بخشی از مشخصات درست نیست. چیزی ذخیره نشد. فیلد مشخص‌شده را درست کنید.",
    en: "Part of the profile is not valid. Nothing was saved. Correct the marked field.",
  },
  "no-card": {
    code: "K-12",
    fa: "کارتی روی دستگاه نیست. پولی جابه‌جا نشد. کارت را بگذارید.",
    en: "There is no card on the reader. No money moved. Put the card on it.",
  },
  "card-of-other-member": {
    code: "K-13",
    fa: "این کارت مال عضو دیگری است. پولی جابه‌جا نشد. کارت همین عضو را بگذارید.",
    en: "This card belongs to another member. No money moved. Use this member's card.",
  },
  "credit-below-minimum": {
    code: "K-14",
    fa: "اعتبار هنوز به حداقل خرج نرسیده است. چیزی کم نشد. پرداخت را با روش دیگری انجام دهید.",
    en: "The credit has not reached the minimum for spending. Nothing was taken. Pay another way.",
  },
  "credit-above-spendable": {
    code: "K-15",
    fa: "این‌جا و اکنون تا {amount} با اعتبار پرداخت می‌شود. چیزی کم نشد. همان مبلغ را بزنید.",
    en: "Up to {amount} of credit can be spent here and now. Nothing was taken. Use that amount.",
  },
  "credit-above-bill": {
    code: "K-16",
    fa: "اعتبار خواسته‌شده از فاکتور بیشتر است. چیزی کم نشد. تا {amount} ممکن است.",
    en: "The credit asked for is more than the bill. Nothing was taken. Up to {amount} is possible.",
  },
  "credit-not-in-steps": {
    code: "K-17",
    fa: "اعتبار فقط در گام‌های تعیین‌شده خرج می‌شود. چیزی کم نشد. {amount} ممکن است.",
    en: "Credit is spent in the steps of the programme. Nothing was taken. {amount} is possible.",
  },
  "nothing-to-abandon": {
    code: "K-18",
    fa: "پرداخت نیمه‌کاره‌ای نیست. چیزی عوض نشد. فاکتور بعدی را شروع کنید.",
    en: "There is no unfinished payment. Nothing changed. Begin the next bill.",
  },
  "command-reused": {
    code: "K-19",
    fa: "این درخواست پیش‌تر با محتوای دیگری ثبت شده است. دوباره چیزی ثبت نشد. صفحه را تازه کنید.",
    en: "This request was carried out before with other content. Nothing was recorded again. Reload the page.",
  },
  "ledger-broken": {
    code: "K-20",
    fa: "دفتر این دستگاه سالم نیست. فروش بسته شد تا مبلغی اشتباه نشود. بازیابی کنید یا با پشتیبانی تماس بگیرید.",
    en: "This till's ledger is not sound. Selling is stopped so that no amount goes wrong. Restore it or call support.",
  },
  busy: {
    code: "K-21",
    fa: "فروش دیگری در حال ثبت است. چیزی دوباره ثبت نشد. یک لحظه صبر کنید.",
    en: "Another sale is being recorded. Nothing was recorded twice. Wait a moment.",
  },
  "owner-only": {
    code: "K-22",
    fa: "این کار فقط با صاحب فروشگاه است. چیزی عوض نشد. از او بخواهید.",
    en: "Only the owner may do this. Nothing changed. Ask the owner.",
  },
  "request-unknown": {
    code: "K-23",
    fa: "درخواست فهمیده نشد. چیزی ثبت نشد. برنامه را به‌روز کنید یا با پشتیبانی تماس بگیرید.",
    en: "The request was not understood. Nothing was recorded. Update the program, or call support.",
  },
  defect: {
    code: "K-24",
    fa: "خطایی در خود برنامه رخ داد و این کار ثبت نشد. پولی جابه‌جا نشد. دوباره تلاش کنید؛ اگر تکرار شد با پشتیبانی تماس بگیرید.",
    en: "Something went wrong inside the program and this was not recorded. No money moved. Try again; if it happens again, call support.",
  },
};
