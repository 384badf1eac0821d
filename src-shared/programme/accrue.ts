import { assert, must } from "../base/assert.ts";
import type { Movement } from "../ledger/events/sale-events.ts";
import { shareOf, spread, sumMinor, type Minor } from "../money/amount.ts";
import type { Programme } from "./document.ts";

/** The engine's version, in every event: the head office keeps every engine that a terminal may still run. */
export const ENGINE_VERSION = 1;

/** The rule that gives a percentage of the bill by tier. */
export const RULE_TIER_PERCENT = "tier-percent";

/** Why a bill earned what it earned: data, so that every language can say it in one sentence. */
export type Reason =
  | {
      readonly kind: "percent";
      readonly amountMinor: Minor;
      readonly rateBp: number;
      readonly baseMinor: Minor;
      readonly creditMinor: Minor;
      readonly tier: { readonly fa: string; readonly en: string };
    }
  | { readonly kind: "all-paid-with-credit" }
  | { readonly kind: "too-small"; readonly rateBp: number; readonly baseMinor: Minor }
  /** The member sells the bill, or answers for the drawer. */
  | { readonly kind: "staff-own-card" }
  | { readonly kind: "tier-earns-nothing"; readonly tier: { readonly fa: string; readonly en: string } };

/** A bill as the rules see it: net per line after all discounts, and how much of it credit pays. */
export interface EarningBill {
  readonly lines: readonly { readonly id: number; readonly net: Minor }[];
  readonly creditMinor: Minor;
}

/** How a member's bills earn here and now: all that is needed to say what one of them earns with any credit. */
export interface EarnTerms {
  readonly tier: { readonly fa: string; readonly en: string };
  readonly rateBp: number;
  readonly base: Programme["base"];
  readonly rounding: Programme["rounding"];
}

/** What a bill earns: movements per rule and line that sum to `totalMinor`, and the reason. */
export interface Accrual {
  readonly totalMinor: Minor;
  readonly movements: readonly Movement[];
  readonly reason: Reason;
}

/**
 * What `bill` earns in the tier at `tierIndex`. The base is net less what credit pays (spread over the lines by largest
 * remainder); one rounding per rule and sale, then spread over the lines' bases the same way.
 */
export function accrue(programme: Programme, tierIndex: number, bill: EarningBill): Accrual {
  const bases = lineBases(programme, bill);
  const totalMinor = sumMinor(bill.lines.map((line) => line.net));
  const earned = earnedOn(earnTerms(programme, tierIndex), { totalMinor, creditMinor: bill.creditMinor });
  if (earned.totalMinor === 0) return { ...earned, movements: [] };
  const parts = spread(earned.totalMinor, bases);
  return { ...earned, movements: movementsOf("earn", RULE_TIER_PERCENT, bill, parts) };
}

/** The terms of the tier at `tierIndex`. */
export function earnTerms({ tiers, base, rounding }: Programme, tierIndex: number): EarnTerms {
  const tier = must(tiers[tierIndex], "unknown tier");
  return { tier: tier.name, rateBp: tier.earnBp, base, rounding };
}

/** What a bill of `totalMinor` earns when credit pays `creditMinor` of it, and why: the one rounding of `accrue`. */
export function earnedOn(
  terms: EarnTerms,
  { totalMinor, creditMinor }: { readonly totalMinor: Minor; readonly creditMinor: Minor },
): Pick<Accrual, "totalMinor" | "reason"> {
  const { tier, rateBp, base, rounding } = terms;
  const credited = base === "net" ? 0 : creditMinor;
  const baseMinor = totalMinor - credited;
  if (rateBp === 0) return { totalMinor: 0, reason: { kind: "tier-earns-nothing", tier } };
  if (baseMinor === 0) return { totalMinor: 0, reason: { kind: "all-paid-with-credit" } };
  const amountMinor = shareOf({ amountMinor: baseMinor, rateBp, stepMinor: rounding.step, mode: rounding.mode });
  if (amountMinor === 0) return { totalMinor: 0, reason: { kind: "too-small", rateBp, baseMinor } };
  return {
    totalMinor: amountMinor,
    reason: { kind: "percent", amountMinor, rateBp, baseMinor, creditMinor: credited, tier },
  };
}

/** One movement per line with an amount, in the lines' order. */
export function movementsOf(
  kind: Movement["kind"],
  rule: string,
  bill: Pick<EarningBill, "lines">,
  parts: readonly Minor[],
): Movement[] {
  return bill.lines.flatMap((line, index) => {
    const amount = parts[index] ?? 0;
    return amount === 0 ? [] : [{ rule, kind, line: line.id, amount }];
  });
}

function lineBases(programme: Programme, bill: EarningBill): Minor[] {
  const nets = bill.lines.map((line) => line.net);
  const total = sumMinor(nets);
  assert(bill.creditMinor >= 0 && bill.creditMinor <= total, "credit outside the bill");
  if (programme.base === "net") return nets;
  const credit = spread(bill.creditMinor, nets);
  return nets.map((net, index) => net - (credit[index] ?? 0));
}
