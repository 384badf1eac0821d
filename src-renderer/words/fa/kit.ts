/** What the components themselves say. */
export const KIT_FA = {
  close: "بستن",
  cancel: "انصراف",
  confirm: "تأیید",
  clear: "پاک کردن",
  choose: "انتخاب کنید",
  "delete-digit": "پاک کردن رقم آخر",
  "pin-typed": "{n, plural, =0 {رقمی وارد نشده} other {# رقم وارد شد}}",
  "nothing-found": "چیزی پیدا نشد",
  "previous-month": "ماه پیش",
  "next-month": "ماه بعد",
  "open-calendar": "باز کردن تقویم",
  "rows-shown": "{n, plural, =0 {هیچ ردیفی نیست} other {# ردیف}}",
  "mobile-short": "شمارهٔ موبایل ۱۱ رقم دارد و با ۰۹ شروع می‌شود.",
  "technician-code": "کد فنی",
  more: "نمایش بیشتر",
  "tries-left": "{n, plural, other {# بار دیگر}} پیش از آن که این نام مدتی قفل شود.",
} as const;
