import type { CoreWords } from "./core-words.ts";

/** What the drawer and the end of a shift can refuse, beside "no-shift" and "shift-open" of the core's words. */
export type ShiftWordRefusal =
  | "reason-missing"
  | "drawer-too-empty"
  | "drawer-off"
  | "handed-to-same"
  | "shift-unknown"
  | "shift-not-closed"
  | "sale-waits";

/** Every refusal of the shift's area in words. */
export const SHIFT_WORDS: Readonly<Record<ShiftWordRefusal, CoreWords>> = {
  "reason-missing": {
    code: "T-01",
    fa: "دلیل نوشته نشده است. چیزی ثبت نشد. در چند کلمه بنویسید چرا.",
    en: "The reason is missing. Nothing was recorded. Say why in a few words.",
  },
  "drawer-too-empty": {
    code: "T-02",
    fa: "در کشو این‌قدر پول نیست. چیزی ثبت نشد. مبلغ را بررسی کنید.",
    en: "There is not that much cash in the drawer. Nothing was recorded. Check the amount.",
  },
  "drawer-off": {
    code: "T-03",
    fa: "در تنظیمات کشویی انتخاب نشده است. کشو باز نشد و چیزی ثبت نشد. آن را در تنظیمات چاپگر روشن کنید.",
    en: "The settings say that there is no drawer. It was not opened, nothing was recorded. Turn it on with the printer.",
  },
  "handed-to-same": {
    code: "T-04",
    fa: "شیفت همین حالا با این شخص است. چیزی ثبت نشد. کسی را انتخاب کنید که تحویل می‌گیرد.",
    en: "The shift is with this person already. Nothing was recorded. Choose who takes it over.",
  },
  "shift-unknown": {
    code: "T-05",
    fa: "چنین شیفتی پیدا نشد. چیزی عوض نشد. از فهرست شیفت‌ها انتخاب کنید.",
    en: "There is no such shift. Nothing was changed. Choose from the list of shifts.",
  },
  "shift-not-closed": {
    code: "T-06",
    fa: "این شیفت هنوز باز است و گزارش Z ندارد. چیزی چاپ نشد. اول شیفت را ببندید.",
    en: "This shift is still open and has no Z. Nothing was printed. Close it first.",
  },
  "sale-waits": {
    code: "T-07",
    fa: "یک فروش هنوز منتظر کارت است. شیفت بسته نشد. کارت را برگردانید یا دکمهٔ «مشتری رفت» را بزنید.",
    en: "A sale still waits for its card. The shift was not closed. Put the card back, or press “customer left”.",
  },
};
