import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { purseOf } from "../../../src-shared/ledger/accounts.ts";
import { parseEnvelope } from "../../../src-shared/ledger/envelope.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { signerOf } from "../../../src-main/adapters/node/signing.ts";
import { sqliteProofSource } from "../../../src-main/adapters/sqlite/proof-source.ts";
import { confirmOldMachineGone, openNewEpoch } from "../../../src-main/core/terminal/new-epoch.ts";
import { openShift } from "../../../src-main/core/terminal/shift.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { proveLedger } from "../../../src-main/core/verify/prove-ledger.ts";
import { reopenShop, testShop, type TestShop } from "../../support/test-shop.ts";

const shops: TestShop[] = [];
afterEach(() => {
  for (const shop of shops.splice(0)) shop.close();
});

/** A shop, a backup of it, and what the lost machine still did after that backup. */
async function lostMachine(seed: number) {
  const shop = await testShop({ seed });
  shops.push(shop);
  const { card } = await shop.memberWithCard("04a1b2c3");
  await sell(shop.terminal, shop.act(), { amountMinor: 200_000 }, await shop.tap(card));
  shop.database.sqlite.pragma("wal_checkpoint(TRUNCATE)");
  const backup = join(shop.folder, "backup.db");
  copyFileSync(join(shop.folder, "vafa.db"), backup);
  await sell(shop.terminal, shop.act(), { amountMinor: 100_000 }, await shop.tap(card));
  await sell(shop.terminal, shop.act(), { amountMinor: 12_000, creditMinor: 12_000 }, await shop.tap(card));
  return { shop, card, backup };
}

function restore(backup: string, from: TestShop, drawSeed: number): TestShop {
  const restored = reopenShop(backup, from, { epoch: drawSeed });
  shops.push(restored);
  return restored;
}

test("a restored till opens a new epoch, with a writer of its own, and is held until the owner's word", async () => {
  const { shop, card, backup } = await lostMachine(1);
  const restored = restore(backup, shop, 50);
  const { read } = restored.terminal.store;
  const [, , authority, terminal] = read.journals();
  expect([authority?.epoch, terminal?.epoch]).toEqual([2, 2]);
  expect(terminal?.writer).toBeGreaterThan(0x7fff);
  expect(
    read
      .journals()
      .slice(0, 2)
      .map((row) => row.state),
  ).toEqual(["closed", "closed"]);
  const second = parseEnvelope(read.event({ journal: terminal?.journal ?? "", seq: 2 })?.body ?? "");
  expect(second).toMatchObject({
    ok: true,
    value: { type: "journal.succeeds", payload: { journal: shop.terminal.identity.journal } },
  });
  openShift(restored.terminal, restored.act(), { floatMinor: 0 });
  const held = await sell(
    restored.terminal,
    restored.act(),
    { amountMinor: 5000, creditMinor: 5000 },
    await restored.tap(card),
  );
  expect(held).toMatchObject({ ok: false });
  const earned = await sell(restored.terminal, restored.act(), { amountMinor: 10_000 }, await restored.tap(card));
  expect(earned).toMatchObject({ ok: true, value: { card: "to-pool", toPoolMinor: 1000, notice: "terminal-held" } });
});

test("after the owner's word the cards bring back what the lost machine wrote", async () => {
  const { shop, card, backup } = await lostMachine(2);
  const restored = restore(backup, shop, 51);
  openShift(restored.terminal, restored.act(), { floatMinor: 0 });
  confirmOldMachineGone(restored.terminal.store, restored.terminal, restored.act());
  const word = restored.terminal.store.read.events(restored.authority, 1, 100).at(-1)?.body ?? "";
  expect(parseEnvelope(word)).toMatchObject({
    value: {
      type: "journal.closed",
      actor: "1.1",
      payload: { journal: shop.terminal.identity.journal, state: "lost" },
    },
  });
  expect(restored.balance(purseOf("2.1"))).toBe(20_000);
  const sold = await sell(restored.terminal, restored.act(), { amountMinor: 50_000 }, await restored.tap(card));
  expect(sold).toMatchObject({ ok: true, value: { card: "written", cardBalanceMinor: 23_000 } });
  expect(restored.balance(purseOf("2.1"))).toBe(23_000);
  expect(restored.balance("programme/loss")).toBe(2000);
  const { sqlite } = restored.database;
  expect(proveLedger(nodeCrypto, sqliteProofSource(sqlite, restored.terminal.store)).findings).toEqual([]);
});

test("one backup restored twice: two epochs with two writers, and the card of one alarms at the other", async () => {
  const { shop, card, backup } = await lostMachine(3);
  const copy = `${backup}.2`;
  copyFileSync(backup, copy);
  const [first, second] = [restore(backup, shop, 60), restore(copy, shop, 61)];
  const old = card.clone();
  for (const each of [first, second]) {
    openShift(each.terminal, each.act(), { floatMinor: 0 });
    confirmOldMachineGone(each.terminal.store, each.terminal, each.act());
  }
  const writers = [first, second].map((each) => each.terminal.identity.writer);
  expect(writers[0]).not.toBe(writers[1]);
  await sell(first.terminal, first.act(), { amountMinor: 50_000 }, await first.tap(card));
  await sell(second.terminal, second.act(), { amountMinor: 70_000 }, await second.tap(old));
  const forked = await sell(second.terminal, second.act(), { amountMinor: 10_000 }, await second.tap(card));
  expect(forked).toMatchObject({ ok: true, value: { card: "to-pool", notice: "card-rolled-back" } });
  const alarms = second.terminal.store.read
    .events(second.terminal.identity.journal, 1, 100)
    .filter((event) => event.body.includes('"type":"card.alarmed"'));
  expect(alarms).toHaveLength(1);
});

test("a new epoch is refused in a database without a shop", () => {
  const signer = signerOf(new Uint8Array(32));
  const empty = { transaction: (body: (tx: { journals: () => [] }) => unknown) => body({ journals: () => [] }) };
  const ports = { crypto: nodeCrypto, terminalSigner: signer, authoritySigner: signer };
  // Only `journals` is reached: there is none.
  expect(() => openNewEpoch(empty as never, ports as never, { reason: "restored" })).toThrow();
});
