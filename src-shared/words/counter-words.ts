import type { CoreWords } from "./core-words.ts";

/** What the counter, its session and the line between page and core can refuse. */
export type CounterRefusal =
  | "signed-out"
  | "needs-approval"
  | "not-allowed"
  | "seat-taken"
  | "page-stale"
  | "core-away"
  | "draft-changed"
  | "payment-under-way"
  | "product-unknown"
  | "qr-not-ours"
  | "member-not-found"
  | "sale-unknown"
  | "bill-held-elsewhere"
  | "bill-cancelled"
  | "setup-done"
  | "setup-needed"
  | "training-only"
  | "not-in-training"
  | "bill-has-lines"
  | "discount-too-large"
  | "line-unknown"
  | "too-many-lines"
  | "bill-of-program"
  | "bill-unknown";

/** Every refusal in words. */
export const COUNTER_WORDS: Readonly<Record<CounterRefusal, CoreWords>> = {
  "signed-out": {
    code: "CN-01",
    fa: "کسی پشت صندوق وارد نشده است. چیزی ثبت نشد. رمز خود را وارد کنید.",
    en: "Nobody is signed in at this till. Nothing was recorded. Enter your PIN.",
  },
  "needs-approval": {
    code: "CN-02",
    fa: "این کار تأیید نفر دوم می‌خواهد. هنوز چیزی عوض نشده است. از او بخواهید رمزش را بزند.",
    en: "This needs a second person's approval. Nothing has changed yet. Ask them to enter their PIN.",
  },
  "not-allowed": {
    code: "CN-03",
    fa: "اجازهٔ این کار را ندارید. چیزی عوض نشد. از مدیر یا صاحب فروشگاه بخواهید.",
    en: "You may not do this. Nothing changed. Ask a manager or the owner.",
  },
  "seat-taken": {
    code: "CN-04",
    fa: "این صندوق در پنجرهٔ دیگری باز شده است. فاکتور همان‌جا ادامه دارد. برای کار در این پنجره، آن را پس بگیرید.",
    en: "This till was opened in another window. The bill goes on there. Take it back to work in this window.",
  },
  "page-stale": {
    code: "CN-05",
    fa: "این صفحه مال نسخهٔ پیشین برنامه است. چیزی ثبت نشد. صفحه را تازه کنید؛ فاکتور سر جایش می‌ماند.",
    en: "This page belongs to an older version of the program. Nothing was recorded. Reload it; the bill stays.",
  },
  "core-away": {
    code: "CN-06",
    fa: "برنامهٔ صندوق دوباره راه می‌افتد. معلوم می‌شود آخرین کار ثبت شده یا نه؛ چیزی دوبار ثبت نمی‌شود. چند لحظه صبر کنید.",
    en: "The till's program is starting again. Whether the last act was recorded will show; nothing is recorded twice. Wait a moment.",
  },
  "draft-changed": {
    code: "CN-07",
    fa: "فاکتور در همین لحظه عوض شد. پولی جابه‌جا نشد. مبلغ را نگاه کنید و دوباره بزنید.",
    en: "The bill changed at this very moment. No money moved. Look at the amount and try again.",
  },
  "payment-under-way": {
    code: "CN-08",
    fa: "پرداخت همین فاکتور در جریان است. چیزی دوباره ثبت نشد. صبر کنید یا «مشتری رفت» را بزنید.",
    en: "This bill is being paid right now. Nothing was recorded twice. Wait, or press “customer left”.",
  },
  "product-unknown": {
    code: "CN-09",
    fa: "این کالا یا بارکد در فهرست نیست. به فاکتور چیزی اضافه نشد. مبلغ را دستی بزنید یا کالا را ثبت کنید.",
    en: "This product or barcode is not in the list. Nothing was added to the bill. Type the amount, or add the product.",
  },
  "qr-not-ours": {
    code: "CN-10",
    fa: "این کد مال این فروشگاه نیست یا درست خوانده نشد. عضوی شناخته نشد. موبایل را بپرسید.",
    en: "This code is not this shop's, or was not read right. No member was recognised. Ask for the mobile number.",
  },
  "member-not-found": {
    code: "CN-11",
    fa: "عضوی با این مشخصات نیست. اعتباری جابه‌جا نشد. شماره را دوباره بپرسید یا همین‌جا عضو کنید.",
    en: "No member matches. No credit moved. Ask for the number again, or enrol them here.",
  },
  "sale-unknown": {
    code: "CN-12",
    fa: "چنین فروشی در این دستگاه نیست. چیزی عوض نشد. شمارهٔ رسید را نگاه کنید.",
    en: "There is no such sale on this machine. Nothing changed. Look at the receipt's number.",
  },
  "bill-held-elsewhere": {
    code: "CN-13",
    fa: "فاکتور دیگری روی صندوق باز است. این یکی در نوبت می‌ماند. فاکتور باز را تمام یا پاک کنید.",
    en: "Another bill is open at the till. This one waits in line. Finish or clear the open one.",
  },
  "bill-cancelled": {
    code: "CN-14",
    fa: "برنامهٔ فروش این فاکتور را پس گرفت. پولی دریافت نشد. فاکتور تازه را از همان برنامه بفرستید.",
    en: "The other program took this bill back. No money was taken. Send the new bill from that program.",
  },
  "setup-done": {
    code: "CN-15",
    fa: "این فروشگاه پیش‌تر راه‌اندازی شده است. چیزی عوض نشد. وارد شوید.",
    en: "This shop has been set up already. Nothing changed. Sign in.",
  },
  "setup-needed": {
    code: "CN-16",
    fa: "این دستگاه هنوز فروشگاهی ندارد. چیزی ثبت نشد. راه‌اندازی را تمام کنید.",
    en: "This machine has no shop yet. Nothing was recorded. Finish the set-up.",
  },
  "training-only": {
    code: "CN-17",
    fa: "این کارت تمرینی است و در فروش واقعی کار نمی‌کند. پولی جابه‌جا نشد. کارت خود عضو را بخواهید.",
    en: "This is a practice card and does not work in real sales. No money moved. Ask for the member's own card.",
  },
  "not-in-training": {
    code: "CN-18",
    fa: "در حالت تمرین این کار ممکن نیست. چیزی عوض نشد. تمرین را ببندید و دوباره تلاش کنید.",
    en: "This can't be done in training. Nothing changed. Leave training and try again.",
  },
  "bill-has-lines": {
    code: "CN-19",
    fa: "این فاکتور قلم دارد و مبلغ یک‌جا نمی‌گیرد. چیزی عوض نشد. قلم تازه اضافه کنید یا فاکتور را پاک کنید.",
    en: "This bill has lines and takes no single amount. Nothing changed. Add a line, or clear the bill.",
  },
  "discount-too-large": {
    code: "CN-20",
    fa: "تخفیف از مبلغ بیشتر است. تخفیف عوض نشد. عدد کوچک‌تری بزنید.",
    en: "The discount is more than the amount. The discount did not change. Enter a smaller one.",
  },
  "line-unknown": {
    code: "CN-21",
    fa: "این قلم دیگر در فاکتور نیست. چیزی عوض نشد. فاکتور را نگاه کنید.",
    en: "This line is no longer on the bill. Nothing changed. Look at the bill.",
  },
  "too-many-lines": {
    code: "CN-22",
    fa: "یک فاکتور بیش از ۵۰۰۰ قلم نمی‌گیرد. این قلم اضافه نشد. بقیه را در فاکتور بعدی بزنید.",
    en: "One bill takes no more than 5,000 lines. This line was not added. Put the rest on the next bill.",
  },
  "bill-of-program": {
    code: "CN-23",
    fa: "این فاکتور از برنامهٔ دیگری آمده و قلم‌هایش همان‌جا عوض می‌شود. چیزی عوض نشد. آن را به نوبت برگردانید یا در همان برنامه درست کنید.",
    en: "This bill came from another program, and its lines are changed there. Nothing changed. Put it back in line, or correct it in that program.",
  },
  "bill-unknown": {
    code: "CN-24",
    fa: "این فاکتور دیگر در نوبت نیست. چیزی عوض نشد. فهرست نوبت را نگاه کنید.",
    en: "This bill no longer waits in line. Nothing changed. Look at the line of bills.",
  },
};
