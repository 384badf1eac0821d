import { z } from "zod";
import { isPrintable } from "../base/printable.ts";
import { positive } from "./parts.ts";

/**
 * The local bill API (F14): another program on this machine posts a bill and follows it. It can't set a member or a
 * tender. HTTP on loopback, `Authorization: Bearer <token>`; the OpenAPI document is made from these schemas.
 */
/** What is shown to the cashier and the customer, and printed: it may not turn what stands beside it. */
const text = (max: number) => z.string().min(1).max(max).refine(isPrintable, "printable text expected");

export const postedBill = z.strictObject({
  /** The program's own id: posting it again gives the same bill; with other content it is refused. */
  id: z.string().regex(/^[A-Za-z0-9._:-]{1,60}$/),
  /** What the cashier sees: a bill or table number. */
  number: text(60),
  /** Rial, when the bill has no lines. */
  amount: z.exactOptional(positive.max(100_000_000_000)),
  lines: z.exactOptional(
    z
      .array(
        z.strictObject({
          name: text(120),
          product: z.exactOptional(text(40)),
          category: z.exactOptional(text(40)),
          /** Thousandths: 1000 is one piece. */
          quantity: positive.max(1_000_000_000),
          /** Rial for one unit. */
          price: z.int().min(0).max(100_000_000_000),
          discount: z.exactOptional(z.int().min(0)),
          /** What the line comes to, in rial, after its discount. */
          net: z.int().min(0).max(100_000_000_000),
        }),
      )
      .min(1)
      .max(1000),
  ),
});
export type PostedBill = z.infer<typeof postedBill>;

export const billStatus = z.strictObject({
  id: z.string(),
  number: z.string(),
  state: z.enum(["waiting", "on-counter", "paying", "paid", "voided", "cancelled", "refused-by-cashier"]),
  total: positive,
  /** When paid: by which tenders, what was earned, and the sale's proof as on the receipt. */
  paid: z.nullable(
    z.strictObject({
      atMs: z.int(),
      tenders: z.array(z.strictObject({ kind: z.enum(["cash", "bank-card", "credit"]), amount: positive })),
      earned: z.int().min(0),
      hasMember: z.boolean(),
      receipt: z.strictObject({ journal: z.string(), seq: positive, hash8: z.string() }),
    }),
  ),
});
export type BillStatus = z.infer<typeof billStatus>;

/** Problems as RFC 9457 problem details; `code` is stable. */
export const billProblem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(["unauthorised", "bad-bill", "bill-differs", "unknown-bill", "too-late", "too-many", "away"]),
  detail: z.string(),
});
