import { z } from "zod";
import type { Locale } from "../words/format.ts";
import { PAPER_KINDS, type PaperKind } from "../words/paper-words.ts";

/**
 * A receipt as it is stored and printed: words and layout, no bytes and no dots, so that it can be printed again on
 * another printer. Amounts and dates are text already, in the language and digits of its day. A change of meaning is a
 * new template version with an upcaster: 2 says which paper it is, and may hold a logo, pictures and rulers.
 */
export const TEMPLATE_VERSION = 2;

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

/** What template 1 could hold. */
const PLAIN_BLOCKS = [
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
] as const;

/** Dots of a picture at most: 832 across (104 mm paper) and 320 down (40 mm), which are 33 kB. */
export const PICTURE_WIDTH_MAX = 832;
export const PICTURE_HEIGHT_MAX = 320;
const PICTURE_TEXT_MAX = Math.ceil(((PICTURE_WIDTH_MAX / 8) * PICTURE_HEIGHT_MAX * 4) / 3);

/** Black and white dots: rows of whole bytes from the top, the leftmost dot in the high bit, 1 is black, base64url. */
export const pictureSchema = z
  .strictObject({
    widthDots: z.int().min(8).max(PICTURE_WIDTH_MAX).multipleOf(8),
    heightDots: z.int().min(1).max(PICTURE_HEIGHT_MAX),
    bits: z
      .string()
      .max(PICTURE_TEXT_MAX)
      .regex(/^[A-Za-z0-9_-]*$/),
  })
  .refine(({ widthDots, heightDots, bits }) => bits.length === Math.ceil(((widthDots / 8) * heightDots * 4) / 3), {
    message: "a picture's bits fill its rows",
  });
export type PictureText = z.infer<typeof pictureSchema>;

/** The name of a picture: the first 16 hexadecimal characters of its hash. */
export const pictureName = z.string().regex(/^[0-9a-f]{16}$/);

const blockSchema = z.discriminatedUnion("kind", [
  ...PLAIN_BLOCKS,
  /** The shop's picture by its name: it is stored once, not in every receipt. One that is gone prints nothing. */
  z.strictObject({ kind: z.literal("logo"), picture: pictureName }),
  /** A picture itself, centred; one that is wider than the paper is made smaller. */
  z.strictObject({ kind: z.literal("picture"), picture: pictureSchema }),
  /** A scale across the paper, to be held against a real one; every tenth step (of `dotsPerStep`) has its number. */
  z.strictObject({ kind: z.literal("ruler"), dotsPerStep: z.number().min(1).max(100), unit: z.enum(["mm", "dots"]) }),
  /** A bar from the left edge, over the whole width or so many dots: whether the head reaches them, and evenly. */
  z.strictObject({
    kind: z.literal("solid"),
    heightDots: z.int().min(1).max(200),
    widthDots: z.nullable(z.int().min(1).max(PICTURE_WIDTH_MAX)),
  }),
]);

/** The mark of a copy: its number (the first copy is 1), and the words and time that are printed in the box. */
const copySchema = z.strictObject({ number: z.int().min(1).max(9_999), text: inlines });

const rest = {
  locale: z.enum(["fa", "en"]),
  copy: z.nullable(copySchema),
  /** Said by papers of earlier programs; the drawer is no part of a paper any more (decision 0430). */
  opensDrawer: z.exactOptional(z.literal(true)),
};

export const receiptDocumentSchema = z.strictObject({
  template: z.literal(TEMPLATE_VERSION),
  paper: z.enum(PAPER_KINDS),
  ...rest,
  /** None: nothing comes out of the printer, and only the drawer opens. */
  blocks: z.array(blockSchema).max(BLOCKS_MAX),
});

/** As spools of older programs hold them. */
const templateOne = z.strictObject({
  template: z.literal(1),
  ...rest,
  blocks: z.array(z.discriminatedUnion("kind", PLAIN_BLOCKS)).min(1).max(BLOCKS_MAX),
});

export type Inline = z.infer<typeof inlineSchema>;
export type Block = z.infer<typeof blockSchema>;
export type CopyMark = z.infer<typeof copySchema>;
export type ReceiptDocument = z.infer<typeof receiptDocumentSchema>;

/** The same from the text that a spool keeps; undefined also when it is no JSON. */
export function readReceiptText(text: string): ReceiptDocument | undefined {
  try {
    return parseReceiptDocument(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A document of this program's template, before anybody asks for a copy of it. */
export function paperOf(paper: PaperKind, locale: Locale, blocks: Block[]): ReceiptDocument {
  return { template: TEMPLATE_VERSION, paper, locale, copy: null, blocks };
}

/** Reads a stored document. Undefined when it is none that this program knows (damaged, or of a newer template). */
export function parseReceiptDocument(value: unknown): ReceiptDocument | undefined {
  const old = templateOne.safeParse(value);
  // Template 1 never said which paper it is; its blocks mean the same.
  if (old.success) return { ...old.data, template: TEMPLATE_VERSION, paper: "unnamed" };
  const parsed = receiptDocumentSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
