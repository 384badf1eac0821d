import type { CoreWords } from "./core-words.ts";

/** What an owner should hear when a till starts. None of them stops a sale by itself, apart from what it says. */
export type CoreNotice =
  | "restored"
  | "restored-again"
  | "older-than-remembered"
  | "other-keys"
  | "no-backup-place"
  | "backup-old"
  | "backup-same-device"
  | "backup-place-missing"
  | "key-file-in-use"
  | "clock-set-back"
  | "training";

const HELD = {
  fa: "خرید با اعتبار کارت بسته است و امتیاز تازه در حساب عضو می‌نشیند. صاحب فروشگاه باید تأیید کند که دستگاه پیشین دیگر کار نمی‌کند.",
  en: "Paying with a card's credit is off and what is earned goes to the member's account. The owner must confirm that the old machine no longer works.",
};

/** Every notice in words. */
export const CORE_NOTICES: Readonly<Record<CoreNotice, CoreWords>> = {
  restored: {
    code: "N-01",
    fa: `این فروشگاه از پشتیبان برگشته است. فروش‌های پس از پشتیبان فقط روی رسیدها و کارت‌ها هستند. ${HELD.fa}`,
    en: `This shop came back from a backup. Sales after the backup are on receipts and cards only. ${HELD.en}`,
  },
  "restored-again": {
    code: "N-02",
    fa: `همین پشتیبان پیش‌تر هم بازیابی شده است. اگر دستگاه دیگری با آن کار می‌کند، یکی را خاموش کنید. ${HELD.fa}`,
    en: `This very backup was restored before. If another machine works with it, switch one of them off. ${HELD.en}`,
  },
  "older-than-remembered": {
    code: "N-03",
    fa: `پایگاه داده از آنچه این دستگاه به یاد دارد قدیمی‌تر است؛ کسی نسخهٔ کهنه‌ای را جای آن گذاشته. ${HELD.fa}`,
    en: `The database is older than this machine remembers; somebody put an old copy in its place. ${HELD.en}`,
  },
  "other-keys": {
    code: "N-04",
    fa: `کلید این دستگاه با دفتر جور نیست، پس دفتر تازه‌ای باز شد. مبلغی گم نشده است. ${HELD.fa}`,
    en: `This machine's keys are not those of the journal, so a new one was opened. No amount is lost. ${HELD.en}`,
  },
  "no-backup-place": {
    code: "N-05",
    fa: "جایی برای پشتیبان تعیین نشده است. اگر این دستگاه بسوزد، اعتبار همهٔ کارت‌ها از دست می‌رود. پوشه‌ای روی دیسک دیگری انتخاب کنید.",
    en: "No place for backups is chosen. If this machine dies, the credit of all cards is lost. Choose a folder on another disk.",
  },
  "backup-old": {
    code: "N-06",
    fa: "تازه‌ترین پشتیبان بیش از یک روز عمر دارد. فروش‌های پس از آن پشتیبان ندارند. دیسک پشتیبان را وصل کنید.",
    en: "The newest backup is more than a day old. Sales since then have no copy. Connect the backup disk.",
  },
  "backup-same-device": {
    code: "N-07",
    fa: "پشتیبان روی همان دیسک داده‌هاست. اگر دیسک خراب شود هر دو از دست می‌روند. دیسک دیگری انتخاب کنید.",
    en: "The backup lies on the same disk as the data. If the disk dies both are lost. Choose another disk.",
  },
  "backup-place-missing": {
    code: "N-08",
    fa: "پوشهٔ پشتیبان در دسترس نیست. فروش ادامه دارد ولی پشتیبانی گرفته نمی‌شود. دیسک را وصل کنید.",
    en: "The backup folder can't be reached. Selling goes on, but nothing is backed up. Connect the disk.",
  },
  "key-file-in-use": {
    code: "N-09",
    fa: "کلید داده‌ها در یک فایل است، نه در گاوصندوق سیستم. هر که به این حساب کاربری دست یابد، داده‌ها را می‌خواند.",
    en: "The key of the data is in a file, not in the system's keychain. Whoever gets into this user account can read the data.",
  },
  "clock-set-back": {
    code: "N-10",
    fa: "ساعت رایانه از آخرین ثبت دفتر عقب‌تر است. فروش ادامه دارد و مبلغی گم نمی‌شود، ولی تاریخ رسیدها درست نیست. ساعت و تاریخ رایانه را درست کنید.",
    en: "The computer's clock is behind the journal's last entry. Selling goes on and no amount is lost, but receipts carry a wrong time. Set the computer's clock and date.",
  },
  training: {
    code: "N-11",
    fa: "حالت تمرین: هیچ‌چیز این‌جا واقعی نیست و رمز همه ۰۰۰۰ است. برای فروش واقعی به فروشگاه برگردید.",
    en: "Training: nothing here is real, and everybody's PIN is 0000. Go back to the shop for real sales.",
  },
};
