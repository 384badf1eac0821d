/**
 * What the keeping of data can refuse: opening, migrating, backing up, restoring, the keychain. The texts follow one
 * form: what happened, what it means for the money, what to do.
 */
export type StorageRefusal =
  | "wrong-key"
  | "damaged"
  | "locked"
  | "newer-schema"
  | "foreign-schema"
  | "program-damaged"
  | "missing"
  | "disk-full"
  | "unreachable"
  | "key-missing"
  | "key-exposed"
  | "key-damaged"
  | "backup-no-space"
  | "backup-unreachable"
  | "backup-unverified"
  | "backup-incomplete"
  | "backup-altered"
  | "backup-wrong-key"
  | "backup-newer"
  | "restore-over-live";

/** What went wrong with the storage; `detail` is for the technician and has no secret and no member's data in it. */
export interface StorageFailure {
  readonly refusal: StorageRefusal;
  readonly detail: string;
}

/** The words of one refusal; `code` is what a technician is told on the telephone. */
export interface RefusalWords {
  readonly code: string;
  readonly fa: string;
  readonly en: string;
}

/** Every refusal of the storage, in words. */
export const STORAGE_WORDS: Readonly<Record<StorageRefusal, RefusalWords>> = {
  "wrong-key": {
    code: "ST-01",
    fa:
      "کلید این پایگاه داده با آن جور نیست. هیچ مبلغی عوض نشده، ولی تا باز نشدن آن فروش ممکن نیست. کلید " +
      "درست را از برگهٔ بازیابی وارد کنید.",
    en:
      "The key does not fit this database. No amount has changed, but nothing can be sold until it opens. " +
      "Enter the right key from the recovery sheet.",
  },
  damaged: {
    code: "ST-02",
    fa:
      "پایگاه داده آسیب دیده است. تا مبلغی اشتباه ثبت نشود، فروش بسته شد. از آخرین پشتیبان بازیابی کنید یا " +
      "با پشتیبانی تماس بگیرید؛ چیزی را پاک نکنید.",
    en:
      "The database is damaged. Selling is stopped so that no wrong amount is recorded. Restore the latest " +
      "backup or call support; delete nothing.",
  },
  locked: {
    code: "ST-03",
    fa: "وفا همین حالا روی این داده‌ها باز است. هیچ مبلغی عوض نشد. از پنجرهٔ باز استفاده کنید یا اول آن را ببندید.",
    en: "Vafa is already open on this data. No amount was touched. Use the open window, or close it first.",
  },
  "newer-schema": {
    code: "ST-04",
    fa: "این داده‌ها را نسخهٔ تازه‌تری از وفا نوشته است. هیچ مبلغی عوض نشد. نسخهٔ تازه‌تر برنامه را نصب کنید.",
    en: "A newer version of Vafa wrote this data. No amount was touched. Install the newer version.",
  },
  "foreign-schema": {
    code: "ST-05",
    fa:
      "ساختار این پایگاه داده با این برنامه یکی نیست. هیچ مبلغی عوض نشد. با پشتیبانی تماس بگیرید و چیزی را " +
      "پاک نکنید.",
    en:
      "The structure of this database is not the one this program makes. No amount was touched. Call " +
      "support and delete nothing.",
  },
  "program-damaged": {
    code: "ST-06",
    fa: "پرونده‌های خود برنامه دست‌خورده یا ناقص است. به داده‌ها و مبلغ‌ها دست نخورد. برنامه را دوباره نصب کنید.",
    en:
      "Files of the program itself are altered or missing. Data and amounts were not touched. Install the " +
      "program again.",
  },
  missing: {
    code: "ST-07",
    fa:
      "پایگاه داده سر جایش نیست، با این که پیش‌تر بوده است. پایگاه تازه ساخته نشد تا مانده‌ها گم نشوند. " +
      "دیسک را وصل کنید یا پشتیبان را بازیابی کنید.",
    en:
      "The database that used to be here is gone. No new one was made, so that no balance is lost. Connect " +
      "the disk, or restore the backup.",
  },
  "disk-full": {
    code: "ST-08",
    fa: "دیسک پر است و این کار ثبت نشد؛ آنچه پیش‌تر ثبت شده سر جایش است. روی دیسک جا باز کنید و دوباره انجام دهید.",
    en:
      "The disk is full and this was not recorded; what was recorded before is safe. Free some space and " +
      "do it again.",
  },
  unreachable: {
    code: "ST-09",
    fa:
      "به پوشهٔ داده‌ها نمی‌شود نوشت یا آن را خواند. این کار ثبت نشد و مبلغی عوض نشد. دسترسی پوشه و سالم " +
      "بودن دیسک را بررسی کنید.",
    en:
      "The data folder cannot be read or written. This was not recorded and no amount has changed. Check " +
      "the folder's permissions and the disk.",
  },
  "key-missing": {
    code: "ST-10",
    fa:
      "کلید پایگاه داده پیدا نشد. هیچ مبلغی عوض نشده، ولی بدون آن داده‌ها باز نمی‌شود. کلید را از برگهٔ " +
      "بازیابی وارد کنید.",
    en:
      "The key of the database was not found. No amount has changed, but the data cannot open without it. " +
      "Enter the key from the recovery sheet.",
  },
  "key-exposed": {
    code: "ST-11",
    fa:
      "پروندهٔ کلید را دیگران هم می‌توانند بخوانند یا یک میان‌بر است؛ برای حفظ مانده‌ها از آن استفاده نشد. " +
      "دسترسی آن را فقط به کاربر برنامه بدهید.",
    en:
      "Others can read the key file, or it is a link; to protect the balances it was not used. Give access " +
      "to the program's own user only.",
  },
  "key-damaged": {
    code: "ST-12",
    fa: "پروندهٔ کلید خراب یا ناقص است. به داده‌ها و مبلغ‌ها دست نخورد. کلید را از برگهٔ بازیابی وارد کنید.",
    en:
      "The key file is damaged or incomplete. Data and amounts were not touched. Enter the keys from the " +
      "recovery sheet.",
  },
  "backup-no-space": {
    code: "ST-20",
    fa:
      "در جای پشتیبان فضای کافی نیست و پشتیبان تازه گرفته نشد؛ پشتیبان‌های پیشین و مبلغ‌ها سر جایشان است. " +
      "جا باز کنید یا جای دیگری برگزینید.",
    en:
      "There is not enough room for a new backup, so none was made; earlier backups and all amounts are " +
      "safe. Free some space or choose another place.",
  },
  "backup-unreachable": {
    code: "ST-21",
    fa:
      "به جای پشتیبان دسترسی نیست و پشتیبان گرفته نشد؛ فروش ادامه دارد و مبلغی عوض نشده. دیسک یا پوشهٔ " +
      "پشتیبان را وصل کنید.",
    en:
      "The place for backups cannot be reached, so none was made; selling goes on and no amount has " +
      "changed. Connect the backup disk or folder.",
  },
  "backup-unverified": {
    code: "ST-22",
    fa: "پشتیبان تازه پس از نوشتن درست خوانده نشد و کنار گذاشته شد؛ مبلغی عوض نشده. دیسک پشتیبان را عوض کنید.",
    en:
      "The new backup did not read back correctly and was put aside; no amount has changed. Replace the " +
      "backup disk.",
  },
  "backup-incomplete": {
    code: "ST-23",
    fa: "این پوشه پشتیبان کاملی نیست. چیزی بازیابی نشد و مبلغی عوض نشد. پشتیبان دیگری برگزینید.",
    en:
      "This folder is not a complete backup. Nothing was restored and no amount has changed. Choose " +
      "another backup.",
  },
  "backup-altered": {
    code: "ST-24",
    fa:
      "این پشتیبان پس از ساخته شدن تغییر کرده یا خراب شده است. چیزی بازیابی نشد و مبلغی عوض نشد. پشتیبان " +
      "دیگری برگزینید.",
    en:
      "This backup was changed or damaged after it was made. Nothing was restored and no amount has " +
      "changed. Choose another backup.",
  },
  "backup-wrong-key": {
    code: "ST-25",
    fa:
      "کلید با این پشتیبان جور نیست. چیزی بازیابی نشد و مبلغی عوض نشد. کلید همان فروشگاه را از برگهٔ " +
      "بازیابی وارد کنید.",
    en:
      "The key does not fit this backup. Nothing was restored and no amount has changed. Enter the key of " +
      "that shop from its recovery sheet.",
  },
  "backup-newer": {
    code: "ST-26",
    fa:
      "این پشتیبان را نسخهٔ تازه‌تری از وفا ساخته است. چیزی بازیابی نشد و مبلغی عوض نشد. نسخهٔ تازه‌تر " +
      "برنامه را نصب کنید.",
    en:
      "A newer version of Vafa made this backup. Nothing was restored and no amount has changed. Install " +
      "the newer version.",
  },
  "restore-over-live": {
    code: "ST-27",
    fa:
      "وفا روی این داده‌ها باز است و روی پایگاه باز بازیابی نمی‌شود. مبلغی عوض نشد. برنامه را ببندید و " +
      "دوباره بازیابی کنید.",
    en:
      "Vafa is open on this data, and an open database is never replaced. No amount has changed. Close the " +
      "program and restore again.",
  },
};
