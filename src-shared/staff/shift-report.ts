import type { BusinessDay } from "../base/business-day.ts";
import type { ShiftId } from "../base/ids.ts";
import type { Minor } from "../money/amount.ts";

interface Counted {
  readonly count: number;
  readonly sumMinor: Minor;
}

/**
 * What X and Z say, on the screen and on paper. `byTender` is what was taken by each way of paying, less what went back
 * the same way. A Z has a number and a count; where the count is blind, an X has no `expectedMinor` and no `byTender`.
 */
export interface ShiftReport {
  readonly kind: "x" | "z";
  readonly shift: ShiftId;
  readonly number: number | null;
  readonly day: BusinessDay;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
  readonly openedBy: string;
  readonly closedBy: string | null;
  readonly sales: Counted;
  readonly voids: Counted;
  readonly refunds: Counted;
  readonly byTender: { readonly kind: ReportTender; readonly count: number; readonly sumMinor: Minor }[];
  readonly earned: { readonly purseMinor: Minor; readonly poolMinor: Minor };
  readonly spentMinor: Minor;
  readonly paidIn: Counted;
  readonly paidOut: Counted;
  readonly floatMinor: Minor;
  readonly expectedMinor: Minor | null;
  readonly countedMinor: Minor | null;
  readonly differenceMinor: Minor | null;
  readonly bankCardCountedMinor: Minor | null;
  readonly doubts: Counted;
  readonly notSynced: number;
  /** The journal's head when it was made; of a Z its own event. `short` is the head's hash as receipts show it. */
  readonly head: { readonly journal: string; readonly seq: number; readonly short: string };
}

export type ReportTender = "cash" | "bank-card" | "credit";
