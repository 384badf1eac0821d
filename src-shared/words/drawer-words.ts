import type { Words } from "./printer-words.ts";

/** What is said of a drawer that should have opened. */
export const DRAWER_WORD_LIST = ["drawer-unreachable", "drawer-held", "drawer-unknown"] as const;
export type DrawerWord = (typeof DRAWER_WORD_LIST)[number];

/** What happened to the drawer, what it means for the money, what to do. */
export const DRAWER_WORDS: Readonly<Record<DrawerWord, Words>> = {
  "drawer-unreachable": {
    code: "PD-01",
    fa: "کشو باز نشد، چون چاپگر در دسترس نیست. آنچه انجام شد ثبت شده است. روشن بودن چاپگر و کابل آن را ببینید و «باز کردن کشو» را بزنید، یا با کلید خودش بازش کنید.",
    en: "The drawer did not open, because the printer can't be reached. What was done is recorded. Check the printer's switch and cable and press Open the drawer, or use the drawer's own key.",
  },
  "drawer-held": {
    code: "PD-02",
    fa: "کشو باز نشد: این چاپگر بدون کاغذ، با در باز یا هنگام خطا کشو را باز نمی‌کند. آنچه انجام شد ثبت شده است. چاپگر را آماده کنید و «باز کردن کشو» را بزنید، یا با کلید خودش بازش کنید.",
    en: "The drawer did not open: without paper, with its cover open or in an error this printer can't open it. What was done is recorded. Make the printer ready and press Open the drawer, or use the drawer's own key.",
  },
  "drawer-unknown": {
    code: "PD-03",
    fa: "معلوم نیست کشو باز شد یا نه. آنچه انجام شد ثبت شده است. اگر بسته است «باز کردن کشو» را بزنید، یا با کلید خودش بازش کنید.",
    en: "It is not known whether the drawer opened. What was done is recorded. If it is shut, press Open the drawer, or use the drawer's own key.",
  },
};
