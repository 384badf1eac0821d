import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isBlack } from "../../../src-main/core/print/bitmap.ts";
import { drawPicture, pictureText } from "../../../src-shared/receipt/picture.ts";
import { readBitmapPng } from "../../virtual/printer/bitmap-png.ts";
import { startVirtualPrinter, type VirtualPrinter } from "../../virtual/printer/virtual-printer.ts";
import { setupRig, WISH, type PageCore, type SetupRig } from "./setup-rig.ts";

let rig: SetupRig;
let core: PageCore;
const printers: VirtualPrinter[] = [];
beforeEach(async () => {
  rig = setupRig();
  core = rig.start();
  await core.granted("setup.found", WISH);
  await core.signIn();
});
afterEach(async () => {
  rig.remove();
  for (const printer of printers.splice(0)) await printer.stop();
});

async function printer(name: string): Promise<VirtualPrinter> {
  const made = await startVirtualPrinter({ dir: join(rig.folder, name) });
  printers.push(made);
  return made;
}

test("a printer is chosen and changed while the till works: what waits is printed on the new one", async () => {
  expect(await core.refused("settings.test-printer", {})).toMatchObject({ refusal: "printer-not-set" });
  await core.granted("shift.open", { floatMinor: 0 });
  // An X waits while there is no printer, and while the chosen port is a wrong one.
  await core.granted("shift.print-x", {});
  await core.granted("settings.change", { printer: { path: "/dev/no-such-printer" } });
  await core.seen("strip", ({ state }) => state.receipts.waiting > 0 && state.printer.word === "absent");
  const first = await printer("first");
  await core.granted("settings.change", { printer: { path: first.path, baudRate: 921_600 } });
  const waited = await first.waitForReceipts(1);
  const { job } = await core.granted("settings.test-printer", {});
  expect(job).toBeGreaterThan(0);
  expect((await first.waitForReceipts(waited.length + 1)).length).toBe(waited.length + 1);
  const second = await printer("second");
  await core.granted("settings.change", { printer: { path: second.path } });
  await core.granted("settings.test-printer", {});
  expect((await second.waitForReceipts(1)).length).toBe(1);
  expect((await core.granted("settings.ports", {})).ports).toContainEqual(
    expect.objectContaining({ path: second.path, name: "" }),
  );
});

test("a printer is found on the chosen port, taken with what it can say, and then says what it has printed", async () => {
  const there = await printer("there");
  await core.granted("settings.change", { printer: { path: there.path } });
  await core.seen("strip", ({ state }) => state.printer.word === "ready");
  await core.granted("settings.find-printer", {});
  let search = await core.granted("settings.printer-search", {});
  while (search.isRunning) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    search = await core.granted("settings.printer-search", {});
  }
  expect(search).toMatchObject({ tried: [{ path: there.path, result: "found" }], now: null });
  const { found } = search;
  expect(found).toMatchObject({
    baudRate: 115_200,
    profile: { family: "epson-t20", overrides: { done: "process-id" } },
  });
  if (found === null) throw new Error("no printer was found");
  const { model: _model, ...line } = found;
  await core.granted("settings.change", { printer: line });
  await core.granted("settings.test-printer", {});
  await there.waitForReceipts(1);
  await core.seen("strip", ({ state }) => state.receipts.waiting === 0 && state.printer.word === "ready");
  expect((await core.granted("receipts.list", {})).jobs).toEqual([]);
});

test("a new language reaches every page at once, with its digits and calendar, and stays after a restart", async () => {
  await core.granted("settings.change", { display: { locale: "en", theme: "dark" }, shop: { footer: "Thank you" } });
  const { display } = await core.seen("look", (event) => event.display.locale === "en");
  expect(display).toMatchObject({ digits: "latin", calendar: "gregorian", moneyUnit: "toman", theme: "dark" });
  await core.granted("settings.change", { display: { digits: "persian" } });
  await core.seen("look", (event) => event.display.digits === "persian" && event.display.locale === "en");
  process.kill(core.client.pid() ?? 0, "SIGKILL");
  await core.seen("health", ({ health }) => health === "starting");
  await core.seen("health", ({ health }) => health === "ready");
  await core.signIn();
  const settings = await core.granted("settings.get", {});
  expect(settings).toMatchObject({ shop: { footer: "Thank you" }, display: { locale: "en", digits: "persian" } });
});

test("the owner's picture is previewed unsaved, and printed on the next slip, also after a restart", async () => {
  const machine = await printer("picture");
  await core.granted("settings.change", { printer: { path: machine.path } });
  const logo = pictureText(drawPicture({ widthDots: 64, heightDots: 16 }, () => true));
  const { document } = await core.granted("settings.sample-paper", { paper: "gift-card", change: { logo } });
  expect(document.blocks[0]).toEqual({ kind: "picture", picture: logo });
  const settings = await core.granted("settings.get", {});
  expect(settings.receipt).toMatchObject({ logo: null, expiringDays: 30 });
  await core.granted("settings.change", { receipt: { logo, headerLines: ["www.example.ir"] } });
  process.kill(core.client.pid() ?? 0, "SIGKILL");
  await core.seen("health", ({ health }) => health === "starting");
  await core.seen("health", ({ health }) => health === "ready");
  await core.signIn();
  const { member } = await core.granted("members.enrol", { mobile: "09123456789" });
  await core.granted("members.print-slip", { member });
  const [sheet = ""] = await machine.waitForReceipts(1);
  const drawn = readBitmapPng(sheet);
  const columns = Array.from({ length: drawn.widthDots }, (_, x) => x).filter((x) => isBlack(drawn, x, 8));
  expect([columns[0], columns.at(-1), columns.length]).toEqual([256, 319, 64]);
  const after = await core.granted("settings.get", {});
  expect(after.receipt).toMatchObject({ logo: { widthDots: 64, heightDots: 16 }, headerLines: ["www.example.ir"] });
});

test("values that can't be are refused by their place and change nothing; every change is noted", async () => {
  const cases = [
    [{ printer: { widthDots: 577 } }, { refusal: "setting-invalid", field: "printer.widthDots" }],
    [{ printer: { baudRate: 5 } }, { refusal: "setting-invalid", field: "printer.baudRate" }],
    [{ display: { timeZone: "Asia/Nowhere" } }, { refusal: "setting-invalid", field: "display.timeZone" }],
    [{ limits: { lockAfterMinutes: 9999 } }, { refusal: "setting-invalid", field: "limits.lockAfterMinutes" }],
    [{ shop: { name: " " } }, { refusal: "setup-shop-name" }],
    [{ shop: { footer: "a\u202eb" } }, { refusal: "setting-invalid", field: "shop.footer" }],
    [{ backupFolder: "disk2" }, { refusal: "backup-unreachable", field: "backupFolder" }],
    [{ backupFolder: join(rig.folder, "missing") }, { refusal: "backup-unreachable" }],
  ] as const;
  const before = await core.granted("settings.get", {});
  for (const [change, refusal] of cases) {
    expect(await core.refused("settings.change", change), JSON.stringify(change)).toMatchObject(refusal);
  }
  expect(await core.granted("settings.get", {})).toEqual(before);
  const disk = join(rig.folder, "disk2");
  mkdirSync(disk);
  await core.granted("settings.change", { backupFolder: disk, limits: { salesPerCardAndShift: 5 } });
  const { backup, limits } = await core.granted("settings.get", {});
  expect([backup.folder, limits.salesPerCardAndShift]).toEqual([disk, 5]);
  expect((await core.granted("data.backup", {})).folder.startsWith(disk)).toBe(true);
  const line = { receipt: { headerLines: ["خوب", "a\u202eb"] } };
  const place = { refusal: "setting-invalid", field: "receipt.headerLines.1" };
  expect(await core.refused("settings.change", line)).toMatchObject(place);
  const { rows } = await core.granted("audit.list", { act: "settings-changed" });
  expect(rows.length).toBe(1);
});

test("settings are the owner's: a cashier may look, a manager needs the owner's word", async () => {
  const { staff: cashier } = await core.granted("staff.add", { name: "سارا", role: "cashier", pin: "2468" });
  const { staff: manager } = await core.granted("staff.add", { name: "رضا", role: "manager", pin: "1357" });
  await core.signIn(cashier, "2468");
  expect((await core.granted("settings.get", {})).sound).toBe(true);
  expect(await core.refused("settings.change", { sound: false })).toMatchObject({ refusal: "not-allowed" });
  expect(await core.refused("data.recovery-sheet", {})).toMatchObject({ refusal: "not-allowed" });
  await core.signIn(manager, "1357");
  expect(await core.refused("settings.change", { sound: false })).toMatchObject({ refusal: "needs-approval" });
  const owner = { staff: "1.1", pin: "135790" };
  expect(await core.ask("settings.change", { sound: false }, owner)).toMatchObject({ ok: true });
  expect((await core.granted("settings.get", {})).sound).toBe(false);
});

test("a program's token is shown once and kept as a hash; a display's code needs the display on", async () => {
  const { id, token } = await core.granted("bill-api.add-program", { name: "Restaurant" });
  expect(token.length).toBeGreaterThan(40);
  const { billApi } = await core.granted("settings.get", {});
  expect(JSON.stringify(billApi)).not.toContain(token);
  expect(billApi.programs.map(({ name }) => name)).toEqual(["Restaurant"]);
  await core.granted("bill-api.remove-program", { id });
  expect(await core.refused("bill-api.remove-program", { id })).toMatchObject({ refusal: "program-unknown" });
  expect(await core.refused("display.pairing-code", {})).toMatchObject({ refusal: "display-off" });
  await core.granted("settings.change", { customerDisplay: { isOn: true } });
  expect((await core.granted("display.pairing-code", {})).code).toMatch(/^\d{6}$/);
});
