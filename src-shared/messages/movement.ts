import type { KnownEvent } from "../ledger/event-types.ts";
import { sumMinor } from "../money/amount.ts";

/** A movement of a member's credit as a message tells it: amounts alone, so that nothing personal waits in a queue. */
export type Movement =
  | { readonly kind: "sale"; readonly earnedMinor: number; readonly spentMinor: number }
  | { readonly kind: "void" | "refund"; readonly takenMinor: number; readonly restoredMinor: number }
  | { readonly kind: "gift"; readonly amountMinor: number; readonly isLocked: boolean }
  | { readonly kind: "added" | "taken" | "unlocked" | "expired"; readonly amountMinor: number }
  | { readonly kind: "card-issued" };

/**
 * What an event moved, or undefined when there is nothing to tell: the steps by which credit finds its card say nothing
 * that their sale did not say. `giftMinor` is the amount of the gift that a `lot.unlocked` names.
 */
export function movementOf(event: KnownEvent, giftMinor: number | undefined): Movement | undefined {
  switch (event.type) {
    case "sale.recorded": {
      const { toPurse, toPool, tenders } = event.payload;
      const [earnedMinor, spentMinor] = [(toPurse ?? 0) + (toPool ?? 0), credit(tenders)];
      return earnedMinor + spentMinor > 0 ? { kind: "sale", earnedMinor, spentMinor } : undefined;
    }
    case "sale.voided":
    case "sale.refunded": {
      const { loss: _booked, ...taken } = event.payload.taken ?? {};
      const takenMinor = sumMinor(Object.values(taken).filter((amount) => amount !== undefined));
      const restoredMinor = credit(event.payload.tenders);
      const kind = event.type === "sale.voided" ? "void" : "refund";
      return takenMinor + restoredMinor > 0 ? { kind, takenMinor, restoredMinor } : undefined;
    }
    case "gift.granted":
      return { kind: "gift", amountMinor: event.payload.amount, isLocked: event.payload.lock !== undefined };
    case "lot.unlocked":
      return giftMinor === undefined ? undefined : { kind: "unlocked", amountMinor: giftMinor };
    case "balance.opened":
      return { kind: "added", amountMinor: event.payload.amount };
    case "adjustment.made": {
      const { amount } = event.payload;
      return amount === 0 ? undefined : { kind: amount > 0 ? "added" : "taken", amountMinor: Math.abs(amount) };
    }
    case "credit.expired":
      return { kind: "expired", amountMinor: event.payload.amount };
    case "card.issued":
      return { kind: "card-issued" };
    default:
      return undefined;
  }
}

function credit(tenders: readonly { readonly kind: string; readonly amount: number }[]): number {
  return sumMinor(tenders.filter(({ kind }) => kind === "purse" || kind === "lease").map(({ amount }) => amount));
}
