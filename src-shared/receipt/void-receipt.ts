import { assert } from "../base/assert.ts";
import { sumMinor, type Minor } from "../money/amount.ts";
import type { Locale } from "../words/format.ts";
import { RECEIPT_WORDS, type ReceiptWord } from "../words/receipt-words.ts";
import { paperOf, type Block, type Inline, type ReceiptDocument } from "./document.ts";
import { endBlocks, headBlocks, lineBlocks, recordOf, showsOf, speaker } from "./receipt-parts.ts";
import type { ReceiptHead, ReceiptLine, Speaker } from "./receipt-parts.ts";
import type { ReceiptProof } from "./receipt-qr.ts";

/** What was returned, and how. All in rial. */
export interface VoidReceiptInput extends ReceiptHead {
  /** Empty when only the amount was entered; of a refund, the goods that came back. */
  readonly lines: readonly ReceiptLine[];
  readonly totalMinor: Minor;
  readonly cashMinor: Minor;
  readonly bankCardMinor: Minor;
  /** Credit that had paid, given back; and credit that the sale had earned, taken back. */
  readonly restoredMinor: Minor;
  readonly takenMinor: Minor;
  readonly cardBalanceMinor?: Minor;
  readonly poolBalanceMinor?: Minor;
  /** The sale that is undone, and the void itself. */
  readonly sale: ReceiptProof;
  readonly proof: ReceiptProof;
}

/** A refund is whole or in part, may be of another day, and may find the earned credit spent already. */
export interface RefundReceiptInput extends VoidReceiptInput {
  /** Why, as the till's user wrote it. */
  readonly reason?: string;
  /** Earned credit that could not be taken back because it was spent: the member owes it. */
  readonly owedMinor?: Minor;
}

/**
 * The receipt of a void: marked as such in both languages, with what was returned, what credit went where, the undone
 * sale's record and a place for the customer's signature. Throws when what was returned does not make up the total.
 */
export function voidReceipt(input: VoidReceiptInput, locale: Locale): ReceiptDocument {
  return returned("void", input, locale);
}

/** The receipt of a refund, as that of a void. Throws when what was returned does not make up the total. */
export function refundReceipt(input: RefundReceiptInput, locale: Locale): ReceiptDocument {
  return returned("refund", input, locale);
}

function returned(paper: "void" | "refund", input: RefundReceiptInput, locale: Locale): ReceiptDocument {
  const { cashMinor, bankCardMinor, restoredMinor, totalMinor, proof, shop } = input;
  assert(sumMinor([cashMinor, bankCardMinor, restoredMinor]) === totalMinor, "what is returned is the total");
  const say = speaker(input.display, locale);
  // Of a void nothing of the bill is left, and so its amounts in the code are 0; a refund's are its own.
  const isVoid = paper === "void";
  const amounts = { totalMinor: isVoid ? 0 : totalMinor, earnedMinor: 0, spentMinor: 0 };
  return paperOf(paper, locale, [
    ...headBlocks(input, say),
    ...markBlocks(paper, input, say, locale),
    { kind: "rule", dashed: true },
    ...lineBlocks(input, say),
    { kind: "rule", dashed: true },
    ...moneyBlocks(paper, input, say),
    { kind: "rule", dashed: false },
    { kind: "paragraph", style: "body", indent: false, text: [`${say.word("signature")}: ..........................`] },
    ...endBlocks(shop, { ...proof, ...amounts }, say),
  ]);
}

function markBlocks(
  paper: "void" | "refund",
  { sale, reason }: RefundReceiptInput,
  say: Speaker,
  locale: Locale,
): Block[] {
  const { fa, en } = RECEIPT_WORDS[paper];
  // Both words: whoever checks the drawer may not read the other language.
  const words: Inline[] = locale === "fa" ? [fa, " / ", { ltr: en }] : [en, " / ", { name: fa }];
  const blocks: Block[] = [
    { kind: "centre", style: "title", text: words },
    { kind: "centre", style: "small", text: say.field("voidedSale", recordOf(sale)) },
  ];
  if (reason)
    blocks.push({ kind: "paragraph", style: "small", indent: false, text: say.field("reason", { name: reason }) });
  return blocks;
}

function moneyBlocks(paper: "void" | "refund", input: RefundReceiptInput, say: Speaker): Block[] {
  const blocks: Block[] = [];
  const pair = (style: "body" | "strong" | "total", word: ReceiptWord, amountMinor: Minor): void => {
    blocks.push({ kind: "pair", style, label: [say.word(word)], value: say.money(amountMinor) });
  };
  pair("total", paper === "void" ? "voidedTotal" : "refundedTotal", input.totalMinor);
  if (input.cashMinor !== 0) pair("strong", "cashBack", input.cashMinor);
  if (input.bankCardMinor !== 0) pair("strong", "bankCardBack", input.bankCardMinor);
  if (input.restoredMinor !== 0) pair("strong", "creditBack", input.restoredMinor);
  if (input.takenMinor !== 0) pair("body", "creditTaken", input.takenMinor);
  if (input.owedMinor) pair("body", "creditOwed", input.owedMinor);
  if (!showsOf(input.shop).balance) return blocks;
  if (input.cardBalanceMinor !== undefined) pair("strong", "cardBalance", input.cardBalanceMinor);
  if (input.poolBalanceMinor !== undefined) pair("body", "poolBalance", input.poolBalanceMinor);
  return blocks;
}
