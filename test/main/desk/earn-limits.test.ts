import { afterEach, beforeEach, expect, test } from "vitest";
import { changeStaffCall } from "../../../src-main/core/desk/staff-handlers.ts";
import { handOverCall } from "../../../src-main/core/desk/shift-handlers.ts";
import { putDeskSettings } from "../../../src-main/core/terminal/desk-settings.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import type { SaleDone, SellRequest } from "../../../src-main/core/terminal/sale-outcome.ts";
import type { VirtualCard } from "../../virtual/card/virtual-card.ts";
import { deskRig, PINS, type DeskRig } from "../../support/desk-rig.ts";
import { heldMinor, moneyFaults } from "../../support/shop-checks.ts";

let rig: DeskRig;
beforeEach(async () => {
  rig = await deskRig();
});
afterEach(() => rig.close());

type Person = keyof typeof PINS;

async function sells(person: Person, request: SellRequest, card?: VirtualCard, approver?: Person) {
  const { shop, staff } = rig;
  const by = { ...shop.act(), actor: staff[person], ...(approver === undefined ? {} : { approver: staff[approver] }) };
  return sell(shop.terminal, by, request, card && (await shop.tap(card)));
}

async function done(...of: Parameters<typeof sells>): Promise<SaleDone> {
  const sold = await sells(...of);
  if (!sold.ok || sold.value.kind !== "done") throw new Error(JSON.stringify(sold));
  return sold.value;
}

test("the staff's own card earns nothing on their own bill, by card as by number, and says why", async () => {
  const { member, card } = await rig.shop.memberWithCard("04a1b2c3");
  await changeStaffCall(rig.parts, rig.call(), { staff: rig.staff.cashier, member });
  const own = await done("cashier", { amountMinor: 100_000 }, card);
  expect(own).toMatchObject({ toPurseMinor: 0, toPoolMinor: 0, reason: { kind: "staff-own-card" } });
  expect(await done("cashier", { amountMinor: 100_000, member })).toMatchObject({ toPoolMinor: 0 });
  expect(await done("other", { amountMinor: 100_000 }, card)).toMatchObject({ toPurseMinor: 10_000 });
  expect(await done("other", { amountMinor: 100_000, member })).toMatchObject({ toPoolMinor: 10_000 });
  expect(heldMinor(rig.shop)).toBe(20_000);
});

test("whoever answers for the drawer earns nothing either, also when a colleague sells", async () => {
  const { member, card } = await rig.shop.memberWithCard("04a1b2c3");
  await changeStaffCall(rig.parts, rig.call(), { staff: rig.staff.cashier, member });
  await handOverCall(rig.parts, rig.call(), { to: rig.staff.cashier, pin: PINS.cashier });
  expect(await done("other", { amountMinor: 100_000 }, card)).toMatchObject({ reason: { kind: "staff-own-card" } });
});

test("the own card still pays", async () => {
  const { member, card } = await rig.shop.memberWithCard("04a1b2c3");
  await done("other", { amountMinor: 500_000 }, card);
  await changeStaffCall(rig.parts, rig.call(), { staff: rig.staff.cashier, member });
  const paid = await done("cashier", { amountMinor: 30_000, creditMinor: 30_000 }, card);
  expect(paid).toMatchObject({ spentMinor: 30_000, toPurseMinor: 0 });
});

test("beyond the number per shift a cashier needs a second person; the bill without the member goes on", async () => {
  const { card, member } = await rig.shop.memberWithCard("04a1b2c3");
  for (let i = 0; i < 2; i++) await done("cashier", { amountMinor: 50_000 }, card);
  await done("cashier", { amountMinor: 50_000, member });
  const refused = { ok: false, error: { refusal: "needs-approval", roles: ["manager", "owner"] } };
  expect(await sells("cashier", { amountMinor: 50_000 }, card)).toEqual(refused);
  expect(await sells("other", { amountMinor: 50_000, member })).toEqual(refused);
  expect(await done("cashier", { amountMinor: 50_000 })).toMatchObject({ card: "none" });
  expect(await done("cashier", { amountMinor: 50_000 }, card, "manager")).toMatchObject({ toPurseMinor: 5000 });
  expect(await done("manager", { amountMinor: 50_000 }, card)).toMatchObject({ toPurseMinor: 5000 });
  const [entry] = rig.shop.terminal.store.read.audit({ act: "sale-recorded" }, 1);
  expect(entry).toMatchObject({ actor: rig.staff.cashier, approver: rig.staff.manager });
  expect(moneyFaults(rig.shop)).toEqual([]);
});

test("the number is the owner's to set, and bills that earn nothing don't count", async () => {
  const { member } = await rig.shop.memberWithCard("04a1b2c3");
  rig.shop.terminal.store.transaction((tx) => putDeskSettings(tx, { salesPerCardAndShift: 1 }));
  await done("cashier", { amountMinor: 5, member });
  await done("cashier", { amountMinor: 50_000, member });
  const again = await sells("cashier", { amountMinor: 50_000, member });
  expect(again).toMatchObject({ error: { refusal: "needs-approval" } });
  await done("cashier", { amountMinor: 5, member });
});
