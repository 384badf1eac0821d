import { z } from "zod";

/** From the core to a worker of the role "verify": prove everything. The keys are read from their file over there. */
export const proveOrder = z.strictObject({
  vafa: z.literal("prove"),
  kind: z.literal("begin"),
  dataFolder: z.string(),
  keyFile: z.string(),
});
export type ProveOrder = z.infer<typeof proveOrder>;

/** From the worker, once: what was found, with sentences for people. */
export const proveReport = z.strictObject({
  vafa: z.literal("prove"),
  kind: z.literal("done"),
  isSound: z.boolean(),
  events: z.int().min(0),
  lines: z.array(z.string()),
});
export type ProveReport = z.infer<typeof proveReport>;
