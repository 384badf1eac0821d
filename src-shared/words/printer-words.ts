/** The states of the receipt printer that a person can meet. */
export type PrinterWordState =
  | "connecting"
  | "ready"
  | "paper-low"
  | "absent"
  | "busy"
  | "forbidden"
  | "vanished"
  | "no-answer"
  | "stalled"
  | "paper-out"
  | "cover-open"
  | "printer-error"
  | "cutter-stuck"
  | "head-hot"
  | "not-confirmed"
  | "refused";

/** The states of one receipt in the spool that a person can meet. */
export type ReceiptWordState =
  | "queued"
  | "sending"
  | "sent"
  | "printed"
  | "waiting_paper"
  | "failed"
  | "unknown"
  | "expired"
  | "cancelled";

/** What the spool refuses when a person asks for a copy, or to end or repeat a job. */
export type SpoolRefusal = "no-receipt" | "copy-waiting" | "copies-used-up" | "not-in-this-state";

export interface Words {
  readonly code: string;
  readonly fa: string;
  readonly en: string;
}

/** The printer's states in words: what happened, what it means for the money, what to do. */
export const PRINTER_WORDS: Readonly<Record<PrinterWordState, Words>> = {
  connecting: {
    code: "PR-01",
    fa: "در حال وصل شدن به چاپگر رسید. فروش ادامه دارد؛ رسیدها در نوبت می‌مانند.",
    en: "Connecting to the receipt printer. Selling goes on; receipts wait in line.",
  },
  ready: { code: "PR-00", fa: "چاپگر رسید آماده است.", en: "The receipt printer is ready." },
  "paper-low": {
    code: "PR-02",
    fa: "کاغذ چاپگر رو به پایان است. رسیدها هنوز چاپ می‌شوند؛ رول تازه آماده کنید.",
    en: "The printer's paper is running low. Receipts still print; have a new roll ready.",
  },
  absent: {
    code: "PR-03",
    fa: "چاپگر رسید پیدا نشد. فروش و مبلغ‌ها سر جایشان است؛ کابل و روشن بودن چاپگر را ببینید، رسید خودش چاپ می‌شود.",
    en: "No receipt printer was found. Sales and amounts are safe; check its cable and switch, and the receipt prints by itself.",
  },
  busy: {
    code: "PR-04",
    fa: "برنامهٔ دیگری درگاه چاپگر را گرفته است. فروش ثبت می‌شود؛ آن برنامه را ببندید، رسید خودش چاپ می‌شود.",
    en: "Another program holds the printer's port. Sales are recorded; close that program and the receipt prints by itself.",
  },
  forbidden: {
    code: "PR-05",
    fa: "این کاربر اجازهٔ استفاده از درگاه چاپگر را ندارد. فروش ثبت می‌شود؛ از مسئول فنی بخواهید اجازه بدهد.",
    en: "This user may not use the printer's port. Sales are recorded; ask the technician to allow it.",
  },
  vanished: {
    code: "PR-06",
    fa: "ارتباط با چاپگر قطع شد. فروش ثبت شده است؛ کابل را وصل کنید و رسید آخر را ببینید.",
    en: "The connection to the printer broke. The sale is recorded; plug the cable in and look at the last receipt.",
  },
  "no-answer": {
    code: "PR-07",
    fa: "چاپگر جواب نمی‌دهد. فروش ثبت می‌شود؛ روشن بودن چاپگر و کابل آن را ببینید.",
    en: "The printer does not answer. Sales are recorded; check that it is switched on and connected.",
  },
  stalled: {
    code: "PR-08",
    fa: "چاپگر دیگر داده نمی‌گیرد. فروش ثبت شده است؛ چاپگر را خاموش و روشن کنید و رسید آخر را ببینید.",
    en: "The printer stopped taking data. The sale is recorded; switch it off and on and look at the last receipt.",
  },
  "paper-out": {
    code: "PR-09",
    fa: "کاغذ چاپگر تمام شده است. فروش ثبت شده است؛ رول تازه بگذارید، رسید خودش چاپ می‌شود.",
    en: "The printer is out of paper. The sale is recorded; put a new roll in and the receipt prints by itself.",
  },
  "cover-open": {
    code: "PR-10",
    fa: "در چاپگر باز است. فروش ثبت شده است؛ در را ببندید، رسید خودش چاپ می‌شود.",
    en: "The printer's cover is open. The sale is recorded; close it and the receipt prints by itself.",
  },
  "printer-error": {
    code: "PR-11",
    fa: "چاپگر خطایی نشان می‌دهد که خودش رفع نمی‌شود. فروش ثبت شده است؛ کاغذ گیرکرده را بردارید و چاپگر را خاموش و روشن کنید؛ اگر ماند، تعمیرکار را خبر کنید.",
    en: "The printer reports an error that it can't end by itself. The sale is recorded; remove jammed paper and switch it off and on; if it stays, call for service.",
  },
  "cutter-stuck": {
    code: "PR-12",
    fa: "تیغهٔ برش چاپگر گیر کرده است. فروش ثبت شده است؛ کاغذ گیرکرده را بردارید، در را ببندید و در «چاپگر» پایین صفحه «ادامه بده» را بزنید.",
    en: "The printer's cutter is stuck. The sale is recorded; remove the jammed paper, close the cover, and press Go on under Printer at the foot of the screen.",
  },
  "head-hot": {
    code: "PR-13",
    fa: "هد چاپگر داغ شده و خودش صبر می‌کند. فروش ثبت شده است؛ کاری لازم نیست، رسید پس از خنک شدن ادامه پیدا می‌کند.",
    en: "The print head is too hot and waits by itself. The sale is recorded; nothing to do, the receipt goes on when it has cooled.",
  },
  refused: {
    code: "PR-15",
    fa: "نشانی چاپگر تماس را نپذیرفت. فروش ثبت می‌شود؛ نشانی را ببینید، و اگر دستگاه دیگری به همین چاپگر وصل است آن را ببندید.",
    en: "The printer's address refused the connection. Sales are recorded; check the address, and close any other device that holds this printer.",
  },
  "not-confirmed": {
    code: "PR-14",
    fa: "چاپگر خبر نداد که رسید بیرون آمد. فروش ثبت شده است؛ به کاغذ نگاه کنید.",
    en: "The printer did not say that the receipt came out. The sale is recorded; look at the paper.",
  },
};

/** The states of a receipt in words. */
export const RECEIPT_STATE_WORDS: Readonly<Record<ReceiptWordState, Words>> = {
  queued: { code: "PJ-01", fa: "رسید در نوبت چاپ است.", en: "The receipt waits to be printed." },
  sending: { code: "PJ-02", fa: "رسید در حال چاپ است.", en: "The receipt is printing." },
  sent: {
    code: "PJ-03",
    fa: "رسید به چاپگر فرستاده شد. این چاپگر چاپ شدن را خبر نمی‌دهد؛ به کاغذ نگاه کنید.",
    en: "The receipt was sent. This printer does not say whether it printed; look at the paper.",
  },
  printed: { code: "PJ-04", fa: "رسید چاپ شد.", en: "The receipt was printed." },
  waiting_paper: {
    code: "PJ-05",
    fa: "رسید منتظر کاغذ یا بسته شدن در چاپگر است. فروش ثبت شده است؛ کاغذ بگذارید و در را ببندید.",
    en: "The receipt waits for paper or for the cover. The sale is recorded; load paper and close the cover.",
  },
  failed: {
    code: "PJ-06",
    fa: "رسید چاپ نشد و چیزی از آن به چاپگر نرفت. فروش ثبت شده است؛ «دوباره» را بزنید.",
    en: "The receipt was not printed and nothing of it reached the printer. The sale is recorded; press Print again.",
  },
  unknown: {
    code: "PJ-07",
    fa: "معلوم نیست رسید کامل چاپ شد یا نه. فروش ثبت شده است؛ به کاغذ نگاه کنید: «بله، آمد» یا «چاپ المثنی».",
    en: "It is not known whether the receipt came out whole. The sale is recorded; look at the paper: Yes, or Print a copy.",
  },
  expired: {
    code: "PJ-08",
    fa: "رسید به‌موقع چاپ نشد و دیگر خودش چاپ نمی‌شود. فروش ثبت شده است؛ اگر مشتری می‌خواهد «دوباره» را بزنید.",
    en: "The receipt was not printed in time and will not print by itself. The sale is recorded; press Print again if it is wanted.",
  },
  cancelled: {
    code: "PJ-09",
    fa: "چاپ این رسید لغو شد. فروش ثبت شده است؛ هر وقت بخواهید المثنی بگیرید.",
    en: "Printing this receipt was cancelled. The sale is recorded; print a copy whenever it is wanted.",
  },
};

/** What the spool refuses, in words. */
export const SPOOL_REFUSAL_WORDS: Readonly<Record<SpoolRefusal, Words>> = {
  "no-receipt": {
    code: "PJ-20",
    fa: "رسید این فروش در نوبت چاپ نیست. فروش ثبت شده است؛ آن را در فهرست فروش‌ها باز کنید.",
    en: "There is no receipt of this sale in the print list. The sale is recorded; open it in the list of sales.",
  },
  "copy-waiting": {
    code: "PJ-21",
    fa: "رسید یا المثنای همین فروش هنوز در نوبت است؛ فروش دوباره ثبت نمی‌شود. کمی صبر کنید یا آن را لغو کنید.",
    en: "A receipt or copy of this sale is still waiting; no sale is recorded twice. Wait a moment, or cancel it.",
  },
  "copies-used-up": {
    code: "PJ-22",
    fa: "برای این فروش بیش از اندازه المثنی گرفته شده است. مبلغ فروش درست است؛ از مسئول فروشگاه بپرسید.",
    en: "Too many copies of this receipt were printed. The sale's amount is right; ask the manager.",
  },
  "not-in-this-state": {
    code: "PJ-23",
    fa: "حالت این رسید عوض شده است و کاری انجام نشد. مبلغ فروش درست است؛ حالت تازه‌اش را ببینید.",
    en: "This receipt has moved on and nothing was done. The sale's amount is right; look at its new state.",
  },
};
