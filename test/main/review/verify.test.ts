import { afterEach, expect, test } from "vitest";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { sqliteProofSource } from "../../../src-main/adapters/sqlite/proof-source.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { proveLedger } from "../../../src-main/core/verify/prove-ledger.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";

let shop: TestShop | undefined;
afterEach(() => {
  shop?.close();
  shop = undefined;
});

/** What a proof finds after each of these was done to the keyed database by somebody who knows the schema. */
test.each([
  ["a journal's role", "UPDATE journal SET role = 'terminal' WHERE role = 'authority'", { kind: "event", seq: 1 }],
  ["its terminal", "UPDATE journal SET terminal = 9 WHERE role = 'terminal'", { kind: "event", seq: 1 }],
  ["its branch", "UPDATE journal SET branch = 9 WHERE role = 'terminal'", { kind: "event", seq: 1 }],
  [
    "its key",
    "UPDATE journal SET public_key = (SELECT public_key FROM journal WHERE role = 'authority')",
    { kind: "event" },
  ],
  [
    "a journal's row, with its events",
    `DELETE FROM event WHERE journal_no = (SELECT no FROM journal WHERE role = 'terminal');
     DELETE FROM journal WHERE role = 'terminal'`,
    { kind: "journal", what: "missing" },
  ],
  ["a journal's row, without its events", "DELETE FROM journal WHERE role = 'terminal'", { kind: "journal" }],
  [
    "events of nobody",
    "INSERT INTO event SELECT 77, seq, hash, body FROM event WHERE seq = 1 LIMIT 1",
    { kind: "orphans", count: 1 },
  ],
  [
    "a card that no feed brought",
    `INSERT INTO card SELECT '9.9', member, generation, '00', family, header, state, 9, last_record, '', 0, 0
     FROM card LIMIT 1`,
    { kind: "projection", table: "card", what: "extra" },
  ],
] as const)("%s is noticed", async (_what, sql, finding) => {
  shop = await testShop();
  const { terminal, act, memberWithCard, tap, database } = shop;
  const { card } = await memberWithCard("04a1b2c3");
  await sell(terminal, act(), { amountMinor: 50_000 }, await tap(card));
  const prove = () => proveLedger(nodeCrypto, sqliteProofSource(database.sqlite, terminal.store)).findings;
  expect(prove()).toEqual([]);
  database.sqlite.pragma("foreign_keys = OFF");
  database.sqlite.exec(sql);
  expect(prove()).toContainEqual(expect.objectContaining(finding));
});
