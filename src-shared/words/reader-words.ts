/** The states of the card reader that a person can meet, in the order of their cure. */
export type ReaderState =
  | "starting"
  | "no-driver"
  | "service-down"
  | "restarting"
  | "failing"
  | "no-reader"
  | "reader-stuck"
  | "ready";

/** Why a card on the reader can't be used by this program, whoever it belongs to. */
export type MediumRefusal =
  | "desfire-unsupported"
  | "ntag-unsupported"
  | "classic-size-unsupported"
  | "uid-changes"
  | "uid-missing"
  | "medium-unknown"
  | "card-unreadable"
  /** In training, a card of the shop; in the shop, a card of training. */
  | "real-card"
  | "training-card";

/** What can go wrong with a card's bytes, whoever it belongs to. */
export type CardTrouble =
  | "card-left"
  | "card-foreign-keys"
  | "card-foreign-data"
  | "card-half-issued"
  | "card-not-blank"
  | "card-set-aside";

/** A text for a person: what happened, what it means for the money, what to do. `code` is for the technician. */
export interface Words {
  readonly code: string;
  readonly fa: string;
  readonly en: string;
}

/** Every state and refusal of readers and media, in words. */
export const READER_WORDS: Readonly<Record<ReaderState | MediumRefusal | CardTrouble, Words>> = {
  starting: {
    code: "RD-01",
    fa: "کارت‌خوان در حال آماده شدن است. فروش بدون کارت برقرار است؛ چند لحظه صبر کنید.",
    en: "The card reader is getting ready. Selling without a card works; wait a moment.",
  },
  "no-driver": {
    code: "RD-02",
    fa: "نرم‌افزار کارت‌خوان روی این دستگاه بارگذاری نشد. فروش بدون کارت برقرار است؛ برنامه را دوباره نصب کنید.",
    en:
      "The card reader's software does not load on this machine. Selling without a card works; install " +
      "the program again.",
  },
  "service-down": {
    code: "RD-03",
    fa:
      "سرویس کارت هوشمند این رایانه روشن نیست. فروش بدون کارت برقرار است؛ سرویس را روشن کنید، برنامه خودش " +
      "ادامه می‌دهد.",
    en:
      "This computer's smart card service is not running. Selling without a card works; start the service " +
      "and the program goes on by itself.",
  },
  restarting: {
    code: "RD-04",
    fa:
      "ارتباط با کارت‌خوان قطع شد و دوباره برقرار می‌شود. فروش بدون کارت برقرار است؛ چند لحظه صبر کنید و " +
      "کارت را دوباره بگذارید.",
    en:
      "The connection to the card reader broke and is being made again. Selling without a card works; " +
      "wait a moment and tap again.",
  },
  failing: {
    code: "RD-05",
    fa:
      "کارت‌خوان پی‌درپی قطع می‌شود. فروش بدون کارت برقرار است؛ کابل را بکشید و دوباره وصل کنید، اگر ماند " +
      "رایانه را دوباره روشن کنید.",
    en:
      "The card reader fails again and again. Selling without a card works; unplug it and plug it in, and " +
      "if that does not help restart the computer.",
  },
  "no-reader": {
    code: "RD-06",
    fa: "کارت‌خوانی وصل نیست. فروش بدون کارت برقرار است؛ کابل کارت‌خوان را وصل کنید.",
    en: "No card reader is connected. Selling without a card works; plug the card reader in.",
  },
  "reader-stuck": {
    code: "RD-07",
    fa:
      "کارت‌خوان جواب نمی‌دهد. فروش بدون کارت برقرار است؛ کارت را بردارید، کابل کارت‌خوان را بکشید و " +
      "دوباره وصل کنید.",
    en:
      "The card reader does not answer. Selling without a card works; take the card away, unplug the " +
      "reader and plug it in again.",
  },
  ready: {
    code: "RD-00",
    fa: "کارت‌خوان آماده است؛ کارت را بگذارید.",
    en: "The card reader is ready; tap the card.",
  },
  "desfire-unsupported": {
    code: "CM-01",
    fa: "این نسخه هنوز کارت DESFire را نمی‌خواند. چیزی از کارت کم نشد؛ کارت باشگاه از نوع MIFARE Classic بگذارید.",
    en: "This version can't use DESFire cards yet. Nothing was taken from it; use a MIFARE Classic club card.",
  },
  "ntag-unsupported": {
    code: "CM-02",
    fa:
      "این نسخه هنوز کارت NTAG و Ultralight را نمی‌خواند. چیزی از کارت کم نشد؛ کارت باشگاه از نوع MIFARE " +
      "Classic بگذارید.",
    en:
      "This version can't use NTAG and Ultralight cards yet. Nothing was taken from it; use a MIFARE " +
      "Classic club card.",
  },
  "classic-size-unsupported": {
    code: "CM-03",
    fa: "اندازهٔ این کارت MIFARE Classic پشتیبانی نمی‌شود. چیزی از کارت کم نشد؛ کارت یک‌کیلوبایتی بگذارید.",
    en: "This size of MIFARE Classic card can't be used. Nothing was taken from it; use a card of one kilobyte.",
  },
  "uid-changes": {
    code: "CM-04",
    fa:
      "شمارهٔ این کارت هر بار عوض می‌شود (مثل تلفن همراه) و کارت باشگاه نمی‌تواند باشد. چیزی کم نشد؛ کارت " +
      "دیگری بگذارید.",
    en:
      "This card's number changes at every tap (as a phone's does), so it can't be a club card. Nothing " +
      "was taken; use another card.",
  },
  "uid-missing": {
    code: "CM-05",
    fa:
      "کارت‌خوان شمارهٔ این کارت را نداد. چیزی کم نشد؛ کارت را بردارید و دوباره بگذارید، اگر ماند کارت " +
      "دیگری بگذارید.",
    en:
      "The reader gave no number for this card. Nothing was taken; take the card away and tap again, or " +
      "use another card.",
  },
  "medium-unknown": {
    code: "CM-06",
    fa: "این کارت از نوعی است که برنامه نمی‌شناسد. چیزی از کارت کم نشد؛ کارت باشگاه را بگذارید.",
    en: "This is a kind of card that the program does not know. Nothing was taken from it; use the club card.",
  },
  "card-unreadable": {
    code: "CM-07",
    fa: "کارت جواب نداد. چیزی کم نشد؛ کارت را بردارید و صاف و بی‌حرکت دوباره بگذارید.",
    en: "The card did not answer. Nothing was taken; take it away and hold it flat and still on the reader.",
  },
  "real-card": {
    code: "CM-08",
    fa: "این کارت واقعی فروشگاه است و در تمرین خوانده و نوشته نمی‌شود. چیزی کم نشد؛ با کارت تمرین یا کارت روی صفحه کار کنید.",
    en: "This is a real card of the shop: training neither reads nor writes it. Nothing was taken; practise with a training card or the card on the screen.",
  },
  "training-card": {
    code: "CM-09",
    fa: "این کارت تمرین است و اعتبار واقعی ندارد. چیزی ثبت نشد؛ کارت باشگاه مشتری را بگذارید.",
    en: "This is a training card: it has no real credit. Nothing was recorded; use the customer's club card.",
  },
  "card-left": {
    code: "CT-01",
    fa: "کارت زود برداشته شد. هیچ مبلغی گم نشده است؛ همان کارت را دوباره بگذارید.",
    en: "The card left too early. No money is lost; put the same card back.",
  },
  "card-foreign-keys": {
    code: "CT-02",
    fa: "این کارت با کلید ما باز نمی‌شود: کارت ما نیست یا خراب است. چیزی از آن کم نشد؛ کارت باشگاه را بگذارید.",
    en:
      "This card does not open with our keys: it is not ours, or damaged. Nothing was taken from it; use " +
      "the club card.",
  },
  "card-foreign-data": {
    code: "CT-03",
    fa:
      "روی این کارت دادهٔ کس دیگری است و چیزی روی آن ننوشتیم. " + "کارت خالی بردارید، یا با اجازهٔ مسئول آن را پاک کنید.",
    en:
      "This card holds somebody else's data and nothing was written on it. Take a blank card, or let the " +
      "manager allow erasing it.",
  },
  "card-half-issued": {
    code: "CT-04",
    fa: "صدور این کارت نیمه‌کاره مانده است و هنوز اعتباری روی آن نیست. صدور همین کارت را دوباره بزنید.",
    en: "Issuing this card was not finished and there is no credit on it yet. Issue this same card again.",
  },
  "card-not-blank": {
    code: "CT-05",
    fa: "این کارت قبلاً صادر شده است و چیزی روی آن ننوشتیم. کارت خالی بردارید.",
    en: "This card is issued already and nothing was written on it. Take a blank card.",
  },
  "card-set-aside": {
    code: "CT-06",
    fa: "این کارت قابل صدور نیست و اعتباری روی آن نیست. آن را کنار بگذارید و کارت خالی دیگری بردارید.",
    en: "This card can't be issued and there is no credit on it. Set it aside and take another blank card.",
  },
};
