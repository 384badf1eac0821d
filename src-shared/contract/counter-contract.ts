import { z } from "zod";
import { billTender, counterState, saleResult } from "./counter-state.ts";
import { amount, command, empty, eventRef, memberId, natural, positive, query, typed } from "./parts.ts";

const changed = z.strictObject({ revision: natural });

/** What the counter page asks of the core. The open bill lives in the core; a page sends what was typed or scanned. */
export const counterContract = {
  "counter.state": query(empty, counterState),
  /** The amount of an amount-only bill, as typed so far. Begins the next bill when a result is shown. */
  "bill.amount": command(z.strictObject({ amountMinor: natural }), changed),
  /** Adds a product by barcode, code or id, or raises its quantity. */
  "bill.add": command(
    z.strictObject({ code: typed(60), qtyMilli: z.exactOptional(positive), priceMinor: z.exactOptional(natural) }),
    changed,
  ),
  /** A line with a name and a price that is no product. */
  "bill.add-free": command(
    z.strictObject({ name: typed(120), priceMinor: positive, qtyMilli: z.exactOptional(positive) }),
    changed,
  ),
  "bill.line": command(
    z.strictObject({ id: positive, qtyMilli: z.exactOptional(natural), discountMinor: z.exactOptional(natural) }),
    changed,
  ),
  "bill.discount": command(z.strictObject({ discountMinor: natural }), changed),
  "bill.clear": command(empty, changed),
  /** Takes a bill of another program from the line onto the counter, or puts it back. */
  "bill.take": command(z.strictObject({ id: typed(60) }), changed),
  "bill.put-back": command(empty, changed),

  /** The member by mobile number (any spelling), by what a QR says, or by id; null forgets them. */
  "bill.member": command(
    z.strictObject({
      by: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("mobile"), mobile: typed(40) }),
        z.strictObject({ kind: z.literal("qr"), text: typed(200) }),
        z.strictObject({ kind: z.literal("id"), member: memberId }),
        z.strictObject({ kind: z.literal("none") }),
      ]),
    }),
    changed,
  ),
  /** Whatever a scanner sent: a member's QR, a barcode, a receipt's QR. Says what it was. */
  "counter.scan": command(
    z.strictObject({ text: typed(400) }),
    z.strictObject({
      was: z.enum(["member", "product", "receipt"]),
      revision: natural,
      sale: z.exactOptional(eventRef),
    }),
  ),

  /**
   * Pays the bill that the cashier sees (`revision`). `creditMinor` from the card; the rest by tenders, cash when left
   * out. Ends with a result, or with the card that left.
   */
  "bill.pay": command(
    z.strictObject({
      revision: natural,
      creditMinor: z.exactOptional(natural),
      tenders: z.exactOptional(z.array(billTender).max(8)),
    }),
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("done"), result: saleResult }),
      z.strictObject({ kind: z.literal("card-left"), spendMinor: amount, dueMinor: amount }),
    ]),
  ),
  /** What credit the page would pay the open bill with, by its choice: the customer's screen follows it. */
  "bill.choice": command(z.strictObject({ creditMinor: natural }), empty),
  /** "Customer left / pays otherwise": the next bill (or the same one, paid otherwise) begins at once. */
  "bill.abandon": command(z.strictObject({ keepBill: z.boolean() }), z.strictObject({ abandoned: natural })),
  /** Undo of the last sale. */
  "sale.void": command(
    z.strictObject({ sale: eventRef }),
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("done"), totalMinor: natural, cashBackMinor: natural }),
      z.strictObject({ kind: z.literal("card-left") }),
    ]),
  ),
  /** The result was seen: the next bill begins. */
  "counter.next": command(empty, changed),
} as const;
