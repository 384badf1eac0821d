import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { systemClock } from "../../../src-main/adapters/node/time.ts";
import { openDatabase, type OpenedDatabase } from "../../../src-main/adapters/sqlite/open-database.ts";
import type { CoreHealth } from "../../../src-main/core/counter/core-protocol.ts";
import type { ChainState } from "../../../src-main/core/verify/check-chain-client.ts";
import { DATABASE_FILE, openJournal, openStore } from "../../../src-main/shell/compose-terminal.ts";
import { CoreClient, CoreFault } from "../../../src-main/shell/core-client.ts";
import { foundData } from "../../../src-main/shell/found-data.ts";
import { PLAIN_PROGRAMME } from "../../support/test-shop.ts";
import { appendSales } from "./append-sales.ts";

/** Longer than the tail that is checked at the start, so that only the worker can see what lies before it. */
const SALES = 1_500;
const DEEP = 60;

let folder: string;
let key: Uint8Array;
let core: CoreClient | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vafa-chain-"));
  const settings = { name: "Vafa", locale: "fa" as const, staffNames: {} };
  const founded = await foundData({ ...paths(), programme: PLAIN_PROGRAMME, settings });
  if (!founded.ok) throw new Error(founded.error.detail);
  key = founded.value.databaseKey;
  const opened = openStore({ path: databasePath(), key }, () => undefined);
  if (!opened.ok) throw new Error(opened.error.detail);
  const { store, database } = opened.value;
  const { journal } = must(openJournal(store, "terminal"), "the shop was founded");
  appendSales({ store, crypto: nodeCrypto, clock: systemClock, identity: { journal } }, SALES);
  database.close();
});
afterEach(() => {
  core?.stop();
  core = undefined;
  rmSync(folder, { recursive: true, force: true });
});

test("selling goes on while the whole chain is checked, and a whole chain is told", async () => {
  const seen = start();
  expect(await seen.core.health()).toMatchObject({ kind: "ready" });
  const sold = await sellUntil(seen, () => seen.chains.some((chain) => chain.kind === "intact"));
  expect(sold.faults).toEqual([]);
  expect(sold.sold).toBeGreaterThan(0);
  const intact = must(
    seen.chains.find((chain) => chain.kind === "intact"),
    "the loop waited for it",
  );
  expect(intact.kind === "intact" && intact.checked).toBeGreaterThan(SALES);
  expect(seen.healths.filter((health) => health.kind !== "ready")).toEqual([]);
});

test("an event edited deep in the chain is found while sales go on: selling stops, in words, also after a restart", async () => {
  editEvent(DEEP);
  const seen = start();
  expect(await seen.core.health()).toMatchObject({ kind: "ready" });
  const { sold, faults } = await sellUntil(seen, () => seen.healths.some((health) => health.kind === "refused"));
  expect(sold).toBeGreaterThan(0);
  expect(seen.chains).toContainEqual({ kind: "broken", defect: expect.objectContaining({ seq: DEEP, what: "hash" }) });
  const refused = seen.healths.find((health) => health.kind === "refused");
  expect(refused).toMatchObject({ words: { code: "K-20" }, detail: expect.stringContaining(`event ${DEEP} (hash)`) });
  expect(faults.every((fault) => fault.words?.code === "K-20")).toBe(true);
  await expect(sellOne(seen.core)).rejects.toMatchObject({ words: { code: "K-20" } });
  seen.core.stop();
  const before = eventCount();

  const again = start();
  expect(await again.core.health()).toMatchObject({ kind: "refused", words: { code: "K-20" } });
  await expect(sellOne(again.core)).rejects.toMatchObject({ words: { code: "K-20" } });
  expect(again.healths.filter((health) => health.kind === "ready")).toEqual([]);
  again.core.stop();
  expect(eventCount()).toBe(before);
});

test("a ledger that was found broken sells again once the whole of it is proven", async () => {
  const original = editEvent(DEEP);
  const first = start();
  await sellUntil(first, () => first.healths.some((health) => health.kind === "refused"));
  first.core.stop();
  withDatabase((database) => {
    database.sqlite.prepare("UPDATE event SET body = ? WHERE journal_no = 2 AND seq = ?").run(original, DEEP);
  });
  const second = start();
  expect(await second.core.health()).toMatchObject({ kind: "ready" });
  expect(second.chains.at(-1)?.kind).toBe("intact");
  expect(await sellOne(second.core)).toMatchObject({ ok: true });
});

interface Seen {
  readonly core: CoreClient;
  readonly chains: ChainState[];
  readonly healths: CoreHealth[];
}

function start(): Seen {
  const started = new CoreClient(paths());
  core = started;
  const seen: Seen = { core: started, chains: [], healths: [] };
  started.onChain((chain) => seen.chains.push(chain));
  started.onHealth((health) => seen.healths.push(health));
  return seen;
}

let commands = 0;

async function sellOne(at: CoreClient): Promise<unknown> {
  const by = { command: `sale.${++commands}`, actor: "1.1" };
  return at.command("sell", by, { amountMinor: 10_000, withCard: false });
}

/** Sells one bill after another until `done`; every answer is either a sale or a fault with its words. */
async function sellUntil(
  seen: Seen,
  done: () => boolean,
): Promise<{ readonly sold: number; readonly faults: readonly CoreFault[] }> {
  let sold = 0;
  const faults: CoreFault[] = [];
  await seen.core.command("open-shift", { command: `shift.${++commands}`, actor: "1.1" }, { floatMinor: 0 });
  while (!done()) {
    try {
      expect(await sellOne(seen.core)).toMatchObject({ ok: true });
      sold++;
    } catch (error) {
      if (!(error instanceof CoreFault)) throw error;
      faults.push(error);
      // A core that is gone refuses at once, for ever: without a limit this loop would never give way.
      if (faults.length > 200) throw error;
      await delay(10);
    }
  }
  return { sold, faults };
}

function paths(): { readonly dataFolder: string; readonly keyFile: string } {
  return { dataFolder: join(folder, "data"), keyFile: join(folder, "keys", "keys.json") };
}

function databasePath(): string {
  return join(paths().dataFolder, DATABASE_FILE);
}

/** Edits an amount through the keyed database, as somebody with the key would; returns the text that stood there. */
function editEvent(seq: number): string {
  return withDatabase(({ sqlite }) => {
    const of = "FROM event WHERE journal_no = 2 AND seq = ?";
    const text = must(sqlite.prepare<[number], string>(`SELECT body ${of}`).pluck().get(seq), "a deep event");
    const edited = text.replace('"total":', '"total":9');
    expect(edited).not.toBe(text);
    sqlite.prepare("UPDATE event SET body = ? WHERE journal_no = 2 AND seq = ?").run(edited, seq);
    return text;
  });
}

function eventCount(): number {
  return withDatabase(({ sqlite }) =>
    must(sqlite.prepare<[], number>("SELECT count(*) FROM event").pluck().get(), "a count"),
  );
}

function withDatabase<T>(use: (database: OpenedDatabase) => T): T {
  // The core may be at its end still: its lock goes with its process.
  for (;;) {
    const opened = openDatabase({ path: databasePath(), key, mustExist: true });
    if (!opened.ok && opened.error.refusal === "locked") continue;
    if (!opened.ok) throw new Error(opened.error.detail);
    try {
      return use(opened.value);
    } finally {
      opened.value.close();
    }
  }
}
