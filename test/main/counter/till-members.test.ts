import { afterEach, beforeEach, expect, test } from "vitest";
import { enrolMember } from "../../../src-main/core/terminal/enrol.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";
import { deliveredCard } from "../../virtual/card/virtual-card.ts";

let rig: TillRig;
beforeEach(async () => {
  rig = await tillRig();
});
afterEach(() => rig.close());

async function enrolled(mobile: string, fields: Record<string, string> = {}): Promise<string> {
  const { shop } = rig.desk;
  const done = enrolMember(shop.terminal, shop.act(), { mobile, fields });
  if (!done.ok) throw new Error(done.error.refusal);
  return done.value.member;
}

test.each(["09121234567", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "+98 912 123 4567", "٩١٢١٢٣٤٥٦٧"])(
  "a mobile number finds its member in any spelling: %s",
  async (mobile) => {
    const member = await enrolled("09121234567", { givenName: "مینا", familyName: "کریمی" });
    await rig.must("bill.member", { by: { kind: "mobile", mobile } });
    expect(rig.state().member).toMatchObject({ member, via: "mobile", name: "مینا کریمی", onCardMinor: null });
  },
);

test("a member without a card earns to the pool, and is told why credit can't pay", async () => {
  const member = await enrolled("09121234567");
  await rig.must("bill.amount", { amountMinor: 1_000_000 });
  await rig.must("bill.member", { by: { kind: "id", member } });
  const { bill, offer } = rig.state();
  expect(offer).toMatchObject({ earnMinor: 100_000, allCreditMinor: 0, creditWhyNot: "no-card" });
  const paid = await rig.must("bill.pay", { revision: bill.revision });
  expect(paid).toMatchObject({ result: { earnedMinor: 100_000, toPoolMinor: 100_000, balanceMinor: 100_000 } });
});

test("what finds nobody says so, and the member stays", async () => {
  const member = await enrolled("09121234567");
  await rig.must("bill.member", { by: { kind: "id", member } });
  const asked = await Promise.all([
    rig.ask("bill.member", { by: { kind: "mobile", mobile: "0912123456" } }),
    rig.ask("bill.member", { by: { kind: "mobile", mobile: "09129999999" } }),
    rig.ask("bill.member", { by: { kind: "id", member: "7.7" } }),
    rig.ask("bill.member", { by: { kind: "qr", text: "VAFA:M:2.1:000000000000000" } }),
  ]);
  const refusals = asked.map((each) => (each.ok ? "ok" : each.error.refusal));
  expect(refusals).toEqual(["mobile-invalid", "member-not-found", "member-not-found", "qr-not-ours"]);
  expect(rig.state().member).toMatchObject({ member });
});

test("whoever sells does not earn on it, and the offer says so before", async () => {
  const member = await enrolled("09121234567");
  await rig.must("staff.change", { staff: rig.desk.staff.owner, member });
  await rig.must("bill.amount", { amountMinor: 1_000_000 });
  await rig.must("bill.member", { by: { kind: "id", member } });
  expect(rig.state()).toMatchObject({
    member: { isStaff: true },
    offer: { earnMinor: 0, reason: { kind: "staff-own-card" } },
  });
});

test("nobody signed in: the bill stays, and nothing is changed or sold", async () => {
  const { revision } = await rig.must("bill.amount", { amountMinor: 100_000 });
  await rig.must("session.lock", {});
  const asked = [await rig.ask("bill.amount", { amountMinor: 1 }), await rig.ask("bill.pay", { revision })];
  expect(asked.map((each) => (each.ok ? "ok" : each.error.refusal))).toEqual(["signed-out", "signed-out"]);
  expect(rig.state().bill).toMatchObject({ revision, amountMinor: 100_000 });
});

test("the customer's display shows amounts and a first name, and nothing else of a member", async () => {
  const member = await enrolled("09121234567", { givenName: "مینا", familyName: "کریمی" });
  await rig.must("bill.add", { code: "bread" });
  await rig.must("bill.member", { by: { kind: "id", member } });
  const shown = rig.till.displayState(rig.state());
  expect(shown).toMatchObject({ phase: "bill", totalMinor: 150_000, firstName: "مینا", earnMinor: 15_000 });
  const text = JSON.stringify(shown);
  for (const secret of ["کریمی", "9121234567", member]) expect(text).not.toContain(secret);
});

test("the customer's display says what the bill earns with the credit that is chosen, as the sale will", async () => {
  const { card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  const first = await rig.must("bill.amount", { amountMinor: 10_000_000 });
  await rig.must("bill.pay", first);
  rig.at.reader.take();
  await rig.at.put(card);
  const { revision } = await rig.must("bill.amount", { amountMinor: 2_000_000 });
  const earns = (): number => rig.till.displayState(rig.state()).earnMinor;
  expect([earns(), rig.state().offer?.allCreditMinor]).toEqual([200_000, 1_000_000]);
  await expect.poll(() => rig.events.at(-1)).toMatchObject({ kind: "display", state: { totalMinor: 2_000_000 } });
  rig.events.length = 0;
  await rig.must("bill.choice", { creditMinor: 1_000_000 });
  expect(earns()).toBe(100_000);
  // It is the page's look alone: the bill is the same, and the page is told nothing new of it.
  expect(rig.state().bill.revision).toBe(revision);
  await expect.poll(() => rig.events.map(({ kind }) => kind)).toEqual(["display"]);
  await rig.must("bill.choice", { creditMinor: 0 });
  expect(earns()).toBe(200_000);
  // More than the bill is the bill.
  await rig.must("bill.choice", { creditMinor: 9_000_000 });
  expect(earns()).toBe(0);
  await rig.must("bill.choice", { creditMinor: 1_000_000 });
  const paid = await rig.must("bill.pay", { revision, creditMinor: 1_000_000 });
  expect(paid).toMatchObject({ kind: "done", result: { earnedMinor: 100_000, spentMinor: 1_000_000 } });
});

test("a card that was issued and taken away says nothing of the next bill, which is nobody's", async () => {
  const member = await enrolled("09121234567");
  await rig.at.put(deliveredCard("04c0ffee"));
  await rig.must("cards.issue", { member, overwrite: false });
  expect(rig.state().member).toMatchObject({ member, via: "card" });
  rig.at.reader.take();
  expect(rig.state()).toMatchObject({ member: null, card: { kind: "waiting" } });
  const { revision } = await rig.must("bill.amount", { amountMinor: 1_000_000 });
  expect(await rig.must("bill.pay", { revision })).toMatchObject({ result: { earnedMinor: 0, memberName: null } });
});

test("a card issued in the middle of a bill is that bill's, also when it is taken away at once", async () => {
  const member = await enrolled("09121234567");
  const { revision } = await rig.must("bill.amount", { amountMinor: 1_000_000 });
  await rig.at.put(deliveredCard("04c0ffee"));
  await rig.must("cards.issue", { member, overwrite: false });
  rig.at.reader.take();
  expect(rig.state().member).toMatchObject({ member });
  expect(rig.state().bill.revision).toBeGreaterThan(revision);
});
