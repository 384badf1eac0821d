import type { CardNo, MemberId } from "../base/ids.ts";
import type { Minor } from "../money/amount.ts";
import { formatDate, formatTime, showDigits } from "../words/format.ts";
import { RECEIPT_WORDS, type ReceiptWord } from "../words/receipt-words.ts";
import { paperOf, type Block, type Inline, type ReceiptDocument } from "./document.ts";
import { recordOf, speaker } from "./receipt-parts.ts";
import type { ReceiptProof } from "./receipt-qr.ts";
import type { DeskPaper } from "./shift-document.ts";

/** A card that was handed out. */
export interface CardSlipInput {
  readonly member: MemberId;
  /** Empty when the shop doesn't know it. */
  readonly name: string;
  readonly card: CardNo;
  readonly by: string;
  readonly proof: ReceiptProof;
}

/** The slip that goes with a new card: whose it is, its number and its record, so that a lost one can be named. */
export function cardIssueSlip(of: CardSlipInput, paper: DeskPaper): ReceiptDocument {
  const note: Block = { kind: "paragraph", style: "small", indent: false, text: [wordOf("keepCard", paper)] };
  return paperOf("card-issue", paper.locale, [...slip("cardIssued", of, paper), note, recordBlock(of, paper)]);
}

/** The slip of a replacement: the old card is worth nothing, and what it held is on the new one or on its way there. */
export function cardReplacementSlip(
  of: CardSlipInput & {
    readonly oldCard: CardNo;
    /** Credit that went with it; `heldMinor` is in doubt until the old card's last sales are known. */
    readonly movedMinor: Minor;
    readonly heldMinor?: Minor;
    readonly feeMinor?: Minor;
  },
  paper: DeskPaper,
): ReceiptDocument {
  const say = speaker(paper.display, paper.locale);
  const blocks = slip("cardReplaced", of, paper);
  const pair = (style: "body" | "strong", word: ReceiptWord, value: Inline[]): void => {
    blocks.push({ kind: "pair", style, label: [say.word(word)], value });
  };
  pair("body", "oldCard", [{ ltr: showDigits(of.oldCard, paper.display.digits) }]);
  pair("strong", "movedCredit", say.money(of.movedMinor));
  if (of.heldMinor) pair("body", "held", say.money(of.heldMinor));
  if (of.feeMinor) pair("body", "cardFee", say.money(of.feeMinor));
  blocks.push(
    { kind: "paragraph", style: "small", indent: false, text: [say.word("oldCardDead")] },
    { kind: "paragraph", style: "body", indent: false, text: [`${say.word("signature")}: ..........................`] },
    recordBlock(of, paper),
  );
  return paperOf("card-replacement", paper.locale, blocks);
}

function slip(title: "cardIssued" | "cardReplaced", of: CardSlipInput, paper: DeskPaper): Block[] {
  const { display, locale, atMs, shopName, logo } = paper;
  const say = speaker(display, locale);
  const small = (word: ReceiptWord, value: Inline): Block => {
    return { kind: "pair", style: "small", label: [say.word(word)], value: [value] };
  };
  const blocks: Block[] = logo === undefined ? [] : [{ kind: "logo", picture: logo }];
  blocks.push(
    { kind: "centre", style: "body", text: [{ name: shopName }] },
    { kind: "centre", style: "title", text: [say.word(title)] },
    { kind: "rule", dashed: false },
    small("date", { ltr: `${formatDate(atMs, display)} ${formatTime(atMs, display)}` }),
    small("cashier", { name: of.by }),
  );
  if (of.name !== "") blocks.push({ kind: "centre", style: "body", text: [{ name: of.name }] });
  blocks.push(small("memberNumber", { ltr: showDigits(of.member, display.digits) }), {
    kind: "pair",
    style: "strong",
    label: [say.word("card")],
    value: [{ ltr: showDigits(of.card, display.digits) }],
  });
  return blocks;
}

function recordBlock({ proof }: CardSlipInput, { display, locale }: DeskPaper): Block {
  return { kind: "centre", style: "small", text: speaker(display, locale).field("proof", recordOf(proof)) };
}

function wordOf(word: ReceiptWord, { locale }: DeskPaper): string {
  return RECEIPT_WORDS[word][locale];
}
