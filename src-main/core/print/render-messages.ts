import { z } from "zod";
import { receiptDocumentSchema } from "../../../src-shared/receipt/document.ts";
import { printerProfileSchema } from "../../../src-shared/printer/profile.ts";

/** What the core asks the render worker: one receipt for one kind of paper. */
export const renderRequestSchema = z.strictObject({
  kind: z.literal("render"),
  id: z.int().min(1),
  document: receiptDocumentSchema,
  paper: z.strictObject({
    bandRows: z.int().min(1).max(343),
    profile: printerProfileSchema,
  }),
});
export type RenderRequest = z.infer<typeof renderRequestSchema>;

/** What the worker answers, checked where it arrives: the worker runs native code on somebody's text. */
export const renderReplySchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("rendered"),
    id: z.int(),
    receipt: z.strictObject({
      commands: z.array(z.custom<Uint8Array>((value) => value instanceof Uint8Array)).min(1),
      bandBytesMax: z.int().min(1),
      heightDots: z.int().min(0),
      renderMs: z.number(),
      encodeMs: z.number(),
    }),
  }),
  z.strictObject({ kind: z.literal("render-failed"), id: z.int(), message: z.string() }),
]);
export type RenderReply = z.infer<typeof renderReplySchema>;
