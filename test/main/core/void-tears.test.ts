import { afterEach, expect, test } from "vitest";
import { doubtOf, poolOf, purseOf } from "../../../src-shared/ledger/accounts.ts";
import { abandonSpend } from "../../../src-main/core/terminal/abandon.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { settleCard } from "../../../src-main/core/terminal/settle-card.ts";
import { voidSale } from "../../../src-main/core/terminal/void-sale.ts";
import { cardBalanceMinor } from "../../support/shop-checks.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";
import { faultsOf, refused, rich, sold, stateOf, undone } from "../../support/void-checks.ts";

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

const TEARS = ["tear-before", "tear-torn", "tear-after"] as const;

test.each(TEARS)(
  "the card gives back and leaves (%s): no void until it is put back, then the void, once",
  async (kind) => {
    const of = await open();
    const { card, member } = await rich(of);
    const before = stateOf(of, [member]);
    const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
    const present = await of.tap(card);
    card.arm({ kind, atApdu: 1, seed: 3 });
    const by = of.act();
    const left = await voidSale(of.terminal, by, { sale: sale.sale }, present);
    expect(left).toMatchObject({ ok: true, value: { kind: "card-left", takeMinor: 10_000, over: false } });
    expect(of.balance("sales")).toBe(300_000);
    expect(await refused(of, sale.sale)).toBe("void-waits");
    const settled = await settleCard(of.terminal, of.act(), await of.tap(card));
    expect(settled).toMatchObject({ ok: true, value: { sales: [], stillOpen: 0 } });
    expect(settled.ok && settled.value.voids.map((each) => each.pending.back.sale)).toEqual([sale.sale]);
    expect(stateOf(of, [member])).toEqual(before);
    expect(await cardBalanceMinor(of, card)).toBe(20_000);
    expect(await voidSale(of.terminal, by, { sale: sale.sale }, undefined)).toMatchObject({
      value: { kind: "done", takenMinor: 10_000, card: "written" },
    });
  },
);

test.each(TEARS)(
  "the card gets credit back and leaves (%s): the void stands, the gain waits for the card",
  async (kind) => {
    const of = await open();
    const { card, member } = await rich(of);
    const before = stateOf(of, [member]);
    const sale = await sold(of, { amountMinor: 15_000, creditMinor: 15_000 }, await of.tap(card));
    const present = await of.tap(card);
    card.arm({ kind, atApdu: 1, seed: 3 });
    const back = await undone(of, sale.sale, present);
    expect(back.card).toBe("left-early");
    expect([of.balance(doubtOf(back.void)), of.balance(purseOf("2.1"))]).toEqual([15_000, 5000]);
    expect(of.balance("sales")).toBe(200_000);
    expect(faultsOf(of)).toEqual([]);
    await settleCard(of.terminal, of.act(), await of.tap(card));
    expect(stateOf(of, [member])).toEqual(before);
    expect(await cardBalanceMinor(of, card)).toBe(20_000);
  },
);

test.each(TEARS)(
  "the sale's own credit was still in doubt (%s): putting the card on settles it, then it goes back",
  async (kind) => {
    const of = await open();
    const { card, member } = await rich(of);
    const before = stateOf(of, [member]);
    const present = await of.tap(card);
    card.arm({ kind, atApdu: 1, seed: 5 });
    const sale = await sold(of, { amountMinor: 100_000 }, present);
    expect(sale.card).toBe("left-early");
    expect(await refused(of, sale.sale)).toBe("void-needs-card");
    await undone(of, sale.sale, await of.tap(card));
    expect(stateOf(of, [member])).toEqual(before);
    expect(await cardBalanceMinor(of, card)).toBe(20_000);
  },
);

test.each([
  ["tear-before", 30_000, 0],
  ["tear-after", 20_000, 10_000],
] as const)("customer left (%s): the sale stands, and the credit is where the card says", async (kind, purse, pool) => {
  const of = await open();
  const { card, member } = await rich(of);
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  const present = await of.tap(card);
  card.arm({ kind, atApdu: 1 });
  await voidSale(of.terminal, of.act(), { sale: sale.sale }, present);
  expect(abandonSpend(of.terminal, of.act())).toEqual({ ok: true, value: { abandoned: 1 } });
  expect(of.balance("sales")).toBe(300_000);
  await settleCard(of.terminal, of.act(), await of.tap(card));
  expect([of.balance(purseOf("2.1")), of.balance(poolOf(member))]).toEqual([purse, pool]);
  expect(of.balance("sales")).toBe(300_000);
  expect(await cardBalanceMinor(of, card)).toBe(purse);
});

test("given up and tried again: the attempt that never reached the card is void, the second undoes", async () => {
  const of = await open();
  const { card, member } = await rich(of);
  const before = stateOf(of, [member]);
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  const present = await of.tap(card);
  card.arm({ kind: "tear-before", atApdu: 1 });
  await voidSale(of.terminal, of.act(), { sale: sale.sale }, present);
  abandonSpend(of.terminal, of.act());
  await undone(of, sale.sale, await of.tap(card));
  expect(stateOf(of, [member])).toEqual(before);
  expect(await cardBalanceMinor(of, card)).toBe(20_000);
});

test("the next bill ends the wait, as for a payment: the sale stands", async () => {
  const of = await open();
  const { card } = await rich(of);
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  const present = await of.tap(card);
  card.arm({ kind: "tear-before", atApdu: 1 });
  const by = of.act();
  await voidSale(of.terminal, by, { sale: sale.sale }, present);
  await sold(of, { amountMinor: 5000 });
  expect(await voidSale(of.terminal, by, { sale: sale.sale }, undefined)).toMatchObject({ value: { over: true } });
  expect(await refused(of, sale.sale, await of.tap(card))).toBe("void-not-last");
  expect(of.balance("sales")).toBe(305_000);
});

test("a payment that waits for its card comes first", async () => {
  const of = await open();
  const { card } = await rich(of);
  const cash = await sold(of, { amountMinor: 5000 });
  const present = await of.tap(card);
  card.arm({ kind: "tear-before", atApdu: 1 });
  await sell(of.terminal, of.act(), { amountMinor: 15_000, creditMinor: 15_000 }, present);
  expect(await refused(of, cash.sale)).toBe("void-payment-waits");
  abandonSpend(of.terminal, of.act());
  expect(await undone(of, cash.sale)).toMatchObject({ cashMinor: 5000 });
});
