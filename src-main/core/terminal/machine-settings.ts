import { z } from "zod";
import { NO_PRINTER_SETTINGS, parseAddress } from "../../../src-shared/printer/printer-settings.ts";
import { printerSettingsSchema, type PrinterSettings } from "../../../src-shared/printer/printer-settings.ts";
import type { LedgerRead, LedgerTx } from "../ports/store.ts";

/** What the owner set for this machine and its screen; the shop's texts and the desk's limits lie elsewhere. */
export interface MachineSettings {
  readonly printer: PrinterSettings;
  /** Empty: no place for backups is chosen. */
  readonly backupFolder: string;
  readonly theme: "light" | "dark" | "system";
  readonly sound: boolean;
  readonly customerDisplay: boolean;
  readonly billApi: boolean;
  /** When the newest recovery sheet was written, null before the first. */
  readonly sheetMadeAtMs: number | null;
}

/** Where they lie in `state`. */
export const STATE_MACHINE = "machine-settings";

/** What listens to others is off until the owner says so. */
const DEFAULTS: MachineSettings = {
  printer: NO_PRINTER_SETTINGS,
  backupFolder: "",
  theme: "system",
  sound: true,
  customerDisplay: false,
  billApi: false,
  sheetMadeAtMs: null,
};

const schema = z.strictObject({
  printer: printerSettingsSchema.refine(isReachable, { path: ["path"], error: "an address is host or host:port" }),
  backupFolder: z.string().max(1000),
  theme: z.enum(["light", "dark", "system"]),
  sound: z.boolean(),
  customerDisplay: z.boolean(),
  billApi: z.boolean(),
  sheetMadeAtMs: z.nullable(z.int().min(0)),
});

/** The machine's settings, what was never set by its default. */
export function machineSettings(read: Pick<LedgerRead, "state">): MachineSettings {
  const text = read.state(STATE_MACHINE);
  if (text === undefined) return DEFAULTS;
  // Written by `putMachineSettings` only, which checks them; an older program wrote less of the printer.
  const stored = JSON.parse(text) as Partial<MachineSettings>;
  return { ...DEFAULTS, ...stored, printer: { ...DEFAULTS.printer, ...stored.printer } };
}

/** A network address that can't be one is refused when it is typed, not met as a printer that is never there. */
function isReachable({ transport, path }: PrinterSettings): boolean {
  return transport !== "tcp" || path === "" || parseAddress(path) !== undefined;
}

/** The path of the first value in a change that can't be used (such as `printer.widthDots`), or undefined. */
export function machineFault(read: Pick<LedgerRead, "state">, change: Partial<MachineSettings>): string | undefined {
  const checked = schema.safeParse({ ...machineSettings(read), ...change });
  return checked.success ? undefined : checked.error.issues[0]?.path.join(".");
}

/** Changes some of the machine's settings. Throws on a value that `machineFault` names. */
export function putMachineSettings(tx: LedgerTx, change: Partial<MachineSettings>): void {
  tx.putState(STATE_MACHINE, JSON.stringify(schema.parse({ ...machineSettings(tx), ...change })));
}
