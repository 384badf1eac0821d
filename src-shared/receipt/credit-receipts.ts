import { assert } from "../base/assert.ts";
import type { BusinessDay } from "../base/business-day.ts";
import { sumMinor, type Minor } from "../money/amount.ts";
import type { DisplaySettings, Locale } from "../words/format.ts";
import type { ReceiptWord } from "../words/receipt-words.ts";
import { paperOf, type Block, type ReceiptDocument } from "./document.ts";
import { endBlocks, formatDay, headBlocks, recordOf, showsOf, speaker } from "./receipt-parts.ts";
import type { ReceiptHead, ReceiptShop, Speaker } from "./receipt-parts.ts";
import type { ReceiptProof } from "./receipt-qr.ts";
import type { ReceiptTender } from "./sale-receipt.ts";

/** Balances that are known after an act; one that isn't is left out. */
interface Balances {
  readonly cardBalanceMinor?: Minor;
  readonly poolBalanceMinor?: Minor;
}

/** Credit that a member bought, and what the shop gave with it. All in rial. */
export interface TopUpInput extends ReceiptHead, Balances {
  readonly paidMinor: Minor;
  /** Given beside what was paid in, 0 when nothing was. */
  readonly givenMinor: Minor;
  readonly tenders: readonly { readonly kind: Exclude<ReceiptTender, "credit">; readonly amountMinor: Minor }[];
  readonly changeMinor: Minor;
  /** The last day of what was given; what was paid in has none. */
  readonly givenEndsOn?: BusinessDay;
  readonly proof: ReceiptProof;
}

/** Credit that was taken off a card and handed to its owner, or put into the account. All in rial. */
export interface UnloadInput extends ReceiptHead, Balances {
  readonly cashMinor: Minor;
  readonly bankCardMinor: Minor;
  readonly toPoolMinor: Minor;
  readonly reason?: string;
  readonly proof: ReceiptProof;
}

/** A gift card on paper: whoever has it may spend it. */
export interface GiftCardInput {
  readonly shop: ReceiptShop;
  readonly display: DisplaySettings;
  readonly atMs: number;
  readonly amountMinor: Minor;
  /** As it is read out and typed, in groups ("KX4T-9M2P-7QRD"). */
  readonly code: string;
  /** What its QR says. */
  readonly qr: string;
  /** A name or a wish that the buyer wanted on it. */
  readonly text?: string;
  readonly endsOn?: BusinessDay;
  readonly proof: ReceiptProof;
}

/** The receipt of a top-up. Throws when the tenders less the change are not what was paid in. */
export function topUpReceipt(input: TopUpInput, locale: Locale): ReceiptDocument {
  const handedMinor = sumMinor(input.tenders.map(({ amountMinor }) => amountMinor));
  assert(handedMinor - input.changeMinor === input.paidMinor, "the tenders less the change are what was paid in");
  const { shop, display, proof, paidMinor, givenMinor, givenEndsOn } = input;
  const say = speaker(display, locale);
  const blocks: Block[] = [
    ...headBlocks(input, say),
    title("topUp", say),
    pairOf(say, "total", "paidInCredit", paidMinor),
    ...input.tenders.map(({ kind, amountMinor }) => pairOf(say, "body", kind, amountMinor)),
  ];
  if (input.changeMinor !== 0) blocks.push(pairOf(say, "body", "change", input.changeMinor));
  blocks.push({ kind: "rule", dashed: true });
  if (givenMinor !== 0) blocks.push(pairOf(say, "strong", "givenCredit", givenMinor));
  if (givenMinor !== 0 && givenEndsOn !== undefined) blocks.push(endsOnPair(givenEndsOn, display, say));
  const qr = { ...proof, totalMinor: paidMinor, earnedMinor: givenMinor, spentMinor: 0 };
  blocks.push(...balanceBlocks(input, say), { kind: "rule", dashed: false }, ...endBlocks(shop, qr, say));
  return paperOf("top-up", locale, blocks);
}

/** The receipt of an unload, with a place for the owner's signature. Throws when nothing was unloaded. */
export function unloadReceipt(input: UnloadInput, locale: Locale): ReceiptDocument {
  const { shop, display, proof, cashMinor, bankCardMinor, toPoolMinor, reason } = input;
  const totalMinor = sumMinor([cashMinor, bankCardMinor, toPoolMinor]);
  assert(totalMinor > 0, "an unload takes something off the card");
  const say = speaker(display, locale);
  const blocks: Block[] = [
    ...headBlocks(input, say),
    title("unload", say),
    pairOf(say, "total", "unloaded", totalMinor),
  ];
  if (cashMinor !== 0) blocks.push(pairOf(say, "strong", "cashBack", cashMinor));
  if (bankCardMinor !== 0) blocks.push(pairOf(say, "strong", "bankCardBack", bankCardMinor));
  if (toPoolMinor !== 0) blocks.push(pairOf(say, "strong", "toAccount", toPoolMinor));
  if (reason) {
    blocks.push({ kind: "paragraph", style: "small", indent: false, text: say.field("reason", { name: reason }) });
  }
  blocks.push(
    ...balanceBlocks(input, say),
    { kind: "rule", dashed: false },
    { kind: "paragraph", style: "body", indent: false, text: [`${say.word("signature")}: ..........................`] },
    ...endBlocks(shop, { ...proof, totalMinor, earnedMinor: 0, spentMinor: totalMinor }, say),
  );
  return paperOf("unload", locale, blocks);
}

/** The gift card itself: the amount and the code large, the QR, until when, and how to use it. */
export function giftCardSlip(input: GiftCardInput, locale: Locale): ReceiptDocument {
  const { shop, display, amountMinor, code, qr, text, endsOn, proof } = input;
  const say = speaker(display, locale);
  const blocks: Block[] = shop.logo === undefined ? [] : [{ kind: "logo", picture: shop.logo }];
  blocks.push(
    { kind: "centre", style: "body", text: [{ name: shop.name }] },
    { kind: "centre", style: "title", text: [say.word("gift-card")] },
    { kind: "rule", dashed: false },
  );
  if (text) blocks.push({ kind: "centre", style: "body", text: [{ name: text }] });
  blocks.push(
    pairOf(say, "total", "giftAmount", amountMinor),
    { kind: "qr", text: qr },
    { kind: "centre", style: "title", text: [{ ltr: code }] },
  );
  if (endsOn !== undefined) blocks.push(endsOnPair(endsOn, display, say));
  blocks.push(
    { kind: "paragraph", style: "small", indent: false, text: [say.word("giftUse")] },
    { kind: "centre", style: "small", text: say.field("proof", recordOf(proof)) },
  );
  return paperOf("gift-card", locale, blocks);
}

function title(word: ReceiptWord, say: Speaker): Block {
  return { kind: "centre", style: "title", text: [say.word(word)] };
}

function pairOf(say: Speaker, style: "body" | "strong" | "total", word: ReceiptWord, amountMinor: Minor): Block {
  return { kind: "pair", style, label: [say.word(word)], value: say.money(amountMinor) };
}

function endsOnPair(day: BusinessDay, display: DisplaySettings, say: Speaker): Block {
  return { kind: "pair", style: "body", label: [say.word("lastDay")], value: [{ ltr: formatDay(day, display) }] };
}

function balanceBlocks(of: Balances & { readonly shop: ReceiptShop }, say: Speaker): Block[] {
  if (!showsOf(of.shop).balance) return [];
  const card = of.cardBalanceMinor === undefined ? [] : [pairOf(say, "strong", "cardBalance", of.cardBalanceMinor)];
  const pool = of.poolBalanceMinor === undefined ? [] : [pairOf(say, "body", "poolBalance", of.poolBalanceMinor)];
  return [...card, ...pool];
}
