/** Why a card can't be used for what was asked. Closed: every member has words below. */
export type CardRefusalCode =
  | "card-blank"
  | "card-foreign"
  | "card-other-merchant"
  | "card-newer"
  | "card-damaged"
  | "card-blocked"
  | "card-rolled-back"
  | "card-key-revoked"
  | "card-other-asset"
  | "card-worn-out"
  | "card-too-many-doubts"
  | "terminal-held"
  | "amount-invalid"
  | "spend-over-balance"
  | "spend-over-limit";

/** What a cashier must hear about a card beside refusals. */
export type CardNoticeCode =
  | "card-left-early"
  | "card-wrong-one"
  | "card-wearing-out"
  | "doubt-spend-returned"
  | "doubt-earning-to-pool"
  | "earned-to-pool"
  | "reader-locked";

/** A refusal with the amount (minor units) that would work in place of the one refused, where there is one. */
export interface CardRefusal {
  readonly code: CardRefusalCode;
  readonly worksMinor: number | null;
}

/** A text for a person: what happened, what it means for the money, what to do. `code` is for the technician. */
export interface CardWords {
  readonly code: string;
  readonly fa: string;
  readonly en: string;
}

/**
 * Every refusal and notice of the card in words. `{works}` stands for the amount that works, already formatted with its
 * unit by whoever shows the sentence.
 */
export const CARD_WORDS: Readonly<Record<CardRefusalCode | CardNoticeCode, CardWords>> = {
  "card-blank": {
    code: "C-01",
    fa: "این کارت خالی است و هنوز صادر نشده؛ اعتباری روی آن نیست. در میز کارت آن را برای یک عضو صادر کنید.",
    en: "This card is empty and was never issued; there is no credit on it. Issue it to a member at the card desk.",
  },
  "card-foreign": {
    code: "C-02",
    fa: "این کارت مال باشگاه ما نیست؛ چیزی از آن کم یا به آن اضافه نشد. کارت باشگاه یا شماره همراه عضو را بخواهید.",
    en: "This card is not one of ours; nothing was taken from it or put on it. Ask for the club's card or the member's mobile number.",
  },
  "card-other-merchant": {
    code: "C-03",
    fa: "این کارت مال فروشگاه دیگری است؛ اعتبار آن اینجا خرج نمی‌شود و چیزی روی آن نوشته نشد. کارت خود ما یا شماره همراه را بخواهید.",
    en: "This card belongs to another shop; its credit can't be spent here and nothing was written on it. Ask for our own card or the mobile number.",
  },
  "card-newer": {
    code: "C-04",
    fa: "این کارت را نسخه تازه‌تری از برنامه نوشته است؛ اعتبار آن سر جایش است ولی این صندوق نمی‌تواند خرجش کند. امتیاز خرید به حساب عضو می‌رود؛ برنامه را به‌روز کنید.",
    en: "A newer version of this program wrote this card; its credit is safe but this till can't spend it. What is earned goes to the member's account; update the program.",
  },
  "card-damaged": {
    code: "C-05",
    fa: "نوشته کارت خراب است؛ مانده صفر نیست و در دفتر محفوظ است. کارت را در میز کارت عوض کنید؛ امتیاز این خرید به حساب عضو می‌رود.",
    en: "The card's record is damaged; its balance is not zero and is safe in the books. Replace the card at the card desk; this purchase earns to the member's account.",
  },
  "card-blocked": {
    code: "C-06",
    fa: "این کارت مسدود شده است؛ از آن خرج نمی‌شود و چیزی روی آن نوشته نشد. امتیاز خرید به حساب عضو می‌رود؛ برای کارت تازه میز کارت را باز کنید.",
    en: "This card is blocked; nothing can be spent from it and nothing was written. What is earned goes to the member's account; open the card desk for a new card.",
  },
  "card-rolled-back": {
    code: "C-07",
    fa: "کارت عقب‌تر از چیزی است که قبلاً از آن خوانده شده و شاید کپی باشد؛ از آن خرج نشد و چیزی نوشته نشد. امتیاز خرید به حساب عضو رفت؛ کارت را نگه دارید و به مدیر خبر دهید.",
    en: "The card shows an older state than it had before and may be a copy; nothing was spent and nothing was written. What is earned went to the member's account; keep the card and tell the manager.",
  },
  "card-key-revoked": {
    code: "C-08",
    fa: "این کارت با کلیدی نوشته شده که باطل شده است و دفتر این مانده را نمی‌شناسد؛ تا تأیید دفتر مرکزی خرج نمی‌شود. به شبکه وصل شوید و دوباره کارت بگذارید.",
    en: "This card was written with a key that was revoked and the books don't know this balance; it can't be spent until the head office confirms it. Connect to the network and tap again.",
  },
  "card-other-asset": {
    code: "C-09",
    fa: "اعتبار این کارت به واحد پول دیگری است و اینجا خرج نمی‌شود؛ چیزی روی آن نوشته نشد. امتیاز خرید به حساب عضو می‌رود؛ کارت را در میز کارت عوض کنید.",
    en: "The credit on this card is in another currency unit and can't be spent here; nothing was written. What is earned goes to the member's account; replace the card at the card desk.",
  },
  "card-worn-out": {
    code: "C-10",
    fa: "این کارت به آخر عمر خود رسیده و دیگر نوشته نمی‌شود؛ مانده آن محفوظ است. امتیاز خرید به حساب عضو می‌رود؛ کارت را همین حالا عوض کنید.",
    en: "This card has reached the end of its life and is written no more; its balance is safe. What is earned goes to the member's account; replace the card now.",
  },
  "card-too-many-doubts": {
    code: "C-11",
    fa: "چند نوشتن روی این کارت هنوز روشن نشده است؛ هیچ مبلغی گم نشده ولی تا همگام‌سازی از آن خرج نمی‌شود. به شبکه وصل شوید یا کارت را عوض کنید.",
    en: "Several writes to this card are still unsettled; no money is lost, but nothing more is spent from it until they sync. Connect to the network or replace the card.",
  },
  "terminal-held": {
    code: "C-12",
    fa: "این صندوق از پشتیبان بازگردانده شده و هنوز با دفتر مرکزی هماهنگ نیست؛ روی کارت چیزی نمی‌نویسد. امتیاز خرید به حساب عضو می‌رود؛ به شبکه وصل شوید.",
    en: "This till was restored and is not in step with the head office yet; it writes to no card. What is earned goes to the member's account; connect to the network.",
  },
  "amount-invalid": {
    code: "C-13",
    fa: "این مبلغ پذیرفته نیست؛ چیزی از کارت کم یا به آن اضافه نشد. مبلغ را درست وارد کنید.",
    en: "This amount can't be used; nothing was taken from the card or put on it. Enter a right amount.",
  },
  "spend-over-balance": {
    code: "C-14",
    fa: "مانده کارت برای این مبلغ کافی نیست؛ چیزی کم نشد. تا {works} می‌شود از کارت پرداخت کرد؛ بقیه را نقد یا با کارت بانکی بگیرید.",
    en: "The card does not hold that much; nothing was taken. Up to {works} can be paid from it; take the rest in cash or by bank card.",
  },
  "spend-over-limit": {
    code: "C-15",
    fa: "این مبلغ از سقف خرج بدون شبکه بیشتر است؛ چیزی کم نشد. تا {works} همین حالا می‌شود؛ برای بیشتر به شبکه وصل شوید یا بقیه را نقد بگیرید.",
    en: "This is more than may be spent without the network; nothing was taken. Up to {works} works now; for more connect to the network, or take the rest in cash.",
  },
  "card-left-early": {
    code: "C-20",
    fa: "کارت زود برداشته شد و معلوم نیست نوشته شده یا نه؛ هیچ مبلغی گم نمی‌شود. همان کارت را دوباره بگذارید، یا «مشتری رفت / جور دیگری می‌پردازد» را بزنید.",
    en: 'The card left too early and whether it was written is not known; no money is lost. Put the same card back, or press "customer left / pays otherwise".',
  },
  "card-wrong-one": {
    code: "C-21",
    fa: "این همان کارت نیست؛ روی این یکی چیزی نوشته نشد. کارت قبلی را بگذارید، یا «مشتری رفت / جور دیگری می‌پردازد» را بزنید.",
    en: 'This is not the same card; nothing was written on it. Put the earlier card back, or press "customer left / pays otherwise".',
  },
  "card-wearing-out": {
    code: "C-22",
    fa: "این کارت به آخر عمر خود نزدیک است؛ مانده آن محفوظ است و هنوز کار می‌کند. در اولین فرصت آن را عوض کنید.",
    en: "This card is near the end of its life; its balance is safe and it still works. Replace it at the next occasion.",
  },
  "doubt-spend-returned": {
    code: "C-23",
    fa: "پرداختی که نیمه‌کاره مانده بود روشن شد: خریدی با آن ثبت نشده و مبلغ آن به عضو برگشت. کاری لازم نیست.",
    en: "A payment that had been left half done is settled: no purchase was recorded with it and its amount went back to the member. Nothing to do.",
  },
  "doubt-earning-to-pool": {
    code: "C-24",
    fa: "امتیاز خرید پیشین روی کارت ننشسته بود و به حساب عضو رفت. کاری لازم نیست.",
    en: "What an earlier purchase earned had not reached the card and went to the member's account. Nothing to do.",
  },
  "earned-to-pool": {
    code: "C-25",
    fa: "امتیاز این خرید به حساب عضو رفت، نه روی کارت؛ چیزی گم نشده است. کاری لازم نیست.",
    en: "What this purchase earned went to the member's account and not onto the card; nothing is lost. Nothing to do.",
  },
  "reader-locked": {
    code: "C-26",
    fa: "پنج کارت پشت سر هم امضای نادرست داشتند؛ صدور و خرج با این کارت‌خوان بسته شد. فروش و پرداخت نقدی برقرار است؛ مدیر باید آن را باز کند.",
    en: "Five cards in a row carried a wrong signature; issuing and spending with this reader are locked. Selling and cash go on; a manager must unlock it.",
  },
};
