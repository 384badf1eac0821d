import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { SaleVoided } from "../../../src-shared/ledger/events/sale-events.ts";
import type { CardRefusalCode } from "../../../src-shared/words/card-words.ts";
import type { CoreRefusal } from "../../../src-shared/words/core-words.ts";
import type { VoidRefusal } from "../../../src-shared/words/void-words.ts";
import type { AppendedEvent } from "../journal-writer.ts";

/** Which sale is to be undone. */
export interface VoidRequest {
  readonly sale: EventRef;
}

/** A void that stands in the ledger. Amounts in minor units. */
export interface VoidDone {
  readonly kind: "done";
  readonly void: EventRef;
  readonly short: string;
  readonly sale: EventRef;
  readonly totalMinor: number;
  /** What the customer gets back, by hand and at the bank terminal. */
  readonly cashMinor: number;
  readonly bankCardMinor: number;
  /** Credit that had paid, and that the sale had earned: given back and taken back, wherever it lay. */
  readonly restoredMinor: number;
  readonly takenMinor: number;
  /** `none`: no card was written. `left-early`: written and not read back, the gain is in doubt until then. */
  readonly card: "none" | "written" | "left-early";
  readonly cardBalanceMinor?: number;
}

/** The card was about to give back what the sale had put on it when it left: no void yet, give no money back. */
export interface VoidCardLeft {
  readonly kind: "card-left";
  readonly intent: number;
  readonly takeMinor: number;
  /** The wait ended without a void (given up, or the card went another way). */
  readonly over: boolean;
}

export type VoidOutcome = VoidDone | VoidCardLeft;

/** Why a sale was not undone. */
export interface VoidRefused {
  readonly refusal:
    | VoidRefusal
    | CardRefusalCode
    | "reader-locked"
    | Extract<CoreRefusal, "no-shift" | "command-reused">;
}

/** What a recorded void came to. `cardBalanceMinor` is left out when no card was written. */
export function voidDone(of: {
  readonly event: AppendedEvent;
  readonly back: SaleVoided;
  readonly card: VoidDone["card"];
  readonly cardBalanceMinor?: number;
}): VoidDone {
  const { event, back, card, cardBalanceMinor } = of;
  const paid = (kind: string): number =>
    back.tenders.filter((tender) => tender.kind === kind).reduce((sum, tender) => sum + tender.amount, 0);
  const sum = (parts: Readonly<Record<string, number>> = {}): number => Object.values(parts).reduce((a, b) => a + b, 0);
  return {
    kind: "done",
    void: event.ref,
    short: event.short,
    sale: back.sale,
    totalMinor: back.total,
    cashMinor: paid("cash"),
    bankCardMinor: paid("bank-card"),
    restoredMinor: sum(back.restored),
    takenMinor: sum(back.taken),
    card,
    ...(cardBalanceMinor === undefined ? {} : { cardBalanceMinor }),
  };
}
