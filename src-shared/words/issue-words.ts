import type { CoreWords } from "./core-words.ts";

/** Why a card was not issued. */
export type IssueRefusal =
  | "issue-member-unknown"
  | "issue-known-card"
  | "issue-half-for-other"
  | "issue-foreign-data"
  | "issue-set-aside"
  | "issue-unfinished";

/** Every refusal of the card desk's issue, in words. */
export const ISSUE_WORDS: Readonly<Record<IssueRefusal, CoreWords>> = {
  "issue-member-unknown": {
    code: "I-01",
    fa: "این عضو پیدا نشد. کارتی صادر نشد. اول عضو را ثبت کنید.",
    en: "This member was not found. No card was issued. Enrol the member first.",
  },
  "issue-known-card": {
    code: "I-02",
    fa: "این کارت پیش‌تر صادر شده است. اعتبار آن سر جایش است. کارت خالی دیگری بردارید.",
    en: "This card has been issued before. Its credit is untouched. Take another blank card.",
  },
  "issue-half-for-other": {
    code: "I-03",
    fa: "صدور این کارت برای عضو دیگری نیمه‌کاره مانده است. اعتباری روی آن نیست. آن را تمام کنید یا کارت دیگری بردارید.",
    en: "The issue of this card to another member was left unfinished. There is no credit on it. Finish that one, or take another card.",
  },
  "issue-foreign-data": {
    code: "I-04",
    fa: "روی این کارت داده‌های دیگری هست. چیزی روی آن نوشته نشد. اگر مطمئنید، بازنویسی را بزنید، وگرنه کارت دیگری بردارید.",
    en: "There is somebody else's data on this card. Nothing was written. Choose overwrite if you are sure, or take another card.",
  },
  "issue-set-aside": {
    code: "I-05",
    fa: "این کارت با هیچ کلیدی باز نمی‌شود. اعتباری جابه‌جا نشد. آن را کنار بگذارید و کارت دیگری بردارید.",
    en: "No key opens this card. No credit moved. Set it aside and take another card.",
  },
  "issue-unfinished": {
    code: "I-06",
    fa: "کارت زود برداشته شد و صدور تمام نشد. اعتباری روی آن نیست. همان کارت را دوباره بگذارید.",
    en: "The card was taken away too early and is not finished. There is no credit on it. Put the same card back.",
  },
};
