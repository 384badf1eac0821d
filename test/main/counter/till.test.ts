import { afterEach, beforeEach, expect, test } from "vitest";
import { earnWith } from "../../../src-shared/programme/earn-with.ts";
import { OFFER_WORDS } from "../../../src-shared/words/offer-words.ts";
import { BREAD, tillRig, type TillRig } from "../../support/till-rig.ts";
import { checkWords } from "../../support/words-of.ts";

let rig: TillRig;
beforeEach(async () => {
  rig = await tillRig();
});
afterEach(() => rig.close());

const CASH = { kind: "cash", amountMinor: 500_000 } as const;

test("an amount and Enter make a sale; the result stays until the next bill begins", async () => {
  const { revision } = await rig.must("bill.amount", { amountMinor: 500_000 });
  const paid = await rig.must("bill.pay", { revision, tenders: [{ ...CASH, givenMinor: 1_000_000 }] });
  expect(paid).toMatchObject({ kind: "done", result: { totalMinor: 500_000, changeMinor: 500_000, card: "none" } });
  expect(rig.state()).toMatchObject({
    bill: { totalMinor: 0 },
    result: { totalMinor: 500_000 },
    payment: { kind: "open" },
  });
  await rig.must("bill.amount", { amountMinor: 1 });
  expect(rig.state().result).toBeNull();
});

test("the tap says who: three numbers, what the bill earns and why; Enter gives it to that card", async () => {
  const { card, member } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.must("bill.amount", { amountMinor: 500_000 });
  await rig.at.put(card);
  const state = rig.state();
  expect(state.member).toMatchObject({ member, via: "card", spendableMinor: 0, onCardMinor: 0, poolMinor: 0 });
  expect(state.card).toEqual({ kind: "member" });
  expect(state.offer).toMatchObject({
    earnMinor: 50_000,
    reason: { kind: "percent", rateBp: 1000 },
    allCreditMinor: 0,
    creditWhyNot: "credit-none",
  });
  // It stands there without an amount, so its sentence needs none.
  for (const words of Object.values(OFFER_WORDS)) {
    checkWords(words);
    expect(words.fa + words.en).not.toContain("{");
  }
  const paid = await rig.must("bill.pay", { revision: state.bill.revision });
  expect(paid).toMatchObject({ kind: "done", result: { earnedMinor: 50_000, card: "written", balanceMinor: 50_000 } });
  expect(rig.state()).toMatchObject({ card: { kind: "done" }, member: null });
  rig.at.reader.take();
  expect(rig.state().card).toEqual({ kind: "waiting" });
});

test("credit pays on the next bill: all of it, or the odd end", async () => {
  const { card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  const { revision } = await rig.must("bill.amount", { amountMinor: 5_000_000 });
  await rig.must("bill.pay", { revision });
  rig.at.reader.take();
  await rig.at.put(card);
  await rig.must("bill.amount", { amountMinor: 1_234_000 });
  const { offer, member, bill } = rig.state();
  expect(member).toMatchObject({ spendableMinor: 500_000, onCardMinor: 500_000 });
  expect(offer).toMatchObject({ allCreditMinor: 500_000, roundCreditMinor: 34_000, creditWhyNot: null });
  const paid = await rig.must("bill.pay", { revision: bill.revision, creditMinor: 34_000 });
  expect(paid).toMatchObject({
    result: {
      spentMinor: 34_000,
      paid: [
        { kind: "cash", amountMinor: 1_200_000 },
        { kind: "credit", amountMinor: 34_000 },
      ],
    },
  });
});

test.each([
  ["a part", 34_000, "percent"],
  ["all of what there is", 500_000, "percent"],
  ["the whole bill", 400_000, "all-paid-with-credit"],
])("what is said of a bill is what it earns when credit pays %s", async (_part, creditMinor, kind) => {
  const { card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  const { revision } = await rig.must("bill.amount", { amountMinor: 5_000_000 });
  await rig.must("bill.pay", { revision });
  rig.at.reader.take();
  await rig.at.put(card);
  await rig.must("bill.amount", { amountMinor: kind === "percent" ? 1_234_000 : creditMinor });
  const { offer, bill } = rig.state();
  const { totalMinor } = bill;
  const said = offer && earnWith(offer, { totalMinor, creditMinor });
  expect(said).toMatchObject({ earnMinor: (totalMinor - creditMinor) / 10, reason: { kind }, earnWhyNot: null });
  const paid = await rig.must("bill.pay", { revision: bill.revision, creditMinor });
  expect(paid).toMatchObject({ result: { earnedMinor: said?.earnMinor, reason: said?.reason } });
});

test("a card that lies on after its sale is the next bill's member with what the sale left on it", async () => {
  const { card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  const { revision } = await rig.must("bill.amount", { amountMinor: 5_000_000 });
  await rig.must("bill.pay", { revision });
  await rig.must("bill.amount", { amountMinor: 100_000 });
  await rig.at.counter.refresh();
  expect(rig.state().member).toMatchObject({ via: "card", onCardMinor: 500_000 });
});

test("a member whose served card is gone has nothing to do with the next bill", async () => {
  const { card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  const first = await rig.must("bill.amount", { amountMinor: 5_000_000 });
  await rig.must("bill.pay", { revision: first.revision });
  rig.at.reader.take();
  const { revision } = await rig.must("bill.amount", { amountMinor: 100_000 });
  const paid = await rig.must("bill.pay", { revision });
  expect(paid).toMatchObject({ kind: "done", result: { memberName: null, earnedMinor: 0 } });
});

test("another card in the middle of a bill changes the member", async () => {
  const one = await rig.desk.shop.memberWithCard("04a1b2c3");
  const two = await rig.desk.shop.memberWithCard("04a1b2c4");
  await rig.at.put(one.card);
  await rig.must("bill.amount", { amountMinor: 100_000 });
  await rig.at.put(two.card);
  expect(rig.state()).toMatchObject({ member: { member: two.member }, bill: { amountMinor: 100_000 } });
});

test("a bill is paid as it was seen, once", async () => {
  const { revision } = await rig.must("bill.amount", { amountMinor: 100_000 });
  await rig.must("bill.amount", { amountMinor: 1_000_000 });
  expect(await rig.ask("bill.pay", { revision })).toMatchObject({ error: { refusal: "draft-changed" } });
  const seen = rig.state().bill.revision;
  const both = await Promise.all([rig.ask("bill.pay", { revision: seen }), rig.ask("bill.pay", { revision: seen })]);
  expect(both.map((each) => (each.ok ? "done" : each.error.refusal))).toEqual(["done", "payment-under-way"]);
  expect(await rig.ask("bill.pay", { revision: seen })).toMatchObject({ error: { refusal: "draft-changed" } });
});

test("asking again under the same command is answered with the same sale, also while it runs and after a crash", async () => {
  const { revision } = await rig.must("bill.amount", { amountMinor: 100_000 });
  const [one, two] = await Promise.all([
    rig.must("bill.pay", { revision }, "pay-00001"),
    rig.must("bill.pay", { revision }, "pay-00001"),
  ]);
  const later = await rig.restart().must("bill.pay", { revision }, "pay-00001");
  expect(two).toEqual(one);
  expect(later).toEqual(one);
});

test("the bill, its lines and its member come back after a crash", async () => {
  const { card, member } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  await rig.must("bill.add", { code: "6260000000017", qtyMilli: 3000 });
  await rig.must("bill.add-free", { name: "خدمات", priceMinor: 77_777 });
  await rig.must("bill.discount", { discountMinor: 7_777 });
  const before = rig.state();
  const after = rig.restart().state();
  expect(after.bill).toEqual(before.bill);
  expect(after.bill.totalMinor).toBe(3 * BREAD.priceMinor + 70_000);
  expect(after.member).toMatchObject({ member, via: "left", onCardMinor: null });
});

test("a change that is asked for again after a broken line is made once", async () => {
  await rig.must("bill.add", { code: "bread" }, "add-00001");
  await rig.must("bill.add", { code: "bread" }, "add-00001");
  await rig.must("bill.add", { code: "bread" }, "add-00002");
  expect(rig.state().bill.lines).toMatchObject([{ qtyMilli: 2000, netMinor: 300_000 }]);
});

test("credit whose card leaves too early waits: the same card put back completes the sale by itself", async () => {
  const { card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  const first = await rig.must("bill.amount", { amountMinor: 5_000_000 });
  await rig.must("bill.pay", { revision: first.revision });
  rig.at.reader.take();
  await rig.at.put(card);
  const { revision } = await rig.must("bill.amount", { amountMinor: 300_000 });
  rig.at.reader.beforeAnswer = (apdu) => void (apdu[1] === 0xd6 && rig.at.reader.take());
  const left = await rig.must("bill.pay", { revision, creditMinor: 300_000 }, "pay-00001");
  expect(left).toEqual({ kind: "card-left", spendMinor: 300_000, dueMinor: 0 });
  expect(rig.state()).toMatchObject({ payment: { kind: "card-left" }, card: { kind: "put-back", what: "sale" } });
  expect(await rig.ask("bill.amount", { amountMinor: 1 })).toMatchObject({ error: { refusal: "payment-under-way" } });
  rig.at.reader.beforeAnswer = undefined;
  const again = rig.restart();
  expect(again.state()).toMatchObject({ payment: { kind: "card-left", spendMinor: 300_000 } });
  await again.at.put(card);
  expect(again.state()).toMatchObject({
    payment: { kind: "open" },
    result: { spentMinor: 300_000 },
    card: { kind: "done" },
  });
  expect(await again.must("bill.pay", { revision }, "pay-00001")).toMatchObject({ kind: "done" });
  again.at.reader.take();
  expect(again.state()).toMatchObject({ card: { kind: "waiting" } });
});

test("paid otherwise: the bill stays open, and the card that came meanwhile is whose it is", async () => {
  const one = await rig.desk.shop.memberWithCard("04a1b2c3");
  const two = await rig.desk.shop.memberWithCard("04a1b2c4");
  await rig.at.put(one.card);
  const first = await rig.must("bill.amount", { amountMinor: 5_000_000 });
  await rig.must("bill.pay", { revision: first.revision });
  rig.at.reader.take();
  await rig.at.put(one.card);
  const { revision } = await rig.must("bill.amount", { amountMinor: 300_000 });
  rig.at.reader.beforeAnswer = (apdu) => void (apdu[1] === 0xd6 && rig.at.reader.take());
  expect(await rig.must("bill.pay", { revision, creditMinor: 300_000 })).toMatchObject({ kind: "card-left" });
  rig.at.reader.beforeAnswer = undefined;
  await rig.at.put(two.card);
  expect(rig.state()).toMatchObject({ payment: { kind: "card-left" }, card: { kind: "put-back" } });
  expect(await rig.must("bill.abandon", { keepBill: true })).toEqual({ abandoned: 1 });
  const { bill, member } = rig.state();
  expect([bill.totalMinor, member?.member]).toEqual([300_000, two.member]);
  expect(await rig.must("bill.pay", { revision: bill.revision })).toMatchObject({ result: { earnedMinor: 30_000 } });
});

test("the customer left: the next bill begins at once, empty and for nobody", async () => {
  const { card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  const first = await rig.must("bill.amount", { amountMinor: 5_000_000 });
  await rig.must("bill.pay", { revision: first.revision });
  rig.at.reader.take();
  await rig.at.put(card);
  const { revision } = await rig.must("bill.amount", { amountMinor: 300_000 });
  rig.at.reader.beforeAnswer = (apdu) => void (apdu[1] === 0xd6 && rig.at.reader.take());
  await rig.must("bill.pay", { revision, creditMinor: 300_000 });
  rig.at.reader.beforeAnswer = undefined;
  await rig.must("bill.abandon", { keepBill: false }, "leave-0001");
  expect(await rig.must("bill.abandon", { keepBill: false }, "leave-0001")).toEqual({ abandoned: 1 });
  expect(rig.state()).toMatchObject({ bill: { totalMinor: 0 }, payment: { kind: "open" }, member: null });
  expect(await rig.ask("bill.abandon", { keepBill: false })).toMatchObject({
    error: { refusal: "nothing-to-abandon" },
  });
});
