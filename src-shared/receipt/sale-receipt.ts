import { assert } from "../base/assert.ts";
import { sumMinor, type Minor } from "../money/amount.ts";
import { formatDate, formatInteger, formatRial, formatScaled, formatTime, moneyUnitWord } from "../words/format.ts";
import { showDigits, type DisplaySettings, type Locale } from "../words/format.ts";
import { RECEIPT_WORDS, type ReceiptWord } from "../words/receipt-words.ts";
import { TEMPLATE_VERSION, type Block, type Inline, type ReceiptDocument } from "./document.ts";
import { receiptQrText, type ReceiptProof } from "./receipt-qr.ts";

export type ReceiptTender = "cash" | "bank-card" | "credit" | "gift-card" | "other";

/** One line of a bill: `quantityMilli` in thousandths, `netMinor` after its discount. */
export interface ReceiptLine {
  readonly name: string;
  readonly quantityMilli: number;
  readonly unitPriceMinor: Minor;
  readonly discountMinor: Minor;
  readonly netMinor: Minor;
}

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
}

export interface SaleReceiptInput {
  readonly shop: {
    readonly name: string;
    readonly address?: string;
    readonly phone?: string;
    readonly footer?: string;
  };
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

/** A longer bill is printed to here, and the rest as one line with its sum: a till's worker has bounded memory. */
export const RECEIPT_LINES_MAX = 1_000;

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
  return { template: TEMPLATE_VERSION, locale, copy: null, blocks };
}

/** The same receipt marked as copy `number` (from 1), with the time at which the copy was asked for. */
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
  return { ...document, copy: { number: copy.number, text } };
}

interface Speaker {
  word(word: ReceiptWord): string;
  /** `word: value` as inlines. */
  field(word: ReceiptWord, value: Inline): Inline[];
  number(amountMinor: Minor): Inline[];
  money(amountMinor: Minor): Inline[];
  quantity(milli: number): Inline;
  digits(text: string): string;
}

function speaker(display: DisplaySettings, locale: Locale): Speaker {
  const word = (name: ReceiptWord): string => RECEIPT_WORDS[name][locale];
  const number = (amountMinor: Minor): Inline[] => [{ ltr: formatRial(amountMinor, display) }];
  return {
    word,
    field: (name, value) => [`${word(name)}: `, value],
    number,
    money: (amountMinor) => [...number(amountMinor), `\u00a0${moneyUnitWord(display.moneyUnit, locale)}`],
    quantity: (milli) => ({ ltr: formatScaled(milli, 3, display.digits) }),
    digits: (text) => showDigits(text, display.digits),
  };
}

function headBlocks(input: SaleReceiptInput, say: Speaker): Block[] {
  const { shop, display, atMs } = input;
  const blocks: Block[] = [{ kind: "centre", style: "title", text: [{ name: shop.name }] }];
  if (shop.address) blocks.push({ kind: "centre", style: "small", text: [{ name: say.digits(shop.address) }] });
  if (shop.phone) {
    blocks.push({ kind: "centre", style: "small", text: say.field("phone", { ltr: say.digits(shop.phone) }) });
  }
  blocks.push(
    { kind: "rule", dashed: false },
    {
      kind: "pair",
      style: "small",
      label: say.field("date", { ltr: formatDate(atMs, display) }),
      value: say.field("time", { ltr: formatTime(atMs, display) }),
    },
    {
      kind: "pair",
      style: "small",
      label: say.field("cashier", { name: input.cashier }),
      value: say.field("number", { ltr: say.digits(input.receiptNumber) }),
    },
  );
  if (input.cardNumber) {
    const text = say.field("card", { ltr: say.digits(input.cardNumber) });
    blocks.push({ kind: "paragraph", style: "small", indent: false, text });
  }
  return blocks;
}

function lineBlocks(input: SaleReceiptInput, say: Speaker): Block[] {
  if (input.lines.length === 0) {
    const value = say.number(input.totalMinor);
    return [{ kind: "pair", style: "body", label: [say.word("amountLine")], value }];
  }
  const blocks = input.lines.slice(0, RECEIPT_LINES_MAX).flatMap((line) => oneLine(line, say));
  const rest = input.lines.slice(RECEIPT_LINES_MAX);
  if (rest.length > 0) {
    const label: Inline[] = [say.quantity(rest.length * 1000), ` ${say.word("moreLines")}`];
    const value = say.number(sumMinor(rest.map((line) => line.netMinor)));
    blocks.push({ kind: "pair", style: "body", label, value });
  }
  return blocks;
}

function oneLine(line: ReceiptLine, say: Speaker): Block[] {
  const value = say.number(line.netMinor + line.discountMinor);
  const blocks: Block[] = [{ kind: "pair", style: "body", label: [{ name: line.name }], value }];
  if (line.quantityMilli !== 1000) {
    const text: Inline[] = [say.quantity(line.quantityMilli), " × ", ...say.number(line.unitPriceMinor)];
    blocks.push({ kind: "paragraph", style: "small", indent: true, text });
  }
  if (line.discountMinor !== 0) {
    blocks.push({
      kind: "pair",
      style: "small",
      label: [say.word("discount")],
      value: say.number(-line.discountMinor),
    });
  }
  return blocks;
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

function loyaltyBlocks({ loyalty }: SaleReceiptInput, say: Speaker): Block[] {
  if (loyalty === undefined) return [];
  const blocks: Block[] = [];
  const pair = (style: "body" | "strong", word: ReceiptWord, amountMinor: Minor): void => {
    blocks.push({ kind: "pair", style, label: [say.word(word)], value: say.money(amountMinor) });
  };
  if (loyalty.spentMinor !== 0) pair("body", "spent", loyalty.spentMinor);
  pair("strong", "earned", loyalty.earnedMinor);
  if (loyalty.explanation) {
    blocks.push({ kind: "paragraph", style: "small", indent: false, text: [loyalty.explanation] });
  }
  if (loyalty.cardBalanceMinor !== undefined) pair("strong", "cardBalance", loyalty.cardBalanceMinor);
  if (loyalty.poolBalanceMinor !== undefined) pair("body", "poolBalance", loyalty.poolBalanceMinor);
  if (loyalty.heldMinor) pair("body", "held", loyalty.heldMinor);
  return blocks;
}

function footBlocks(input: SaleReceiptInput, say: Speaker): Block[] {
  const { proof, loyalty, totalMinor, shop } = input;
  const [earnedMinor, spentMinor] = [loyalty?.earnedMinor ?? 0, loyalty?.spentMinor ?? 0];
  const blocks: Block[] = [
    { kind: "qr", text: receiptQrText({ ...proof, totalMinor, earnedMinor, spentMinor }) },
    // Latin digits: it is read to a technician and typed, and its letters are Latin.
    {
      kind: "centre",
      style: "small",
      text: say.field("proof", { ltr: `${proof.hash8} (${proof.journalShort}, ${proof.seq})` }),
    },
  ];
  if (shop.footer) blocks.push({ kind: "centre", style: "body", text: [{ name: shop.footer }] });
  return blocks;
}
