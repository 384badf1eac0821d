import type { InputOf } from "../../src-shared/contract/contract.ts";

/** What the cashier chose. Nothing chosen is cash without a word about what was handed over. */
export interface PayChoice {
  readonly tender: "cash" | "bank-card";
  readonly credit: "none" | "all" | "round" | "typed";
  /** Typed amounts, in rial; null when none. */
  readonly creditMinor: number | null;
  readonly bankMinor: number | null;
  readonly givenMinor: number | null;
}

export const PLAIN_CASH: PayChoice = {
  tender: "cash",
  credit: "none",
  creditMinor: null,
  bankMinor: null,
  givenMinor: null,
};

/** How a bill would be paid, in rial. Credit, bank card and cash always add up to the bill. */
export interface PayPlan {
  readonly creditMinor: number;
  readonly bankMinor: number;
  readonly cashMinor: number;
  readonly changeMinor: number;
  /** What the handed cash lacks; 0 when it is enough or was not said. */
  readonly missingMinor: number;
}

/** The parts of a bill of `totalMinor`. `offer` says what "all credit" and "round" come to; null without a member. */
export function payPlan(
  totalMinor: number,
  choice: PayChoice,
  offer: { readonly allCreditMinor: number; readonly roundCreditMinor: number } | null,
): PayPlan {
  const creditMinor = Math.min(totalMinor, creditOf(choice, offer));
  const restMinor = totalMinor - creditMinor;
  const bankMinor = choice.tender === "cash" ? 0 : Math.min(restMinor, choice.bankMinor ?? restMinor);
  const cashMinor = restMinor - bankMinor;
  const overMinor = cashMinor === 0 || choice.givenMinor === null ? 0 : choice.givenMinor - cashMinor;
  return {
    creditMinor,
    bankMinor,
    cashMinor,
    changeMinor: Math.max(0, overMinor),
    missingMinor: Math.max(0, -overMinor),
  };
}

function creditOf(
  choice: PayChoice,
  offer: { readonly allCreditMinor: number; readonly roundCreditMinor: number } | null,
): number {
  if (offer === null) return 0;
  switch (choice.credit) {
    case "none":
      return 0;
    case "all":
      return offer.allCreditMinor;
    case "round":
      return offer.roundCreditMinor;
    case "typed":
      return choice.creditMinor ?? 0;
  }
}

/** What is asked of the core for a plan. */
export function payInput(revision: number, plan: PayPlan, givenMinor: number | null): InputOf<"bill.pay"> {
  const { creditMinor, bankMinor, cashMinor } = plan;
  const given = givenMinor === null || givenMinor < cashMinor ? {} : { givenMinor };
  const tenders = [
    ...(bankMinor > 0 ? [{ kind: "bank-card" as const, amountMinor: bankMinor }] : []),
    ...(cashMinor > 0 ? [{ kind: "cash" as const, amountMinor: cashMinor, ...given }] : []),
  ];
  return {
    revision,
    ...(creditMinor > 0 ? { creditMinor } : {}),
    ...(tenders.length > 0 ? { tenders } : {}),
  };
}

/** Sums that are paid with few notes, in rial: 10, 50, 100, 200, 500 thousand and a million toman. */
const ROUND_SUMS = [100_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000];
const LIKELY_MAX = 3;

/** What a customer is likely to hand over for `cashMinor`: the next round sums above it, smallest first. */
export function likelyCash(cashMinor: number): readonly number[] {
  if (cashMinor <= 0) return [];
  const sums = ROUND_SUMS.map((step) => (Math.floor(cashMinor / step) + 1) * step);
  return [...new Set(sums)].toSorted((a, b) => a - b).slice(0, LIKELY_MAX);
}
