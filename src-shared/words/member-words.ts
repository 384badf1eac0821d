import type { CoreWords } from "./core-words.ts";

/** What the pages of members, cards, products and sales can refuse beside the core's own. */
export type MemberRefusal =
  | "office-away"
  | "pool-too-small"
  | "reason-missing"
  | "profile-erased"
  | "code-not-sent"
  | "code-wrong"
  | "mobile-missing"
  | "staff-word-off"
  | "card-unknown-here"
  | "card-blocked-already"
  | "product-invalid"
  | "barcode-taken"
  | "no-printer"
  | "import-changed"
  | "import-broken"
  | "codes-too-many"
  | "own-membership"
  | "code-late";

/** Every refusal in words. */
export const MEMBER_WORDS: Readonly<Record<MemberRefusal, CoreWords>> = {
  "office-away": {
    code: "M-01",
    fa: "مرکز پاسخ نداد. معلوم نیست اعتبار عوض شده باشد؛ دوباره زدن همین کار آن را دوبار ثبت نمی‌کند. کمی بعد دوباره بزنید.",
    en: "The head office did not answer. Whether the credit changed is not known; trying again never records it twice. Try again shortly.",
  },
  "pool-too-small": {
    code: "M-02",
    fa: "این مقدار اعتبار آزاد ندارد. چیزی کم نشد. حداکثر {amount} را می‌توان کم کرد.",
    en: "There is not so much free credit. Nothing was taken. At most {amount} can be taken.",
  },
  "reason-missing": {
    code: "M-03",
    fa: "دلیل نوشته نشده است. اعتباری عوض نشد. دلیل را در یک جمله بنویسید.",
    en: "No reason was given. No credit changed. Write the reason in a sentence.",
  },
  "profile-erased": {
    code: "M-04",
    fa: "مشخصات این عضو پاک شده است. چیزی ذخیره نشد. اگر دوباره می‌خواهد عضو شود، از نو عضوش کنید.",
    en: "This member's profile was erased. Nothing was saved. Enrol them anew if they want to join again.",
  },
  "code-not-sent": {
    code: "M-05",
    fa: "پیام فرستاده نشد، چون سامانهٔ پیامک وصل نیست یا پیام را نگرفت. شماره تأیید نشد و پولی جابه‌جا نشد. بعداً دوباره بزنید.",
    en: "No message was sent: no gateway is connected, or it did not take it. The number is not verified and no money moved. Try again later.",
  },
  "code-wrong": {
    code: "M-06",
    fa: "کد درست نیست یا وقتش گذشته است. شماره تأیید نشد و اعتبار سر جایش است. دوباره نگاه کنید، یا کد تازه بفرستید.",
    en: "The code is wrong or too old. The number is not verified and no credit moved. Look again, or send a new code.",
  },
  "mobile-missing": {
    code: "M-07",
    fa: "برای این عضو شمارهٔ موبایلی ثبت نشده است. چیزی عوض نشد. اول شماره را وارد کنید.",
    en: "This member has no mobile number. Nothing changed. Enter the number first.",
  },
  "staff-word-off": {
    code: "M-08",
    fa: "تأیید شماره توسط فروشنده در تنظیمات خاموش است. شماره تأیید نشد. از صاحب فروشگاه بخواهید روشنش کند.",
    en: "Verifying by staff is switched off in the settings. The number is not verified. Ask the owner to switch it on.",
  },
  "card-unknown-here": {
    code: "M-09",
    fa: "کارتی با این شماره نیست. چیزی عوض نشد. شماره را از روی کارت یا صفحهٔ عضو نگاه کنید.",
    en: "There is no card with this number. Nothing changed. Look at the card or the member's page.",
  },
  "card-blocked-already": {
    code: "M-10",
    fa: "این کارت پیش‌تر مسدود شده است. اعتبارش سر جایش است. کار دیگری لازم نیست.",
    en: "This card is blocked already. Its credit is safe. Nothing more is needed.",
  },
  "product-invalid": {
    code: "M-11",
    fa: "بخشی از مشخصات کالا درست نیست. چیزی ذخیره نشد. فیلد مشخص‌شده را درست کنید.",
    en: "Part of the product is not valid. Nothing was saved. Correct the marked field.",
  },
  "barcode-taken": {
    code: "M-12",
    fa: "این بارکد مال کالای دیگری است. چیزی ذخیره نشد. بارکد را بررسی کنید.",
    en: "This barcode belongs to another product. Nothing was saved. Check the barcode.",
  },
  "no-printer": {
    code: "M-13",
    fa: "چاپگری تنظیم نشده است. چیزی چاپ نشد و اعتبار عوض نشد. چاپگر را در تنظیمات انتخاب کنید.",
    en: "No printer is set up. Nothing was printed and no credit changed. Choose the printer in the settings.",
  },
  "import-changed": {
    code: "M-14",
    fa: "فایل یا فهرست پس از بررسی عوض شده است. چیزی وارد نشد. دوباره بررسی کنید.",
    en: "The file or the list changed since it was checked. Nothing was imported. Check it again.",
  },
  "import-broken": {
    code: "M-15",
    fa: "فایل هنوز سطر نادرست دارد. هیچ سطری وارد نشد. سطرهای گزارش‌شده را درست کنید.",
    en: "The file still has broken lines. No line was imported. Correct the lines that are listed.",
  },
  "codes-too-many": {
    code: "M-16",
    fa: "در این یک ساعت به این شماره یا از این صندوق کدهای زیادی فرستاده شده است. کدی فرستاده نشد و اعتبار سر جایش است. یک ساعت دیگر دوباره بفرستید.",
    en: "Too many codes went to this number, or from this till, within the hour. No code was sent and no credit moved. Send one again in an hour.",
  },
  "own-membership": {
    code: "M-17",
    fa: "این عضویت خود شما، یا کسی است که تأیید می‌کند. شماره تأیید نشد و اعتبار سر جایش است. همکار دیگری تأیید کند، یا کد بفرستید.",
    en: "This membership is your own, or the approver's. The number is not verified and no credit moved. Let a colleague do it, or send a code.",
  },
  "code-late": {
    code: "M-18",
    fa: "سامانهٔ پیامک به‌موقع پاسخ نداد و شاید پیام هنوز برسد. شماره تأیید نشد و اعتبار سر جایش است. اگر کد رسید آن را وارد کنید، وگرنه کمی بعد دوباره بفرستید.",
    en: "The gateway did not answer in time; the message may still arrive. The number is not verified and no credit moved. If the code comes, enter it; otherwise send a new one shortly.",
  },
};
