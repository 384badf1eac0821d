import type { PortInfo } from "../ports/shop-machine.ts";

/** What the system tells of what is plugged in. Everything may be missing. */
export interface PluggedFacts {
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serialNumber?: string | undefined;
  /** The name of its link under /dev/serial/by-id, or the system's own identity of it. */
  readonly link?: string | undefined;
}

/**
 * What of a device stays when it is plugged in anew: `usb:vid:pid:serial` in lower case, else the system's link of
 * it, else nothing. Cheap adapters have no serial number: `usb:vid:pid:` is only good while there is one of the kind.
 */
export function portIdentity({ vendorId = "", productId = "", serialNumber = "", link = "" }: PluggedFacts): string {
  if (vendorId !== "" && productId !== "") return `usb:${vendorId}:${productId}:${serialNumber}`.toLowerCase();
  return link === "" ? "" : `link:${link}`;
}

/**
 * Where the printer is now. By its identity when exactly one port has it, whatever it is called today. Otherwise by its
 * path, but never when another device, with an identity of its own, has taken that path. Empty: it isn't there.
 */
export function portOf(
  ports: readonly Pick<PortInfo, "path" | "identity">[],
  chosen: { readonly path: string; readonly identity: string },
): string {
  if (chosen.identity === "") return chosen.path;
  const same = ports.filter((port) => port.identity === chosen.identity);
  const [only] = same;
  if (only !== undefined && same.length === 1) return only.path;
  const there = ports.find((port) => port.path === chosen.path);
  if (there !== undefined) return there.identity === chosen.identity ? chosen.path : "";
  // A list that doesn't have it: it is out, or two alike are elsewhere. An empty one: the system may not know any.
  return ports.length === 0 ? chosen.path : "";
}
