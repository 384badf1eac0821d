import { z } from "zod";
import { amount, asset, bytes32, natural, note, positive, seq, shiftId, staffId, terminal } from "./parts.ts";

/** Cash that goes into the drawer or out of it without a sale, with its reason. */
export const cashMoved = z.strictObject({
  shift: shiftId,
  asset,
  drawer: terminal,
  kind: z.enum(["paid-in", "paid-out"]),
  amount: positive,
  reason: note,
});
export type CashMoved = z.infer<typeof cashMoved>;

const counted = z.strictObject({ count: natural, sum: natural });
const byTender = z.strictObject({ cash: natural, bankCard: natural, credit: natural });

/**
 * What a report of a shift says. `paid` sums to `sales`, `back` to voids and refunds; `earned` is what sales promised,
 * `taken` what voids and refunds took of it again. `doubts` are the open intents that hold credit at that moment.
 */
export const shiftTotals = z.strictObject({
  float: natural,
  sales: counted,
  paid: byTender,
  voids: counted,
  refunds: counted,
  back: byTender,
  paidIn: counted,
  paidOut: counted,
  earned: z.strictObject({ purse: natural, pool: natural }),
  taken: natural,
  doubts: counted,
  unsynced: natural,
});
export type ShiftTotals = z.infer<typeof shiftTotals>;

/**
 * A shift ends. The Z is in here, so that it can be proven: `counted` was entered before `expected` was shown, the
 * counted cash goes to the safe. `head` is this journal's last event before this one; `slips` the sum of the bank's
 * slips.
 */
export const shiftClosed = z.strictObject({
  shift: shiftId,
  asset,
  drawer: terminal,
  number: positive,
  openedAt: natural,
  openedBy: staffId,
  counted: natural,
  expected: amount,
  slips: z.exactOptional(natural),
  totals: shiftTotals,
  head: z.strictObject({ seq, hash: bytes32 }),
});
export type ShiftClosed = z.infer<typeof shiftClosed>;

/** Another member of the staff answers for the drawer from now on. A count is kept; the difference is the close's. */
export const shiftHanded = z.strictObject({
  shift: shiftId,
  from: staffId,
  to: staffId,
  count: z.exactOptional(z.strictObject({ counted: natural, expected: amount })),
});
