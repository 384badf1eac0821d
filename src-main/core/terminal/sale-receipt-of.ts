import type { SaleRecorded, Tender } from "../../../src-shared/ledger/events/sale-events.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import { saleReceipt, type ReceiptLoyalty, type ReceiptTender } from "../../../src-shared/receipt/sale-receipt.ts";
import type { Reason } from "../../../src-shared/programme/accrue.ts";
import { explain } from "../../../src-shared/words/explain.ts";
import { unreachable } from "../../../src-shared/base/assert.ts";
import type { AppendedEvent } from "../journal-writer.ts";
import { kickDrawer } from "../print/drawer-kick.ts";
import type { LedgerTx } from "../ports/store.ts";
import { shiftOf } from "./context.ts";
import { expiringCredit } from "./expiring-credit.ts";
import { poolOfMember } from "./member-lots.ts";
import { paperLook } from "./paper-look.ts";
import { receiptSettingsOf } from "./receipt-settings.ts";
import { shopSettings } from "./shop-settings.ts";

/**
 * Queues the receipt of a sale, in the sale's own transaction. `cardBalanceMinor` is left out when no card was written.
 */
export function queueReceipt(
  tx: LedgerTx,
  of: {
    readonly event: AppendedEvent;
    readonly sale: SaleRecorded;
    readonly reason: Reason | undefined;
    readonly cashier: string;
    readonly cardBalanceMinor?: number;
  },
): void {
  const { event, sale } = of;
  const { shop, display, locale } = paperLook(tx);
  const amountOnly = sale.lines.length === 1 && sale.lines[0]?.product === undefined;
  const { poolMinor, lockedMinor } = poolOfMember(tx, sale);
  const spent = sale.tenders.filter((tender) => tender.kind === "purse" || tender.kind === "lease");
  const loyalty = {
    earnedMinor: (sale.toPurse ?? 0) + (sale.toPool ?? 0),
    spentMinor: spent.reduce((sum, tender) => sum + tender.amount, 0),
    ...(of.reason === undefined ? {} : { explanation: explain(of.reason, display, locale) }),
    ...(of.cardBalanceMinor === undefined ? {} : { cardBalanceMinor: of.cardBalanceMinor }),
    ...(poolMinor > 0 ? { poolBalanceMinor: poolMinor } : {}),
    ...(lockedMinor > 0 ? { heldMinor: lockedMinor } : {}),
    ...expiringOf(tx, sale.member),
  };
  const document = saleReceipt(
    {
      shop,
      display,
      atMs: event.atMs,
      receiptNumber: `${event.ref.seq}`,
      cashier: shopSettings(tx).staffNames[of.cashier] ?? of.cashier,
      lines: amountOnly ? [] : sale.lines.map(receiptLine),
      totalMinor: sale.total,
      tenders: sale.tenders.map((tender) => ({ kind: tenderKind(tender), amountMinor: handedOver(tender) })),
      changeMinor: sale.tenders.reduce((sum, tender) => sum + handedOver(tender) - tender.amount, 0),
      ...(sale.member === undefined ? {} : { loyalty }),
      proof: { journalShort: event.ref.journal.slice(0, 6), seq: event.ref.seq, hash8: event.short },
    },
    locale,
  );
  const known = { type: "sale.recorded", version: 1, payload: sale } as const;
  kickDrawer(tx, event, known);
  tx.enqueuePrint({
    subject: `${event.ref.journal}/${event.ref.seq}`,
    document,
    atMs: event.atMs,
  });
}

/** What ends soon, as the owner wants it named; left out when there is nothing, so that the paper is as short. */
function expiringOf(tx: LedgerTx, member: MemberId | undefined): Pick<ReceiptLoyalty, "expiring"> {
  const { expiringDays: days } = receiptSettingsOf(tx);
  const day = shiftOf(tx)?.day;
  if (member === undefined || day === undefined || days === 0) return {};
  const expiring = expiringCredit(tx, { member, day, days });
  return expiring.length === 0 ? {} : { expiring };
}

/** A line of a bill as a receipt shows it. */
export function receiptLine(line: SaleRecorded["lines"][number]): Parameters<typeof saleReceipt>[0]["lines"][number] {
  return {
    name: line.product ?? "",
    quantityMilli: line.qty,
    unitPriceMinor: line.price,
    discountMinor: line.discount ?? 0,
    netMinor: line.net,
  };
}

function handedOver(tender: Tender): number {
  return tender.kind === "cash" ? (tender.given ?? tender.amount) : tender.amount;
}

function tenderKind(tender: Tender): ReceiptTender {
  switch (tender.kind) {
    case "cash":
      return "cash";
    case "bank-card":
      return "bank-card";
    case "purse":
    case "lease":
      return "credit";
    default:
      return unreachable(tender);
  }
}
