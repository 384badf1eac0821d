import type { SaleRecorded, Tender } from "../../../src-shared/ledger/events/sale-events.ts";
import { saleReceipt, type ReceiptTender } from "../../../src-shared/receipt/sale-receipt.ts";
import type { Reason } from "../../../src-shared/programme/accrue.ts";
import { explain } from "../../../src-shared/words/explain.ts";
import { defaultDisplay, type DisplaySettings, type Locale } from "../../../src-shared/words/format.ts";
import { poolOf } from "../../../src-shared/ledger/accounts.ts";
import { unreachable } from "../../../src-shared/base/assert.ts";
import type { AppendedEvent } from "../journal-writer.ts";
import type { LedgerTx, LedgerRead } from "../ports/store.ts";

/** What the owner set: it stands on every receipt. */
export interface ShopSettings {
  readonly name: string;
  readonly address?: string;
  readonly phone?: string;
  readonly footer?: string;
  readonly locale: Locale;
  readonly display?: DisplaySettings;
  /** Display names of the staff, by id: beside the chain, as all personal data. */
  readonly staffNames: Readonly<Record<string, string>>;
}

/** Where the shop's settings lie in `state`. */
export const STATE_SHOP = "shop";

/** The shop's settings; a shop that was never named prints its number. */
export function shopSettings(read: LedgerRead): ShopSettings {
  const text = read.state(STATE_SHOP);
  // Written by this program only.
  return text === undefined ? { name: "Vafa", locale: "fa", staffNames: {} } : (JSON.parse(text) as ShopSettings);
}

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
  const shop = shopSettings(tx);
  const display = shop.display ?? defaultDisplay(shop.locale);
  const amountOnly = sale.lines.length === 1 && sale.lines[0]?.product === undefined;
  const pool = sale.member === undefined ? 0 : (tx.get("account", [poolOf(sale.member), sale.asset])?.balance ?? 0);
  const spent = sale.tenders.filter((tender) => tender.kind === "purse" || tender.kind === "lease");
  const loyalty = {
    earnedMinor: (sale.toPurse ?? 0) + (sale.toPool ?? 0),
    spentMinor: spent.reduce((sum, tender) => sum + tender.amount, 0),
    ...(of.reason === undefined ? {} : { explanation: explain(of.reason, display, shop.locale) }),
    ...(of.cardBalanceMinor === undefined ? {} : { cardBalanceMinor: of.cardBalanceMinor }),
    ...(pool > 0 ? { poolBalanceMinor: pool } : {}),
  };
  const document = saleReceipt(
    {
      shop,
      display,
      atMs: event.atMs,
      receiptNumber: `${event.ref.seq}`,
      cashier: shop.staffNames[of.cashier] ?? of.cashier,
      lines: amountOnly ? [] : sale.lines.map(receiptLine),
      totalMinor: sale.total,
      tenders: sale.tenders.map((tender) => ({ kind: tenderKind(tender), amountMinor: handedOver(tender) })),
      changeMinor: sale.tenders.reduce((sum, tender) => sum + handedOver(tender) - tender.amount, 0),
      ...(sale.member === undefined ? {} : { loyalty }),
      proof: { journalShort: event.ref.journal.slice(0, 6), seq: event.ref.seq, hash8: event.short },
    },
    shop.locale,
  );
  tx.enqueuePrint({ subject: `${event.ref.journal}/${event.ref.seq}`, document, atMs: event.atMs });
}

function receiptLine(line: SaleRecorded["lines"][number]): Parameters<typeof saleReceipt>[0]["lines"][number] {
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
