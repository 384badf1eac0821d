import { afterEach, beforeEach, expect, test } from "vitest";
import { argon2Pins } from "../../../src-main/adapters/node/argon2-pins.ts";
import { auditCall } from "../../../src-main/core/desk/audit-handlers.ts";
import { openDrawerCall } from "../../../src-main/core/desk/shift-handlers.ts";
import {
  addStaffCall,
  changeStaffCall,
  peopleCall,
  recoverOwnerCall,
  setPinCall,
  staffListCall,
  unlockStaffCall,
} from "../../../src-main/core/desk/staff-handlers.ts";
import { nameOwner } from "../../../src-main/core/staff/manage-staff.ts";
import { StaffDesk } from "../../../src-main/core/staff/staff-desk.ts";
import { deskRig, PINS, refusalOf, SHEET, type DeskRig } from "../../support/desk-rig.ts";
import { moneyFaults } from "../../support/shop-checks.ts";

let rig: DeskRig;
beforeEach(async () => {
  rig = await deskRig();
});
afterEach(() => rig.close());

const MINUTE_MS = 60_000;
const signIn = (person: keyof typeof PINS, pin: string) =>
  rig.parts.staff.signIn(rig.call().command, { staff: rig.staff[person], pin });

test("a PIN is argon2id, typed in any digits, and lies in no event and no state", async () => {
  expect(await signIn("cashier", " ۱۱۱۱ ")).toMatchObject({ ok: true, value: { name: "سارا", role: "cashier" } });
  const hash = rig.shop.terminal.staff.get(rig.staff.cashier)?.pinHash ?? "";
  expect(hash).toMatch(/^\$argon2id\$/);
  expect(await argon2Pins.verify(PINS.cashier, "no hash")).toBe(false);
  const texts = rig.shop.database.sqlite
    .prepare("SELECT body FROM event UNION ALL SELECT value FROM state")
    .pluck()
    .all();
  const kept = rig.shop.database.sqlite.prepare("SELECT request || result FROM command_result").pluck().all();
  for (const text of [...texts, ...kept]) {
    for (const pin of Object.values(PINS)) expect(String(text)).not.toContain(`"${pin}"`);
  }
});

test("five wrong PINs lock, a lock grows, a right one in between forgives, and every wrong one is noted", async () => {
  for (const triesLeft of [4, 3, 2, 1]) {
    expect(await signIn("cashier", "9999")).toEqual({ ok: false, error: { refusal: "pin-wrong", triesLeft } });
    // No PIN at all is no attempt, and says nothing about how many there were.
    expect(await signIn("cashier", "")).toEqual({ ok: false, error: { refusal: "pin-wrong" } });
  }
  expect(refusalOf(await signIn("cashier", PINS.cashier))).toBeUndefined();
  for (let i = 0; i < 4; i++) await signIn("cashier", "9999");
  expect(await signIn("cashier", "9999")).toMatchObject({ ok: false, error: { refusal: "pin-locked" } });
  expect(refusalOf(await signIn("cashier", PINS.cashier))).toBe("pin-locked");
  rig.shop.clock.nowMs += MINUTE_MS + 1000;
  expect(refusalOf(await signIn("cashier", "9999"))).toBe("pin-locked");
  rig.shop.clock.nowMs += MINUTE_MS + 1000;
  expect(refusalOf(await signIn("cashier", PINS.cashier))).toBe("pin-locked");
  rig.shop.clock.nowMs += MINUTE_MS + 1000;
  expect(refusalOf(await signIn("cashier", PINS.cashier))).toBeUndefined();
  const acts = rig.shop.terminal.store.read.audit({ staff: rig.staff.cashier }, 100).map((entry) => entry.act);
  expect(acts.filter((act) => act === "pin-wrong")).toHaveLength(8);
  expect(acts.filter((act) => act === "pin-locked")).toHaveLength(2);
});

test("wrong PINs at once are counted one by one: nobody gets a free try", async () => {
  const tries = await Promise.all(Array.from({ length: 8 }, () => signIn("cashier", "9999")));
  expect(tries.filter((each) => refusalOf(each) === "pin-wrong")).toHaveLength(4);
  expect(rig.shop.terminal.staff.get(rig.staff.cashier)?.wrongPins).toBe(5);
});

test("a lock outlives a restart of the core, and nobody is signed in after one", async () => {
  for (let i = 0; i < 5; i++) await signIn("cashier", "9999");
  const after = new StaffDesk(rig.shop.terminal, argon2Pins);
  expect(after.signedIn()).toBeUndefined();
  const again = await after.signIn("d.after", { staff: rig.staff.cashier, pin: PINS.cashier });
  expect(refusalOf(again)).toBe("pin-locked");
});

test("the owner unlocks; a manager needs the owner's word; a cashier may not", async () => {
  for (let i = 0; i < 5; i++) await signIn("cashier", "9999");
  await rig.as("other");
  expect(refusalOf(await unlockStaffCall(rig.parts, rig.call(), { staff: rig.staff.cashier }))).toBe("not-allowed");
  await rig.as("manager");
  const asked = await unlockStaffCall(rig.parts, rig.call(), { staff: rig.staff.cashier });
  expect(asked).toMatchObject({ error: { refusal: "needs-approval", roles: ["owner"] } });
  const done = await unlockStaffCall(rig.parts, rig.call("owner"), { staff: rig.staff.cashier });
  expect(refusalOf(done)).toBeUndefined();
  expect(refusalOf(await signIn("cashier", PINS.cashier))).toBeUndefined();
});

test("a second person's word: never one's own, only of one who may, checked as a PIN, kept in the event", async () => {
  await rig.as("cashier");
  const drawer = (call = rig.call()) => openDrawerCall(rig.parts, call, { reason: "سکه" });
  expect(await drawer()).toMatchObject({ error: { refusal: "needs-approval", roles: ["manager", "owner"] } });
  expect(refusalOf(await drawer(rig.call("cashier")))).toBe("approver-is-actor");
  expect(refusalOf(await drawer(rig.call("other")))).toBe("approver-not-allowed");
  const wrong = { ...rig.call(), approval: { staff: rig.staff.manager, pin: "9999" } };
  expect(refusalOf(await drawer(wrong))).toBe("pin-wrong");
  expect(rig.shop.terminal.staff.get(rig.staff.manager)?.wrongPins).toBe(1);
  expect(rig.drawers()).toBe(0);
  expect(refusalOf(await drawer(rig.call("manager")))).toBeUndefined();
  const [entry] = rig.shop.terminal.store.read.audit({ act: "drawer-opened" }, 1);
  expect(entry).toMatchObject({ actor: rig.staff.cashier, approver: rig.staff.manager });
  expect(rig.drawers()).toBe(1);
});

test("whoever has left signs in no more, approves no more, and is out at once", async () => {
  await rig.as("manager");
  const { terminal } = rig.shop;
  await rig.as("owner");
  const left = { staff: rig.staff.manager, state: "left" as const };
  expect(refusalOf(await changeStaffCall(rig.parts, rig.call(), left))).toBeUndefined();
  expect(refusalOf(await signIn("manager", PINS.manager))).toBe("staff-left");
  await rig.as("cashier");
  expect(refusalOf(await openDrawerCall(rig.parts, rig.call("manager"), { reason: "x" }))).toBe("staff-left");
  const people = await peopleCall(rig.parts);
  expect(people.ok && people.value.people.map((each) => each.name)).toEqual(["مریم رضایی", "سارا", "رضا"]);
  expect(terminal.store.read.get("staff", [rig.staff.manager])).toMatchObject({ state: "left", revision: 1 });
});

test("the last owner stays an owner and stays; a second one sets them free", async () => {
  const { parts, staff } = rig;
  const self = { staff: staff.owner };
  expect(refusalOf(await changeStaffCall(parts, rig.call(), { ...self, role: "cashier" }))).toBe("last-owner");
  expect(refusalOf(await changeStaffCall(parts, rig.call(), { ...self, state: "left" }))).toBe("last-owner");
  await changeStaffCall(parts, rig.call(), { staff: staff.manager, role: "owner" });
  expect(refusalOf(await changeStaffCall(parts, rig.call(), { ...self, role: "cashier" }))).toBeUndefined();
  expect(parts.staff.signedIn()?.role).toBe("cashier");
  expect(refusalOf(await staffListCall(parts, rig.call()))).toBe("not-allowed");
});

test("staff are added once per command, with a name, a PIN and a membership that there is", async () => {
  const call = rig.call();
  const input = { name: " علي كريمي ", role: "cashier" as const, pin: "٤٣٢١" };
  const [one, two] = [await addStaffCall(rig.parts, call, input), await addStaffCall(rig.parts, call, input)];
  expect(two).toEqual(one);
  const list = await staffListCall(rig.parts, rig.call());
  const rows = list.ok ? list.value.staff : [];
  expect(rows).toHaveLength(5);
  expect(rows.find((row) => row.name === "علی کریمی")).toMatchObject({ hasPin: true, state: "active", member: null });
  const add = (more: object) => addStaffCall(rig.parts, rig.call(), { ...input, ...more });
  expect(refusalOf(await add({ pin: "123" }))).toBe("pin-invalid");
  expect(refusalOf(await add({ name: "  " }))).toBe("staff-name-invalid");
  expect(refusalOf(await add({ name: "a\u202eb" }))).toBe("staff-name-invalid");
  expect(refusalOf(await add({ member: "2.99" }))).toBe("member-unknown");
});

test("one changes one's own PIN with the old one; nobody else's", async () => {
  await rig.as("cashier");
  const set = (input: { staff: string; pin: string; oldPin?: string }) => setPinCall(rig.parts, rig.call(), input);
  expect(refusalOf(await set({ staff: rig.staff.cashier, pin: "8765" }))).toBe("pin-wrong");
  expect(refusalOf(await set({ staff: rig.staff.other, pin: "8765" }))).toBe("not-allowed");
  expect(refusalOf(await set({ staff: rig.staff.cashier, pin: "8765", oldPin: PINS.cashier }))).toBeUndefined();
  expect(refusalOf(await signIn("cashier", PINS.cashier))).toBe("pin-wrong");
  expect(refusalOf(await signIn("cashier", "8765"))).toBeUndefined();
});

test("the recovery sheet sets a lost owner's PIN, ends the lock, is noted; wrong sheets are limited", async () => {
  rig.parts.staff.lock();
  for (let i = 0; i < 5; i++) await signIn("owner", "9999");
  const recover = (sheet: string) => recoverOwnerCall(rig.parts, rig.call(), { sheet, pin: "4444" });
  expect(await recover("something")).toMatchObject({ error: { refusal: "sheet-wrong", detail: "3" } });
  expect(refusalOf(await signIn("owner", "4444"))).toBe("pin-locked");
  expect(refusalOf(await recover(SHEET))).toBeUndefined();
  expect(refusalOf(await signIn("owner", "4444"))).toBeUndefined();
  expect(rig.shop.terminal.store.read.audit({ act: "pin-recovered" }, 5)).toHaveLength(1);
  for (let i = 0; i < 5; i++) expect(refusalOf(await recover("something"))).toBe("sheet-wrong");
  expect(refusalOf(await recover(SHEET))).toBe("sheet-locked");
  rig.shop.clock.nowMs += MINUTE_MS + 1000;
  expect(refusalOf(await recover(SHEET))).toBeUndefined();
});

test("an owner is named once: the door is shut as soon as there is a PIN", async () => {
  const { terminal } = rig.shop;
  const again = await nameOwner(terminal, rig.parts.staff.pins, { command: "x.1", name: "thief", pin: "0000" });
  expect(refusalOf(again)).toBe("not-allowed");
});

test("the audit: newest first, by person, act and day, page by page without a gap or a twin", async () => {
  const cashier = rig.staff.cashier;
  for (let i = 0; i < 130; i++) rig.parts.staff.enter(rig.call().command, i % 2 === 0 ? cashier : rig.staff.owner);
  const seen: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await auditCall(rig.parts, rig.call(), cursor === undefined ? {} : { cursor });
    if (!page.ok) throw new Error(page.error.refusal);
    seen.push(...page.value.rows.map((row) => `${row.ref.journal}/${row.ref.seq}`));
    if (page.value.next === null) break;
    cursor = page.value.next;
  }
  const all = rig.shop.terminal.store.read.audit({}, 1000);
  expect(seen).toEqual(all.map((row) => `${row.journal}/${row.seq}`));
  expect(new Set(seen).size).toBe(seen.length);
  const mine = await auditCall(rig.parts, rig.call(), { staff: cashier, act: "signed-in" });
  expect(mine.ok && mine.value.rows).toHaveLength(65);
  expect(mine.ok && mine.value.rows[0]).toMatchObject({ staffName: "سارا", subject: "سارا", approverName: null });
  const day = all[0]?.day ?? "";
  const byDay = await auditCall(rig.parts, rig.call(), { act: "staff-added", day });
  expect(byDay.ok && byDay.value.rows).toHaveLength(4);
  expect(refusalOf(await auditCall(rig.parts, rig.call(), { cursor: "'; DROP TABLE audit" }))).toBeUndefined();
  await rig.as("cashier");
  expect(refusalOf(await auditCall(rig.parts, rig.call(), {}))).toBe("not-allowed");
});

test("after a day at the desk the ledger proves itself, staff and audit included", async () => {
  await changeStaffCall(rig.parts, rig.call(), { staff: rig.staff.cashier, role: "manager", name: "سارا احمدی" });
  await signIn("cashier", "9999");
  expect(moneyFaults(rig.shop)).toEqual([]);
});
