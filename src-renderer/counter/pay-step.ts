import type { InputOf } from "../../src-shared/contract/contract.ts";
import type { CounterState } from "../../src-shared/contract/counter-state.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { type PayChoice, payInput, payPlan } from "./pay-plan.ts";

/** What stood on the screen when Enter was pressed, in rial. */
export interface Seen {
  /** The amount that was typed and that the core's picture does not show yet. */
  readonly typedMinor: number | null;
  readonly totalMinor: number;
  readonly member: string | null;
}

/** A payment that was asked for and whose answer never came. */
export interface Doubt {
  readonly command: string;
  readonly revision: number;
}

/** Ask for this payment, under the command of the one in doubt where there is one; or say why not. */
export type PayStep =
  | { readonly kind: "pay"; readonly input: InputOf<"bill.pay">; readonly command: string | null }
  | { readonly kind: "refuse"; readonly refusal: Refusal };

interface PayFacts {
  readonly seen: Seen;
  /** The bill's revision after the cashier's own commands that were under way at Enter; null when none was. */
  readonly ownRevision: number | null;
  readonly now: CounterState;
  readonly choice: PayChoice;
  readonly doubt: Doubt | null;
}

/**
 * What Enter asks of the core once its own commands are answered and their picture is here. Only the bill that the
 * cashier saw is paid: one that somebody else changed meanwhile is shown first.
 */
export function payStep({ seen, ownRevision, now, choice, doubt }: PayFacts): PayStep {
  const { bill, payment } = now;
  if (payment.kind !== "open") return refuse("payment-under-way");
  const isSeen = bill.totalMinor === (seen.typedMinor ?? seen.totalMinor);
  if (!isSeen && bill.revision !== ownRevision) return refuse("draft-changed");
  // Credit is somebody's: chosen for one member it is not taken from another, who tapped at this moment.
  if (choice.credit !== "none" && (now.member?.member ?? null) !== seen.member) return refuse("draft-changed");
  const plan = payPlan(bill.totalMinor, choice, now.offer);
  if (plan.missingMinor > 0) return refuse("change-without-cash");
  const command = doubt?.revision === bill.revision ? doubt.command : null;
  return { kind: "pay", input: payInput(bill.revision, plan, choice.givenMinor), command };
}

function refuse(refusal: Refusal["refusal"]): PayStep {
  return { kind: "refuse", refusal: { refusal } };
}
