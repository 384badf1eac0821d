import { readdir, readlink } from "node:fs/promises";
import { basename } from "node:path";
import { SerialPort } from "serialport";
import type { PortInfo } from "../../core/ports/shop-machine.ts";
import { portIdentity } from "../../core/print/port-identity.ts";

/** More than any till has; virtual terminals can be many. */
const PORTS_MAX = 50;
/** The names that Linux gives to what is plugged in; built-in `ttyS` exist in dozens whether wired or not. */
const PLUGGED = /^tty(USB|ACM|AMA)\d+$/;
const LINKS = "/dev/serial/by-id";

/** The serial ports of this machine, by path, each with what stays of it when it moves. Empty where nobody can say. */
export async function serialPorts(): Promise<readonly PortInfo[]> {
  const found = await listed().catch(() => pluggedIn());
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1)).slice(0, PORTS_MAX);
}

async function listed(): Promise<PortInfo[]> {
  const ports = await SerialPort.list();
  return ports.map(({ path, manufacturer, pnpId, ...usb }) => {
    return { path, name: manufacturer ?? "", identity: portIdentity({ ...usb, link: pnpId }) };
  });
}

/**
 * On Linux the library asks `udevadm`, which a small system may not have. `devices` and `links` are the folders.
 */
export async function pluggedIn(devices = "/dev", links = LINKS): Promise<PortInfo[]> {
  const names = await readdir(devices).catch(() => []);
  const byName = new Map<string, string>();
  for (const link of await readdir(links).catch(() => [])) {
    byName.set(basename(await readlink(`${links}/${link}`).catch(() => "")), link);
  }
  return names
    .filter((name) => PLUGGED.test(name))
    .map((name) => ({ path: `${devices}/${name}`, name: "", identity: portIdentity({ link: byName.get(name) }) }));
}
