import { afterEach, expect, test } from "vitest";
import { poolOf, purseOf } from "../../../src-shared/ledger/accounts.ts";
import type { SaleDone } from "../../../src-main/core/terminal/sale-outcome.ts";
import { cardBalanceMinor } from "../../support/shop-checks.ts";
import { testCounter, type TestCounter } from "../../support/test-counter.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";
import { faultsOf } from "../../support/void-checks.ts";
import type { VirtualCard } from "../../virtual/card/virtual-card.ts";

let shop: TestShop | undefined;
afterEach(() => {
  shop?.close();
  shop = undefined;
});

interface Scene {
  readonly of: TestShop;
  readonly at: TestCounter;
  readonly card: VirtualCard;
  readonly member: string;
  readonly sale: SaleDone;
}

/** A member's card on the reader, and the bill just sold with it: 100,000, which earned 10,000. */
async function scene(): Promise<Scene> {
  const of = await testShop();
  shop = of;
  const at = testCounter(of);
  const { card, member } = await of.memberWithCard("04a1b2c3");
  await at.put(card);
  const sold = await at.counter.sell(of.act(), { amountMinor: 100_000 }, true);
  if (!sold.ok || sold.value.kind !== "done") throw new Error("sold");
  return { of, at, card, member, sale: sold.value };
}

test("the card still lies there: undone at once, and the next bill reads what the card holds now", async () => {
  const { of, at, card, sale } = await scene();
  expect(await at.counter.void(of.act(), { sale: sale.sale })).toMatchObject({ ok: true, value: { card: "written" } });
  expect(of.balance(purseOf("2.1"))).toBe(0);
  const next = await at.counter.sell(of.act(), { amountMinor: 50_000 }, true);
  expect(next).toMatchObject({ ok: true, value: { cardBalanceMinor: 5000, card: "written" } });
  expect(await cardBalanceMinor(of, card)).toBe(5000);
  expect(faultsOf(of)).toEqual([]);
});

test("the card leaves while it gives back: put back, the till ends it by itself and says so", async () => {
  const { of, at, card, sale } = await scene();
  await at.put(card);
  card.arm({ kind: "tear-before", atApdu: 1 });
  const by = of.act();
  expect(await at.counter.void(by, { sale: sale.sale })).toMatchObject({ ok: true, value: { kind: "card-left" } });
  expect(await at.put(card)).toMatchObject({ kind: "member", onCardMinor: 0 });
  expect(at.events.filter((event) => event.kind === "void-completed")).toMatchObject([{ sale: sale.sale }]);
  expect(at.events.some((event) => event.kind === "sale-completed")).toBe(false);
  expect(await at.counter.void(by, { sale: sale.sale })).toMatchObject({ value: { kind: "done", cashMinor: 100_000 } });
  expect([of.balance("sales"), of.balance(purseOf("2.1"))]).toEqual([0, 0]);
  expect(faultsOf(of)).toEqual([]);
});

test("no card on the reader, and a locked reader: nothing is undone", async () => {
  const { of, at, card, sale } = await scene();
  at.reader.take();
  expect(await at.counter.void(of.act(), { sale: sale.sale })).toMatchObject({ error: { refusal: "void-needs-card" } });
  const lock = JSON.stringify({ inARow: 5, last: "" });
  of.terminal.store.transaction((tx) => tx.putState("bad-macs/Virtual PCD #00", lock));
  await at.put(card);
  expect(await at.counter.void(of.act(), { sale: sale.sale })).toMatchObject({ error: { refusal: "reader-locked" } });
  expect(of.balance("sales")).toBe(100_000);
});

test("the disk refuses after the card gave back: no void is claimed; the card, put back, ends it", async () => {
  const { of, at, card, member, sale } = await scene();
  const { sqlite } = of.database;
  await at.put(card);
  at.reader.beforeAnswer = (apdu) => {
    if (apdu[1] === 0xd6)
      sqlite.exec("CREATE TEMP TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END");
  };
  const left = await at.counter.void(of.act(), { sale: sale.sale });
  expect(left).toMatchObject({ ok: true, value: { kind: "card-left" } });
  at.reader.beforeAnswer = undefined;
  sqlite.exec("DROP TRIGGER full");
  expect(of.balance("sales")).toBe(100_000);
  await at.put(card);
  expect([of.balance("sales"), of.balance(purseOf("2.1")), of.balance(poolOf(member))]).toEqual([0, 0, 0]);
  expect(at.events.filter((event) => event.kind === "void-completed")).toHaveLength(1);
  expect(faultsOf(of)).toEqual([]);
});
