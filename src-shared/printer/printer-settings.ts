import { z } from "zod";
import { printerProfile, storedProfileSchema, type PrinterProfile } from "./profile.ts";

export const TRANSPORTS = ["serial", "tcp", "device"] as const;
export const FLOW_CONTROLS = ["none", "xon-xoff", "rts-cts"] as const;
/** Who stops whom when the printer can't take more. "none": nobody, the pace alone must do. */
export type FlowControl = (typeof FLOW_CONTROLS)[number];

/** Which printer a till has and how it is reached. An empty path: none is chosen. */
export const printerSettingsSchema = z.strictObject({
  transport: z.enum(TRANSPORTS),
  /** A port's or device's path; host:port for "tcp". */
  path: z.string().max(300),
  /** What stays of it when it is plugged in elsewhere; empty when only its path is known. */
  identity: z.string().max(300),
  baudRate: z.int().min(1200).max(4_000_000),
  flow: z.enum(FLOW_CONTROLS),
  /** A row of raster is whole bytes; 104 mm paper is the widest there is. */
  widthDots: z.int().min(256).max(832).multipleOf(8),
  profile: storedProfileSchema,
});
export type PrinterSettings = z.infer<typeof printerSettingsSchema>;

/** 80 mm paper on a serial line, of a printer that nothing is assumed of. */
export const NO_PRINTER_SETTINGS: PrinterSettings = {
  transport: "serial",
  path: "",
  identity: "",
  baudRate: 115_200,
  flow: "none",
  widthDots: 576,
  profile: { family: "unknown-clone", overrides: {} },
};

/** What the printer is able to, on the paper that was chosen. */
export function chosenProfile({ profile, widthDots }: PrinterSettings): PrinterProfile {
  return printerProfile({ ...profile, overrides: { ...profile.overrides, widthDots } });
}

/** Network printers listen here. */
export const RAW_PORT = 9_100;

/** The parts of `host` or `host:port`, or undefined when it is neither. IPv6 stands in brackets. */
export function parseAddress(text: string): { readonly host: string; readonly port: number } | undefined {
  const found = /^(?:\[(?<six>[0-9a-f:.%]+)\]|(?<name>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?))(?::(?<port>\d{1,5}))?$/i.exec(
    text.trim(),
  )?.groups;
  const host = found?.["six"] ?? found?.["name"];
  const port = Number(found?.["port"] ?? RAW_PORT);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}
