import { afterEach, expect, test } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { sqliteChainSource } from "../../../src-main/adapters/sqlite/chain-source.ts";
import { checkChains, type ChainSource, type ChainVerdict } from "../../../src-main/core/verify/check-chain.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";
import { appendSales } from "./append-sales.ts";

let shop: TestShop | undefined;
afterEach(() => {
  shop?.close();
  shop = undefined;
});

/** More than two pages, so that the way from one page to the next is walked. */
const SALES = 2_100;

async function open(sales = SALES): Promise<TestShop> {
  shop = await testShop();
  appendSales(shop.terminal, sales);
  return shop;
}

function sourceOf({ database, terminal }: TestShop): ChainSource {
  return sqliteChainSource(database.sqlite, terminal.store.read);
}

function eventsOf({ terminal }: TestShop): number {
  return terminal.store.read.journals().reduce((sum, journal) => sum + journal.headSeq, 0);
}

function verdict(source: ChainSource, between: () => void = () => undefined): ChainVerdict {
  const steps = checkChains(nodeCrypto, source);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    between();
  }
}

test("a whole ledger is intact, every event of every journal counted", async () => {
  const at = await open();
  expect(verdict(sourceOf(at))).toEqual({ kind: "intact", checked: eventsOf(at), journals: 2 });
});

test("events appended between two pages belong to the chain and are no defect", async () => {
  const at = await open();
  let more = 3;
  const checked = verdict(sourceOf(at), () => {
    if (more-- > 0) appendSales(at.terminal, 700);
  });
  expect(checked).toMatchObject({ kind: "intact", checked: eventsOf(at) });
});

test("progress counts up to what the heads said at the beginning", async () => {
  const at = await open();
  const seen = [...checkChains(nodeCrypto, sourceOf(at))];
  const total = eventsOf(at);
  expect(seen.map((step) => step.total)).toEqual(seen.map(() => total));
  expect(seen.map((step) => step.checked)).toEqual(seen.map((step) => step.checked).toSorted((a, b) => a - b));
  expect(seen.at(-1)?.checked).toBe(total);
});

const edits = {
  "an amount edited in a text": {
    sql: "UPDATE event SET body = replace(body, '\"total\":', '\"total\":1') WHERE seq = 700",
    seq: 700,
    what: "hash",
  },
  "a hash put to zero": { sql: "UPDATE event SET hash = zeroblob(32) WHERE seq = 1500", seq: 1500, what: "hash" },
  "two texts swapped": {
    sql: `UPDATE event SET body = (SELECT body FROM event other WHERE other.journal_no = event.journal_no
      AND other.seq = 1301 - event.seq) WHERE seq IN (650, 651)`,
    seq: 650,
    what: "hash",
  },
  "an event taken out": { sql: "DELETE FROM event WHERE seq = 1001", seq: 1001, what: "gap" },
  "the first event taken out": { sql: "DELETE FROM event WHERE seq = 1 AND journal_no = 2", seq: 1, what: "gap" },
} as const;

test.each(Object.entries(edits))("%s is found at its number", async (_name, { sql, seq, what }) => {
  const at = await open();
  expect(at.database.sqlite.prepare(sql).run().changes).toBeGreaterThan(0);
  const { journal } = at.terminal.identity;
  expect(verdict(sourceOf(at))).toEqual({ kind: "broken", defect: { journal, seq, what } });
});

test("a journal cut short, or with an event behind its head, does not fit its head", async () => {
  const at = await open(1_200);
  const { journal } = at.terminal.identity;
  const { headSeq } = must(at.terminal.store.read.journal(journal), "this terminal's journal");
  at.database.sqlite.exec(`DELETE FROM event WHERE journal_no = 2 AND seq = ${headSeq}`);
  expect(verdict(sourceOf(at))).toEqual({ kind: "broken", defect: { journal, seq: headSeq, what: "head" } });
  at.database.sqlite.exec(`UPDATE journal SET head_seq = head_seq - 2 WHERE no = 2`);
  expect(verdict(sourceOf(at))).toEqual({ kind: "broken", defect: { journal, seq: headSeq - 1, what: "head" } });
});

test("a head that was moved back to an older event of the same chain is found", async () => {
  const at = await open(1_200);
  at.database.sqlite.exec(`UPDATE journal SET head_seq = 900, head_hash = (SELECT hash FROM event
    WHERE journal_no = 2 AND seq = 900) WHERE no = 2`);
  expect(verdict(sourceOf(at))).toMatchObject({ kind: "broken", defect: { seq: 901, what: "head" } });
});

test("a journal of another identity does not begin where this chain begins", async () => {
  const at = await open(10);
  at.database.sqlite.exec("UPDATE journal SET writer = 7 WHERE no = 2");
  expect(verdict(sourceOf(at))).toMatchObject({ kind: "broken", defect: { seq: 1, what: "hash" } });
});
