import { readdir, readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PortInfo } from "../../core/ports/shop-machine.ts";
import { isOfficePrinter, nameInId } from "../../core/print/device-id.ts";
import { portIdentity } from "../../core/print/port-identity.ts";

/** Where a system lists the printers of its USB printer driver, and has them as devices. */
export interface DeviceFolders {
  readonly classFolder: string;
  readonly devices: string;
}
export const LINUX_DEVICES: DeviceFolders = { classFolder: "/sys/class/usbmisc", devices: "/dev/usb" };

/** A printer that is a device; `isOffice`: it says that it speaks a page language, which no receipt printer does. */
export interface DevicePort extends PortInfo {
  readonly isOffice: boolean;
}

/** The printers that Linux knows by its own USB printer driver (/dev/usb/lp*). */
export async function devicePorts(folders = LINUX_DEVICES): Promise<readonly DevicePort[]> {
  const names = await readdir(folders.classFolder).catch(() => []);
  const printers = names.filter((name) => /^lp\d+$/.test(name)).toSorted();
  return Promise.all(printers.map((name) => port(folders, name)));
}

async function port({ classFolder, devices }: DeviceFolders, name: string): Promise<DevicePort> {
  // The driver hangs on one interface, which has the printer's own words; the device above it has the numbers.
  const driver = await realpath(join(classFolder, name, "device")).catch(() => "");
  const fact = async (folder: string, file: string): Promise<string> => {
    const text = folder === "" ? "" : await readFile(join(folder, file), "utf8").catch(() => "");
    return text.trim();
  };
  const device = driver === "" ? "" : dirname(driver);
  const [vendorId, productId] = [await fact(device, "idVendor"), await fact(device, "idProduct")];
  const identity = portIdentity({ vendorId, productId, serialNumber: await fact(device, "serial") });
  const id = await fact(driver, "ieee1284_id");
  const called = (await fact(device, "product")) || nameInId(id);
  return { path: join(devices, name), name: called.slice(0, 120), identity, isOffice: isOfficePrinter(id) };
}
