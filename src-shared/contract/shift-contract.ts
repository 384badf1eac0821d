import { z } from "zod";
import {
  amount,
  command,
  cursor,
  day,
  empty,
  eventRef,
  instant,
  natural,
  pageOf,
  positive,
  query,
  shiftId,
  staffId,
  typed,
} from "./parts.ts";

/** What X and Z say. Z has the count; X shows what is expected only to those who may see it (blind count). */
export const shiftReport = z.strictObject({
  kind: z.enum(["x", "z"]),
  shift: shiftId,
  /** The number of the Z, from 1; null for an X. */
  number: z.nullable(positive),
  day,
  openedAtMs: instant,
  closedAtMs: z.nullable(instant),
  openedBy: z.string(),
  closedBy: z.nullable(z.string()),
  sales: z.strictObject({ count: natural, sumMinor: natural }),
  voids: z.strictObject({ count: natural, sumMinor: natural }),
  refunds: z.strictObject({ count: natural, sumMinor: natural }),
  byTender: z.array(z.strictObject({ kind: z.string(), count: natural, sumMinor: amount })).max(20),
  earned: z.strictObject({ purseMinor: amount, poolMinor: amount }),
  spentMinor: amount,
  paidIn: z.strictObject({ count: natural, sumMinor: natural }),
  paidOut: z.strictObject({ count: natural, sumMinor: natural }),
  floatMinor: natural,
  expectedMinor: z.nullable(amount),
  countedMinor: z.nullable(natural),
  differenceMinor: z.nullable(amount),
  bankCardCountedMinor: z.nullable(natural),
  doubts: z.strictObject({ count: natural, sumMinor: amount }),
  notSynced: natural,
  head: z.strictObject({ journal: z.string(), seq: natural, short: z.string() }),
});
export type ShiftReport = z.infer<typeof shiftReport>;

/** Shifts and the drawer. */
export const shiftContract = {
  "shift.open": command(z.strictObject({ floatMinor: natural }), z.strictObject({ shift: shiftId })),
  "shift.cash": command(
    z.strictObject({ kind: z.enum(["paid-in", "paid-out"]), amountMinor: positive, reason: typed(200) }),
    empty,
  ),
  "shift.x": query(empty, shiftReport),
  "shift.print-x": command(empty, empty),
  "shift.close": command(
    z.strictObject({ countedMinor: natural, bankCardCountedMinor: z.exactOptional(natural) }),
    shiftReport,
  ),
  "shift.hand-over": command(
    z.strictObject({ to: staffId, pin: typed(12), countedMinor: z.exactOptional(natural) }),
    empty,
  ),
  /** Opens the drawer without a sale: a right of its own, noted. */
  "shift.open-drawer": command(z.strictObject({ reason: typed(200) }), empty),
  "shift.list": query(
    z.strictObject({ cursor }),
    pageOf(
      z.strictObject({
        shift: shiftId,
        day,
        openedAtMs: instant,
        closedAtMs: z.nullable(instant),
        number: z.nullable(positive),
        salesMinor: natural,
        differenceMinor: z.nullable(amount),
        event: z.nullable(eventRef),
      }),
    ),
  ),
  "shift.report": query(z.strictObject({ shift: shiftId }), shiftReport),
  "shift.reprint-z": command(z.strictObject({ shift: shiftId }), z.strictObject({ copy: positive })),
} as const;
