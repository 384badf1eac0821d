import { z } from "zod";

/** From the core to the worker: begin. The database's key comes here and never on a command line. */
export const chainOrder = z.strictObject({
  vafa: z.literal("chain"),
  kind: z.literal("begin"),
  path: z.string(),
  key: z.custom<Uint8Array>((key) => key instanceof Uint8Array && key.length === 32, "a key has 32 bytes"),
});
export type ChainOrder = z.infer<typeof chainOrder>;

const vafa = z.literal("chain");
const count = z.int().min(0);

/**
 * From the worker: `progress` some times a second, then one of the others. `unreadable`: a page of the file is damaged;
 * `failed`: the check itself could not be done.
 */
export const chainReport = z.discriminatedUnion("kind", [
  z.strictObject({ vafa, kind: z.literal("progress"), checked: count, total: count }),
  z.strictObject({ vafa, kind: z.literal("intact"), checked: count, journals: count, tookMs: z.number() }),
  z.strictObject({
    vafa,
    kind: z.literal("broken"),
    defect: z.strictObject({ journal: z.string(), seq: z.int().min(1), what: z.enum(["hash", "gap", "head"]) }),
  }),
  z.strictObject({ vafa, kind: z.literal("unreadable"), detail: z.string() }),
  z.strictObject({ vafa, kind: z.literal("failed"), detail: z.string() }),
]);
export type ChainReport = z.infer<typeof chainReport>;
