import { afterEach, beforeEach, expect, test } from "vitest";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let rig: TillRig;
beforeEach(async () => {
  rig = await tillRig();
});
afterEach(() => rig.close());

async function sold(amountMinor: number) {
  const { revision } = await rig.must("bill.amount", { amountMinor });
  const paid = await rig.must("bill.pay", { revision });
  if (paid.kind !== "done") throw new Error("sold");
  return paid.result;
}

test("undo is offered for the last sale, with what it needs, and is gone when it is done", async () => {
  const { sale } = await sold(200_000);
  expect(rig.state().undo).toEqual({ sale, totalMinor: 200_000, whyNot: null, needsCard: false });
  const done = await rig.must("sale.void", { sale }, "void-0001");
  expect(done).toEqual({ kind: "done", totalMinor: 200_000, cashBackMinor: 200_000 });
  expect(rig.state()).toMatchObject({ undo: null, undone: { sale, totalMinor: 200_000 }, result: null });
  expect(await rig.must("sale.void", { sale }, "void-0001")).toEqual(done);
  await rig.must("bill.amount", { amountMinor: 1 });
  expect(rig.state().undone).toBeNull();
});

test("a cashier undoes a small sale alone and asks for a second person above the shop's amount", async () => {
  await rig.desk.as("cashier");
  const small = await sold(100_000);
  expect(await rig.ask("sale.void", { sale: small.sale })).toMatchObject({ ok: true });
  const large = await sold(5_000_001);
  const asked = await rig.ask("sale.void", { sale: large.sale });
  expect(asked).toMatchObject({ error: { refusal: "needs-approval" } });
  expect(rig.state().undo).toMatchObject({ sale: large.sale, whyNot: null });
});

test("credit that the sale put on a card: the undo takes it back, or waits for the card that left", async () => {
  const { card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  const { sale } = await sold(1_000_000);
  expect(rig.state().undo).toMatchObject({ needsCard: true, whyNot: null });
  rig.at.reader.beforeAnswer = (apdu) => void (apdu[1] === 0xd6 && rig.at.reader.take());
  expect(await rig.must("sale.void", { sale })).toEqual({ kind: "card-left" });
  rig.at.reader.beforeAnswer = undefined;
  expect(rig.state().card).toEqual({ kind: "put-back", what: "void", spendMinor: 100_000 });
  await rig.at.put(card);
  expect(rig.state()).toMatchObject({ undo: null, undone: { sale, totalMinor: 1_000_000 } });
  expect(rig.state().member).toMatchObject({ onCardMinor: 0 });
});

test("a card that was put back for an undo and taken away says nothing of the bill that comes", async () => {
  const { card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  const { sale } = await sold(1_000_000);
  rig.at.reader.take();
  await rig.at.put(card);
  await rig.must("sale.void", { sale });
  rig.at.reader.take();
  expect(rig.state()).toMatchObject({ member: null, card: { kind: "waiting" } });
  const { revision } = await rig.must("bill.amount", { amountMinor: 1_000_000 });
  expect(await rig.must("bill.pay", { revision })).toMatchObject({ result: { earnedMinor: 0, memberName: null } });
});
