import type { CardNo, JournalId, MemberId, StaffId } from "../../../src-shared/base/ids.ts";
import type { Result } from "../../../src-shared/base/result.ts";

/**
 * The head office did not answer in time, or cannot be reached. Nothing is known of what it did: asking again is safe.
 */
export type Away = "away";

/**
 * A contact: the head office has folded this journal up to `youSeq`, so that caps counted since then begin anew; the
 * cursors say how far its news reach.
 */
export interface Contact {
  readonly youSeq: number;
  readonly hot: number;
  readonly rest: number;
}

/** An operation for one card, made at the tap for this terminal alone: credit on its way from the pool to the card. */
export interface TapOperation {
  readonly card: CardNo;
  readonly op: number;
  readonly amountMinor: number;
}

/**
 * The head office as a terminal sees it: always asynchronous, and it may never answer. A standalone shop has one in its
 * own process; a chain's lies behind a network. Every call has the caller's time limit.
 */
export interface HeadOfficePort {
  contact(request: { readonly journal: JournalId; readonly headSeq: number }): Promise<Result<Contact, Away>>;
  /**
   * Asks that the member's free pool be brought to this card in the write that is about to be made; null when there is
   * none.
   */
  operationAtTap(request: {
    readonly card: CardNo;
    readonly member: MemberId;
    readonly opOnCard: number;
    readonly roomMinor: number;
    readonly atMs: number;
  }): Promise<Result<TapOperation | null, Away>>;
  /**
   * A card shows a record, with a right MAC, that no journal known here explains. The head office takes it as evidence
   * when its writer's journal is lost (true), and otherwise waits for that journal (false).
   */
  adoptRecord(request: {
    readonly card: CardNo;
    readonly record: string;
    readonly writer: number;
    readonly balanceMinor: number;
    readonly owes: number;
  }): Promise<Result<boolean, Away>>;
  /**
   * Gives credit to a member's pool or corrects it, once for each command. The text of the reason goes beside the
   * chain.
   */
  adjust(request: PoolChange): Promise<Result<PoolChanged, Away>>;
  /** Opens balances brought from another club: one for each member, once and for ever. Asking again opens nothing. */
  openBalances(request: OpeningBalances): Promise<Result<BalancesOpened, Away>>;
}

/** Balances of members who are enrolled, all positive; whoever has had one gets none. At most OPEN_AT_ONCE_MAX. */
export interface OpeningBalances {
  readonly by: { readonly command: string; readonly actor: StaffId; readonly approver?: StaffId };
  readonly balances: readonly { readonly member: MemberId; readonly amountMinor: number }[];
}

/** How many were opened now. */
export interface BalancesOpened {
  readonly opened: number;
}

/** So many are one short transaction of the head office. */
export const OPEN_AT_ONCE_MAX = 200;

/** Goodwill (positive) or a correction (signed) of a member's pool. */
export interface PoolChange {
  readonly by: { readonly command: string; readonly actor: StaffId; readonly approver?: StaffId };
  readonly member: MemberId;
  readonly kind: "goodwill" | "correction";
  readonly amountMinor: number;
  readonly reason: string;
}

/** The pool afterwards; or how much could be taken, where more was to be; or no such member. */
export type PoolChanged =
  | { readonly kind: "done"; readonly poolMinor: number }
  | { readonly kind: "pool-too-small"; readonly possibleMinor: number }
  | { readonly kind: "member-unknown" | "command-reused" };

/** How long a sale waits for the head office before the offline rules take over. */
export const HEAD_OFFICE_WAIT_MS = 300;
