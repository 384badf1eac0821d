import { PAPER_KINDS } from "../words/paper-words.ts";
import { z } from "zod";
import { billLine, reason } from "./counter-state.ts";
import { filePlan } from "./file-plan.ts";
import {
  command,
  cursor,
  day,
  empty,
  eventRef,
  instant,
  memberId,
  natural,
  pageOf,
  positive,
  query,
  typed,
  wordKey,
} from "./parts.ts";
import { salePapersQuery } from "./receipt-contract.ts";

export const saleRow = z.strictObject({
  sale: eventRef,
  short: z.string(),
  number: z.string(),
  atMs: instant,
  day,
  totalMinor: natural,
  memberName: z.nullable(z.string()),
  staffName: z.string(),
  earnedMinor: natural,
  spentMinor: natural,
  state: z.enum(["sold", "voided", "refunded"]),
  /** Of its receipt: a key of RECEIPT_STATE_WORDS, null when there was none to print. */
  receipt: z.nullable(wordKey),
});

export const salePage = z.strictObject({
  row: saleRow,
  member: z.nullable(memberId),
  lines: z.array(billLine).max(5000),
  discountMinor: natural,
  paid: z.array(
    z.strictObject({
      kind: z.enum(["cash", "bank-card", "credit"]),
      amountMinor: positive,
      givenMinor: z.nullable(positive),
      ref: z.nullable(z.string()),
    }),
  ),
  changeMinor: natural,
  reason: z.nullable(reason),
  toPurseMinor: natural,
  toPoolMinor: natural,
  /** "in-doubt": the card has not been seen since it was written. */
  card: z.enum(["none", "real", "in-doubt", "void"]),
  voidedBy: z.nullable(eventRef),
  copies: natural,
  canVoid: z.boolean(),
  /** Why not: a key of the refusals. */
  whyNotVoid: z.nullable(wordKey),
});

/** The sales page, the receipts behind it, and products. */
export const salesContract = {
  "sales.list": query(
    z.strictObject({
      cursor,
      day: z.exactOptional(day),
      typed: z.exactOptional(typed(60)),
      member: z.exactOptional(memberId),
    }),
    pageOf(saleRow),
  ),
  "sales.get": query(z.strictObject({ sale: eventRef }), salePage),
  /** By what the QR of a receipt says. */
  "sales.by-receipt": query(z.strictObject({ text: typed(400) }), z.strictObject({ sale: eventRef })),
  "sales.papers": salePapersQuery,
  "sales.reprint": command(z.strictObject({ sale: eventRef }), z.strictObject({ copy: positive })),
  "receipts.list": query(
    empty,
    z.strictObject({
      jobs: z
        .array(
          z.strictObject({
            job: positive,
            subject: z.string(),
            kind: z.string(),
            /** What it is, in a list of several that are in the same state. */
            paper: z.enum(PAPER_KINDS),
            copy: natural,
            state: wordKey,
            reason: z.nullable(wordKey),
            queuedAtMs: instant,
            /** Whose it is, of a sale's papers and its void's: what its row in the list of sales says. */
            sold: z.nullable(saleRow.pick({ sale: true, totalMinor: true, memberName: true })),
          }),
        )
        .max(100),
    }),
  ),
  /** A person ends what only a person can: it came out, print it again, or forget it. */
  "receipts.resolve": command(
    z.strictObject({ job: positive, act: z.enum(["came-out", "again", "cancel", "copy"]) }),
    empty,
  ),
} as const;

export const product = z.strictObject({
  id: z.string().max(40),
  name: z.string().max(120),
  barcodes: z.array(z.string().max(40)).max(10),
  category: z.string().max(40),
  priceMinor: natural,
  unit: z.enum(["piece", "service", "kilogram", "metre", "hour"]),
  isFavourite: z.boolean(),
  isActive: z.boolean(),
});
export type Product = z.infer<typeof product>;

export const productsContract = {
  "products.search": query(
    z.strictObject({
      typed: typed(80),
      favouritesOnly: z.exactOptional(z.boolean()),
      includeInactive: z.exactOptional(z.boolean()),
      cursor,
    }),
    pageOf(product),
  ),
  "products.categories": query(empty, z.strictObject({ categories: z.array(z.string()).max(500) })),
  "products.save": command(
    z.strictObject({
      id: z.exactOptional(typed(40)),
      name: typed(120),
      barcodes: z.array(typed(40)).max(10),
      category: typed(40),
      priceMinor: natural,
      unit: product.shape.unit,
      isFavourite: z.boolean(),
      isActive: z.boolean(),
    }),
    z.strictObject({ id: z.string() }),
  ),
  "products.import-check": query(
    z.strictObject({ csv: z.string().max(20_000_000) }),
    z.lazy(() => productPlan),
  ),
  "products.import": command(
    z.strictObject({ csv: z.string().max(20_000_000), planHash: typed(64) }),
    z.strictObject({ imported: natural, changed: natural }),
  ),
} as const;

/** What a file of products would do; `same` are here just so. */
export const productPlan = z.strictObject({ ...filePlan, added: natural, changed: natural, same: natural });
