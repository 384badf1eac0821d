import { describe, expect, test } from "vitest";
import { parseReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { giftCardSlip, topUpReceipt, unloadReceipt } from "../../../src-shared/receipt/credit-receipts.ts";
import { cardIssueSlip, cardReplacementSlip } from "../../../src-shared/receipt/card-slip.ts";
import { parseReceiptQr } from "../../../src-shared/receipt/receipt-qr.ts";
import { sampleDocument, type SampleKind } from "../../../src-shared/receipt/sample-papers.ts";
import { refundReceipt } from "../../../src-shared/receipt/void-receipt.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import { PAPER_KINDS } from "../../../src-shared/words/paper-words.ts";
import { rows } from "./document-rows.ts";
import { SAMPLE_AT_MS, SAMPLE_MEMBER, sampleReceipt } from "./sample-receipt.ts";
import { samplePaper } from "./sample-shift.ts";

const { shop } = sampleReceipt("en");
const display = defaultDisplay("en");
const proof = { journalShort: "aB3_x9", seq: 10_051, hash8: "00aa11bb" };
const head = { shop, display, atMs: SAMPLE_AT_MS, receiptNumber: "10051", cashier: "سارا", proof };

test("a top-up says what was bought, how it was paid, what was given and until when", () => {
  const input = {
    ...head,
    paidMinor: 1_000_000,
    givenMinor: 100_000,
    givenEndsOn: "2027-02-20",
    tenders: [{ kind: "cash" as const, amountMinor: 1_200_000 }],
    changeMinor: 200_000,
    poolBalanceMinor: 1_100_000,
  };
  const document = topUpReceipt(input, "en");
  expect(rows(document.blocks).slice(6)).toEqual([
    "Top-up",
    "Credit bought | 100,000\u00a0toman",
    "Cash | 120,000\u00a0toman",
    "Change | 20,000\u00a0toman",
    "- - -",
    "Given by the shop | 10,000\u00a0toman",
    "Last day of use | 2027-02-20",
    "Balance in the club account | 110,000\u00a0toman",
    "-----",
    "VF1.aB3_x9.10051.00aa11bb.1000000.100000.0",
    "Record: 00aa11bb (aB3_x9, 10051)",
    "از خرید شما سپاسگزاریم",
  ]);
  expect(() => topUpReceipt({ ...input, changeMinor: 0 }, "en")).toThrow("paid in");
});

test("an unload says where the credit went, and is signed for", () => {
  const input = { ...head, cashMinor: 50_000, bankCardMinor: 0, toPoolMinor: 7, reason: "ترک باشگاه" };
  expect(rows(unloadReceipt({ ...input, cardBalanceMinor: 0 }, "en").blocks).slice(6)).toEqual([
    "Card unloaded",
    "Taken off the card | 5,000.7\u00a0toman",
    "Cash back | 5,000\u00a0toman",
    "Into the club account | 0.7\u00a0toman",
    "For: ترک باشگاه",
    "Balance on the card | 0\u00a0toman",
    "-----",
    "Customer's signature: ..........................",
    "VF1.aB3_x9.10051.00aa11bb.50007.0.50007",
    "Record: 00aa11bb (aB3_x9, 10051)",
    "از خرید شما سپاسگزاریم",
  ]);
  expect(() => unloadReceipt({ ...input, cashMinor: 0, toPoolMinor: 0 }, "en")).toThrow("off the card");
});

test("a gift card has its worth, code and QR, and nothing of who paid it", () => {
  const gift = { shop, display, atMs: SAMPLE_AT_MS, amountMinor: 500_000, code: "KX4T-9M2P", qr: "VAFA:G:KX4T9M2P" };
  expect(rows(giftCardSlip({ ...gift, proof }, "en").blocks)).toEqual([
    "فروشگاه زنجیره‌ای گل‌افشان",
    "Gift card",
    "-----",
    "Worth | 50,000\u00a0toman",
    "VAFA:G:KX4T9M2P",
    "KX4T-9M2P",
    "Show this slip before you pay. Whoever has it can spend it: keep it as you keep money.",
    "Record: 00aa11bb (aB3_x9, 10051)",
  ]);
});

test("a refund in part names the goods, the reason and what the member owes", () => {
  const input = {
    ...head,
    lines: [{ name: "چای", quantityMilli: 1000, unitPriceMinor: 90_000, discountMinor: 0, netMinor: 90_000 }],
    totalMinor: 90_000,
    cashMinor: 50_000,
    bankCardMinor: 0,
    restoredMinor: 40_000,
    takenMinor: 3_000,
    owedMinor: 2_000,
    reason: "خراب بود",
    sale: { journalShort: "aB3_x9", seq: 7, hash8: "9f3c01ab" },
  };
  const said = rows(refundReceipt(input, "en").blocks);
  expect(said.slice(6)).toEqual([
    "REFUND / مرجوعی",
    "Record of the sale: 9f3c01ab (aB3_x9, 7)",
    "For: خراب بود",
    "- - -",
    "چای | 9,000",
    "- - -",
    "Refunded total | 9,000\u00a0toman",
    "Cash back | 5,000\u00a0toman",
    "Credit given back | 4,000\u00a0toman",
    "Credit of this purchase, taken back | 300\u00a0toman",
    "Credit of this purchase, spent already: owed | 200\u00a0toman",
    "-----",
    "Customer's signature: ..........................",
    "VF1.aB3_x9.10051.00aa11bb.90000.0.0",
    "Record: 00aa11bb (aB3_x9, 10051)",
    "از خرید شما سپاسگزاریم",
  ]);
  expect(parseReceiptQr(said.find((row) => row.startsWith("VF1")) ?? "")).toMatchObject({ totalMinor: 90_000 });
  expect(() => refundReceipt({ ...input, cashMinor: 1 }, "en")).toThrow("total");
});

test("the slips of cards name the member, the card and the record; a replacement also what moved", () => {
  const slip = { member: SAMPLE_MEMBER.member, name: "", card: "2.917", by: "سارا", proof } as const;
  expect(rows(cardIssueSlip(slip, samplePaper("fa")).blocks)).toEqual([
    "فروشگاه گل‌افشان",
    "کارت تازهٔ باشگاه",
    "-----",
    "تاریخ | ۱۴۰۵/۰۹/۰۱ ۱۹:۱۲",
    "صندوق‌دار | سارا",
    "شمارهٔ عضویت | ۲.۱۴۰۷",
    "کارت باشگاه | ۲.۹۱۷",
    "اگر کارت گم شد، همین برگه را بیاورید تا اعتبار آن از دست نرود.",
    "کد ثبت: 00aa11bb (aB3_x9, 10051)",
  ]);
  const more = { oldCard: "2.5", movedMinor: 70_000, heldMinor: 500, feeMinor: 10_000 } as const;
  expect(rows(cardReplacementSlip({ ...slip, name: "Sara", ...more }, samplePaper("en")).blocks).slice(5)).toEqual([
    "Sara",
    "Membership number | 2.1407",
    "Club card | 2.917",
    "Card before | 2.5",
    "Credit moved | 7,000\u00a0toman",
    "Awaiting confirmation | 50\u00a0toman",
    "Fee for the card | 1,000\u00a0toman",
    "The card before is worth nothing any more.",
    "Customer's signature: ..........................",
    "Record: 00aa11bb (aB3_x9, 10051)",
  ]);
});

describe.each(["fa", "en"] as const)("in %s", (locale) => {
  // The keys of the catalogue less the one that no builder makes.
  const kinds = PAPER_KINDS.filter((kind): kind is SampleKind => kind !== "unnamed");
  test.each(kinds)("the sample of a %s is of that paper, and comes back from the spool as it was", (kind) => {
    const look = { shop, locale, display: defaultDisplay(locale), atMs: SAMPLE_AT_MS, widthDots: 576 };
    const document = sampleDocument(kind, { ...look, saysExpiry: true });
    expect(document.paper).toBe(kind);
    expect(parseReceiptDocument(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });
});
