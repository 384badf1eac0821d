import { expect, test } from "vitest";
import { parseReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { cashSlip, shiftDocument } from "../../../src-shared/receipt/shift-document.ts";
import { samplePaper, SAMPLE_SLIP, SAMPLE_X, SAMPLE_Z } from "./sample-shift.ts";
import { plain, rows } from "./document-rows.ts";

test("a Z in Persian says everything, in Persian digits and Solar Hijri", () => {
  expect(rows(shiftDocument(SAMPLE_Z, samplePaper("fa")).blocks)).toMatchInlineSnapshot(`
    [
      "فروشگاه گل‌افشان",
      "گزارش پایان شیفت (Z)",
      "-----",
      "شمارهٔ Z | ۲۱۴",
      "روز کاری | ۱۴۰۵/۰۹/۰۱",
      "شروع شیفت | ۱۴۰۵/۰۹/۰۱ ۰۹:۱۲",
      "بازکننده | مریم رضایی",
      "پایان شیفت | ۱۴۰۵/۰۹/۰۲ ۰۱:۱۲",
      "بسته‌کننده | سارا (Sara)",
      "- - -",
      "فروش (۳۱۲) | ۱۲۸٬۴۵۰٬۰۰۰ تومان",
      "ابطال (۲) | −۴۳۰٬۰۰۰ تومان",
      "فروش خالص | ۱۲۸٬۰۲۰٬۰۰۰ تومان",
      "- - -",
      "نقدی (۱۲۰) | ۴۰٬۲۱۵٬۰۰۰ تومان",
      "کارت بانکی (۱۸۸) | ۸۵٬۰۰۵٬۰۰۰ تومان",
      "اعتبار باشگاه (۲۱) | ۲٬۸۰۰٬۰۰۰ تومان",
      "جمع رسیدهای کارتخوان | ۸۵٬۰۰۵٬۰۰۰ تومان",
      "اختلاف کارتخوان | ۰ تومان",
      "- - -",
      "اعتبار داده‌شده روی کارت | ۳٬۸۴۲٬۰۵۰ تومان",
      "اعتبار داده‌شده در حساب | ۶۰۰٬۰۰۰ تومان",
      "اعتبار خرج‌شده | ۲٬۸۰۰٬۰۰۰ تومان",
      "در انتظار کارت (۱) | ۱۲٬۰۰۰ تومان",
      "- - -",
      "موجودی اول کشو | ۲٬۰۰۰٬۰۰۰ تومان",
      "واریز به کشو (۱) | ۵۰۰٬۰۰۰ تومان",
      "برداشت از کشو (۳) | −۱٬۲۷۵٬۰۰۰ تومان",
      "باید در کشو باشد | ۴۱٬۴۴۰٬۰۰۰ تومان",
      "شمارش‌شده | ۴۱٬۴۲۵٬۰۰۰ تومان",
      "کسری | ۱۵٬۰۰۰ تومان",
      "-----",
      "کد ثبت: 5be01c77 (aB3_x9, 10511)",
    ]
  `);
});

test("an X in English, blind: nothing says what is in the drawer", () => {
  const document = shiftDocument(SAMPLE_X, samplePaper("en"));
  expect(rows(document.blocks)).toMatchInlineSnapshot(`
    [
      "فروشگاه گل‌افشان",
      "X report",
      "-----",
      "Business day | 2026-11-22",
      "Opened | 2026-11-22 09:12",
      "Opened by | مریم رضایی",
      "Printed | 2026-11-22 19:12",
      "- - -",
      "Sales (312) | 128,450,000 toman",
      "Voids (2) | −430,000 toman",
      "Net sales | 128,020,000 toman",
      "- - -",
      "Credit earned, on cards | 3,842,050 toman",
      "Credit earned, in accounts | 600,000 toman",
      "Credit spent | 2,800,000 toman",
      "Waiting for a card (1) | 12,000 toman",
      "- - -",
      "Float | 2,000,000 toman",
      "Paid in (1) | 500,000 toman",
      "Paid out (3) | −1,275,000 toman",
      "-----",
      "Record: 5be01c77 (aB3_x9, 10511)",
    ]
  `);
  expect(JSON.stringify(document)).not.toMatch(/Expected|Counted|Short/);
});

test("a slip of cash paid out names what for, who, and who approved", () => {
  expect(rows(cashSlip(SAMPLE_SLIP, samplePaper("en")).blocks)).toMatchInlineSnapshot(`
    [
      "فروشگاه گل‌افشان",
      "Paid out",
      "-----",
      "Time | 2026-11-22 19:12",
      "By | سارا",
      "Approved by | علی مدیری",
      "Paid out | 250,000 toman",
      "For: نان و شیر برای آشپزخانه",
      "- - -",
      "Signature: ..........................",
      "Record: 77ab0c01 (aB3_x9, 10077)",
    ]
  `);
  const document = cashSlip(
    { ...SAMPLE_SLIP, kind: "open-drawer", amountMinor: null, approvedBy: null },
    samplePaper("fa"),
  );
  expect(rows(document.blocks)).toMatchInlineSnapshot(`
    [
      "فروشگاه گل‌افشان",
      "باز شدن کشو بدون فروش",
      "-----",
      "زمان | ۱۴۰۵/۰۹/۰۱ ۱۹:۱۲",
      "ثبت‌کننده | سارا",
      "بابت: نان و شیر برای آشپزخانه",
      "- - -",
      "امضا: ..........................",
      "کد ثبت: 77ab0c01 (aB3_x9, 10077)",
    ]
  `);
});

test("a difference has its word: short, over, or none", () => {
  const words = [-1, 1, 0].map((differenceMinor) => {
    const { blocks } = shiftDocument({ ...SAMPLE_Z, differenceMinor }, samplePaper("en"));
    const total = blocks.find((block) => block.kind === "pair" && block.style === "total");
    return total?.kind === "pair" ? `${plain(total.label)} ${plain(total.value)}` : "";
  });
  expect(words).toEqual(["Short 0.1\u00a0toman", "Over 0.1\u00a0toman", "Difference 0\u00a0toman"]);
});

test("what the spool keeps of them comes back as it was", () => {
  for (const document of [shiftDocument(SAMPLE_Z, samplePaper("fa")), cashSlip(SAMPLE_SLIP, samplePaper("fa"))]) {
    const kept = { ...document, opensDrawer: true as const };
    expect(parseReceiptDocument(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  }
});
