import { unreachable } from "../../../src-shared/base/assert.ts";
import { parseAddress, type FlowControl, type PrinterSettings } from "../../../src-shared/printer/printer-settings.ts";

/**
 * Where a printer is. `identity` is what doesn't change with the socket it is plugged into (see `port-identity.ts`);
 * empty when only its path is known.
 */
export type PrinterTarget =
  | {
      readonly transport: "serial";
      readonly path: string;
      readonly identity: string;
      readonly baudRate: number;
      readonly flow: FlowControl;
    }
  | { readonly transport: "tcp"; readonly host: string; readonly port: number }
  | { readonly transport: "device"; readonly path: string; readonly identity: string };

/** Where the settings say that it is, or undefined when they name none. */
export function printerTarget(settings: PrinterSettings): PrinterTarget | undefined {
  const { transport, path, identity, baudRate, flow } = settings;
  if (path === "") return undefined;
  switch (transport) {
    case "serial":
      return { transport, path, identity, baudRate, flow };
    case "device":
      return { transport, path, identity };
    case "tcp": {
      const address = parseAddress(path);
      return address && { transport, ...address };
    }
    default:
      return unreachable(transport);
  }
}
