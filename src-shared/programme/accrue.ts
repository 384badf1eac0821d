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
  | { readonly kind: "tier-earns-nothing"; readonly tier: { readonly fa: string; readonly en: string } };

/** A bill as the rules see it: net per line after all discounts, and how much of it credit pays. */
export interface EarningBill {
  readonly lines: readonly { readonly id: number; readonly net: Minor }[];
  readonly creditMinor: Minor;
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
  const tier = must(programme.tiers[tierIndex], "unknown tier");
  const bases = lineBases(programme, bill);
  const baseMinor = sumMinor(bases);
  const nothing = (reason: Reason): Accrual => ({ totalMinor: 0, movements: [], reason });
  if (tier.earnBp === 0) return nothing({ kind: "tier-earns-nothing", tier: tier.name });
  if (baseMinor === 0) return nothing({ kind: "all-paid-with-credit" });
  const { mode, step } = programme.rounding;
  const totalMinor = shareOf({ amountMinor: baseMinor, rateBp: tier.earnBp, stepMinor: step, mode });
  if (totalMinor === 0) return nothing({ kind: "too-small", rateBp: tier.earnBp, baseMinor });
  const parts = spread(totalMinor, bases);
  return {
    totalMinor,
    movements: movementsOf("earn", RULE_TIER_PERCENT, bill, parts),
    reason: {
      kind: "percent",
      amountMinor: totalMinor,
      rateBp: tier.earnBp,
      baseMinor,
      creditMinor: programme.base === "net" ? 0 : bill.creditMinor,
      tier: tier.name,
    },
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
