import { assert } from "../base/assert.ts";
import type { BusinessDay } from "../base/business-day.ts";
import { sumMinor, type Minor } from "../money/amount.ts";
import { formatDate, formatInteger, formatTime, type DisplaySettings, type Locale } from "../words/format.ts";
import { RECEIPT_WORDS, type ReceiptWord } from "../words/receipt-words.ts";
import { paperOf, type Block, type Inline, type ReceiptDocument } from "./document.ts";
import { endBlocks, formatDay, headBlocks, lineBlocks, showsOf, speaker } from "./receipt-parts.ts";
import type { ReceiptLine, ReceiptShop, Speaker } from "./receipt-parts.ts";
import type { ReceiptProof } from "./receipt-qr.ts";

export type ReceiptTender = "cash" | "bank-card" | "credit" | "gift-card" | "other";

/** What the club did in this sale. A balance that isn't known is left out. All in rial. */
export interface ReceiptLoyalty {
  readonly earnedMinor: Minor;
  /** The one-sentence explanation of what was earned, in the receipt's language. */
  readonly explanation?: string;
  readonly spentMinor: Minor;
  readonly cardBalanceMinor?: Minor;
  readonly poolBalanceMinor?: Minor;
  /** Credit in doubt or on its way: shown when not 0. */
  readonly heldMinor?: Minor;
  /** What ends soon, the soonest first; the caller knows how soon that is, and of which lots. */
  readonly expiring?: readonly { readonly endsOn: BusinessDay; readonly amountMinor: Minor }[];
}

export interface SaleReceiptInput {
  readonly shop: ReceiptShop;
  readonly display: DisplaySettings;
  readonly atMs: number;
  readonly receiptNumber: string;
  readonly cashier: string;
  /** The club card's printed or masked number. */
  readonly cardNumber?: string;
  /** Empty when only the amount was entered. */
  readonly lines: readonly ReceiptLine[];
  /** What the bill costs: the sum of the lines' nets. */
  readonly totalMinor: Minor;
  readonly taxMinor?: Minor;
  /** What was handed over: together the total and the change. */
  readonly tenders: readonly { readonly kind: ReceiptTender; readonly amountMinor: Minor }[];
  readonly changeMinor: Minor;
  readonly loyalty?: ReceiptLoyalty;
  readonly proof: ReceiptProof;
}

/**
 * The plain receipt of a sale. Pure: the same input gives the same document. Throws when the lines or the tenders don't
 * make up the total, for such a sale must not be committed either.
 */
export function saleReceipt(input: SaleReceiptInput, locale: Locale): ReceiptDocument {
  const paidMinor = sumMinor(input.tenders.map((tender) => tender.amountMinor)) - input.changeMinor;
  assert(paidMinor === input.totalMinor, "the tenders less the change are the total");
  const linesMinor = sumMinor(input.lines.map((line) => line.netMinor));
  assert(input.lines.length === 0 || linesMinor === input.totalMinor, "the lines make up the total");
  const say = speaker(input.display, locale);
  const blocks = [
    ...headBlocks(input, say),
    { kind: "rule", dashed: true } as const,
    ...lineBlocks(input, say),
    { kind: "rule", dashed: true } as const,
    ...totalBlocks(input, say),
    { kind: "rule", dashed: false } as const,
    ...loyaltyBlocks(input, say),
    ...footBlocks(input, say),
  ];
  return paperOf("sale", locale, blocks);
}

/** The same receipt marked as copy `number` (from 1), with the time at which it was asked for; it opens no drawer. */
export function markAsCopy(
  document: ReceiptDocument,
  copy: { readonly number: number; readonly atMs: number; readonly display: DisplaySettings },
): ReceiptDocument {
  assert(Number.isInteger(copy.number) && copy.number > 0, "copies are counted from 1");
  const { fa, en } = RECEIPT_WORDS.copy;
  const number = formatInteger(copy.number, copy.display.digits);
  const [date, time] = [formatDate(copy.atMs, copy.display), formatTime(copy.atMs, copy.display)];
  // Both words: whoever checks a refund may not read the other language.
  const words = document.locale === "fa" ? [fa, { ltr: en }] : [en, { name: fa }];
  const [first = "", second = ""] = words;
  const text: Inline[] = [first, " / ", second, " ", { ltr: number }, " – ", { ltr: date }, " ", { ltr: time }];
  const { opensDrawer: _opensDrawer, ...rest } = document;
  return { ...rest, copy: { number: copy.number, text } };
}

function totalBlocks(input: SaleReceiptInput, say: Speaker): Block[] {
  const blocks: Block[] = [];
  const discountMinor = sumMinor(input.lines.map((line) => line.discountMinor));
  const pair = (style: "body" | "total", word: ReceiptWord, amountMinor: Minor): Block => {
    return { kind: "pair", style, label: [say.word(word)], value: say.money(amountMinor) };
  };
  if (discountMinor !== 0) {
    blocks.push(pair("body", "subtotal", input.totalMinor + discountMinor), pair("body", "discount", -discountMinor));
  }
  if (input.taxMinor) blocks.push(pair("body", "tax", input.taxMinor));
  blocks.push(pair("total", "total", input.totalMinor));
  for (const tender of input.tenders) blocks.push(pair("body", tender.kind, tender.amountMinor));
  if (input.changeMinor !== 0) blocks.push(pair("body", "change", input.changeMinor));
  return blocks;
}

function loyaltyBlocks({ loyalty, shop, display }: SaleReceiptInput, say: Speaker): Block[] {
  if (loyalty === undefined) return [];
  const blocks: Block[] = [];
  const shows = showsOf(shop);
  const pair = (style: "body" | "strong", word: ReceiptWord, amountMinor: Minor): void => {
    blocks.push({ kind: "pair", style, label: [say.word(word)], value: say.money(amountMinor) });
  };
  if (loyalty.spentMinor !== 0) pair("body", "spent", loyalty.spentMinor);
  pair("strong", "earned", loyalty.earnedMinor);
  if (loyalty.explanation && shows.explanation) {
    blocks.push({ kind: "paragraph", style: "small", indent: false, text: [loyalty.explanation] });
  }
  if (shows.balance) {
    if (loyalty.cardBalanceMinor !== undefined) pair("strong", "cardBalance", loyalty.cardBalanceMinor);
    if (loyalty.poolBalanceMinor !== undefined) pair("body", "poolBalance", loyalty.poolBalanceMinor);
    if (loyalty.heldMinor) pair("body", "held", loyalty.heldMinor);
  }
  for (const { endsOn, amountMinor } of loyalty.expiring ?? []) {
    const label: Inline[] = [`${say.word("endsOn")} `, { ltr: formatDay(endsOn, display) }];
    blocks.push({ kind: "pair", style: "body", label, value: say.money(amountMinor) });
  }
  return blocks;
}

function footBlocks(input: SaleReceiptInput, say: Speaker): Block[] {
  const { proof, loyalty, totalMinor, shop } = input;
  const [earnedMinor, spentMinor] = [loyalty?.earnedMinor ?? 0, loyalty?.spentMinor ?? 0];
  return endBlocks(shop, { ...proof, totalMinor, earnedMinor, spentMinor }, say);
}
