import type { Minor } from "../money/amount.ts";
import { earnedOn, type EarnTerms, type Reason } from "./accrue.ts";

/** What a bill earns while no credit pays of it, and the terms that say it of any credit. */
export interface OfferedEarning {
  readonly earnMinor: Minor;
  readonly reason: Reason | null;
  /** Why nothing is earned, where it is not the programme that says so. */
  readonly earnWhyNot: string | null;
  /** Null while there is no bill. */
  readonly terms: EarnTerms | null;
}

/**
 * What an offered bill of `totalMinor` will earn when credit pays `creditMinor` of it: what the sale's own decision
 * says then. Who may earn is asked of bills that earn anything only: one without earnings says the programme's reason.
 */
export function earnWith(
  offer: OfferedEarning,
  bill: { readonly totalMinor: Minor; readonly creditMinor: Minor },
): Pick<OfferedEarning, "earnMinor" | "reason" | "earnWhyNot"> {
  const { terms, earnMinor, reason, earnWhyNot } = offer;
  if (terms === null || bill.creditMinor === 0) return { earnMinor, reason, earnWhyNot };
  const earned = earnedOn(terms, bill);
  if (earned.totalMinor === 0) return { earnMinor: 0, reason: earned.reason, earnWhyNot: null };
  if (earnWhyNot !== null || reason?.kind === "staff-own-card") return { earnMinor, reason, earnWhyNot };
  return { earnMinor: earned.totalMinor, reason: earned.reason, earnWhyNot: null };
}
