import { z } from "zod";
import { pictureSchema, receiptDocumentSchema } from "../receipt/document.ts";
import type { SampleKind } from "../receipt/sample-papers.ts";
import { PAPER_KINDS } from "../words/paper-words.ts";
import { eventRef, positive, query } from "./parts.ts";

/** What of a receipt stands on it. */
const shows = {
  address: z.boolean(),
  phone: z.boolean(),
  cashier: z.boolean(),
  itemPrices: z.boolean(),
  explanation: z.boolean(),
  balance: z.boolean(),
  qr: z.boolean(),
  footer: z.boolean(),
};
const texts = {
  /** The owner's lines below the shop's name. */
  headerLines: z.array(z.string().max(80)).max(4),
  /** Credit that ends within so many days is named; 0 names none. */
  expiringDays: z.int().min(0).max(366),
  /** null: as the shop's screens. */
  moneyUnit: z.nullable(z.enum(["toman", "rial"])),
  digits: z.nullable(z.enum(["persian", "latin"])),
};
/** Slips that are printed by themselves: of cash in and out, and with a new card. */
const slips = { cash: z.boolean(), card: z.boolean() };

/** What the owner chose for receipts, as the settings page shows it. */
export const receiptSettings = z.strictObject({
  ...texts,
  shows: z.strictObject(shows),
  slips: z.strictObject(slips),
  /** The size of the picture above the name, null where there is none. */
  logo: z.nullable(z.strictObject({ widthDots: positive, heightDots: positive })),
});
export type ReceiptChoices = z.infer<typeof receiptSettings>;

/** A change of some of it; a picture comes as dots, which the page made of the owner's file, and null takes it away. */
export const receiptChange = z.strictObject({
  ...optional(texts),
  shows: z.exactOptional(z.strictObject(optional(shows))),
  slips: z.exactOptional(z.strictObject(optional(slips))),
  logo: z.exactOptional(z.nullable(pictureSchema)),
});
export type ReceiptChange = z.infer<typeof receiptChange>;

const sampleKind = z.enum(PAPER_KINDS).refine((kind): kind is SampleKind => kind !== "unnamed", "a paper expected");

/** A paper to look at: what is printed, for paper of so many dots. */
export const shownPaper = z.strictObject({ document: receiptDocumentSchema, widthDots: positive });

/** A sample of a paper, as settings that are not saved yet would print it. */
export const sampleQuery = query(z.strictObject({ paper: sampleKind, change: receiptChange }), shownPaper);

/** What the spool holds of a sale: its receipt and its copies, oldest first; none when they were pruned. */
export const salePapersQuery = query(
  z.strictObject({ sale: eventRef }),
  z.strictObject({ papers: z.array(shownPaper).max(100) }),
);

/** The same fields, each of which may be left out, and none be undefined. */
function optional<T extends z.ZodRawShape>(shape: T): { [K in keyof T]: z.ZodExactOptional<T[K]> } {
  const entries = Object.entries(shape).map(([name, type]) => [name, z.exactOptional(type)]);
  // The same names, each with its own type made optional.
  return Object.fromEntries(entries) as { [K in keyof T]: z.ZodExactOptional<T[K]> };
}
