import { expect, test } from "vitest";
import { parseReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { parseReceiptQr } from "../../../src-shared/receipt/receipt-qr.ts";
import { voidReceipt, type VoidReceiptInput } from "../../../src-shared/receipt/void-receipt.ts";
import { defaultDisplay, type Locale } from "../../../src-shared/words/format.ts";
import { sampleReceipt } from "./sample-receipt.ts";
import { rows } from "./document-rows.ts";

function sample(locale: Locale): VoidReceiptInput {
  const { shop, display, atMs, cashier, lines, totalMinor } = sampleReceipt(locale);
  return {
    shop,
    display,
    atMs,
    receiptNumber: "10043",
    cashier,
    lines,
    totalMinor,
    cashMinor: 16_070_000,
    bankCardMinor: 0,
    restoredMinor: 5_000_000,
    takenMinor: 1_607_000,
    cardBalanceMinor: 5_711_750,
    sale: { journalShort: "aB3_x9", seq: 10_042, hash8: "9f3c01ab" },
    proof: { journalShort: "aB3_x9", seq: 10_043, hash8: "00aa11bb" },
  };
}

test("a Persian void is marked in both languages, and says what went back where and which sale it undoes", () => {
  const document = voidReceipt(sample("fa"), "fa");
  expect(parseReceiptDocument(document)).toEqual(document);
  expect(rows(document.blocks)).toEqual([
    "فروشگاه زنجیره‌ای گل‌افشان",
    "تهران، خیابان ولی‌عصر، نرسیده به پارک ساعی، پلاک ۲۱۴۷",
    "تلفن: ۰۲۱-۸۸۷۷۶۶۵۵",
    "-----",
    "تاریخ: ۱۴۰۵/۰۹/۰۱ | ساعت: ۱۹:۱۲",
    "صندوق‌دار: مریم رضایی | شماره: ۱۰۰۴۳",
    "ابطال فروش / VOID",
    "کد ثبت فروش: 9f3c01ab (aB3_x9, 10042)",
    "- - -",
    "شیر کم‌چرب پاستوریزه ۱ لیتری | ۷۷۰٬۰۰۰",
    "۲ × ۳۸۵٬۰۰۰",
    "پنیر لیقوان تبریز (۴۰۰ گرم) | ۱٬۸۹۰٬۰۰۰",
    "چای احمد Earl Grey ۵۰۰ گرم | ۴٬۲۵۰٬۰۰۰",
    "تخفیف | −۱٬۱۵۰٬۰۰۰",
    "شامپو Clear Men ضدشوره ۴۰۰ml | ۲٬۷۶۰٬۰۰۰",
    "پسته خام اکبری درجه یک کیلویی | ۱۲٬۵۵۰٬۰۰۰",
    "۱٫۲۵۵ × ۱۰٬۰۰۰٬۰۰۰",
    "- - -",
    "مبلغ ابطال‌شده | ۲۱٬۰۷۰٬۰۰۰\u00a0ریال",
    "نقدی برگشتی | ۱۶٬۰۷۰٬۰۰۰\u00a0ریال",
    "اعتبار برگشتی | ۵٬۰۰۰٬۰۰۰\u00a0ریال",
    "اعتبار این خرید، پس گرفته شد | ۱٬۶۰۷٬۰۰۰\u00a0ریال",
    "مانده روی کارت | ۵٬۷۱۱٬۷۵۰\u00a0ریال",
    "-----",
    "امضای مشتری: ..........................",
    "VF1.aB3_x9.10043.00aa11bb.0.0.0",
    "کد ثبت: 00aa11bb (aB3_x9, 10043)",
    "از خرید شما سپاسگزاریم",
  ]);
});

test("an English void of an amount alone, paid at the bank terminal", () => {
  const paid = { cashMinor: 0, bankCardMinor: 500_000, restoredMinor: 0, takenMinor: 50_000 };
  const { cardBalanceMinor: _, ...rest } = sample("en");
  const input = { ...rest, ...paid, lines: [], totalMinor: 500_000, poolBalanceMinor: 7000 };
  const document = voidReceipt({ ...input, display: defaultDisplay("en") }, "en");
  expect(rows(document.blocks).slice(4)).toEqual([
    "Date: 2026-11-22 | Time: 19:12",
    "Cashier: مریم رضایی | No.: 10043",
    "VOID / ابطال فروش",
    "Record of the sale: 9f3c01ab (aB3_x9, 10042)",
    "- - -",
    "Purchase | 50,000",
    "- - -",
    "Voided total | 50,000\u00a0toman",
    "Back to the bank card | 50,000\u00a0toman",
    "Credit of this purchase, taken back | 5,000\u00a0toman",
    "Balance in the club account | 700\u00a0toman",
    "-----",
    "Customer's signature: ..........................",
    "VF1.aB3_x9.10043.00aa11bb.0.0.0",
    "Record: 00aa11bb (aB3_x9, 10043)",
    "از خرید شما سپاسگزاریم",
  ]);
  expect(parseReceiptQr("VF1.aB3_x9.10043.00aa11bb.0.0.0")).toMatchObject({ totalMinor: 0, seq: 10_043 });
});

test("a void whose returns don't make up its total is never printed", () => {
  expect(() => voidReceipt({ ...sample("fa"), cashMinor: 1 }, "fa")).toThrow("total");
});
