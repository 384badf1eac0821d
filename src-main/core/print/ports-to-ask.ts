import type { PrinterSettings } from "../../../src-shared/printer/printer-settings.ts";
import type { PortInfo } from "../ports/shop-machine.ts";

/** A place where the search looks; one that is not asked is named in its list with the reason. */
export interface PortToAsk extends Pick<PrinterSettings, "transport" | "path" | "identity"> {
  readonly name: string;
  readonly isOffice: boolean;
}

/**
 * Where to look for a printer. A network address or a device that is set is asked alone. Otherwise the chosen port
 * first, because it is the likeliest, then USB printers, which are asked at one speed only, then serial ports.
 */
export function portsToAsk(
  { transport, path, identity }: Pick<PrinterSettings, "transport" | "path" | "identity">,
  listed: {
    readonly serial: readonly PortInfo[];
    readonly devices: readonly (PortInfo & { readonly isOffice: boolean })[];
  },
): PortToAsk[] {
  const chosen: PortToAsk = { transport, path, identity, name: "", isOffice: false };
  if (transport !== "serial" && path !== "") return [chosen];
  const serial = listed.serial.map((port): PortToAsk => ({ transport: "serial", isOffice: false, ...port }));
  const devices = listed.devices.map((port): PortToAsk => ({ transport: "device", ...port }));
  const isListed = path === "" || serial.some((port) => port.path === path);
  const all = [...(isListed ? [] : [chosen]), ...devices, ...serial];
  return all.toSorted((a, b) => Number(b.path === path) - Number(a.path === path));
}
