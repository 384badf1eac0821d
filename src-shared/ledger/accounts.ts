import type { CardNo, JournalId, MemberId } from "../base/ids.ts";

/**
 * The accounts of the ledger, frozen names. Signs: liabilities and revenue are positive, money received is negative, so
 * a sale of 100 in cash is `sales +100, drawer −100`, and a member's balance reads as what the member holds.
 */
export type Account = string;

/** One line of double entry. `asset` is a number of the asset registry. */
export interface Posting {
  readonly account: Account;
  readonly asset: number;
  readonly amountMinor: number;
}

/** An event's identity: the epoch is only its ordinal, since every epoch has a journal id of its own. */
export interface EventRef {
  readonly journal: JournalId;
  readonly seq: number;
}

/** What the programme's side of a movement is called. */
export type ProgrammeAccount = "cashback" | "gift" | "breakage" | "adjustment" | "loss" | "opening" | "conversion";

/** Credit that the member may spend where the head office can be asked. Never negative. */
export const poolOf = (member: MemberId): Account => `member/${member}/pool`;
/** What the member owes after a refund of credit that was spent already (zero or negative). */
export const debtOf = (member: MemberId): Account => `member/${member}/debt`;
/** Credit on the plastic. May be negative while journals are still joining. */
export const purseOf = (card: CardNo): Account => `card/${card}/purse`;
/** Credit whose place is not known: the intent of this event is neither real nor void yet. */
export const doubtOf = (ref: EventRef): Account => `doubt/${ref.journal}/${ref.seq}`;
/** Credit reserved for one operation on its way to one card. */
export const transitOf = (card: CardNo, opSeq: number): Account => `transit/${card}/${opSeq}`;
/** An allowance of a member's pool that one terminal may spend offline. */
export const leaseOf = (terminal: number, member: MemberId): Account => `lease/${terminal}/${member}`;
/** A gift card of its own number. */
export const giftCardOf = (id: string): Account => `giftcard/${id}`;
/** Money received by a way of paying that is settled elsewhere (bank card, safe). Cash is in its drawer. */
export const tenderOf = (kind: string): Account => `tender/${kind}`;
/** The cash of one terminal's drawer. */
export const drawerOf = (terminal: number): Account => `drawer/${terminal}`;
/** Revenue. */
export const SALES: Account = "sales";
/** The programme's counterpart of members' credit. */
export const programmeOf = (name: ProgrammeAccount): Account => `programme/${name}`;
/** What is owed to or by a partner shop. */
export const settlementOf = (partner: string): Account => `partner/${partner}/settlement`;
/** What the head office objected to, until a person decided. */
export const reviewOf = (ref: EventRef): Account => `review/${ref.journal}/${ref.seq}`;

const SERIAL = "[1-9][0-9]{0,4}\\.[1-9][0-9]{0,9}";
const REF = "[A-Za-z0-9_-]{22}/[1-9][0-9]{0,15}";
const CODE = "[a-z0-9][a-z0-9-]{0,39}";
const GRAMMAR = new RegExp(
  `^(member/${SERIAL}/(pool|debt)|card/${SERIAL}/purse|(doubt|review)/${REF}|transit/${SERIAL}/[0-9]{1,3}|` +
    `lease/[1-9][0-9]{0,4}/${SERIAL}|giftcard/${CODE}|tender/${CODE}|drawer/[1-9][0-9]{0,4}|sales|` +
    `programme/(cashback|gift|breakage|adjustment|loss|opening|conversion)|partner/${CODE}/settlement)$`,
);

/** Whether `text` names an account: one that is outside the grammar could never be found again. */
export function isAccount(text: string): boolean {
  return GRAMMAR.test(text);
}

/** Whether a balance below zero in this account is a defect at once: credit would come from nowhere, or twice. */
export function mustNotBeNegative(account: Account): boolean {
  return /^(member\/[^/]+\/pool|doubt\/|lease\/|transit\/|giftcard\/)/.test(account);
}
