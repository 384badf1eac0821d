/** The audit. */
export const AUDIT_FA = {
  title: "سوابق",
  who: "چه کسی",
  act: "چه کاری",
  day: "روز",
  all: "همه",
  at: "زمان",
  subject: "دربارهٔ",
  amount: "مبلغ",
  approver: "تأیید",
  empty: "چیزی با این شرط‌ها نیست.",
  again: "تازه کردن",
} as const;
