import type { CoreWords } from "./core-words.ts";

/** What signing in, rights and the limits against self-crediting can refuse. */
export type StaffRefusal =
  | "staff-unknown"
  | "staff-left"
  | "staff-name-invalid"
  | "staff-too-many"
  | "pin-invalid"
  | "pin-wrong"
  | "pin-locked"
  | "pin-not-set"
  | "approver-not-allowed"
  | "approver-is-actor"
  | "last-owner"
  | "staff-own-card"
  | "earn-limit"
  | "sheet-wrong"
  | "sheet-locked";

/** Every refusal of the staff's area in words. */
export const STAFF_WORDS: Readonly<Record<StaffRefusal, CoreWords>> = {
  "staff-unknown": {
    code: "S-01",
    fa: "چنین کارمندی در این فروشگاه نیست. چیزی ثبت نشد. از فهرست انتخاب کنید.",
    en: "This shop has no such member of the staff. Nothing was recorded. Choose from the list.",
  },
  "staff-left": {
    code: "S-02",
    fa: "این کارمند دیگر در این فروشگاه کار نمی‌کند. چیزی ثبت نشد. با نام خودتان وارد شوید.",
    en: "This member of the staff has left. Nothing was recorded. Sign in under your own name.",
  },
  "staff-name-invalid": {
    code: "S-03",
    fa: "نام باید ۱ تا ۸۰ حرف باشد. چیزی ثبت نشد. نام را درست وارد کنید.",
    en: "A name has 1 to 80 letters. Nothing was recorded. Enter the name again.",
  },
  "staff-too-many": {
    code: "S-04",
    fa: "تعداد کارمندان به سقف رسیده است. کارمندی اضافه نشد. با پشتیبانی تماس بگیرید.",
    en: "The list of the staff is full. Nobody was added. Call the support.",
  },
  "pin-invalid": {
    code: "S-05",
    fa: "رمز باید ۴ تا ۸ رقم باشد. چیزی عوض نشد. رمز دیگری وارد کنید.",
    en: "A PIN has 4 to 8 digits. Nothing was changed. Enter another one.",
  },
  "pin-wrong": {
    code: "S-06",
    fa: "رمز درست نیست. چیزی ثبت نشد. دوباره وارد کنید؛ پس از چند رمز نادرست باید کمی صبر کنید.",
    en: "The PIN is wrong. Nothing was recorded. Enter it again; after several wrong ones there is a wait.",
  },
  "pin-locked": {
    code: "S-07",
    fa: "رمز چند بار نادرست وارد شد و این نام موقتاً قفل است. چیزی ثبت نشد. صبر کنید، یا صاحب فروشگاه قفل را باز کند.",
    en: "Too many wrong PINs: this name is locked for a while. Nothing was recorded. Wait, or ask the owner to unlock it.",
  },
  "pin-not-set": {
    code: "S-08",
    fa: "برای این نام هنوز رمزی گذاشته نشده است. چیزی ثبت نشد. صاحب فروشگاه باید رمز بگذارد.",
    en: "No PIN was set for this name yet. Nothing was recorded. The owner has to set one.",
  },
  "approver-not-allowed": {
    code: "S-09",
    fa: "این شخص اجازهٔ تأیید این کار را ندارد. چیزی ثبت نشد. مدیر یا صاحب فروشگاه تأیید کند.",
    en: "This person may not approve it. Nothing was recorded. Ask the manager or the owner.",
  },
  "approver-is-actor": {
    code: "S-10",
    fa: "هیچ‌کس کار خودش را تأیید نمی‌کند. چیزی ثبت نشد. نفر دیگری رمز خود را وارد کند.",
    en: "Nobody approves their own act. Nothing was recorded. Another person enters their PIN.",
  },
  "last-owner": {
    code: "S-11",
    fa: "فروشگاه باید یک صاحب داشته باشد. چیزی عوض نشد. اول شخص دیگری را صاحب فروشگاه کنید.",
    en: "A shop has to have an owner. Nothing was changed. Make somebody else an owner first.",
  },
  "staff-own-card": {
    code: "S-12",
    fa: "این کارت مال فروشنده یا مسئول همین شیفت است و در شیفت خودش اعتبار نمی‌گیرد. فاکتور فروخته می‌شود، بدون اعتبار.",
    en: "This card is the seller's own, or the shift holder's: it earns nothing on their shift. The bill is sold without it.",
  },
  "earn-limit": {
    code: "S-13",
    fa: "این عضو در این شیفت به سقف خریدهای با اعتبار رسیده است. چیزی ثبت نشد. رمز نفر دوم، یا فروش بدون عضو.",
    en: "This member has earned on as many bills of this shift as are allowed. Nothing was recorded. A second PIN, or sell without the member.",
  },
  "sheet-wrong": {
    code: "S-14",
    fa: "این برگهٔ بازیابی مال این فروشگاه نیست یا درست وارد نشده. رمزی عوض نشد. همهٔ سطرها را از تازه‌ترین برگه وارد کنید.",
    en: "This is not this shop's recovery sheet, or a line is mistyped. No PIN was changed. Type all lines of the newest sheet.",
  },
  "sheet-locked": {
    code: "S-15",
    fa: "برگهٔ نادرست چند بار وارد شد. رمزی عوض نشد. چند دقیقه صبر کنید و دوباره وارد کنید.",
    en: "A wrong sheet was typed too often. No PIN was changed. Wait some minutes and type it again.",
  },
};
