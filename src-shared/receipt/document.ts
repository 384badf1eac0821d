import { z } from "zod";

/**
 * A receipt as it is stored and printed: words and layout, no bytes and no dots, so that it can be printed again on
 * another printer. Amounts and dates are text already, in the language and digits of its day. A change of meaning is a
 * new template version with an upcaster.
 */
export const TEMPLATE_VERSION = 1;

/** Enough for the longest bill that `saleReceipt` builds; more is a damaged document. */
const BLOCKS_MAX = 2_500;
const TEXT_MAX = 2_000;

const text = z.string().max(TEXT_MAX);

/**
 * A piece of a line. A plain string is our own words: tokens in it (numbers, Latin names) are found and isolated by the
 * layout. `ltr` is one whole token that reads left to right whatever stands around it (a telephone number, a receipt
 * number, a signed amount). `name` is somebody's text of unknown direction (a product, a cashier).
 */
const inlineSchema = z.union([text, z.strictObject({ ltr: text }), z.strictObject({ name: text })]);
const inlines = z.array(inlineSchema).max(16);

const blockSchema = z.discriminatedUnion("kind", [
  /** Centred; `title` is the shop's name. */
  z.strictObject({ kind: z.literal("centre"), style: z.enum(["title", "body", "small"]), text: inlines }),
  /** Runs from the start side over as many rows as it needs. */
  z.strictObject({
    kind: z.literal("paragraph"),
    style: z.enum(["body", "small"]),
    indent: z.boolean(),
    text: inlines,
  }),
  /** A label at the start side and a value at the end side. */
  z.strictObject({
    kind: z.literal("pair"),
    style: z.enum(["body", "small", "strong", "total"]),
    label: inlines,
    value: inlines,
  }),
  z.strictObject({ kind: z.literal("rule"), dashed: z.boolean() }),
  z.strictObject({ kind: z.literal("qr"), text: z.string().min(1).max(200) }),
]);

/** The mark of a copy: its number (the first copy is 1), and the words and time that are printed in the box. */
const copySchema = z.strictObject({ number: z.int().min(1).max(9_999), text: inlines });

export const receiptDocumentSchema = z.strictObject({
  template: z.literal(TEMPLATE_VERSION),
  locale: z.enum(["fa", "en"]),
  copy: z.nullable(copySchema),
  blocks: z.array(blockSchema).min(1).max(BLOCKS_MAX),
});

export type Inline = z.infer<typeof inlineSchema>;
export type Block = z.infer<typeof blockSchema>;
export type CopyMark = z.infer<typeof copySchema>;
export type ReceiptDocument = z.infer<typeof receiptDocumentSchema>;

/** Reads a stored document. Undefined when it is none that this program knows (damaged, or of a newer template). */
export function parseReceiptDocument(value: unknown): ReceiptDocument | undefined {
  const parsed = receiptDocumentSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
