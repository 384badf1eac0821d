import { afterEach, expect, test } from "vitest";
import { doubtOf, poolOf, purseOf } from "../../../src-shared/ledger/accounts.ts";
import { abandonSpend } from "../../../src-main/core/terminal/abandon.ts";
import type { SaleOutcome } from "../../../src-main/core/terminal/sale-outcome.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { settleCard } from "../../../src-main/core/terminal/settle-card.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";

let shop: TestShop | undefined;
afterEach(() => {
  shop?.close();
  shop = undefined;
});

async function open(): Promise<TestShop> {
  shop = await testShop();
  return shop;
}

function done(result: Awaited<ReturnType<typeof sell>>): SaleOutcome & { kind: "done" } {
  if (!result.ok) throw new Error(result.error.refusal);
  if (result.value.kind !== "done") throw new Error(result.value.kind);
  return result.value;
}

test("a tapped card earns the tier's percentage, in the purse and on the card", async () => {
  const { terminal, act, memberWithCard, tap, balance } = await open();
  const { card } = await memberWithCard("04a1b2c3");
  const present = await tap(card);
  const sold = done(await sell(terminal, act(), { amountMinor: 200_000 }, present));
  expect(sold).toMatchObject({ toPurseMinor: 20_000, card: "written", cardBalanceMinor: 20_000 });
  expect(present.stay.apdus()).toBe(7);
  expect(balance(purseOf("2.1"))).toBe(20_000);
  expect(balance("sales")).toBe(200_000);
  expect(balance("drawer/1")).toBe(-1_200_000);
  const again = await tap(card);
  expect(again.view.kind === "ours" && again.view.current.record.balanceMinor).toBe(20_000);
});

test("credit pays: it leaves the card, the sale is recorded by the read-back, and what it paid earns nothing", async () => {
  const { terminal, act, memberWithCard, tap, balance } = await open();
  const { card } = await memberWithCard("04a1b2c3");
  done(await sell(terminal, act(), { amountMinor: 200_000 }, await tap(card)));
  const present = await tap(card);
  const sold = done(await sell(terminal, act(), { amountMinor: 15_000, creditMinor: 15_000 }, present));
  expect(sold).toMatchObject({ spentMinor: 15_000, toPurseMinor: 0, cardBalanceMinor: 5000, card: "written" });
  expect(balance(purseOf("2.1"))).toBe(5000);
  const mixed = done(await sell(terminal, act(), { amountMinor: 100_000, creditMinor: 5000 }, await tap(card)));
  expect(mixed).toMatchObject({ spentMinor: 5000, toPurseMinor: 9500, cardBalanceMinor: 9500 });
  const tooMuch = await sell(terminal, act(), { amountMinor: 100_000, creditMinor: 9501 }, await tap(card));
  expect(tooMuch).toMatchObject({ ok: false, error: { refusal: "credit-above-spendable", possibleMinor: 9500 } });
});

test("the same command twice sells once; the same id for another bill is refused", async () => {
  const { terminal, act, memberWithCard, tap, balance } = await open();
  const { card } = await memberWithCard("04a1b2c3");
  const by = act();
  const first = done(await sell(terminal, by, { amountMinor: 200_000 }, await tap(card)));
  expect(done(await sell(terminal, by, { amountMinor: 200_000 }, await tap(card)))).toEqual(first);
  expect(balance("sales")).toBe(200_000);
  expect(await sell(terminal, by, { amountMinor: 1 }, undefined)).toMatchObject({
    error: { refusal: "command-reused" },
  });
});

test.each([0, -5, 0.5, Number.NaN, 1e12, Number.MAX_SAFE_INTEGER + 2])(
  "an amount of %d is refused",
  async (amountMinor) => {
    const { terminal, act, balance } = await open();
    expect((await sell(terminal, act(), { amountMinor }, undefined)).ok).toBe(false);
    expect(balance("sales")).toBe(0);
  },
);

test("spending: card gone before the write, put back: the same sale, once", async () => {
  const { terminal, act, memberWithCard, tap, balance } = await open();
  const { card } = await memberWithCard("04a1b2c3");
  done(await sell(terminal, act(), { amountMinor: 200_000 }, await tap(card)));
  const present = await tap(card);
  card.arm({ kind: "tear-before", atApdu: 1 });
  const left = await sell(terminal, act(), { amountMinor: 15_000, creditMinor: 15_000 }, present);
  expect(left).toMatchObject({ ok: true, value: { kind: "card-left", spendMinor: 15_000 } });
  expect(balance("sales")).toBe(200_000);
  expect(balance(purseOf("2.1"))).toBe(5000);
  const settled = await settleCard(terminal, act(), await tap(card));
  expect(settled.ok && settled.value.sales.length).toBe(1);
  expect(settled).toMatchObject({ value: { stillOpen: 0 } });
  expect(balance("sales")).toBe(215_000);
  expect(balance(purseOf("2.1"))).toBe(5000);
});

test("spending: written and no answer, put back: one more record on top settles it", async () => {
  const { terminal, act, memberWithCard, tap, balance } = await open();
  const { card } = await memberWithCard("04a1b2c3");
  done(await sell(terminal, act(), { amountMinor: 200_000 }, await tap(card)));
  const present = await tap(card);
  card.arm({ kind: "tear-after", atApdu: 1 });
  expect(await sell(terminal, act(), { amountMinor: 15_000, creditMinor: 15_000 }, present)).toMatchObject({
    value: { kind: "card-left" },
  });
  const settled = await settleCard(terminal, act(), await tap(card));
  expect(settled).toMatchObject({ ok: true, value: { stillOpen: 0 } });
  expect(balance("sales")).toBe(215_000);
  const after = await tap(card);
  expect(after.view.kind === "ours" && after.view.current.record.balanceMinor).toBe(5000);
});

test("spending: abandoned, then the card comes back: what it gave up returns to the pool and then to the card", async () => {
  const { terminal, act, memberWithCard, tap, balance } = await open();
  const { card, member } = await memberWithCard("04a1b2c3");
  done(await sell(terminal, act(), { amountMinor: 200_000 }, await tap(card)));
  const present = await tap(card);
  card.arm({ kind: "tear-after", atApdu: 1 });
  const left = await sell(terminal, act(), { amountMinor: 15_000, creditMinor: 15_000 }, present);
  const seq = left.ok && left.value.kind === "card-left" ? left.value.intent : 0;
  expect(abandonSpend(terminal, act())).toEqual({ ok: true, value: { abandoned: 1 } });
  expect(abandonSpend(terminal, act())).toMatchObject({ ok: false });
  done(await sell(terminal, act(), { amountMinor: 15_000 }, undefined));
  expect(balance(doubtOf({ journal: terminal.identity.journal, seq }))).toBe(15_000);
  const next = done(await sell(terminal, act(), { amountMinor: 10_000 }, await tap(card)));
  expect(next).toMatchObject({ cardBalanceMinor: 6000, card: "written" });
  expect(balance(doubtOf({ journal: terminal.identity.journal, seq }))).toBe(0);
  expect(balance(poolOf(member))).toBe(15_000);
  const brought = done(await sell(terminal, act(), { amountMinor: 10_000 }, await tap(card)));
  expect(brought).toMatchObject({ cardBalanceMinor: 22_000 });
  expect([balance(poolOf(member)), balance(purseOf("2.1"))]).toEqual([0, 22_000]);
});

test("spending: paid in cash instead, without the key: the card put back later is not charged for it again", async () => {
  const { terminal, act, memberWithCard, tap, balance } = await open();
  const { card, member } = await memberWithCard("04a1b2c3");
  done(await sell(terminal, act(), { amountMinor: 200_000 }, await tap(card)));
  const present = await tap(card);
  card.arm({ kind: "tear-after", atApdu: 1 });
  const left = await sell(terminal, act(), { amountMinor: 15_000, creditMinor: 15_000 }, present);
  expect(left).toMatchObject({ value: { kind: "card-left" } });
  // A bill that is refused is no next bill: the wait goes on.
  expect((await sell(terminal, act(), { amountMinor: 15_000, member: "9.9" }, undefined)).ok).toBe(false);
  expect(terminal.store.read.intentsOf("2.1", terminal.identity.journal, "open")[0]?.abandoned).toBe(0);
  done(await sell(terminal, act(), { amountMinor: 15_000 }, undefined));
  expect(await settleCard(terminal, act(), await tap(card))).toMatchObject({
    ok: true,
    value: { sales: [], stillOpen: 0 },
  });
  expect(balance("sales")).toBe(215_000);
  expect([balance(purseOf("2.1")), balance(poolOf(member))]).toEqual([5000, 15_000]);
});

test("earning: card torn off during the write: the sale stands, the credit is in doubt until the card comes again", async () => {
  const { terminal, act, memberWithCard, tap, balance } = await open();
  const { card } = await memberWithCard("04a1b2c3");
  const present = await tap(card);
  card.arm({ kind: "tear-torn", atApdu: 1, seed: 9 });
  const sold = done(await sell(terminal, act(), { amountMinor: 200_000 }, present));
  expect(sold).toMatchObject({ card: "left-early", toPurseMinor: 20_000 });
  expect(balance(doubtOf(sold.sale))).toBe(20_000);
  const next = done(await sell(terminal, act(), { amountMinor: 100_000 }, await tap(card)));
  expect(next).toMatchObject({ card: "written", cardBalanceMinor: 30_000 });
  expect([balance(doubtOf(sold.sale)), balance(purseOf("2.1"))]).toEqual([0, 30_000]);
});

test("the head office away: earning and spending go on within the caps", async () => {
  const { terminal, act, memberWithCard, tap, office } = await open();
  const { card } = await memberWithCard("04a1b2c3");
  office.setAway(true);
  done(await sell(terminal, act(), { amountMinor: 900_000_000 }, await tap(card)));
  const capped = await sell(terminal, act(), { amountMinor: 60_000_000, creditMinor: 60_000_000 }, await tap(card));
  expect(capped).toMatchObject({ ok: false, error: { possibleMinor: 50_000_000 } });
  done(await sell(terminal, act(), { amountMinor: 30_000_000, creditMinor: 30_000_000 }, await tap(card)));
  const rest = await sell(terminal, act(), { amountMinor: 30_000_000, creditMinor: 30_000_000 }, await tap(card));
  expect(rest).toMatchObject({ ok: false, error: { possibleMinor: 20_000_000 } });
  office.setAway(false);
  done(await sell(terminal, act(), { amountMinor: 30_000_000, creditMinor: 30_000_000 }, await tap(card)));
});
