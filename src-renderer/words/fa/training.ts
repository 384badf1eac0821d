/** Training: a shop beside the shop, where nothing is real. */
export const TRAINING_FA = {
  title: "تمرین",
  what: "فروشگاهی جدا با اعضا و فروش ساختگی. هیچ‌چیز در فروشگاه شما ثبت نمی‌شود و کارت‌های واقعی خوانده نمی‌شوند. رمز همه در تمرین ۰۰۰۰ است.",
  enter: "رفتن به تمرین",
  "enter-sure": "برنامه به تمرین برود؟",
  band: "هیچ‌چیز این‌جا واقعی نیست",
  card: "کارت تمرینی",
  "whose-card": "کارت تمرینی چه کسی",
  "put-card": "گذاشتن کارت",
  "take-card": "برداشتن کارت",
  "blank-card": "خام، برای صدور",
  leave: "بازگشت به فروشگاه",
} as const;
