import { unreachable } from "../base/assert.ts";
import type { MemberId } from "../base/ids.ts";
import type { ShiftReport } from "../staff/shift-report.ts";
import { defaultDisplay, type DisplaySettings, type Locale } from "../words/format.ts";
import type { PaperKind } from "../words/paper-words.ts";
import { cardIssueSlip, cardReplacementSlip } from "./card-slip.ts";
import { giftCardSlip, topUpReceipt, unloadReceipt } from "./credit-receipts.ts";
import type { ReceiptDocument } from "./document.ts";
import { memberSlip } from "./member-slip.ts";
import type { ReceiptLine, ReceiptShop } from "./receipt-parts.ts";
import { saleReceipt, type SaleReceiptInput } from "./sale-receipt.ts";
import { cashSlip, shiftDocument, type DeskPaper } from "./shift-document.ts";
import { testPage } from "./test-page.ts";
import { refundReceipt, voidReceipt } from "./void-receipt.ts";

/** How the shop writes on paper. */
export interface SampleLook {
  readonly shop: ReceiptShop;
  readonly locale: Locale;
  readonly display: DisplaySettings;
  /** The instant that stands on it. */
  readonly atMs: number;
  /** Of the printer, for the test page. */
  readonly widthDots: number;
  readonly dpi?: number;
  /** Whether the shop's receipts say what ends soon. */
  readonly saysExpiry: boolean;
}

/** Every paper there is, for the owner's choice of what to look at. */
export type SampleKind = Exclude<PaperKind, "unnamed">;

const PROOF = { journalShort: "aB3_x9", seq: 10_042, hash8: "9f3c01ab" };
const OWN_PROOF = { journalShort: "aB3_x9", seq: 10_051, hash8: "00aa11bb" };
const MEMBER: MemberId = "2.1407";
const RETURNED = {
  totalMinor: 770_000,
  cashMinor: 670_000,
  bankCardMinor: 0,
  restoredMinor: 100_000,
  takenMinor: 77_000,
  cardBalanceMinor: 2_341_750,
  sale: PROOF,
  proof: OWN_PROOF,
};
const DAY_MS = 86_400_000;
const WORDS = {
  fa: {
    cashier: "مریم رضایی",
    member: "سارا کریمی",
    explanation: "۱۰٪ برای سطح طلایی، به پایین گرد شده.",
    reason: "کالا خراب بود",
    cash: "نان و شیر برای آشپزخانه",
    wish: "تولدت مبارک!",
    lines: ["شیر کم‌چرب ۱ لیتری", "چای احمد Earl Grey ۵۰۰ گرم", "شامپو Clear Men ۴۰۰ml"],
  },
  en: {
    cashier: "Mary Smith",
    member: "Sara Karimi",
    explanation: "10% for tier Gold, rounded down.",
    reason: "The goods were damaged",
    cash: "Bread and milk for the kitchen",
    wish: "Happy birthday!",
    lines: ["Low-fat milk, 1 litre", "Ahmad Earl Grey tea, 500 g", "شامپو Clear Men ۴۰۰ml"],
  },
} as const;

/** A paper of each kind with invented contents, as the shop's own would look. Pure. */
export function sampleDocument(kind: SampleKind, look: SampleLook): ReceiptDocument {
  const { locale, display, atMs, shop } = look;
  const say = WORDS[locale];
  const paper = deskPaperOf(look);
  const head = { shop, display, atMs, receiptNumber: "10051", cashier: say.cashier, cardNumber: "2.917" };
  const returned = { ...head, lines: linesOf(locale).slice(0, 1), ...RETURNED };
  const slip = { member: MEMBER, name: say.member, card: "2.917", by: say.cashier, proof: OWN_PROOF };
  switch (kind) {
    case "sale":
      return saleReceipt(sampleSale(look), locale);
    case "void":
      return voidReceipt(returned, locale);
    case "refund":
      return refundReceipt({ ...returned, reason: say.reason, owedMinor: 20_000 }, locale);
    case "top-up":
      return topUpReceipt({ ...head, ...sampleTopUp(atMs), proof: OWN_PROOF }, locale);
    case "unload": {
      const amounts = { cashMinor: 2_300_000, bankCardMinor: 0, toPoolMinor: 18_750, cardBalanceMinor: 0 };
      return unloadReceipt({ ...head, ...amounts, poolBalanceMinor: 58_750, proof: OWN_PROOF }, locale);
    }
    case "gift-card": {
      const gift = { amountMinor: 5_000_000, code: "KX4T-9M2P-7QRD", qr: "VAFA:G:KX4T9M2P7QRD", text: say.wish };
      return giftCardSlip({ shop, display, atMs, ...gift, endsOn: dayIn(atMs, 365), proof: OWN_PROOF }, locale);
    }
    case "card-issue":
      return cardIssueSlip(slip, paper);
    case "card-replacement":
      return cardReplacementSlip({ ...slip, card: "2.1012", oldCard: "2.917", movedMinor: 2_318_750 }, paper);
    case "member":
      return memberSlip({ member: MEMBER, name: say.member, qr: "VAFA:M:2.1407:804417263950128" }, paper);
    case "paid-in":
    case "paid-out":
    case "no-sale":
      return sampleCash(kind, look, paper);
    case "x":
    case "z":
      return shiftDocument(sampleReport(kind, look), paper);
    case "test":
      return testPage({ ...paper, widthDots: look.widthDots, dpi: look.dpi });
    default:
      return unreachable(kind);
  }
}

function deskPaperOf({ shop, display, locale, atMs }: SampleLook): DeskPaper {
  return { shopName: shop.name, display, locale, atMs, ...(shop.logo === undefined ? {} : { logo: shop.logo }) };
}

function sampleSale({ shop, display, atMs, locale, saysExpiry }: SampleLook): SaleReceiptInput {
  const say = WORDS[locale];
  const lines = linesOf(locale);
  const expiring = saysExpiry ? { expiring: [{ endsOn: dayIn(atMs, 12), amountMinor: 250_000 }] } : {};
  const balances = { cardBalanceMinor: 2_318_750, poolBalanceMinor: 290_000 };
  return {
    shop,
    display,
    atMs,
    receiptNumber: "10042",
    cashier: say.cashier,
    cardNumber: "2.917",
    lines,
    totalMinor: lines.reduce((sum, line) => sum + line.netMinor, 0),
    tenders: [
      { kind: "credit", amountMinor: 500_000 },
      { kind: "cash", amountMinor: 6_500_000 },
    ],
    changeMinor: 370_000,
    loyalty: { earnedMinor: 613_000, explanation: say.explanation, spentMinor: 500_000, ...balances, ...expiring },
    proof: PROOF,
  };
}

function linesOf(locale: Locale): ReceiptLine[] {
  const [milk = "", tea = "", shampoo = ""] = WORDS[locale].lines;
  return [
    { name: milk, quantityMilli: 2000, unitPriceMinor: 385_000, discountMinor: 0, netMinor: 770_000 },
    { name: tea, quantityMilli: 1000, unitPriceMinor: 4_250_000, discountMinor: 1_150_000, netMinor: 3_100_000 },
    { name: shampoo, quantityMilli: 1000, unitPriceMinor: 2_760_000, discountMinor: 0, netMinor: 2_760_000 },
  ];
}

function sampleTopUp(atMs: number) {
  return {
    paidMinor: 10_000_000,
    givenMinor: 1_000_000,
    givenEndsOn: dayIn(atMs, 90),
    tenders: [{ kind: "bank-card" as const, amountMinor: 10_000_000 }],
    changeMinor: 0,
    cardBalanceMinor: 13_318_750,
  };
}

function sampleCash(kind: "paid-in" | "paid-out" | "no-sale", { locale }: SampleLook, paper: DeskPaper) {
  const { cash, cashier } = WORDS[locale];
  const proof = { journal: OWN_PROOF.journalShort, seq: OWN_PROOF.seq, short: OWN_PROOF.hash8 };
  const amountMinor = kind === "no-sale" ? null : 2_500_000;
  const slip = { amountMinor, reason: cash, by: cashier, approvedBy: null, proof };
  return cashSlip({ ...slip, kind: kind === "no-sale" ? "open-drawer" : kind }, paper);
}

function sampleReport(kind: "x" | "z", { atMs, locale }: SampleLook): ShiftReport {
  const by = WORDS[locale].cashier;
  const isZ = kind === "z";
  return {
    kind,
    shift: "2.14",
    number: isZ ? 214 : null,
    day: dayIn(atMs, 0),
    openedAtMs: atMs - 9 * 3_600_000,
    closedAtMs: isZ ? atMs : null,
    openedBy: by,
    closedBy: isZ ? by : null,
    sales: { count: 312, sumMinor: 1_284_500_000 },
    voids: { count: 2, sumMinor: 4_300_000 },
    refunds: { count: 0, sumMinor: 0 },
    byTender: [
      { kind: "cash", count: 120, sumMinor: 406_450_000 },
      { kind: "bank-card", count: 188, sumMinor: 850_050_000 },
      { kind: "credit", count: 21, sumMinor: 28_000_000 },
    ],
    earned: { purseMinor: 38_420_500, poolMinor: 6_000_000 },
    spentMinor: 28_000_000,
    paidIn: { count: 1, sumMinor: 5_000_000 },
    paidOut: { count: 3, sumMinor: 12_750_000 },
    floatMinor: 20_000_000,
    expectedMinor: 414_400_000,
    countedMinor: isZ ? 414_250_000 : null,
    differenceMinor: isZ ? -150_000 : null,
    bankCardCountedMinor: null,
    doubts: { count: 0, sumMinor: 0 },
    notSynced: 0,
    head: { journal: OWN_PROOF.journalShort, seq: OWN_PROOF.seq, short: OWN_PROOF.hash8 },
  };
}

/** The day that many days after an instant, in the zone of the shop's usual calendar; a sample needs no better. */
function dayIn(atMs: number, days: number): string {
  const { timeZone } = defaultDisplay("fa");
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(atMs + days * DAY_MS);
}
