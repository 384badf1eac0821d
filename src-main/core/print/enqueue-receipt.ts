import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import type { SpoolStore } from "./spool-store.ts";

/** A shop with one till has one printer; more get names of their own. */
export const MAIN_PRINTER = "main";

/** After ten minutes the customer has left; a printer switched on next morning must not print a pile of old ones. */
export const RECEIPT_EXPIRES_MS = 10 * 60_000;

/**
 * Queues the receipt of a sale. Call it inside the sale's transaction: it writes one row and touches no printer. False
 * when this sale has its receipt queued already (a second Enter), and then nothing changes. Tell the spool afterwards,
 * when the transaction is committed: `spool.wake()`.
 */
export function enqueueReceipt(
  store: Pick<SpoolStore, "insert">,
  receipt: {
    readonly saleId: string;
    readonly document: ReceiptDocument;
    readonly atMs: number;
    readonly printer?: string;
    /** How long it is worth printing; a sale's receipt when left out. */
    readonly lastsMs?: number | undefined;
  },
): boolean {
  const { saleId, document, atMs, printer = MAIN_PRINTER, lastsMs = RECEIPT_EXPIRES_MS } = receipt;
  return store.insert({
    printer,
    saleId,
    kind: "sale",
    copyNumber: 0,
    template: document.template,
    document: JSON.stringify(document),
    queuedAtMs: atMs,
    expiresAtMs: atMs + lastsMs,
  });
}
