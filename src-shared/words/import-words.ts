import type { CoreWords } from "./core-words.ts";
import type { Locale } from "./format.ts";

/** What can be wrong in a file of members or products. */
export const IMPORT_FAULTS = [
  "file-empty",
  "file-too-long",
  "column-missing",
  "column-twice",
  "quote-broken",
  "cells-too-many",
  "value-missing",
  "number-shortened",
  "text-invalid",
  "text-too-long",
  "mobile-invalid",
  "mobile-twice",
  "date-invalid",
  "date-future",
  "national-id-invalid",
  "introducer-unknown",
  "introducer-circle",
  "list-too-long",
  "amount-invalid",
  "amount-too-large",
  "barcode-invalid",
  "barcode-twice",
  "barcode-taken",
  "product-twice",
  "unit-unknown",
  "yes-no-unknown",
] as const;
export type ImportFault = (typeof IMPORT_FAULTS)[number];

/** Every fault in words. `{line}` stands for the line in which the same thing came first. */
export const IMPORT_FAULT_WORDS: Readonly<Record<ImportFault, Readonly<Record<Locale, string>>>> = {
  "file-empty": {
    fa: "زیر سطر عنوان‌ها هیچ سطری نیست.",
    en: "There is no line below the line of headings.",
  },
  "file-too-long": {
    fa: "فایل بیش از ۵۰٬۰۰۰ سطر دارد. آن را چند فایل کنید.",
    en: "The file has more than 50,000 lines. Split it into several files.",
  },
  "column-missing": {
    fa: "این ستون در فایل نیست. عنوان ستون‌ها باید در سطر اول باشد.",
    en: "The file lacks this column. The first line must hold the headings.",
  },
  "column-twice": {
    fa: "دو ستون همین معنی را دارند. یکی را پاک کنید.",
    en: "Two columns mean the same. Delete one of them.",
  },
  "quote-broken": {
    fa: 'علامت نقل‌قول (") بسته نشده یا جای نادرستی است. سطر خوانده نشد.',
    en: 'A quotation mark (") is not closed or in the wrong place. The line was not read.',
  },
  "cells-too-many": {
    fa: "این سطر بیشتر از عنوان‌ها خانه دارد؛ شاید ویرگولی در متن است.",
    en: "This line has more cells than headings; there may be a comma inside a text.",
  },
  "value-missing": { fa: "این خانه نباید خالی باشد.", en: "This cell must not be empty." },
  "number-shortened": {
    fa: "اکسل رقم‌های این عدد را کوتاه کرده است. ستون را «متن» کنید و عدد را دوباره بنویسید.",
    en: "Excel has shortened this number. Make the column text and enter the number again.",
  },
  "text-invalid": {
    fa: "نویسهٔ ناپیدای نامجاز در این متن هست.",
    en: "This text holds an invisible sign that is not allowed.",
  },
  "text-too-long": { fa: "این متن از اندازه بلندتر است.", en: "This text is too long." },
  "mobile-invalid": {
    fa: "شمارهٔ موبایل درست نیست؛ باید مثل ۰۹۱۲۳۴۵۶۷۸۹ باشد.",
    en: "This is not a mobile number; it should be like 09123456789.",
  },
  "mobile-twice": {
    fa: "این شماره در سطر {line} هم هست.",
    en: "This number stands in line {line} as well.",
  },
  "date-invalid": {
    fa: "این تاریخ نیست؛ سال اول بیاید: ۱۳۶۹/۰۵/۱۲ یا 1990-08-03.",
    en: "This is not a date; the year comes first: 1369/05/12 or 1990-08-03.",
  },
  "date-future": { fa: "این تاریخ هنوز نیامده است.", en: "This date has not come yet." },
  "national-id-invalid": { fa: "کد ملی ۱۰ رقم است.", en: "A national id has 10 digits." },
  "introducer-unknown": {
    fa: "معرف نه عضو است و نه در این فایل.",
    en: "The introducer is neither a member nor in this file.",
  },
  "introducer-circle": {
    fa: "معرف‌ها دور می‌زنند: کسی نمی‌تواند معرف خودش باشد.",
    en: "The introducers go in a circle: nobody can introduce themselves.",
  },
  "list-too-long": { fa: "تعداد این فهرست بیش از اندازه است.", en: "This list has too many entries." },
  "amount-invalid": {
    fa: "این مبلغ خوانده نمی‌شود؛ فقط رقم و جداکنندهٔ هزارگان، نه منفی.",
    en: "This amount can't be read; digits and thousands separators only, and not negative.",
  },
  "amount-too-large": { fa: "این مبلغ بیش از اندازه است.", en: "This amount is too large." },
  "barcode-invalid": {
    fa: "بارکد فقط حرف و رقم لاتین دارد و تا ۴۰ نویسه است.",
    en: "A barcode has Latin letters and digits only, 40 at most.",
  },
  "barcode-twice": {
    fa: "این بارکد در سطر {line} هم هست.",
    en: "This barcode stands in line {line} as well.",
  },
  "barcode-taken": {
    fa: "بارکدهای این سطر مال دو کالای جدا هستند.",
    en: "The barcodes of this line belong to two different products.",
  },
  "product-twice": {
    fa: "همین کالا در سطر {line} هم هست.",
    en: "The same product stands in line {line} as well.",
  },
  "unit-unknown": {
    fa: "واحد شناخته نشد: عدد، خدمت، کیلوگرم، متر یا ساعت.",
    en: "Unknown unit: piece, service, kilogram, metre or hour.",
  },
  "yes-no-unknown": { fa: "این‌جا بله یا خیر بنویسید.", en: "Write yes or no here." },
};

/** What an import can refuse beside "import-changed" and "import-broken". */
export type ImportRefusal = "import-running" | "import-waits";

/** Every refusal in words. */
export const IMPORT_WORDS: Readonly<Record<ImportRefusal, CoreWords>> = {
  "import-running": {
    code: "IM-01",
    fa: "فایل دیگری در حال وارد شدن است. از این فایل چیزی وارد نشد. کمی بعد دوباره بزنید.",
    en: "Another file is being imported. Nothing of this one was imported. Try again shortly.",
  },
  "import-waits": {
    code: "IM-02",
    fa: "مرکز پاسخ نداد و ورود فایل نیمه‌کاره ماند. بقیه‌اش خودبه‌خود وارد می‌شود و چیزی دوبار ثبت نمی‌شود.",
    en: "The head office did not answer, so the import paused. The rest follows by itself, and nothing is recorded twice.",
  },
};
