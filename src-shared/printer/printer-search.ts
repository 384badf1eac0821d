import { z } from "zod";
import { printerSettingsSchema } from "./printer-settings.ts";

/**
 * What became of one port: "silent" was asked and said nothing that a printer says. "busy" was not asked, and "office"
 * neither: a printer of pages would print what it is asked.
 */
export const PROBE_RESULTS = ["found", "silent", "busy", "forbidden", "refused", "absent", "office"] as const;
export type ProbeResult = (typeof PROBE_RESULTS)[number];

/** A printer that was found, as settings take it. `model` is what it calls itself, empty when it doesn't say. */
export const probeFoundSchema = printerSettingsSchema
  .pick({ transport: true, path: true, identity: true, baudRate: true, profile: true })
  .extend({ model: z.string().max(60) });
export type PrinterProbeFound = z.infer<typeof probeFoundSchema>;

/** How far the search is. While it runs, `now` says which port is asked and at which speed. */
export const printerSearchSchema = z.strictObject({
  isRunning: z.boolean(),
  now: z.nullable(z.strictObject({ path: z.string(), baudRate: z.int().min(0) })),
  /** Fifty serial ports, Linux's sixteen USB printers, and one that is chosen and not listed. */
  tried: z.array(z.strictObject({ path: z.string(), name: z.string(), result: z.enum(PROBE_RESULTS) })).max(67),
  found: z.nullable(probeFoundSchema),
});
export type PrinterSearch = z.infer<typeof printerSearchSchema>;

export const NO_SEARCH: PrinterSearch = { isRunning: false, now: null, tried: [], found: null };
