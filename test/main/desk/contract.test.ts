import { afterEach, beforeEach, expect, test } from "vitest";
import { answerSchema, CONTRACT, type InputOf } from "../../../src-shared/contract/contract.ts";
import { DESK_HANDLERS, type DeskHandlers } from "../../../src-main/core/desk/desk-handlers.ts";
import type { DeskCall } from "../../../src-main/core/desk/desk-parts.ts";
import { deskRig, PINS, SHEET, type DeskRig } from "../../support/desk-rig.ts";

let rig: DeskRig;
beforeEach(async () => {
  rig = await deskRig();
});
afterEach(() => rig.close());

type Name = keyof DeskHandlers;

/** Asks as a page does: the input by its schema, the answer by its schema; returns the answer. */
async function ask<N extends Name>(name: N, input: InputOf<N>, call: DeskCall = rig.call()): Promise<unknown> {
  expect(CONTRACT[name].input.safeParse(input).success, `${name}: input`).toBe(true);
  const answer = await DESK_HANDLERS[name](rig.parts, call, input);
  const parsed = answerSchema(name).safeParse(answer);
  expect(parsed.error?.issues ?? [], `${name}: answer`).toEqual([]);
  return answer;
}

test("every entry of shifts, staff and audit answers in the contract's own shapes, done and refused", async () => {
  const done = { ok: true };
  const { staff } = rig;
  const { member } = await rig.shop.memberWithCard("04a1b2c3");
  expect(await ask("session.people", {})).toMatchObject(done);
  expect(await ask("shift.x", {})).toMatchObject(done);
  expect(await ask("shift.print-x", {})).toMatchObject(done);
  expect(await ask("shift.cash", { kind: "paid-in", amountMinor: 5, reason: "سکه" })).toMatchObject(done);
  expect(await ask("shift.cash", { kind: "paid-out", amountMinor: 9e9, reason: "x" })).toMatchObject({ ok: false });
  expect(await ask("shift.open-drawer", { reason: "سکه" })).toMatchObject(done);
  expect(await ask("shift.hand-over", { to: staff.cashier, pin: PINS.cashier })).toMatchObject(done);
  expect(await ask("session.rights", {})).toMatchObject({
    value: { rights: { sell: "alone", "open-drawer": "approval", staff: "no" }, aboveMinor: { void: 5_000_000 } },
  });
  expect(await ask("shift.open-drawer", { reason: "سکه" })).toMatchObject({ error: { roles: ["manager", "owner"] } });
  expect(await ask("audit.list", {})).toMatchObject({ ok: false });
  const closed = await ask("shift.close", { countedMinor: 1_000_005, bankCardCountedMinor: 0 });
  expect(closed).toMatchObject({ ok: true, value: { kind: "z", differenceMinor: 0 } });
  expect(await ask("shift.open", { floatMinor: 0 })).toMatchObject(done);
  expect(await ask("shift.list", {})).toMatchObject({ value: { rows: [{ number: null }, { number: 1 }] } });
  const shift = rig.shop.terminal.store.read.shiftsBefore(Number.MAX_SAFE_INTEGER, 9)[1]?.shift ?? "";
  expect(await ask("shift.report", { shift })).toMatchObject(done);
  expect(await ask("shift.reprint-z", { shift })).toMatchObject(done);
  await ask("session.sign-in", { staff: staff.owner, pin: PINS.owner });
  expect(await ask("staff.list", {})).toMatchObject(done);
  expect(await ask("staff.add", { name: "نو", role: "cashier", pin: "5555", member })).toMatchObject(done);
  expect(await ask("staff.change", { staff: staff.other, name: "رضا کریمی", member: null })).toMatchObject(done);
  expect(await ask("staff.set-pin", { staff: staff.other, pin: "6666" })).toMatchObject(done);
  expect(await ask("staff.unlock", { staff: staff.other })).toMatchObject(done);
  expect(await ask("session.sign-in", { staff: staff.other, pin: "9999" })).toMatchObject({ ok: false });
  expect(await ask("audit.list", { act: "shift-closed" })).toMatchObject({ value: { rows: [{ amountMinor: 0 }] } });
  expect(await ask("session.lock", {})).toMatchObject(done);
  expect(await ask("staff.list", {})).toMatchObject({ error: { refusal: "signed-out" } });
  expect(await ask("staff.recover-owner", { sheet: "wrong", pin: "7777" })).toMatchObject({ ok: false });
  expect(await ask("staff.recover-owner", { sheet: SHEET, pin: "7777" })).toMatchObject(done);
});
