import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import { shortHash } from "../../../src-shared/ledger/chain.ts";
import { parseReceiptQr } from "../../../src-shared/receipt/receipt-qr.ts";
import type { LedgerRead } from "../ports/store.ts";
import { saleAt } from "./sale-at.ts";

/** What a scanner sent. A receipt names its sale when that stands in this database and has the receipt's hash. */
export type Scanned =
  | { readonly kind: "member" | "product"; readonly text: string }
  | { readonly kind: "receipt"; readonly sale: EventRef | undefined };

/** How the text in a member's QR begins. */
const MEMBER_MARK = "VAFA:M:";
/** What a code has at most: the contract's bound. */
const CODE_MAX = 60;

/** Tells what a scanner sent; a wedge may type a line end with it. What is no QR of ours is a product's code. */
export function readScan(read: Pick<LedgerRead, "journals" | "event">, typed: string): Scanned {
  const text = typed.trim();
  // A keyboard in another case types the same mark.
  if (text.toUpperCase().startsWith(MEMBER_MARK)) return { kind: "member", text };
  const receipt = parseReceiptQr(text);
  if (receipt === undefined) return { kind: "product", text: text.slice(0, CODE_MAX) };
  for (const { journal } of read.journals()) {
    if (!journal.startsWith(receipt.journalShort)) continue;
    const ref = { journal, seq: receipt.seq };
    const stored = read.event(ref);
    const isIt = stored !== undefined && shortHash(stored.hash) === receipt.hash8;
    if (isIt && saleAt(read, ref) !== undefined) return { kind: "receipt", sale: ref };
  }
  return { kind: "receipt", sale: undefined };
}
