import { expect, test } from "vitest";
import { portIdentity, portOf } from "../../../src-main/core/print/port-identity.ts";

const PRINTER = "usb:04b8:0202:x1";
const chosen = { path: "/dev/ttyUSB0", identity: PRINTER };

test("a device is known by maker, product and serial number, else by the system's link, else by nothing", () => {
  expect(portIdentity({ vendorId: "04B8", productId: "0202", serialNumber: "X1", link: "usb-EPSON" })).toBe(PRINTER);
  expect(portIdentity({ vendorId: "1a86", productId: "7523" })).toBe("usb:1a86:7523:");
  expect(portIdentity({ link: "usb-EPSON_TM-T20-if00" })).toBe("link:usb-EPSON_TM-T20-if00");
  expect(portIdentity({})).toBe("");
});

test("a printer is found where it is plugged in now", () => {
  expect(portOf([{ path: "/dev/ttyUSB3", identity: PRINTER }], chosen)).toBe("/dev/ttyUSB3");
  expect(portOf([{ path: "COM7", identity: PRINTER }], { ...chosen, path: "COM4" })).toBe("COM7");
});

test("another device on its path is left alone", () => {
  expect(portOf([{ path: "/dev/ttyUSB0", identity: "usb:067b:2303:" }], chosen)).toBe("");
  expect(portOf([{ path: "/dev/ttyUSB0", identity: "" }], chosen)).toBe("");
});

test("of two alike the one on its path is taken; none of them without it", () => {
  const alike = [
    { path: "/dev/ttyUSB0", identity: PRINTER },
    { path: "/dev/ttyUSB1", identity: PRINTER },
  ];
  expect(portOf(alike, chosen)).toBe("/dev/ttyUSB0");
  expect(portOf(alike, { ...chosen, path: "/dev/ttyUSB5" })).toBe("");
});

test("without an identity, or where the system lists nothing, its path is all there is", () => {
  expect(portOf([{ path: "/dev/ttyUSB9", identity: PRINTER }], { path: "/run/port", identity: "" })).toBe("/run/port");
  expect(portOf([], chosen)).toBe("/dev/ttyUSB0");
});
