import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ValueOf } from "../../../src-shared/contract/contract.ts";
import { startTcpPrinter, type TcpPrinter } from "../../virtual/printer/tcp-printer.ts";
import { startVirtualPrinter, type VirtualPrinter } from "../../virtual/printer/virtual-printer.ts";
import { setupRig, WISH, type PageCore, type SetupRig } from "./setup-rig.ts";

/** The printer's settings as pages change them, on a real core: what is kept is what the next paper goes to. */
let rig: SetupRig;
let core: PageCore;
const printers: (VirtualPrinter | TcpPrinter)[] = [];
beforeEach(async () => {
  rig = setupRig();
  for (const folder of ["class", "usb"]) mkdirSync(join(rig.folder, folder));
  core = rig.start({ devices: rig.folder });
  await core.granted("setup.found", WISH);
  await core.signIn();
});
afterEach(async () => {
  rig.remove();
  for (const printer of printers.splice(0)) await printer.stop();
});

async function onPty(name: string, more: Partial<Parameters<typeof startVirtualPrinter>[0]> = {}) {
  const made = await startVirtualPrinter({ dir: join(rig.folder, name), ...more });
  printers.push(made);
  return made;
}

async function onNetwork(): Promise<TcpPrinter> {
  const made = await startTcpPrinter();
  printers.push(made);
  return made;
}

/** Changes the printer as a page does, and prints a test page. */
async function testOn(printer: Partial<ValueOf<"settings.get">["printer"]>): Promise<void> {
  await core.granted("settings.change", { printer });
  await core.granted("settings.test-printer", {});
}

async function searched(): Promise<ValueOf<"settings.printer-search">> {
  await core.granted("settings.find-printer", {});
  for (;;) {
    const search = await core.granted("settings.printer-search", {});
    if (!search.isRunning) return search;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test("the form that is chosen is the next job's: the same page in fewer bytes, all understood", async () => {
  const machine = await onPty("forms");
  const bytes: number[] = [];
  for (const form of ["default", "smallest", "default"] as const) {
    const { bytes: before } = await machine.counts();
    const profile = { family: "epson-t20", overrides: { form } } as const;
    await testOn({ path: machine.path, baudRate: 921_600, profile });
    await machine.waitForReceipts(bytes.length + 1);
    await core.seen("strip", ({ state }) => state.receipts.waiting === 0);
    bytes.push((await machine.counts()).bytes - before);
    expect((await core.granted("settings.get", {})).printer.profile).toEqual(profile);
  }
  const [first = 0, smallest = 0, again = 0] = bytes;
  expect(smallest).toBeLessThan(first * 0.85);
  expect(again).toBeGreaterThan(smallest * 1.15);
  expect((await machine.counts()).unknown).toEqual([]);
});

test("an address that is typed anew, and a device after it, are kept and get the next paper", async () => {
  const [one, other] = [await onNetwork(), await onNetwork()];
  await testOn({ transport: "tcp", path: `127.0.0.1:${one.port}`, identity: "" });
  await expect.poll(() => one.sheets.length, { timeout: 20_000 }).toBe(1);
  await testOn({ path: `127.0.0.1:${other.port}` });
  await expect.poll(() => other.sheets.length, { timeout: 20_000 }).toBe(1);
  const wrong = await core.refused("settings.change", { printer: { path: "no address" } });
  expect(wrong).toMatchObject({ refusal: "setting-invalid", field: "printer.path" });
  const file = join(rig.folder, "paper.bin");
  writeFileSync(file, "");
  await testOn({ transport: "device", path: file });
  await expect.poll(() => readFileSync(file).length, { timeout: 20_000 }).toBeGreaterThan(1_000);
  const machine = await onPty("device");
  await testOn({ path: machine.path });
  await machine.waitForReceipts(1);
  expect([one.sheets.length, other.sheets.length]).toEqual([1, 1]);
  const { printer } = await core.granted("settings.get", {});
  expect(printer).toMatchObject({ transport: "device", path: machine.path, identity: "" });
});

test("after a jam a person says that it is gone, and then the same receipt comes out once", async () => {
  const machine = await onPty("jam");
  const profile = { family: "epson-t20", overrides: {} } as const;
  await core.granted("settings.change", { printer: { path: machine.path, baudRate: 921_600, profile } });
  await core.seen("strip", ({ state }) => state.printer.word === "ready");
  await machine.set({ cutterStuck: true });
  await core.seen("strip", ({ state }) => state.printer.word === "cutter-stuck");
  await core.granted("settings.test-printer", {});
  await machine.set({ cutterStuck: false });
  // Its motor may move while a hand is in it: the printer still waits for a word.
  await core.seen("strip", ({ state }) => state.printer.word === "cutter-stuck" && state.receipts.waiting === 1);
  expect((await machine.counts()).recoveries).toBe(0);
  await core.granted("settings.recover-printer", {});
  await machine.waitForReceipts(1);
  await core.seen("strip", ({ state }) => state.printer.word === "ready" && state.receipts.waiting === 0);
  expect(await machine.counts()).toMatchObject({ recoveries: 1, cuts: 1 });
  // Paper needs no word: it goes on when there is some.
  await machine.setPaper(false);
  await core.seen("strip", ({ state }) => state.printer.word === "paper-out");
  await core.granted("settings.test-printer", {});
  await machine.setPaper(true);
  await machine.waitForReceipts(2);
  expect((await machine.counts()).recoveries).toBe(1);
});

test("a USB printer is looked for, one of pages is named and not asked, and what was found prints", async () => {
  const machine = await onPty("pos80", { model: "POS-80" });
  const words = ["MFG:HP;MDL:LaserJet 1020;CMD:PJL,PCL;", "MFG:POS;MDL:80 Series;CMD:ESC/POS;"];
  for (const [at, id] of words.entries()) {
    const driver = join(rig.folder, "bus", `1-${at}`, `1-${at}:1.0`);
    mkdirSync(driver, { recursive: true });
    writeFileSync(join(driver, "ieee1284_id"), id);
    mkdirSync(join(rig.folder, "class", `lp${at}`));
    symlinkSync(driver, join(rig.folder, "class", `lp${at}`, "device"));
  }
  const [office, receipts] = ["lp0", "lp1"].map((name) => join(rig.folder, "usb", name));
  writeFileSync(office ?? "", "");
  symlinkSync(machine.path, receipts ?? "");
  const search = await searched();
  expect(search.tried).toEqual([
    { path: office, name: "LaserJet 1020", result: "office" },
    { path: receipts, name: "80 Series", result: "found" },
  ]);
  expect(readFileSync(office ?? "")).toHaveLength(0);
  const { found } = search;
  expect(found).toMatchObject({ transport: "device", path: receipts, model: "POS-80" });
  expect(found?.profile).toMatchObject({ family: "pos-80", overrides: { nativeQr: true, columnMode: true } });
  if (found === null) throw new Error("no printer was found");
  const { model: _model, ...line } = found;
  await testOn({ ...line, flow: "none" });
  await machine.waitForReceipts(1);
  const { unknown, codes } = await machine.counts();
  expect([unknown, codes.length]).toEqual([[], 1]);
  expect((await core.granted("settings.ports", {})).ports.slice(0, 2)).toMatchObject([
    { transport: "device", path: office, name: "LaserJet 1020" },
    { transport: "device", path: receipts, name: "80 Series" },
  ]);
});
