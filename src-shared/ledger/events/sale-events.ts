import { z } from "zod";
import {
  amount,
  asset,
  cardNo,
  cardWrite,
  code,
  eventRef,
  memberId,
  natural,
  note,
  positive,
  seq,
  terminal,
} from "./parts.ts";
import { appliedOperation } from "./parts.ts";

/**
 * A line of a bill; an amount-only bill has one line. `qty` in thousandths, `net` is after both discounts, tax is in
 * it.
 */
export const saleLine = z.strictObject({
  id: z.int().min(1).max(5000),
  product: z.exactOptional(z.string().max(40)),
  category: z.exactOptional(z.string().max(40)),
  qty: positive,
  price: natural,
  discount: z.exactOptional(natural),
  tax: z.exactOptional(z.strictObject({ bp: natural, amount: natural })),
  net: natural,
});
export type SaleLine = z.infer<typeof saleLine>;

/** What one rule did on one line. The four kinds of movement of the ledger. */
export const movement = z.strictObject({
  rule: code,
  kind: z.enum(["earn", "earn-return", "spend", "spend-return"]),
  line: z.int().min(1).max(5000),
  amount: natural,
});
export type Movement = z.infer<typeof movement>;

/**
 * How a bill was paid. Cash lies in a drawer; `given` is what the customer handed over, the change is given − amount.
 */
export const tender = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("cash"), amount: positive, drawer: terminal, given: z.exactOptional(positive) }),
  z.strictObject({ kind: z.literal("bank-card"), amount: positive, ref: z.exactOptional(z.string().max(40)) }),
  z.strictObject({ kind: z.literal("purse"), amount: positive }),
  z.strictObject({ kind: z.literal("lease"), amount: positive, terminal }),
]);
export type Tender = z.infer<typeof tender>;

/** What the decision knew (check 1 recomputes from it): tier, progress towards tiers, and where the earning goes. */
export const decisionInputs = z.strictObject({
  tier: code,
  progress: natural,
  /** The tier that this sale reaches, and where it begins: promotion is the terminal's, at once. */
  reached: z.exactOptional(z.strictObject({ tier: code, from: natural })),
  caps: z.exactOptional(z.array(z.strictObject({ rule: code, used: natural })).max(50)),
});

/**
 * A sale. Without `confirms` a `write` is an earn intent: the sale is final, the credit is in doubt until read back.
 * With `confirms` the spend's intent (tender.intended, same journal) was read back in this very transaction.
 */
export const saleRecorded = z.strictObject({
  asset,
  lines: z.array(saleLine).min(1).max(5000),
  discount: z.exactOptional(positive),
  total: natural,
  tenders: z.array(tender).max(8),
  member: z.exactOptional(memberId),
  inputs: z.exactOptional(decisionInputs),
  movements: z.exactOptional(z.array(movement).max(20_000)),
  toPurse: z.exactOptional(positive),
  toPool: z.exactOptional(positive),
  write: z.exactOptional(cardWrite),
  confirms: z.exactOptional(
    z.strictObject({ seq, card: cardNo, spend: positive, ops: z.exactOptional(z.array(appliedOperation).max(20)) }),
  ),
});
export type SaleRecorded = z.infer<typeof saleRecorded>;

/** Credit is about to leave a card: no sale yet. `spend` leaves the purse for doubt; `earn` is in the same write. */
export const tenderIntended = z.strictObject({
  asset,
  member: memberId,
  total: positive,
  spend: positive,
  earn: z.exactOptional(positive),
  write: cardWrite,
});
export type TenderIntended = z.infer<typeof tenderIntended>;

/** The customer left or pays otherwise: the intent of this journal waits in doubt, the till goes on. */
export const tenderAbandoned = z.strictObject({ intent: seq });

const returned = {
  sale: eventRef,
  asset,
  total: natural,
  lines: z.array(z.strictObject({ id: z.int().min(1), qty: positive, net: natural })).max(5000),
  tenders: z.array(tender).max(8),
  member: z.exactOptional(memberId),
  movements: z.exactOptional(z.array(movement).max(20_000)),
  reason: z.exactOptional(note),
};

/** Where taken-back earnings came from and restored spending went; each residue names its policy by its field. */
const loyaltyEffects = {
  taken: z.exactOptional(
    z.strictObject({
      pool: z.exactOptional(positive),
      debt: z.exactOptional(positive),
      loss: z.exactOptional(positive),
    }),
  ),
  restored: z.exactOptional(z.strictObject({ pool: z.exactOptional(positive), breakage: z.exactOptional(positive) })),
};

/** Version 1 knew no card: it was never written by a till, and stays readable. */
export const saleVoided1 = z.strictObject({ ...returned, ...loyaltyEffects });

/**
 * The exact reversal of a sale of the same terminal and open shift: every amount goes back where the sale took it.
 * `taken.purse` and `restored.purse` are the card's; where the card gains by both, `write` is an intent of its own and
 * the gain is in doubt until read back; where it gives, `confirms` names the intent (void.intended, same journal) that
 * was read back in this very transaction. `undoes` is the seq of the intent with which the sale wrote the card, in the
 * same journal; `raised` the tier that this sale reached, which nobody has reached by it any more.
 */
export const saleVoided = z.strictObject({
  ...returned,
  taken: z.exactOptional(
    z.strictObject({
      pool: z.exactOptional(positive),
      purse: z.exactOptional(positive),
      debt: z.exactOptional(positive),
      loss: z.exactOptional(positive),
    }),
  ),
  restored: z.exactOptional(
    z.strictObject({
      pool: z.exactOptional(positive),
      purse: z.exactOptional(positive),
      breakage: z.exactOptional(positive),
    }),
  ),
  raised: z.exactOptional(z.strictObject({ tier: code, from: natural })),
  undoes: z.exactOptional(seq),
  write: z.exactOptional(cardWrite),
  confirms: z.exactOptional(z.strictObject({ seq, card: cardNo, take: positive })),
});
export type SaleVoided = z.infer<typeof saleVoided>;

/** Brings a void of version 1 to version 2: everything in it means the same. */
export function upcastSaleVoided1(older: z.infer<typeof saleVoided1>): SaleVoided {
  return older;
}

/** A void is about to take back what its sale put on a card: no void yet. `take` leaves the purse for doubt. */
export const voidIntended = z.strictObject({
  sale: eventRef,
  asset,
  member: memberId,
  take: positive,
  write: cardWrite,
});
export type VoidIntended = z.infer<typeof voidIntended>;

/** A refund, whole or in part, with its loyalty effects decided. */
export const saleRefunded = z.strictObject({ ...returned, ...loyaltyEffects });
/** A refund given while the head office could not be asked: `held` credit waits in doubt until it is confirmed. */
export const refundClaimed = z.strictObject({
  ...returned,
  held: z.exactOptional(positive),
  adjustmentAsked: z.exactOptional(amount),
});
export type SaleReturned = z.infer<typeof saleRefunded>;
export type RefundClaimed = z.infer<typeof refundClaimed>;
