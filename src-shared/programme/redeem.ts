import { err, ok, type Result } from "../base/result.ts";
import type { Movement } from "../ledger/events/sale-events.ts";
import { spread, type Minor } from "../money/amount.ts";
import { movementsOf, type EarningBill } from "./accrue.ts";
import type { Programme } from "./document.ts";

/** The rule under which credit pays. */
export const RULE_CREDIT = "credit";

/** Why credit may not pay so much; `possibleMinor` is the largest amount that would be accepted now (0 when none). */
export type RedeemRefusal =
  | { readonly kind: "not-positive"; readonly possibleMinor: Minor }
  | { readonly kind: "below-minimum"; readonly minimumMinor: Minor; readonly possibleMinor: Minor }
  | { readonly kind: "above-spendable"; readonly possibleMinor: Minor }
  | { readonly kind: "above-bill"; readonly possibleMinor: Minor }
  | { readonly kind: "not-in-steps"; readonly stepMinor: Minor; readonly possibleMinor: Minor };

/**
 * Whether `requestedMinor` of credit may pay this bill. The minimum is measured on what is spendable here and now,
 * since a balance that can't be spent helps nobody at the counter.
 */
export function redeem(
  programme: Programme,
  request: {
    readonly bill: Pick<EarningBill, "lines">;
    readonly requestedMinor: Minor;
    readonly spendableMinor: Minor;
  },
): Result<{ readonly amountMinor: Minor; readonly movements: readonly Movement[] }, RedeemRefusal> {
  const { requestedMinor, spendableMinor, bill } = request;
  const nets = bill.lines.map((line) => line.net);
  const totalMinor = nets.reduce((sum, net) => sum + net, 0);
  const { minimum, step } = programme.redeem;
  const reachable = Math.min(spendableMinor, totalMinor);
  const possibleMinor = spendableMinor < minimum ? 0 : reachable - (reachable % step);
  if (!Number.isSafeInteger(requestedMinor) || requestedMinor <= 0) return err({ kind: "not-positive", possibleMinor });
  if (requestedMinor > totalMinor) return err({ kind: "above-bill", possibleMinor });
  if (spendableMinor < minimum) return err({ kind: "below-minimum", minimumMinor: minimum, possibleMinor });
  if (requestedMinor > spendableMinor) return err({ kind: "above-spendable", possibleMinor });
  if (requestedMinor % step !== 0) return err({ kind: "not-in-steps", stepMinor: step, possibleMinor });
  const movements = movementsOf("spend", RULE_CREDIT, bill, spread(requestedMinor, nets));
  return ok({ amountMinor: requestedMinor, movements });
}
