import type { KnownEvent } from "../../../src-shared/ledger/event-types.ts";
import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import type { DeskPaper } from "../../../src-shared/receipt/shift-document.ts";
import type { AppendedEvent } from "../journal-writer.ts";
import type { LedgerRead, LedgerTx } from "../ports/store.ts";
import { kickDrawer } from "../print/drawer-kick.ts";
import { paperLook } from "./paper-look.ts";

/** A Z that the printer could not print this evening is printed tomorrow, and a slip of the drawer too. */
export const DESK_PAPER_LASTS_MS = 3 * 86_400_000;

/** The shop's name, language and ways of writing for a paper of the drawer. */
export function deskPaper(read: LedgerRead, atMs: number): DeskPaper {
  const { shop, locale, display } = paperLook(read);
  return { shopName: shop.name, locale, display, atMs, ...(shop.logo === undefined ? {} : { logo: shop.logo }) };
}

/**
 * Queues the paper of an event in the event's own transaction, where there is one; opens the drawer where the rule says
 * so.
 */
export function queueDeskPaper(
  tx: LedgerTx,
  of: { readonly event: AppendedEvent; readonly known: KnownEvent; readonly document: ReceiptDocument | undefined },
): void {
  const { event, known, document } = of;
  const { ref, atMs } = event;
  kickDrawer(tx, event, known);
  if (document === undefined) return;
  tx.enqueuePrint({ subject: `${ref.journal}/${ref.seq}`, document, atMs, lastsMs: DESK_PAPER_LASTS_MS });
}
