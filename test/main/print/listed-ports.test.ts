import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { devicePorts } from "../../../src-main/adapters/printer/device-ports.ts";
import { isOfficePrinter } from "../../../src-main/core/print/device-id.ts";
import { portsToAsk } from "../../../src-main/core/print/ports-to-ask.ts";
import { pluggedIn } from "../../../src-main/adapters/printer/serial-ports.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vafa-ports-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a USB printer device is listed with what stays of it when it is plugged in elsewhere", async () => {
  const device = join(folder, "devices", "1-2");
  mkdirSync(join(device, "1-2:1.0"), { recursive: true });
  for (const [file, text] of Object.entries({
    idVendor: "04B8",
    idProduct: "0e15",
    serial: "X4",
    product: "TM-T20II",
  })) {
    writeFileSync(join(device, file), `${text}\n`);
  }
  for (const name of ["lp0", "hiddev0"]) {
    mkdirSync(join(folder, "class", name), { recursive: true });
    symlinkSync(join(device, "1-2:1.0"), join(folder, "class", name, "device"));
  }
  // Another one has no numbers that stay, and says of itself that it prints pages.
  const office = join(folder, "devices", "1-3", "1-3:1.0");
  mkdirSync(office, { recursive: true });
  writeFileSync(join(office, "ieee1284_id"), "MFG:HP;MDL:LaserJet 1020;CMD:PJL,PCLXL,URF;CLS:PRINTER;\n");
  mkdirSync(join(folder, "class", "lp1"));
  symlinkSync(office, join(folder, "class", "lp1", "device"));
  expect(await devicePorts({ classFolder: join(folder, "class"), devices: "/dev/usb" })).toEqual([
    { path: "/dev/usb/lp0", name: "TM-T20II", identity: "usb:04b8:0e15:x4", isOffice: false },
    { path: "/dev/usb/lp1", name: "LaserJet 1020", identity: "", isOffice: true },
  ]);
  expect(await devicePorts({ classFolder: join(folder, "nowhere"), devices: "/dev/usb" })).toEqual([]);
});

test("a printer is one of pages only when it says so and does not say ESC/POS", () => {
  const ids = {
    "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;": false,
    "MFG:EPSON;CMD:ESCPL2,BDC,D4;MDL:L3150;CLS:PRINTER;": true,
    "MANUFACTURER:Zebra;COMMAND SET:ZPL;MODEL:GK420;": true,
    "MFG:POS;CMD:ESC/POS,ZPL;MDL:80XX;": false,
    "MFG:GEZHI;MDL:POS-58;CLS:PRINTER;": false,
    "": false,
  };
  for (const [id, is] of Object.entries(ids)) expect(isOfficePrinter(id), id).toBe(is);
});

test("the search asks what is chosen first, then USB printers, then ports; an address or a device alone", () => {
  const serial = [
    { path: "/dev/ttyS0", name: "", identity: "" },
    { path: "/dev/ttyUSB0", name: "USB Serial", identity: "usb:1:2:" },
  ];
  const devices = [{ path: "/dev/usb/lp0", name: "POS-80", identity: "", isOffice: false }];
  const asked = (path: string, transport: "serial" | "tcp" | "device" = "serial") =>
    portsToAsk({ transport, path, identity: "" }, { serial, devices }).map((port) => port.path);
  expect(asked("")).toEqual(["/dev/usb/lp0", "/dev/ttyS0", "/dev/ttyUSB0"]);
  expect(asked("/dev/ttyUSB0")).toEqual(["/dev/ttyUSB0", "/dev/usb/lp0", "/dev/ttyS0"]);
  expect(asked("/dev/other")).toEqual(["/dev/other", "/dev/usb/lp0", "/dev/ttyS0", "/dev/ttyUSB0"]);
  expect(asked("10.0.0.5:9100", "tcp")).toEqual(["10.0.0.5:9100"]);
  expect(asked("/dev/usb/lp0", "device")).toEqual(["/dev/usb/lp0"]);
  expect(asked("", "device")).toEqual(["/dev/usb/lp0", "/dev/ttyS0", "/dev/ttyUSB0"]);
});

test("without udevadm the plugged-in ports are found by their names, and known by the links to them", async () => {
  const [devices, links] = [join(folder, "dev"), join(folder, "by-id")];
  for (const each of [devices, links]) mkdirSync(each);
  for (const name of ["ttyUSB1", "ttyUSB0", "ttyS0", "null"]) writeFileSync(join(devices, name), "");
  symlinkSync("../../ttyUSB0", join(links, "usb-EPSON_TM-T20-if00-port0"));
  const ports = await pluggedIn(devices, links);
  expect(ports.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
    { path: `${devices}/ttyUSB0`, name: "", identity: "link:usb-EPSON_TM-T20-if00-port0" },
    { path: `${devices}/ttyUSB1`, name: "", identity: "" },
  ]);
});
