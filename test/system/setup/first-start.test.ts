import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { must } from "../../../src-shared/base/assert.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DATABASE_FILE } from "../../../src-main/shell/compose-terminal.ts";
import { proveFolder } from "../../../src-main/shell/prove-folder.ts";
import { defaultKeyFile } from "../../../src-main/shell/data-paths.ts";
import { OWNER_PIN, setupRig, WISH, type PageCore, type SetupRig } from "./setup-rig.ts";

let rig: SetupRig;
beforeEach(() => {
  rig = setupRig();
});
afterEach(() => rig.remove());

async function founded(core: PageCore): Promise<void> {
  await core.granted("setup.found", WISH);
}

test("a machine without a shop asks for one, founds it from the page, and the same process goes on selling", async () => {
  const core = rig.start();
  await core.seen("session", ({ setupNeeded }) => setupNeeded);
  const pid = core.client.pid();
  expect(await core.granted("setup.state", {})).toMatchObject({ isNeeded: true, step: "shop" });
  await expect(core.ask("session.people", {})).rejects.toThrow("setup-needed");
  await founded(core);
  await core.seen("session", ({ setupNeeded }) => !setupNeeded);
  expect(core.client.pid()).toBe(pid);
  const { people } = await core.granted("session.people", {});
  // An Arabic ye that was typed is a Persian one on paper.
  expect(people).toMatchObject([{ staff: "1.1", name: "مریم رضایی", role: "owner" }]);
  await core.signIn();
  await core.granted("shift.open", { floatMinor: 0 });
  const settings = await core.granted("settings.get", {});
  expect(settings).toMatchObject({ shop: { name: "کافه وفا" }, display: { locale: "fa", digits: "persian" } });
  expect(settings.programme.document).toMatchObject({ tiers: [{ earnBp: 300 }, { from: 100_000_000 }] });
  expect(await core.refused("setup.found", WISH)).toMatchObject({ refusal: "setup-done" });
  core.stop();
  const proof = await proveFolder(rig.dataFolder, rig.keyFile);
  expect(proof.ok && proof.value.findings).toEqual([]);
});

test("what is wrong in a founding is refused in words, names its place, and makes nothing", async () => {
  const core = rig.start();
  const [base, gold] = WISH.tiers;
  if (base === undefined || gold === undefined) throw new Error("two tiers");
  const cases = [
    [{ shopName: "  " }, { refusal: "setup-shop-name", field: "shopName" }],
    [{ ownerName: "" }, { refusal: "staff-name-invalid", field: "ownerName" }],
    [{ ownerPin: "123" }, { refusal: "pin-invalid", field: "ownerPin" }],
    [{ ownerPin: "123456789" }, { refusal: "pin-invalid" }],
    [{ ownerPin: "12a4" }, { refusal: "pin-invalid" }],
    [{ tiers: [{ ...base, fromMinor: 1 }] }, { refusal: "setup-tiers-first", row: 1 }],
    [{ tiers: [base, { ...gold, fromMinor: 0 }] }, { refusal: "setup-tiers-rising", row: 2 }],
    [{ tiers: [base, { ...gold, en: " " }] }, { refusal: "setup-tier-name", row: 2 }],
  ] as const;
  for (const [change, refusal] of cases) {
    const wish = { ...WISH, ...change, tiers: [...("tiers" in change ? change.tiers : WISH.tiers)] };
    expect(await core.refused("setup.found", wish), JSON.stringify(change)).toMatchObject(refusal);
  }
  expect(existsSync(join(rig.dataFolder, DATABASE_FILE))).toBe(false);
  expect(existsSync(rig.keyFile)).toBe(false);
});

test("an interrupted set-up goes on where it was, and a step that was done is not asked again", async () => {
  const first = rig.start();
  await founded(first);
  expect(await first.granted("setup.state", {})).toMatchObject({ isNeeded: false, step: "hardware" });
  expect(await first.refused("setup.step-done", { step: "hardware" })).toMatchObject({ refusal: "signed-out" });
  await first.signIn();
  await first.granted("setup.step-done", { step: "hardware" });
  await first.granted("setup.step-done", { step: "data" });
  await first.granted("setup.step-done", { step: "hardware" });
  first.stop();
  await delay(200);
  const next = rig.start();
  await next.seen("health", ({ health }) => health === "ready");
  expect(await next.granted("setup.state", {})).toMatchObject({ isNeeded: false, step: "staff" });
});

test("killed at any moment of the founding: there is a whole shop, or it can be begun again with the same keys", async () => {
  for (const afterMs of [0, 20, 60, 100, 140, 200]) {
    const folder = setupRig();
    try {
      const core = folder.start();
      await core.seen("session", ({ setupNeeded }) => setupNeeded);
      const founding = core.client.call({ name: "setup.found", input: WISH, command: "killed-0001" });
      await delay(afterMs);
      // Noticed before anything is asked: a core that had already answered would be asked once more while it dies.
      const noticed = core.seen("health", ({ health }) => health === "starting");
      process.kill(must(core.client.pid(), "the core runs"), "SIGKILL");
      await Promise.all([founding, noticed]);
      const keys = existsSync(folder.keyFile) ? readFileSync(folder.keyFile, "utf8") : undefined;
      // The supervisor starts it again by itself.
      await core.client.health();
      const { isNeeded } = await core.granted("setup.state", {});
      if (isNeeded) await founded(core);
      await core.signIn();
      if (keys?.includes("card-record-master-1")) expect(readFileSync(folder.keyFile, "utf8")).toBe(keys);
      core.stop();
    } finally {
      folder.remove();
    }
  }
});

test("a second core on the same folder is refused in words, before and after the founding", async () => {
  const first = rig.start();
  await first.seen("session", ({ setupNeeded }) => setupNeeded);
  const second = rig.start();
  await second.seen("health", ({ health, refusal }) => health === "refused" && refusal?.refusal === "locked");
  second.stop();
  await founded(first);
  const third = rig.start();
  await third.seen("health", ({ health, refusal }) => health === "refused" && refusal?.refusal === "locked");
});

test("keys of a shop whose data is not here are never replaced by a founding", async () => {
  const core = rig.start();
  await founded(core);
  await core.signIn();
  await delay(700);
  core.stop();
  await delay(200);
  const keys = readFileSync(rig.keyFile, "utf8");
  const elsewhere = join(rig.folder, "other", "data");
  const other = rig.start({ dataFolder: elsewhere });
  await other.seen("session", ({ setupNeeded }) => setupNeeded);
  expect(await other.refused("setup.found", WISH)).toMatchObject({ refusal: "setup-other-shop" });
  expect(readFileSync(rig.keyFile, "utf8")).toBe(keys);
});

test("a new machine gets the shop back from backup and sheet: wrong lines are named, the right sheet opens it", async () => {
  const backups = join(rig.folder, "disk2");
  mkdirSync(backups);
  const core = rig.start({ backups });
  await founded(core);
  await core.signIn();
  const { file } = await core.granted("data.recovery-sheet", {});
  const { folder: backup } = await core.granted("data.backup", {});
  expect((await core.granted("data.backups", {})).backups.length).toBeGreaterThan(0);
  core.stop();
  const sheet = readFileSync(file, "utf8");
  const dataFolder = join(rig.folder, "new", "data");
  const machine = rig.start({ dataFolder, keyFile: defaultKeyFile(dataFolder) });
  await machine.seen("session", ({ setupNeeded }) => setupNeeded);
  const lines = sheet.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const bent = lines.map((line, i) => (i === 1 ? line.replace(/.$/, (end) => (end === "0" ? "1" : "0")) : line));
  expect(await machine.refused("setup.restore", { backup, sheet: bent.join("\n") })).toMatchObject({
    refusal: "setup-sheet",
    detail: "2",
  });
  expect(await machine.refused("setup.restore", { backup: "disk2", sheet })).toMatchObject({
    refusal: "backup-unreachable",
  });
  await machine.granted("setup.restore", { backup, sheet });
  await machine.signIn("1.1", OWNER_PIN);
  const { notices } = (await machine.seen("strip", ({ state }) => state.notices.includes("restored"))).state;
  expect(notices).toContain("restored");
  await machine.granted("settings.old-machine-gone", {});
  const verdict = await machine.granted("data.check", {});
  expect(verdict).toMatchObject({ isSound: true, findings: [] });
  expect(verdict.events).toBeGreaterThan(5);
});

test("a lost owner's PIN is answered by this shop's sheet and by no other", async () => {
  const core = rig.start();
  await founded(core);
  await core.signIn();
  const { file } = await core.granted("data.recovery-sheet", {});
  const sheet = readFileSync(file, "utf8");
  await core.granted("session.lock", {});
  const other = setupRig();
  try {
    const stranger = other.start();
    await founded(stranger);
    expect(await stranger.refused("staff.recover-owner", { sheet, pin: "4321" })).toMatchObject({
      refusal: "sheet-wrong",
    });
  } finally {
    other.remove();
  }
  await core.granted("staff.recover-owner", { sheet, pin: "4321" });
  expect(await core.refused("session.sign-in", { staff: "1.1", pin: OWNER_PIN })).toMatchObject({
    refusal: "pin-wrong",
  });
  await core.signIn("1.1", "4321");
});
