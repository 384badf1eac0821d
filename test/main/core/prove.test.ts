import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { poolOf, purseOf } from "../../../src-shared/ledger/accounts.ts";
import { lotsOf } from "../../../src-main/core/terminal/member-lots.ts";
import { proveLedger, type Proof } from "../../../src-main/core/verify/prove-ledger.ts";
import { sqliteProofSource } from "../../../src-main/adapters/sqlite/proof-source.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { abandonSpend } from "../../../src-main/core/terminal/abandon.ts";
import { askContact } from "../../../src-main/core/terminal/ask-head-office.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { settleCard } from "../../../src-main/core/terminal/settle-card.ts";
import { PLAIN_PROGRAMME, testShop, type TestShop } from "../../support/test-shop.ts";

const shops: TestShop[] = [];
afterEach(() => {
  for (const shop of shops.splice(0)) shop.close();
});

async function open(): Promise<TestShop> {
  const welcome = { amount: 7000, lock: "paid-purchase" as const };
  const shop = await testShop({ programme: { ...PLAIN_PROGRAMME, welcome, purseCeiling: 90_000 } });
  shops.push(shop);
  return shop;
}

function prove(shop: TestShop): Proof {
  return proveLedger(nodeCrypto, sqliteProofSource(shop.database.sqlite, shop.terminal.store));
}

type Step = {
  readonly kind: "sell" | "spend" | "settle" | "abandon" | "contact";
  readonly card: number;
  readonly amount: number;
  readonly tear: number;
};

async function run(
  shop: TestShop,
  cards: Awaited<ReturnType<TestShop["memberWithCard"]>>[],
  step: Step,
): Promise<void> {
  const { terminal, act, tap } = shop;
  const owner = cards[step.card % cards.length];
  if (!owner) return;
  if (step.kind === "contact") await askContact(terminal);
  if (step.kind === "abandon") abandonSpend(terminal, act());
  if (step.kind === "abandon" || step.kind === "contact") return;
  const present = await tap(owner.card);
  const kinds = ["tear-before", "tear-torn", "tear-after"] as const;
  const kind = kinds[step.tear];
  owner.card.arm(
    kind === undefined
      ? undefined
      : kind === "tear-torn"
        ? { kind, atApdu: 1, seed: step.amount }
        : { kind, atApdu: 1 },
  );
  if (step.kind === "settle") await settleCard(terminal, act(), present);
  else {
    const creditMinor = step.kind === "spend" ? Math.min(step.amount, 1 + (step.amount % 9000)) : 0;
    await sell(terminal, act(), { amountMinor: step.amount, creditMinor }, present);
  }
  owner.card.arm(undefined);
}

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step["kind"]>("sell", "sell", "spend", "spend", "settle", "abandon", "contact"),
    card: fc.nat(1),
    amount: fc.integer({ min: 1, max: 300_000 }),
    tear: fc.nat(6),
  }),
  { minLength: 1, maxLength: 25 },
);

test(
  "laws: after any day with tears, the ledger proves itself and the lots sum to the balances",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const shop = await open();
        const cards = [await shop.memberWithCard("04a1b2c3"), await shop.memberWithCard("04a1b2c4")];
        for (const step of list) await run(shop, cards, step);
        expect(prove(shop).findings).toEqual([]);
        const { read } = shop.terminal.store;
        for (const { member } of cards) {
          const lots = lotsOf(read, member);
          const sum = (list: readonly { amountMinor: number }[]): number =>
            list.reduce((all, lot) => all + lot.amountMinor, 0);
          expect(sum(lots.pool) - lots.poolShortMinor, "pool").toBe(shop.balance(poolOf(member)));
          for (const card of read.cardsOf(member)) {
            const purse = lots.purses.get(card.card) ?? { lots: [], shortMinor: 0 };
            expect(sum(purse.lots) - purse.shortMinor, "purse").toBe(shop.balance(purseOf(card.card)));
          }
          for (const [ref, list] of lots.doubts) expect(sum(list), "doubt").toBe(shop.balance(`doubt/${ref}`));
        }
        shops.splice(shops.indexOf(shop), 1);
        shop.close();
      }),
      { numRuns: 25 },
    );
  },
);

test("a write that only settles carries the operations that are in its bytes (found by the law below)", async () => {
  const shop = await open();
  const owner = await shop.memberWithCard("04a1b2c3");
  const found = ["sell", "contact", "spend", "abandon", "settle", "sell"] as const;
  for (const kind of found) await run(shop, [owner], { kind, card: 0, amount: 1, tear: 0 });
  await settleCard(shop.terminal, shop.act(), await shop.tap(owner.card));
  await sell(shop.terminal, shop.act(), { amountMinor: 100 }, await shop.tap(owner.card));
  const { view } = await shop.tap(owner.card);
  expect(view.kind === "ours" && view.current.record.balanceMinor).toBe(7010);
  expect(shop.balance(purseOf("2.1"))).toBe(7010);
});

test("the card and its purse agree once everything is settled", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const shop = await open();
      const owner = await shop.memberWithCard("04a1b2c3");
      for (const step of list) await run(shop, [owner], step);
      await settleCard(shop.terminal, shop.act(), await shop.tap(owner.card));
      await sell(shop.terminal, shop.act(), { amountMinor: 100 }, await shop.tap(owner.card));
      const { view } = await shop.tap(owner.card);
      // A torn write can look like a record of a newer version: the rule is then to leave the card alone, and it is
      // replaced.
      if (view.kind === "newer") return;
      expect(view.kind === "ours" && view.current.record.balanceMinor).toBe(shop.balance(purseOf("2.1")));
      expect(shop.terminal.store.read.intentsOf("2.1", shop.terminal.identity.journal, "open")).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test("an event edited through the keyed database is named by its seq; so are a missing, a forged and a cut-off one", async () => {
  const shop = await open();
  const { card } = await shop.memberWithCard("04a1b2c3");
  for (let i = 0; i < 5; i++) await sell(shop.terminal, shop.act(), { amountMinor: 50_000 }, await shop.tap(card));
  expect(prove(shop).findings).toEqual([]);
  const { sqlite } = shop.database;
  const attempt = (sql: string): unknown => {
    sqlite.exec("SAVEPOINT attempt");
    sqlite.exec(sql);
    const [finding] = prove(shop).findings;
    sqlite.exec("ROLLBACK TO attempt; RELEASE attempt");
    return finding;
  };
  const no = Number(sqlite.prepare("SELECT no FROM journal WHERE role = 'terminal'").pluck().get());
  expect(
    attempt(`UPDATE event SET body = replace(body, '50000', '60000') WHERE journal_no = ${no} AND seq = 6`),
  ).toMatchObject({ kind: "event", seq: 6, what: "hash" });
  expect(attempt(`DELETE FROM event WHERE journal_no = ${no} AND seq = 7`)).toMatchObject({
    kind: "event",
    seq: 7,
    what: "gap",
  });
  expect(
    attempt(
      `DELETE FROM event WHERE journal_no = ${no} AND seq = (SELECT max(seq) FROM event WHERE journal_no = ${no})`,
    ),
  ).toMatchObject({ kind: "head" });
  expect(attempt("UPDATE account SET balance = balance + 1 WHERE account = 'sales'")).toMatchObject({
    kind: "projection",
    table: "account",
    what: "differs",
  });
  expect(attempt("UPDATE card SET last_counter = 1")).toMatchObject({ kind: "projection", table: "card" });
  expect(attempt("DELETE FROM member_day")).toMatchObject({ kind: "projection", table: "memberDay", what: "missing" });
  expect(attempt("UPDATE journal SET epoch = 2 WHERE role = 'terminal'")).toMatchObject({ kind: "event", seq: 1 });
  expect(prove(shop).findings).toEqual([]);
});
