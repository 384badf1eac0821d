import type { SaleReceiptInput } from "../../../src-shared/receipt/sale-receipt.ts";
import { defaultDisplay, type Locale } from "../../../src-shared/words/format.ts";

/** 2026-11-22 19:12 in Tehran, 1405/09/01. */
export const SAMPLE_AT_MS = 1_795_362_120_000;

const line = (name: string, netMinor: number, more: { quantityMilli?: number; discountMinor?: number } = {}) => {
  const { quantityMilli = 1000, discountMinor = 0 } = more;
  const unitPriceMinor = Math.round(((netMinor + discountMinor) * 1000) / quantityMilli);
  return { name, quantityMilli, unitPriceMinor, discountMinor, netMinor };
};

/** A bill with every trap of two directions in one line. */
export function sampleReceipt(locale: Locale): SaleReceiptInput {
  const explanation = {
    fa: "۱۰٪ از ۱۶٬۰۷۰٬۰۰۰ ریال برای سطح طلایی، به پایین گرد شده به ۱ ریال.",
    en: "10% of 16,070,000 rial for tier Gold, rounded down to 1 rial.",
  };
  const lines = [
    line("شیر کم‌چرب پاستوریزه ۱ لیتری", 770_000, { quantityMilli: 2000 }),
    line("پنیر لیقوان تبریز (۴۰۰ گرم)", 1_890_000),
    line("چای احمد Earl Grey ۵۰۰ گرم", 3_100_000, { discountMinor: 1_150_000 }),
    line("شامپو Clear Men ضدشوره ۴۰۰ml", 2_760_000),
    line("پسته خام اکبری درجه یک کیلویی", 12_550_000, { quantityMilli: 1255 }),
  ];
  return {
    shop: {
      name: "فروشگاه زنجیره‌ای گل‌افشان",
      address: "تهران، خیابان ولی‌عصر، نرسیده به پارک ساعی، پلاک ۲۱۴۷",
      phone: "۰۲۱-۸۸۷۷۶۶۵۵",
      footer: "از خرید شما سپاسگزاریم",
    },
    display: { ...defaultDisplay(locale), moneyUnit: "rial" },
    atMs: SAMPLE_AT_MS,
    receiptNumber: "A-10042",
    cashier: "مریم رضایی",
    cardNumber: "1402 **** 0917",
    lines,
    totalMinor: 21_070_000,
    tenders: [
      { kind: "credit", amountMinor: 5_000_000 },
      { kind: "cash", amountMinor: 17_000_000 },
    ],
    changeMinor: 930_000,
    loyalty: {
      earnedMinor: 1_607_000,
      explanation: explanation[locale],
      spentMinor: 5_000_000,
      cardBalanceMinor: 2_318_750,
      poolBalanceMinor: 40_000,
      heldMinor: 15_000,
    },
    proof: { journalShort: "aB3_x9", seq: 10_042, hash8: "9f3c01ab" },
  };
}

/** The same shop's bill with nothing but an amount, paid in cash by nobody known. */
export function amountOnlyReceipt(locale: Locale, totalMinor: number): SaleReceiptInput {
  const { loyalty: _loyalty, cardNumber: _cardNumber, ...rest } = sampleReceipt(locale);
  return { ...rest, lines: [], totalMinor, tenders: [{ kind: "cash", amountMinor: totalMinor }], changeMinor: 0 };
}

/** A member who takes a slip home; the QR's text has the form of a real one. */
export const SAMPLE_MEMBER = {
  member: "2.1407",
  name: "سارا رضایی (Sara)",
  qr: "VAFA:M:2.1407:804417263950128",
} as const;
