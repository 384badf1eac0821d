import { useSyncExternalStore } from "react";
import type { BillState, Offer } from "../../src-shared/contract/counter-state.ts";
import { type Followed, followAll } from "../kit/live.tsx";
import { useCounter } from "../stores/event-stores.ts";
import { type PayChoice, type PayPlan, payPlan } from "./pay-plan.ts";
import { useTill } from "./till-store.ts";

/** All that a key at the counter may change: what this screen holds, and the core's picture of the bill. */
export const BILL_STORES: readonly Followed[] = [useTill, useCounter];

type Line = BillState["lines"][number];
const NO_LINES: readonly Line[] = [];
/**
 * The same, but telling only of what decides how the bill is paid: going through its lines, or typing something else,
 * does not.
 */
export const PLAN_STORES = [narrowed(BILL_STORES, () => [totalNow(), offerNow(), useTill.getState().choice])];
/** Telling only of what decides what the bill earns: the cash that is handed over does not. */
export const EARN_STORES = [narrowed(PLAN_STORES, () => [totalNow(), offerNow(), planNow().creditMinor])];

/** Tells of changes of `stores` that change one of `parts`: asked once for each, whoever listens. */
function narrowed(stores: readonly Followed[], parts: () => readonly unknown[]): Followed {
  const listeners = new Set<() => void>();
  let held: readonly unknown[] = [];
  let stop = (): void => {};
  const look = (): void => {
    const now = parts();
    const isSame = now.every((part, at) => part === held[at]);
    held = now;
    if (!isSame) for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener) => {
      if (listeners.size === 0) {
        held = parts();
        stop = followAll(stores, look);
      }
      const own = (): void => listener();
      listeners.add(own);
      return () => {
        if (listeners.delete(own) && listeners.size === 0) stop();
      };
    },
  };
}

const followBill = (listener: () => void): (() => void) => followAll(BILL_STORES, listener);
const followPlan = (listener: () => void): (() => void) => followAll(PLAN_STORES, listener);

/** Draws the component when what `read` finds in the bill's stores has changed: a plain value, so that is known. */
export function useBillPart<T extends string | number | boolean | null>(read: () => T): T {
  return useSyncExternalStore(followBill, read);
}

/** The same for what only the plan of the payment decides (see `PLAN_STORES`). */
export function usePlanPart<T extends string | number | boolean | null>(read: () => T): T {
  return useSyncExternalStore(followPlan, read);
}

/** What the bill on the screen comes to, in rial; a bill that is paid is none any more. */
export function totalNow(): number {
  const { state } = useCounter.getState();
  return state === null || state.result !== null ? 0 : state.bill.totalMinor;
}

let reckoned: { readonly of: readonly [number, PayChoice, Offer | null]; readonly plan: PayPlan } | undefined;

/** How the bill would be paid now. Many ask after each key: it is reckoned once. */
export function planNow(): PayPlan {
  const [total, choice, offer] = [totalNow(), useTill.getState().choice, offerNow()];
  if (reckoned?.of[0] !== total || reckoned.of[1] !== choice || reckoned.of[2] !== offer) {
    reckoned = { of: [total, choice, offer], plan: payPlan(total, choice, offer) };
  }
  return reckoned.plan;
}

export function offerNow(): Offer | null {
  return useCounter.getState().state?.offer ?? null;
}

export function linesNow(): readonly Line[] {
  return useCounter.getState().state?.bill.lines ?? NO_LINES;
}
