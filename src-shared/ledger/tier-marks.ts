import { assert } from "../base/assert.ts";
import type { Tables } from "./tables.ts";

/** A tier that a sale says it reached, and where that tier begins. */
export interface TierMark {
  readonly tier: string;
  readonly from: number;
}

type Reached = readonly [tier: string, from: number, sales: number];

/**
 * The member's row after one more sale named `mark`, or one less (`by` −1: that sale was voided). The tier is the
 * highest that any sale still names; of two that begin at one amount (two programmes) the lesser name stands. Counting
 * is what makes a void exact and the order in which journals join no matter.
 */
export function withTierMark(row: Tables["member"], mark: TierMark, by: 1 | -1): Tables["member"] {
  // Written below only.
  const before = JSON.parse(row.reached) as Reached[];
  const isMark = ([tier, from]: Reached): boolean => tier === mark.tier && from === mark.from;
  const sales = (before.find(isMark)?.[2] ?? 0) + by;
  assert(sales >= 0, "a void takes back a tier that its sale named");
  const others = before.filter((each) => !isMark(each));
  const after = sales === 0 ? others : [...others, [mark.tier, mark.from, sales] as const];
  const sorted = after.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const [tier, tierFrom] = sorted[0] ?? ["", 0];
  return { ...row, tier, tierFrom, reached: JSON.stringify(sorted) };
}
