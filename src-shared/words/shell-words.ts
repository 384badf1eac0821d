import type { CoreWords } from "./core-words.ts";

/** Why a browser gets a plain page instead of the till or the customer's display. */
export type DoorRefusal = "link-used-up" | "host-refused" | "not-found" | "too-fast" | "code-wrong" | "door-closed";

/** Plain pages of the shell, in both languages: they are shown before any page of the till can be. */
export const DOOR_WORDS: Readonly<Record<DoorRefusal, CoreWords>> = {
  "link-used-up": {
    code: "SH-01",
    fa: "این پیوند دیگر کار نمی‌کند: هر پیوند فقط یک بار و چند دقیقه باز می‌شود. چیزی عوض نشد. برنامه را دوباره باز کنید، یا در پنجره‌ای که برنامه از آن راه افتاده Enter را بزنید تا پیوند تازه بدهد.",
    en: "This link works no longer: each one opens once, for a few minutes. Nothing changed. Start the program again, or press Enter in the window that started it to get a new link.",
  },
  "host-refused": {
    code: "SH-02",
    fa: "این نشانی مال صندوق نیست و پاسخ داده نشد. چیزی عوض نشد. صندوق را از پیوندی که برنامه می‌دهد باز کنید.",
    en: "This address is not the till's, and it was not answered. Nothing changed. Open the till by the link that the program gives.",
  },
  "not-found": {
    code: "SH-03",
    fa: "چنین صفحه‌ای نیست. چیزی عوض نشد. به صفحهٔ صندوق برگردید.",
    en: "There is no such page. Nothing changed. Go back to the till.",
  },
  "too-fast": {
    code: "SH-04",
    fa: "درخواست‌ها بیش از اندازه تند آمدند. چیزی عوض نشد. یک دقیقه صبر کنید و دوباره بزنید.",
    en: "Requests came too fast. Nothing changed. Wait a minute and try again.",
  },
  "code-wrong": {
    code: "SH-05",
    fa: "این کد درست نیست یا وقتش گذشته است. نمایشگر وصل نشد. کد تازه را از تنظیمات صندوق بگیرید.",
    en: "This code is wrong or its time is over. The display was not connected. Get a new code from the till's settings.",
  },
  "door-closed": {
    code: "SH-06",
    fa: "نمایشگر مشتری هنوز آماده نیست. چیزی عوض نشد. چند لحظه دیگر دوباره باز کنید.",
    en: "The customer display is not ready yet. Nothing changed. Open it again in a moment.",
  },
};

/** The page where a customer display says its code, and what the program says where it was started. */
export const DOOR_TEXTS = {
  pairTitle: { fa: "نمایشگر مشتری", en: "Customer display" },
  pairHint: {
    fa: "کد شش‌رقمی را که صندوق در «تنظیمات، نمایشگر مشتری» نشان می‌دهد وارد کنید.",
    en: "Enter the six-digit code that the till shows under Settings, Customer display.",
  },
  pairButton: { fa: "وصل شود", en: "Connect" },
  newLink: {
    fa: "برای پیوند تازه Enter را بزنید؛ برای بستن Ctrl+C.",
    en: "Press Enter for a new link, Ctrl+C to close.",
  },
  alreadyOpen: {
    fa: "صندوق این فروشگاه باز است؛ همان باز شد:",
    en: "This shop's till is running already; here it is:",
  },
  alreadyOpenWindow: {
    fa: "صندوق این فروشگاه در پنجرهٔ خودش باز است.",
    en: "This shop's till is open in its own window.",
  },
} as const;
