import { create } from "zustand";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import type { Entry } from "./entry.ts";
import { type PayChoice, PLAIN_CASH } from "./pay-plan.ts";

/** What this screen adds to the counter of the core: what is being typed and chosen, and not yet sent. */
interface Till {
  readonly entry: Entry;
  readonly choice: PayChoice;
  /** The chosen line of the basket. */
  readonly line: number | null;
  readonly view: "pad" | "goods";
  readonly isHelpOpen: boolean;
  /** "Undo" was pressed once. */
  readonly isUndoArmed: boolean;
  readonly isClearArmed: boolean;
  /** The last refusal; goes with the next act. */
  readonly refusal: Refusal | null;
  /** A mobile number that belongs to nobody yet, as it was typed. */
  readonly unknownMobile: string | null;
  readonly isJustEnrolled: boolean;
  /** The sale whose result was typed over: the next bill has begun on this screen. */
  readonly leftSale: string | null;
  /** Counts the bills of this screen: what was typed for one that has ended is not brought back. */
  readonly bill: number;
}

const START: Till = {
  entry: { target: "bill", digits: null },
  choice: PLAIN_CASH,
  line: null,
  view: "pad",
  isHelpOpen: false,
  isUndoArmed: false,
  isClearArmed: false,
  refusal: null,
  unknownMobile: null,
  isJustEnrolled: false,
  leftSale: null,
  bill: 0,
};

export const useTill = create<Till>(() => START);

/** Forgets what was chosen for the bill that has ended. */
export function forgetChoice(): void {
  useTill.setState(({ bill }) => ({
    bill: bill + 1,
    choice: PLAIN_CASH,
    line: null,
    isUndoArmed: false,
    isClearArmed: false,
    unknownMobile: null,
    isJustEnrolled: false,
    entry: START.entry,
  }));
}

/** The last refusal has been seen: the next act begins. Nothing is told where there was none. */
export function forgetRefusal(): void {
  if (useTill.getState().refusal !== null) useTill.setState({ refusal: null });
}

/** Whether the pad edits the amount: a bill with goods, or from another program, has its total already. */
export function hasTypedAmount(bill: { readonly lines: readonly unknown[]; readonly external: unknown }): boolean {
  return bill.lines.length === 0 && bill.external === null;
}
