import { expect, test } from "vitest";
import { parseReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { parseReceiptQr, receiptQrText } from "../../../src-shared/receipt/receipt-qr.ts";
import { RECEIPT_LINES_MAX } from "../../../src-shared/receipt/receipt-parts.ts";
import { markAsCopy, saleReceipt } from "../../../src-shared/receipt/sale-receipt.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import { amountOnlyReceipt, SAMPLE_AT_MS, sampleReceipt } from "./sample-receipt.ts";
import { plain, rows } from "./document-rows.ts";

test("a Persian receipt says everything in Persian digits and Solar Hijri, with rial after the number", () => {
  expect(rows(saleReceipt(sampleReceipt("fa"), "fa").blocks)).toEqual([
    "فروشگاه زنجیره‌ای گل‌افشان",
    "تهران، خیابان ولی‌عصر، نرسیده به پارک ساعی، پلاک ۲۱۴۷",
    "تلفن: ۰۲۱-۸۸۷۷۶۶۵۵",
    "-----",
    "تاریخ: ۱۴۰۵/۰۹/۰۱ | ساعت: ۱۹:۱۲",
    "صندوق‌دار: مریم رضایی | شماره: A-۱۰۰۴۲",
    "کارت باشگاه: ۱۴۰۲ **** ۰۹۱۷",
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
    "جمع کل | ۲۲٬۲۲۰٬۰۰۰\u00a0ریال",
    "تخفیف | −۱٬۱۵۰٬۰۰۰\u00a0ریال",
    "مبلغ پرداختی | ۲۱٬۰۷۰٬۰۰۰\u00a0ریال",
    "پرداخت با اعتبار | ۵٬۰۰۰٬۰۰۰\u00a0ریال",
    "نقدی | ۱۷٬۰۰۰٬۰۰۰\u00a0ریال",
    "باقی پول | ۹۳۰٬۰۰۰\u00a0ریال",
    "-----",
    "اعتبار خرج‌شده | ۵٬۰۰۰٬۰۰۰\u00a0ریال",
    "اعتبار این خرید | ۱٬۶۰۷٬۰۰۰\u00a0ریال",
    "۱۰٪ از ۱۶٬۰۷۰٬۰۰۰ ریال برای سطح طلایی، به پایین گرد شده به ۱ ریال.",
    "مانده روی کارت | ۲٬۳۱۸٬۷۵۰\u00a0ریال",
    "مانده در حساب باشگاه | ۴۰٬۰۰۰\u00a0ریال",
    "در انتظار تأیید | ۱۵٬۰۰۰\u00a0ریال",
    "VF1.aB3_x9.10042.9f3c01ab.21070000.1607000.5000000",
    "کد ثبت: 9f3c01ab (aB3_x9, 10042)",
    "از خرید شما سپاسگزاریم",
  ]);
});

test("an English receipt of an amount alone has one line, toman with its tenth, and no club part", () => {
  const input = { ...amountOnlyReceipt("en", 1_234_567), display: defaultDisplay("en") };
  expect(rows(saleReceipt(input, "en").blocks).slice(3)).toEqual([
    "-----",
    "Date: 2026-11-22 | Time: 19:12",
    "Cashier: مریم رضایی | No.: A-10042",
    "- - -",
    "Purchase | 123,456.7",
    "- - -",
    "Total | 123,456.7\u00a0toman",
    "Cash | 123,456.7\u00a0toman",
    "-----",
    "VF1.aB3_x9.10042.9f3c01ab.1234567.0.0",
    "Record: 9f3c01ab (aB3_x9, 10042)",
    "از خرید شما سپاسگزاریم",
  ]);
});

test("a receipt whose lines or tenders don't make up its total is never built", () => {
  const input = sampleReceipt("fa");
  expect(() => saleReceipt({ ...input, changeMinor: 929_999 }, "fa")).toThrow("tenders");
  expect(() => saleReceipt({ ...input, lines: input.lines.slice(1) }, "fa")).toThrow("lines");
});

test("a bill longer than the most lines ends with one line for the rest, and the sum still holds", () => {
  const one = { name: "نان", quantityMilli: 1000, unitPriceMinor: 10, discountMinor: 0, netMinor: 10 };
  const lines = Array.from({ length: RECEIPT_LINES_MAX + 7 }, () => one);
  const totalMinor = lines.length * 10;
  const tenders = [{ kind: "cash" as const, amountMinor: totalMinor }];
  const document = saleReceipt({ ...sampleReceipt("en"), lines, totalMinor, tenders, changeMinor: 0 }, "en");
  const items = rows(document.blocks).filter((row) => row.startsWith("نان"));
  expect(items).toHaveLength(RECEIPT_LINES_MAX);
  expect(rows(document.blocks)).toContain("7 more items | 70");
  expect(parseReceiptDocument(JSON.parse(JSON.stringify(document)))).toEqual(document);
});

test("a copy is the same receipt with its number, its time and the word in both languages", () => {
  const document = saleReceipt(sampleReceipt("fa"), "fa");
  const copy = markAsCopy(document, { number: 2, atMs: SAMPLE_AT_MS, display: defaultDisplay("fa") });
  expect(copy.blocks).toEqual(document.blocks);
  expect(document.copy).toBeNull();
  expect(copy.copy?.number).toBe(2);
  expect(plain(copy.copy?.text ?? [])).toBe("المثنی / COPY ۲ – ۱۴۰۵/۰۹/۰۱ ۱۹:۱۲");
});

test("a stored document comes back as it was; a damaged or a newer one is refused", () => {
  const document = saleReceipt(sampleReceipt("en"), "en");
  expect(parseReceiptDocument(JSON.parse(JSON.stringify(document)))).toEqual(document);
  expect(parseReceiptDocument({ ...document, template: 3 })).toBeUndefined();
  expect(parseReceiptDocument({ ...document, blocks: [{ kind: "image" }] })).toBeUndefined();
  expect(parseReceiptDocument("receipt")).toBeUndefined();
});

test("the QR of a receipt is read back, and no other text passes for one", () => {
  const qr = { journalShort: "x-_9", seq: 7, hash8: "00ff00ff", totalMinor: 5, earnedMinor: 0, spentMinor: 0 };
  expect(receiptQrText(qr)).toBe("VF1.x-_9.7.00ff00ff.5.0.0");
  expect(parseReceiptQr(receiptQrText(qr))).toEqual(qr);
  for (const text of ["", "VF2.x-_9.7.00ff00ff.5.0.0", "VF1.x-_9.7.00FF00ff.5.0.0", "VF1.x-_9.7.00ff00ff.5.0"]) {
    expect(parseReceiptQr(text), text).toBeUndefined();
  }
  expect(() => receiptQrText({ ...qr, totalMinor: -1 })).toThrow("QR");
});

test("what the owner hides is not on the paper; the total, the tenders and the record always are", () => {
  const input = sampleReceipt("en");
  const none = { address: false, phone: false, cashier: false, itemPrices: false, explanation: false };
  const shows = { ...none, balance: false, qr: false, footer: false };
  const document = saleReceipt({ ...input, shop: { ...input.shop, shows, headerLines: ["کد اقتصادی 411"] } }, "en");
  expect(rows(document.blocks)).toEqual([
    "فروشگاه زنجیره‌ای گل‌افشان",
    "کد اقتصادی 411",
    "-----",
    "Date: 2026-11-22 | Time: 19:12",
    " | No.: A-10042",
    "Club card: 1402 **** 0917",
    "- - -",
    "شیر کم‌چرب پاستوریزه ۱ لیتری | × 2",
    "پنیر لیقوان تبریز (۴۰۰ گرم) | ",
    "چای احمد Earl Grey ۵۰۰ گرم | ",
    "شامپو Clear Men ضدشوره ۴۰۰ml | ",
    "پسته خام اکبری درجه یک کیلویی | × 1.255",
    "- - -",
    "Subtotal | 22,220,000\u00a0rial",
    "Discount | −1,150,000\u00a0rial",
    "Total | 21,070,000\u00a0rial",
    "Paid with credit | 5,000,000\u00a0rial",
    "Cash | 17,000,000\u00a0rial",
    "Change | 930,000\u00a0rial",
    "-----",
    "Credit spent | 5,000,000\u00a0rial",
    "Credit earned | 1,607,000\u00a0rial",
    "Record: 9f3c01ab (aB3_x9, 10042)",
  ]);
});

test("the owner's picture stands above the name, and credit that ends soon below the balances with its day", () => {
  const input = sampleReceipt("fa");
  const loyalty = { ...input.loyalty, earnedMinor: 0, spentMinor: 0, poolBalanceMinor: 40_000 };
  const expiring = [
    { endsOn: "2026-12-01", amountMinor: 30_000 },
    { endsOn: "2026-12-20", amountMinor: 10_000 },
  ];
  const document = saleReceipt(
    { ...input, shop: { ...input.shop, logo: "0123456789abcdef" }, loyalty: { ...loyalty, expiring } },
    "fa",
  );
  expect(document.blocks[0]).toEqual({ kind: "logo", picture: "0123456789abcdef" });
  const said = rows(document.blocks);
  const at = said.indexOf("مانده در حساب باشگاه | ۴۰٬۰۰۰\u00a0ریال");
  expect(said.slice(at + 1, at + 4)).toEqual([
    "در انتظار تأیید | ۱۵٬۰۰۰\u00a0ریال",
    "خرج کنید تا ۱۴۰۵/۰۹/۱۰ | ۳۰٬۰۰۰\u00a0ریال",
    "خرج کنید تا ۱۴۰۵/۰۹/۲۹ | ۱۰٬۰۰۰\u00a0ریال",
  ]);
});
