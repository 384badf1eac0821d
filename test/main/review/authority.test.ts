import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { doubtOf, poolOf, purseOf, transitOf } from "../../../src-shared/ledger/accounts.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { sqliteProofSource } from "../../../src-main/adapters/sqlite/proof-source.ts";
import { appendEvents } from "../../../src-main/core/journal-writer.ts";
import { askContact } from "../../../src-main/core/terminal/ask-head-office.ts";
import { actNow } from "../../../src-main/core/terminal/context.ts";
import { confirmOldMachineGone } from "../../../src-main/core/terminal/new-epoch.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { openShift } from "../../../src-main/core/terminal/shift.ts";
import { proveLedger } from "../../../src-main/core/verify/prove-ledger.ts";
import { PLAIN_PROGRAMME, reopenShop, testShop, type TestShop } from "../../support/test-shop.ts";

const shops: TestShop[] = [];
afterEach(() => {
  for (const shop of shops.splice(0)) shop.close();
});

async function open(programme = PLAIN_PROGRAMME): Promise<TestShop> {
  const shop = await testShop({ programme });
  shops.push(shop);
  return shop;
}

/** The shop's database as it is now, on another machine after a restore. */
function restored(shop: TestShop, seed: number): TestShop {
  const path = backupOf(shop, seed);
  const other = reopenShop(path, shop, { epoch: seed });
  shops.push(other);
  openShift(other.terminal, other.act(), { floatMinor: 0 });
  return other;
}

function backupOf(shop: TestShop, seed: number): string {
  shop.database.sqlite.pragma("wal_checkpoint(TRUNCATE)");
  const path = join(shop.folder, `backup-${seed}.db`);
  copyFileSync(join(shop.folder, "vafa.db"), path);
  return path;
}

/** The authority gives `amount` to the pool. */
function give(shop: TestShop, member: string, amount: number): void {
  const { terminal, authority, act } = shop;
  terminal.store.transaction((tx) => {
    const payload = { member, asset: 0, amount, reason: "test" };
    appendEvents(tx, terminal, authority, actNow(terminal, tx, act()), [{ type: "adjustment.made", payload }]);
  });
}

function findings(shop: TestShop): unknown {
  return proveLedger(nodeCrypto, sqliteProofSource(shop.database.sqlite, shop.terminal.store)).findings;
}

test.each([
  ["amount", "UPDATE operation SET amount = 999999"],
  ["card", "UPDATE operation SET card = '2.2'"],
  ["number", "UPDATE operation SET op = 2"],
  ["asset", "UPDATE operation SET asset = 2"],
  ["basis", "UPDATE operation SET basis = 3"],
  ["signature", `UPDATE operation SET signature = '${"A".repeat(86)}'`],
])("an operation whose %s is not what the authority signed is never applied", async (_what, forge) => {
  const shop = await open();
  const { terminal, office, act, memberWithCard, tap } = shop;
  const { card, member } = await memberWithCard("04a1b2c3");
  const other = await memberWithCard("04a1b2c4");
  await sell(terminal, act(), { amountMinor: 1000 }, await tap(card));
  give(shop, member, 600);
  const request = { card: "2.1", member, opOnCard: 0, roomMinor: 1_000_000, atMs: 1 };
  expect(await office.operationAtTap(request)).toMatchObject({ ok: true, value: { op: 1, amountMinor: 600 } });
  shop.database.sqlite.exec(forge);
  for (const each of [card, other.card]) {
    const sold = await sell(terminal, act(), { amountMinor: 1000 }, await tap(each));
    expect(sold).toMatchObject({ ok: true, value: { card: "written" } });
  }
  const balances = [await tap(card), await tap(other.card)].map(
    ({ view }) => view.kind === "ours" && view.current.record.balanceMinor,
  );
  expect(balances).toEqual([200, 100]);
});

test("the pool still reaches a card after half a turn of the operations' numbers", { timeout: 60_000 }, async () => {
  const shop = await open();
  const { terminal, act, memberWithCard, tap, balance } = shop;
  const { card, member } = await memberWithCard("04a1b2c3");
  for (let n = 1; n <= 132; n++) {
    give(shop, member, 10);
    await sell(terminal, act(), { amountMinor: 10 }, await tap(card));
    if (balance(purseOf("2.1")) !== 11 * n) expect(`operation ${n}`).toBe("applied");
  }
  expect(findings(shop)).toEqual([]);
});

test("what a lost machine brought to a card is no longer on its way after the restore", async () => {
  const shop = await open();
  const { terminal, office, act, memberWithCard, tap } = shop;
  const { card, member } = await memberWithCard("04a1b2c3");
  await sell(terminal, act(), { amountMinor: 1000 }, await tap(card));
  give(shop, member, 600);
  await office.operationAtTap({ card: "2.1", member, opOnCard: 0, roomMinor: 1_000_000, atMs: 1 });
  const other = restored(shop, 70);
  await sell(terminal, act(), { amountMinor: 1000 }, await tap(card));
  confirmOldMachineGone(other.terminal.store, other.terminal, other.act());
  const sold = await sell(other.terminal, other.act(), { amountMinor: 1000 }, await other.tap(card));
  expect(sold).toMatchObject({ ok: true, value: { card: "written", cardBalanceMinor: 900 } });
  expect([other.balance(transitOf("2.1", 1)), other.balance(purseOf("2.1"))]).toEqual([0, 900]);
  // The lost sale earned 100 that no journal here has; what came from the pool is no loss.
  expect(other.balance("programme/loss")).toBe(-100);
  give(other, member, 50);
  await sell(other.terminal, other.act(), { amountMinor: 1000 }, await other.tap(card));
  expect([other.balance(poolOf(member)), other.balance(purseOf("2.1"))]).toEqual([0, 1050]);
  expect(findings(other)).toEqual([]);
});

test("before the owner's word a restored till adopts no record: the old machine may still be there", async () => {
  const shop = await open();
  const { card } = await shop.memberWithCard("04a1b2c3");
  const other = restored(shop, 71);
  await sell(shop.terminal, shop.act(), { amountMinor: 1000 }, await shop.tap(card));
  await sell(other.terminal, other.act(), { amountMinor: 1000 }, await other.tap(card));
  expect([other.balance("programme/loss"), other.balance(purseOf("2.1"))]).toEqual([0, 0]);
});

test("who was enrolled before a restore and never told to the authority gets the welcome gift", async () => {
  const welcome = { amount: 7000, lock: "paid-purchase" as const };
  const shop = await open({ ...PLAIN_PROGRAMME, welcome });
  shop.office.setAway(true);
  const { member } = await shop.memberWithCard("04a1b2c3");
  const other = restored(shop, 72);
  await askContact(other.terminal);
  await askContact(other.terminal);
  expect(other.balance(poolOf(member))).toBe(7000);
});

test("an earning that a lost journal left in doubt ends in the pool when the card went another way", async () => {
  const shop = await open();
  const { terminal, act, memberWithCard, tap } = shop;
  const { card, member } = await memberWithCard("04a1b2c3");
  await sell(terminal, act(), { amountMinor: 1000 }, await tap(card));
  const present = await tap(card);
  card.arm({ kind: "tear-before", atApdu: 1 });
  const torn = await sell(terminal, act(), { amountMinor: 200_000 }, present);
  const doubt = doubtOf(torn.ok && torn.value.kind === "done" ? torn.value.sale : { journal: "", seq: 0 });
  const other = restored(shop, 73);
  confirmOldMachineGone(other.terminal.store, other.terminal, other.act());
  expect(other.balance(doubt)).toBe(20_000);
  await sell(other.terminal, other.act(), { amountMinor: 1000 }, await other.tap(card));
  await askContact(other.terminal);
  expect([other.balance(doubt), other.balance(purseOf("2.1"))]).toEqual([0, 200]);
  expect(other.balance(poolOf(member))).toBe(20_000);
  expect(findings(other)).toEqual([]);
});
