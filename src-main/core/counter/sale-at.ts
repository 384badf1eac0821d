import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import type { SaleRecorded } from "../../../src-shared/ledger/events/sale-events.ts";
import type { SaleResult } from "../../../src-shared/contract/counter-state.ts";
import type { LedgerRead } from "../ports/store.ts";
import type { CardLeft, SaleDone, SaleOutcome } from "../terminal/sale-outcome.ts";

/** A sale's event, or undefined when the reference names none. */
export function saleAt(
  read: Pick<LedgerRead, "event">,
  ref: EventRef,
): { readonly sale: SaleRecorded; readonly atMs: number } | undefined {
  const stored = read.event(ref);
  if (stored === undefined) return undefined;
  // Our own event: its schema was checked before it was hashed.
  const { type, payload, at } = JSON.parse(stored.body) as Envelope;
  return type === "sale.recorded" ? { sale: payload as SaleRecorded, atMs: at } : undefined;
}

/** By what a sale was paid, credit under one name. */
export function paidBy(sale: SaleRecorded): SaleResult["paid"] {
  return sale.tenders.map(({ kind, amount }) => ({
    kind: kind === "cash" || kind === "bank-card" ? kind : "credit",
    amountMinor: amount,
  }));
}

/** What the ledger keeps as the answer to a payment's command; undefined when it never ran or was another command. */
export function outcomeOf(read: Pick<LedgerRead, "commandResult">, command: string): SaleOutcome | undefined {
  const kept = read.commandResult(command);
  if (kept === undefined) return undefined;
  // Kept by a command of this program; only a sale's answer has what is looked for here.
  const value = JSON.parse(kept.result) as Partial<SaleDone> | Partial<CardLeft> | null;
  const isSale = value !== null && "spentMinor" in value && value.kind === "done";
  const isLeft = value !== null && "spendMinor" in value && value.kind === "card-left";
  return isSale || isLeft ? (value as SaleOutcome) : undefined;
}
