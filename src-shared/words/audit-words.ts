import type { EventType } from "../ledger/event-types.ts";
import type { Locale } from "./format.ts";

/** Sensitive acts that have no event of their own: the codes of `act.noted`. */
export const NOTED_ACTS = [
  "signed-in",
  "pin-wrong",
  "pin-locked",
  "pin-changed",
  "pin-recovered",
  "staff-unlocked",
  "drawer-opened",
  "x-printed",
  "z-copied",
  "receipt-copied",
  "settings-changed",
  "reader-unlocked",
  "credit-refused",
  "members-imported",
  "products-imported",
  "sheet-made",
  "backup-made",
  "program-added",
  "program-removed",
  "displays-forgotten",
  "training-entered",
] as const;
export type NotedAct = (typeof NOTED_ACTS)[number];

type Hyphened<T extends string> = T extends `${infer Head}.${infer Tail}` ? `${Head}-${Tail}` : T;
/** An act as the audit's page gets it: a noted one, or an event's type with a hyphen for its dot. */
export type AuditAct = NotedAct | Hyphened<EventType>;

type Named = Readonly<Record<Locale, string>>;

/** What the audit lists by itself: every noted act, and the events that are sensitive whoever does them. */
export const LISTED_ACTS = {
  "signed-in": { fa: "ورود", en: "Signed in" },
  "pin-wrong": { fa: "رمز نادرست", en: "Wrong PIN" },
  "pin-locked": { fa: "قفل شدن رمز", en: "PIN locked" },
  "pin-changed": { fa: "تغییر رمز", en: "PIN changed" },
  "pin-recovered": { fa: "رمز تازه با برگهٔ بازیابی", en: "PIN set with the recovery sheet" },
  "staff-unlocked": { fa: "باز کردن قفل رمز", en: "PIN unlocked" },
  "drawer-opened": { fa: "باز کردن کشو بدون فروش", en: "Drawer opened without a sale" },
  "x-printed": { fa: "چاپ گزارش X", en: "X printed" },
  "z-copied": { fa: "چاپ دوبارهٔ Z", en: "Z printed again" },
  "receipt-copied": { fa: "چاپ دوبارهٔ رسید", en: "Receipt printed again" },
  "settings-changed": { fa: "تغییر تنظیمات", en: "Settings changed" },
  "reader-unlocked": { fa: "باز کردن قفل کارت‌خوان", en: "Reader unlocked" },
  "credit-refused": { fa: "رد پرداخت با اعتبار", en: "Credit refused" },
  "members-imported": { fa: "ورود اعضا از فایل", en: "Members imported" },
  "products-imported": { fa: "ورود کالاها از فایل", en: "Products imported" },
  "sheet-made": { fa: "ساخت برگهٔ بازیابی", en: "Recovery sheet made" },
  "backup-made": { fa: "پشتیبان‌گیری", en: "Backup made" },
  "program-added": { fa: "اجازهٔ برنامهٔ دیگر", en: "Program allowed" },
  "program-removed": { fa: "حذف برنامهٔ دیگر", en: "Program removed" },
  "displays-forgotten": { fa: "فراموشی نمایشگرهای مشتری", en: "Customer displays forgotten" },
  "training-entered": { fa: "رفتن به تمرین", en: "Training entered" },
  "member-verified": { fa: "تأیید موبایل توسط فروشنده", en: "Mobile verified by staff" },
  "cash-moved": { fa: "واریز یا برداشت از کشو", en: "Cash paid in or out" },
  "shift-opened": { fa: "شروع شیفت", en: "Shift opened" },
  "shift-closed": { fa: "پایان شیفت", en: "Shift closed" },
  "shift-handed": { fa: "تحویل شیفت", en: "Shift handed over" },
  "staff-added": { fa: "کارمند تازه", en: "Staff added" },
  "staff-changed": { fa: "تغییر کارمند", en: "Staff changed" },
  "sale-recorded": { fa: "فروش با تأیید نفر دوم", en: "Sale with a second person" },
  "sale-voided": { fa: "ابطال فروش", en: "Sale voided" },
  "sale-refunded": { fa: "برگشت از فروش", en: "Refund" },
  "refund-claimed": { fa: "برگشت بدون تأیید مرکز", en: "Refund, head office away" },
  "void-intended": { fa: "ابطال در انتظار کارت", en: "Void, waiting for the card" },
  "tender-intended": { fa: "پرداخت با اعتبار با تأیید نفر دوم", en: "Credit with a second person" },
  "tender-abandoned": { fa: "مشتری رفت", en: "Customer left" },
  "gift-granted": { fa: "اعتبار هدیه", en: "Goodwill credit" },
  "adjustment-made": { fa: "اصلاح اعتبار", en: "Correction" },
  "card-issued": { fa: "صدور کارت", en: "Card issued" },
  "card-blocked": { fa: "مسدود کردن کارت", en: "Card blocked" },
  "card-unblocked": { fa: "رفع مسدودی کارت", en: "Card unblocked" },
  "card-alarmed": { fa: "هشدار کارت", en: "Card alarm" },
  "programme-published": { fa: "برنامهٔ باشگاه", en: "Programme published" },
  "journal-succeeds": { fa: "ادامه پس از بازیابی", en: "Going on after a restore" },
  "journal-closed": { fa: "بستن دفتر", en: "Journal closed" },
} as const satisfies Readonly<Record<NotedAct, Named>> & Readonly<Partial<Record<AuditAct, Named>>>;

/** The day's ordinary work stands in the audit only where a second person said yes to it. */
const OTHER_ACTS = {
  "journal-opened": { fa: "دفتر تازه", en: "Journal opened" },
  "writer-assigned": { fa: "شمارهٔ نویسنده", en: "Writer's number given" },
  "member-enrolled": { fa: "عضو تازه", en: "Member enrolled" },
  "member-profiled": { fa: "تغییر مشخصات عضو", en: "Member's profile changed" },
  "member-merged": { fa: "یکی کردن دو عضو", en: "Members merged" },
  "feed-applied": { fa: "دریافت از مرکز", en: "News of the head office taken" },
  "lot-unlocked": { fa: "باز شدن اعتبار", en: "Credit unlocked" },
  "balance-opened": { fa: "ماندهٔ اولیه", en: "Opening balance" },
  "credit-expired": { fa: "پایان مهلت اعتبار", en: "Credit expired" },
  "lease-granted": { fa: "سپردن اعتبار به صندوق", en: "Credit lent to a till" },
  "lease-returned": { fa: "بازگشت اعتبار سپرده", en: "Lent credit returned" },
  "review-moved": { fa: "جابه‌جایی پس از بررسی", en: "Moved after a review" },
  "card-written": { fa: "نوشتن کارت", en: "Card written" },
  "card-confirmed": { fa: "تأیید نوشتن کارت", en: "Card's writing confirmed" },
  "card-settled": { fa: "روشن شدن نوشتن کارت", en: "Card's writing became clear" },
  "operation-created": { fa: "انتقال به کارت", en: "On its way to a card" },
  "operation-returned": { fa: "بازگشت انتقال به کارت", en: "Came back from its way to a card" },
  "gap-adopted": { fa: "پذیرفتن ماندهٔ کارت", en: "Card's balance adopted" },
} as const satisfies Readonly<Record<Exclude<AuditAct, keyof typeof LISTED_ACTS | "act-noted">, Named>>;

/** What each act that an audit can list is called. An act of a newer program is shown by its code. */
export const AUDIT_WORDS: Readonly<Record<Exclude<AuditAct, "act-noted">, Named>> = { ...LISTED_ACTS, ...OTHER_ACTS };
