import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { Reason } from "../../../src-shared/programme/accrue.ts";
import type { CardRefusalCode } from "../../../src-shared/words/card-words.ts";
import type { CoreRefusal } from "../../../src-shared/words/core-words.ts";
import type { StaffRole } from "../../../src-shared/staff/rights.ts";
import type { BillRequest } from "./bill.ts";

/** A bill, and who it is for when no card says so. */
export interface SellRequest extends BillRequest {
  readonly member?: MemberId;
}

/** What became of the card in a sale. */
export type CardOutcome =
  /** No card was used, or nothing was to be written. */
  | "none"
  /** Written and read back: take the card. */
  | "written"
  /** Written and not read back: the earning is in doubt until the card comes again. */
  | "left-early"
  /** Not written (`notice` says why): what was earned is in the pool. */
  | "to-pool";

/** A sale that stands in the ledger. Amounts in minor units. */
export interface SaleDone {
  readonly kind: "done";
  readonly sale: EventRef;
  readonly short: string;
  readonly totalMinor: number;
  readonly changeMinor: number;
  readonly spentMinor: number;
  readonly toPurseMinor: number;
  readonly toPoolMinor: number;
  readonly reason?: Reason;
  readonly card: CardOutcome;
  readonly cardBalanceMinor?: number;
  readonly notice?: CardRefusalCode;
}

/** Credit was about to leave the card when it left: no sale yet. Put the same card back, or abandon. */
export interface CardLeft {
  readonly kind: "card-left";
  readonly intent: number;
  readonly spendMinor: number;
  /** The wait ended without a sale (given up, or the card went another way): sell the bill under a new command. */
  readonly over: boolean;
}

export type SaleOutcome = SaleDone | CardLeft;

/** Why a bill was not sold. `possibleMinor` is the credit that would be accepted. */
export interface SellRefusal {
  readonly refusal: CoreRefusal | CardRefusalCode | "reader-locked" | "needs-approval";
  readonly possibleMinor?: number;
  /** Who may approve, with "needs-approval". */
  readonly roles?: StaffRole[];
}
