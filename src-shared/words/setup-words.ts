import type { CoreWords } from "./core-words.ts";

/** What settings, the first start, the data's page and training can refuse. */
export type SetupRefusal =
  | "setup-needed"
  | "setup-done"
  | "setup-shop-name"
  | "setup-tier-name"
  | "setup-tiers-first"
  | "setup-tiers-rising"
  | "setup-programme"
  | "setup-other-shop"
  | "setup-sheet"
  | "setup-sheet-newer"
  | "setting-invalid"
  | "printer-not-set"
  | "program-name"
  | "programs-too-many"
  | "program-unknown"
  | "display-off"
  | "check-failed"
  | "training-only"
  | "not-in-training"
  | "already-training"
  | "payment-open";

/** Every refusal of these areas in words. */
export const SETUP_WORDS: Readonly<Record<SetupRefusal, CoreWords>> = {
  "setup-needed": {
    code: "F-01",
    fa: "هنوز فروشگاهی روی این دستگاه راه‌اندازی نشده است. چیزی ثبت نشد. راه‌اندازی را تمام کنید یا پشتیبان را بازیابی کنید.",
    en: "No shop has been set up on this machine yet. Nothing was recorded. Finish the set-up, or restore a backup.",
  },
  "setup-done": {
    code: "F-02",
    fa: "این دستگاه فروشگاه دارد. داده‌ها و کلیدها دست نخوردند. با رمز خود وارد شوید.",
    en: "This machine has a shop already. Its data and keys were left as they are. Sign in with your PIN.",
  },
  "setup-shop-name": {
    code: "F-03",
    fa: "نام فروشگاه باید ۱ تا ۱۲۰ حرف باشد. چیزی ساخته نشد. نامی را که روی رسید می‌آید وارد کنید.",
    en: "The shop's name has 1 to 120 letters. Nothing was made. Enter the name that stands on receipts.",
  },
  "setup-tier-name": {
    code: "F-04",
    fa: "یکی از سطح‌ها نام ندارد یا نامش بلندتر از ۴۰ حرف است. چیزی ساخته نشد. نام فارسی و انگلیسی آن را وارد کنید.",
    en: "A tier has no name, or one longer than 40 letters. Nothing was made. Enter its Persian and English name.",
  },
  "setup-tiers-first": {
    code: "F-05",
    fa: "سطح اول باید از صفر شروع شود تا هر عضوی سطحی داشته باشد. چیزی ساخته نشد. مبلغ سطح اول را صفر کنید.",
    en: "The first tier begins at zero, so that every member has a tier. Nothing was made. Set its amount to zero.",
  },
  "setup-tiers-rising": {
    code: "F-06",
    fa: "مبلغ هر سطح باید از سطح پیش از آن بیشتر باشد. چیزی ساخته نشد. ترتیب یا مبلغ سطح‌ها را درست کنید.",
    en: "Each tier begins above the one before it. Nothing was made. Correct the order or the amounts of the tiers.",
  },
  "setup-programme": {
    code: "F-07",
    fa: "قواعد باشگاه پذیرفته نیست. چیزی ساخته نشد. مبلغ‌ها و درصدها را بررسی کنید.",
    en: "The rules of the programme are not valid. Nothing was made. Check the amounts and percentages.",
  },
  "setup-other-shop": {
    code: "F-08",
    fa: "کلیدهای فروشگاهی روی این دستگاه هست ولی داده‌هایش این‌جا نیست. کلیدها عوض نشدند تا کارت‌ها از کار نیفتند. دیسک داده را وصل کنید یا پشتیبان همان فروشگاه را بازیابی کنید.",
    en: "This machine has the keys of a shop whose data is not here. The keys were kept, so that its cards go on working. Connect the data's disk, or restore that shop's backup.",
  },
  "setup-sheet": {
    code: "F-09",
    fa: "برگهٔ بازیابی درست وارد نشده است. چیزی بازیابی نشد و مبلغی عوض نشد. سطرهای گفته‌شده را با برگه مقایسه کنید.",
    en: "The recovery sheet is not typed right. Nothing was restored and no amount has changed. Compare the named lines with the sheet.",
  },
  "setup-sheet-newer": {
    code: "F-10",
    fa: "این برگه را نسخهٔ تازه‌تری از وفا ساخته است. چیزی بازیابی نشد. نسخهٔ تازه‌تر برنامه را نصب کنید.",
    en: "A newer version of Vafa made this sheet. Nothing was restored. Install the newer version.",
  },
  "setting-invalid": {
    code: "F-11",
    fa: "این مقدار پذیرفته نیست. تنظیم پیشین ماند. مقدار مشخص‌شده را درست کنید.",
    en: "This value can't be used. The setting stays as it was. Correct the marked value.",
  },
  "printer-not-set": {
    code: "F-12",
    fa: "چاپگری انتخاب نشده است. چیزی چاپ نشد و رسیدها در نوبت می‌مانند. درگاه چاپگر را انتخاب کنید.",
    en: "No printer is chosen. Nothing was printed; receipts wait. Choose the printer's port.",
  },
  "program-name": {
    code: "F-13",
    fa: "نام برنامه باید ۱ تا ۶۰ حرف باشد. اجازه‌ای داده نشد. نامی وارد کنید که صندوق‌دار بشناسد.",
    en: "A program's name has 1 to 60 letters. Nothing was allowed. Enter a name that the cashier knows.",
  },
  "programs-too-many": {
    code: "F-14",
    fa: "تعداد برنامه‌ها به سقف رسیده است. اجازهٔ تازه‌ای داده نشد. یکی را که به کار نمی‌آید حذف کنید.",
    en: "The list of programs is full. Nothing new was allowed. Remove one that is no longer used.",
  },
  "program-unknown": {
    code: "F-15",
    fa: "چنین برنامه‌ای در فهرست نیست. چیزی عوض نشد. صفحه را تازه کنید.",
    en: "There is no such program in the list. Nothing changed. Reload the page.",
  },
  "display-off": {
    code: "F-16",
    fa: "نمایشگر مشتری خاموش است. چیزی عوض نشد. اول آن را در تنظیمات روشن کنید.",
    en: "The customer display is off. Nothing changed. Switch it on in the settings first.",
  },
  "check-failed": {
    code: "F-17",
    fa: "بررسی داده‌ها به پایان نرسید. چیزی عوض نشد و فروش ادامه دارد. دوباره تلاش کنید؛ اگر ماند با پشتیبانی تماس بگیرید.",
    en: "The check of the data did not come to its end. Nothing changed and selling goes on. Try again; if it fails again, call support.",
  },
  "training-only": {
    code: "F-18",
    fa: "این کار فقط در حالت تمرین ممکن است. چیزی عوض نشد. اول وارد حالت تمرین شوید.",
    en: "This works in training only. Nothing changed. Enter training first.",
  },
  "not-in-training": {
    code: "F-19",
    fa: "در حالت تمرین این کار بسته است. در فروشگاه چیزی عوض نشد. از تمرین بیرون بیایید و دوباره انجام دهید.",
    en: "This is closed in training. Nothing in the shop changed. Leave training and do it again.",
  },
  "already-training": {
    code: "F-20",
    fa: "همین حالا در حالت تمرین هستید. چیزی عوض نشد. تمرین را ادامه دهید یا به فروشگاه برگردید.",
    en: "You are in training already. Nothing changed. Go on practising, or go back to the shop.",
  },
  "payment-open": {
    code: "F-21",
    fa: "پرداختی منتظر کارت است. چیزی عوض نشد. اول همان کارت را دوباره بگذارید یا «مشتری رفت» را بزنید.",
    en: "A payment waits for its card. Nothing changed. Put the same card back first, or press “customer left”.",
  },
};
