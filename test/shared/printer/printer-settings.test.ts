import { expect, test } from "vitest";
import { chosenProfile, NO_PRINTER_SETTINGS, parseAddress } from "../../../src-shared/printer/printer-settings.ts";

test("an address is a host, alone or with its port; without one it is 9100", () => {
  expect(parseAddress("192.168.1.50")).toEqual({ host: "192.168.1.50", port: 9100 });
  expect(parseAddress(" printer.local:9101 ")).toEqual({ host: "printer.local", port: 9101 });
  expect(parseAddress("[fe80::1]:9100")).toEqual({ host: "fe80::1", port: 9100 });
  for (const bad of ["", ":9100", "a b", "host:0", "host:70000", "host:", "http://x", "-x", "fe80::1"]) {
    expect(parseAddress(bad), bad).toBeUndefined();
  }
});

test("the paper that was chosen is the profile's, whatever its family has", () => {
  const profile = { family: "epson-t20", overrides: { done: "gs-r" } } as const;
  const chosen = chosenProfile({ ...NO_PRINTER_SETTINGS, widthDots: 384, profile });
  expect(chosen).toMatchObject({ family: "epson-t20", widthDots: 384, done: "gs-r" });
});
