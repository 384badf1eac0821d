import { afterEach, expect, test } from "vitest";
import { poolOf } from "../../../src-shared/ledger/accounts.ts";
import { enrolMember } from "../../../src-main/core/terminal/enrol.ts";
import { voidSale } from "../../../src-main/core/terminal/void-sale.ts";
import { voidableSale } from "../../../src-main/core/terminal/voidable-sale.ts";
import { cardBalanceMinor } from "../../support/shop-checks.ts";
import { PLAIN_PROGRAMME, testShop, type TestShop } from "../../support/test-shop.ts";
import { faultsOf, receipts, refused, rich, sold, stateOf, undone } from "../../support/void-checks.ts";

let shop: TestShop | undefined;
afterEach(() => {
  const faults = shop === undefined ? [] : faultsOf(shop);
  shop?.close();
  shop = undefined;
  expect(faults, "the ledger proves itself").toEqual([]);
});

async function open(options: Parameters<typeof testShop>[0] = {}): Promise<TestShop> {
  shop = await testShop(options);
  return shop;
}

test("a cash sale of nobody's: the drawer is as before, and a receipt marked as void waits", async () => {
  const of = await open();
  const before = stateOf(of, []);
  const sale = await sold(of, {
    amountMinor: 50_000,
    tenders: [{ kind: "cash", amountMinor: 50_000, givenMinor: 100_000 }],
  });
  expect(voidableSale(of.terminal)).toEqual({
    sale: sale.sale,
    short: sale.short,
    totalMinor: 50_000,
    member: null,
    card: null,
    refusal: null,
  });
  const back = await undone(of, sale.sale);
  expect(back).toMatchObject({ kind: "done", card: "none", totalMinor: 50_000, cashMinor: 50_000, takenMinor: 0 });
  expect(stateOf(of, [])).toEqual(before);
  const [receipt = ""] = receipts(of, back.void);
  expect(receipt).toContain("ابطال فروش");
  expect(receipt).toContain(sale.short);
});

test("a member without a card: what was earned leaves the pool, exactly that lot", async () => {
  const of = await open();
  const enrolled = enrolMember(of.terminal, of.act(), { mobile: "09121112233" });
  const member = enrolled.ok ? enrolled.value.member : "";
  await sold(of, { amountMinor: 70_000, member });
  const before = stateOf(of, [member]);
  const sale = await sold(of, { amountMinor: 30_000, member, tenders: [{ kind: "bank-card", amountMinor: 30_000 }] });
  expect(of.balance(poolOf(member))).toBe(10_000);
  expect(await undone(of, sale.sale)).toMatchObject({ bankCardMinor: 30_000, takenMinor: 3000, card: "none" });
  expect(stateOf(of, [member])).toEqual(before);
});

test("earned on the card: the card gives it back, read back before the void stands", async () => {
  const of = await open();
  const { card, member } = await rich(of);
  const before = stateOf(of, [member]);
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  expect(voidableSale(of.terminal)).toMatchObject({ card: "2.1", refusal: null, member });
  expect(await refused(of, sale.sale)).toBe("void-needs-card");
  const back = await undone(of, sale.sale, await of.tap(card));
  expect(back).toMatchObject({ takenMinor: 10_000, restoredMinor: 0, card: "written", cardBalanceMinor: 20_000 });
  expect(stateOf(of, [member])).toEqual(before);
  expect(await cardBalanceMinor(of, card)).toBe(20_000);
  expect(receipts(of, back.void)).toHaveLength(1);
});

test("spent more than earned: the card gets the rest back, and the caps forget the spend", async () => {
  const of = await open();
  const { card, member } = await rich(of);
  const before = stateOf(of, [member]);
  const sale = await sold(of, { amountMinor: 60_000, creditMinor: 15_000 }, await of.tap(card));
  expect(sale).toMatchObject({ spentMinor: 15_000, toPurseMinor: 4500 });
  expect(of.terminal.store.read.spentSince(of.terminal.identity.journal, 0, "2.1")).toBe(15_000);
  const back = await undone(of, sale.sale, await of.tap(card));
  expect(back).toMatchObject({ cashMinor: 45_000, restoredMinor: 15_000, takenMinor: 4500, card: "written" });
  expect(stateOf(of, [member])).toEqual(before);
  expect(of.terminal.store.read.spentSince(of.terminal.identity.journal, 0, "2.1")).toBe(0);
  expect(await cardBalanceMinor(of, card)).toBe(20_000);
});

test("earned more than spent: the card gives the rest back", async () => {
  const of = await open();
  const { card, member } = await rich(of);
  const before = stateOf(of, [member]);
  const sale = await sold(of, { amountMinor: 200_000, creditMinor: 5000 }, await of.tap(card));
  expect(sale).toMatchObject({ spentMinor: 5000, toPurseMinor: 19_500 });
  const back = await undone(of, sale.sale, await of.tap(card));
  expect(back).toMatchObject({ restoredMinor: 5000, takenMinor: 19_500, card: "written", cardBalanceMinor: 20_000 });
  expect(stateOf(of, [member])).toEqual(before);
  expect(await cardBalanceMinor(of, card)).toBe(20_000);
});

test("earned as much as spent: the card needs no write, and its lots are the old ones again", async () => {
  const of = await open();
  const { card, member } = await rich(of);
  const before = stateOf(of, [member]);
  const sale = await sold(of, { amountMinor: 110_000, creditMinor: 10_000 }, await of.tap(card));
  expect(sale).toMatchObject({ spentMinor: 10_000, toPurseMinor: 10_000 });
  expect(await undone(of, sale.sale)).toMatchObject({ restoredMinor: 10_000, takenMinor: 10_000, card: "none" });
  expect(stateOf(of, [member])).toEqual(before);
  expect((await sold(of, { amountMinor: 20_000, creditMinor: 20_000 }, await of.tap(card))).cardBalanceMinor).toBe(0);
});

test("what the purse could not hold is taken from the pool, the rest from the card", async () => {
  const of = await open({ programme: { ...PLAIN_PROGRAMME, purseCeiling: 25_000 } });
  const { card, member } = await rich(of);
  const before = stateOf(of, [member]);
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  expect(sale).toMatchObject({ toPurseMinor: 5000, toPoolMinor: 5000 });
  expect(await undone(of, sale.sale, await of.tap(card))).toMatchObject({
    takenMinor: 10_000,
    cardBalanceMinor: 20_000,
  });
  expect(stateOf(of, [member])).toEqual(before);
});

test("a tier that this sale reached is not reached any more; one that an earlier sale reached stays", async () => {
  const tiers = [
    { id: "base", name: { fa: "پایه", en: "base" }, from: 0, earnBp: 1000 },
    { id: "silver", name: { fa: "نقره‌ای", en: "silver" }, from: 100_000, earnBp: 1500 },
    { id: "gold", name: { fa: "طلایی", en: "gold" }, from: 1_000_000, earnBp: 2000 },
  ];
  const of = await open({ programme: { ...PLAIN_PROGRAMME, tiers } });
  const { card, member } = await rich(of);
  const tier = (): string | undefined => of.terminal.store.read.get("member", [member])?.tier;
  expect(tier()).toBe("silver");
  const before = stateOf(of, [member]);
  const slip = await sold(of, { amountMinor: 9_000_000 }, await of.tap(card));
  expect(tier()).toBe("gold");
  await undone(of, slip.sale, await of.tap(card));
  expect(tier()).toBe("silver");
  expect(stateOf(of, [member])).toEqual(before);
  const right = await sold(of, { amountMinor: 900_000 }, await of.tap(card));
  expect(right.toPurseMinor).toBe(135_000);
  expect(tier()).toBe("gold");
});

test("the same command undoes once; a new one for the same sale hears that it was done", async () => {
  const of = await open();
  const { card } = await rich(of);
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  const by = of.act();
  const first = await voidSale(of.terminal, by, { sale: sale.sale }, await of.tap(card));
  expect(await voidSale(of.terminal, by, { sale: sale.sale }, await of.tap(card))).toEqual(first);
  expect(await voidSale(of.terminal, by, { sale: { ...sale.sale, seq: 1 } }, undefined)).toMatchObject({
    error: { refusal: "command-reused" },
  });
  expect(await refused(of, sale.sale, await of.tap(card))).toBe("void-done");
  expect(voidableSale(of.terminal)?.refusal).toBe("void-done");
  expect(await cardBalanceMinor(of, card)).toBe(20_000);
});
