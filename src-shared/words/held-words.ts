import type { CoreWords } from "./core-words.ts";

/** What a locked gift waits for (docs/decisions/0110-a-welcome-gift-waits-for-two-things.md). */
export type GiftLocked = "gift-needs-purchase" | "gift-needs-mobile" | "gift-needs-both" | "gift-opens-soon";

/** Every such reason in words: it stands beside the amount that is held. */
export const HELD_WORDS: Readonly<Record<GiftLocked, CoreWords>> = {
  "gift-needs-purchase": {
    code: "O-03",
    fa: "هدیه‌ای نگه داشته شده است و از دست نمی‌رود. با خریدی که دست‌کم بخشی از آن با پول پرداخت شود آزاد می‌شود.",
    en: "A gift is held and is not lost. A purchase that is paid with money, at least in part, opens it.",
  },
  "gift-needs-mobile": {
    code: "O-04",
    fa: "هدیه‌ای نگه داشته شده است و از دست نمی‌رود. شمارهٔ موبایل عضو را در صفحهٔ او تأیید کنید تا آزاد شود.",
    en: "A gift is held and is not lost. Verify the member's mobile number on their page to open it.",
  },
  "gift-needs-both": {
    code: "O-05",
    fa: "هدیه‌ای نگه داشته شده است و از دست نمی‌رود. با خریدی که با پول پرداخت شود و تأیید موبایل در صفحهٔ عضو آزاد می‌شود.",
    en: "A gift is held and is not lost. A purchase paid with money and a verified mobile, on the member's page, open it.",
  },
  "gift-opens-soon": {
    code: "O-06",
    fa: "هدیه‌ای نگه داشته شده است و از دست نمی‌رود. دفتر مرکزی آن را در تماس بعدی آزاد می‌کند؛ کاری لازم نیست.",
    en: "A gift is held and is not lost. The head office opens it at its next contact; nothing has to be done.",
  },
};
