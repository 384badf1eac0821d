import { must } from "../../../src-shared/base/assert.ts";
import { shortHash } from "../../../src-shared/ledger/chain.ts";
import { parseEnvelope } from "../../../src-shared/ledger/envelope.ts";
import { readEvent } from "../../../src-shared/ledger/event-types.ts";
import type { SaleRecorded, SaleVoided } from "../../../src-shared/ledger/events/sale-events.ts";
import { voidReceipt } from "../../../src-shared/receipt/void-receipt.ts";
import type { AppendedEvent } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import { kickDrawer } from "../print/drawer-kick.ts";
import { poolOfMember } from "./member-lots.ts";
import { paperLook } from "./paper-look.ts";
import { receiptLine } from "./sale-receipt-of.ts";
import { shopSettings } from "./shop-settings.ts";
import { voidDone } from "./void-outcome.ts";

/** Queues the receipt of a void, in its own transaction. `cardBalanceMinor` is left out when no card was written. */
export function queueVoidReceipt(
  tx: LedgerTx,
  of: {
    readonly event: AppendedEvent;
    readonly back: SaleVoided;
    readonly cashier: string;
    readonly cardBalanceMinor?: number;
  },
): void {
  const { event, back, cardBalanceMinor } = of;
  const { shop, display, locale } = paperLook(tx);
  const stored = must(tx.event(back.sale), "a void's sale stands in its journal");
  const sale = saleIn(stored.body);
  const amountOnly = sale.lines.length === 1 && sale.lines[0]?.product === undefined;
  const { poolMinor } = poolOfMember(tx, back);
  const { totalMinor, cashMinor, bankCardMinor, restoredMinor, takenMinor } = voidDone({ event, back, card: "none" });
  const journalShort = event.ref.journal.slice(0, 6);
  const document = voidReceipt(
    {
      shop,
      display,
      atMs: event.atMs,
      receiptNumber: `${event.ref.seq}`,
      cashier: shopSettings(tx).staffNames[of.cashier] ?? of.cashier,
      lines: amountOnly ? [] : sale.lines.map(receiptLine),
      totalMinor,
      cashMinor,
      bankCardMinor,
      restoredMinor,
      takenMinor,
      ...(cardBalanceMinor === undefined ? {} : { cardBalanceMinor }),
      ...(poolMinor > 0 ? { poolBalanceMinor: poolMinor } : {}),
      sale: { journalShort, seq: back.sale.seq, hash8: shortHash(stored.hash) },
      proof: { journalShort, seq: event.ref.seq, hash8: event.short },
    },
    locale,
  );
  const known = { type: "sale.voided", version: 2, payload: back } as const;
  kickDrawer(tx, event, known);
  tx.enqueuePrint({
    subject: `${event.ref.journal}/${event.ref.seq}`,
    document,
    atMs: event.atMs,
  });
}

function saleIn(body: string): SaleRecorded {
  const envelope = parseEnvelope(body);
  if (!envelope.ok) throw new Error("a sale that can't be read");
  const event = readEvent(envelope.value.type, envelope.value.version, envelope.value.payload);
  if (event.type !== "sale.recorded") throw new Error("a void names a sale");
  return event.payload;
}
