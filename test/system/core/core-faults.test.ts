import { openSync, closeSync, readSync, writeSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openKeyed } from "../../../src-main/adapters/sqlite/open-database.ts";
import { CoreFault } from "../../../src-main/shell/core-client.ts";
import { checkWords, wordsOf } from "../../support/words-of.ts";
import { coreRig, type CoreRig, type RunningCore } from "./core-rig.ts";

let rig: CoreRig;
const cores: RunningCore[] = [];
beforeEach(async () => {
  rig = await coreRig();
});
afterEach(() => {
  for (const core of cores.splice(0)) core.stop();
  rig.remove();
});

function start(more?: Parameters<CoreRig["start"]>[0]): RunningCore {
  const core = rig.start(more);
  cores.push(core);
  return core;
}

/** Ends a core and waits until its data can be opened again. */
async function stop(core: RunningCore): Promise<void> {
  core.stop();
  for (let i = 0; i < 400; i++) {
    const next = start();
    const health = await next.client.health();
    next.stop();
    if (health.kind === "ready" || health.words.code !== "ST-03") return;
  }
}

const CASH = { amountMinor: 10_000, withCard: false };

/** The words of the fault that a command ends with. */
async function faultOf(answer: Promise<unknown>): Promise<string> {
  const fault = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof CoreFault) || fault.words === undefined)
    throw new Error(`no fault with words: ${String(fault)}`);
  checkWords(fault.words);
  return fault.words.code;
}

async function totals(): Promise<{ sales: number; findings: number }> {
  const { findings } = await rig.prove();
  const db = openKeyed({ path: rig.database, key: rig.secrets.databaseKey, readonly: true });
  const balance = db.prepare<[], { balance: number }>("SELECT balance FROM account WHERE account = 'sales'").get();
  db.close();
  return { sales: balance?.balance ?? 0, findings: findings.length };
}

test("no reader, no printer: the sale is done, its receipt waits, and both are said in words", async () => {
  const core = start({ printer: { path: "/dev/no-such-printer", baudRate: 115_200 } });
  expect((await core.client.health()).kind).toBe("ready");
  await core.granted("open-shift", { floatMinor: 0 });
  expect(await core.sell(CASH)).toMatchObject({ ok: true, value: { kind: "done" } });
  expect(await core.sell({ amountMinor: 5000, creditMinor: 5000, withCard: true })).toMatchObject({
    error: { refusal: "no-card" },
  });
  const db = openKeyed({ path: rig.database, key: rig.secrets.databaseKey, readonly: true });
  const jobs = db
    .prepare<[], { state: string; bytes: number }>("SELECT state, bytes_sent AS bytes FROM spool_job")
    .all();
  db.close();
  expect(jobs).toEqual([{ state: "queued", bytes: 0 }]);
  expect(await totals()).toEqual({ sales: 10_000, findings: 0 });
});

test("amounts that are none: refused in words, nothing recorded, and the core goes on", async () => {
  const core = start();
  expect(await core.sell(CASH)).toMatchObject({ ok: false, error: { refusal: "no-shift" } });
  await core.granted("open-shift", { floatMinor: 0 });
  for (const amountMinor of [0, -1, -10_000, 0.5, 10_000.25, 1e11 + 1, 1e15, 2 ** 53, Number.MAX_VALUE]) {
    const refused = await core.sell({ amountMinor, withCard: false });
    expect(refused.ok, `${amountMinor}`).toBe(false);
    if (!refused.ok) wordsOf(refused.error.refusal);
  }
  for (const creditMinor of [-1, 0.5, 20_000, 2 ** 60]) {
    const refused = await core.sell({ ...CASH, creditMinor });
    expect(refused.ok, `${creditMinor}`).toBe(false);
    if (!refused.ok) wordsOf(refused.error.refusal);
  }
  for (const amountMinor of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(await faultOf(core.sell({ amountMinor, withCard: false }))).toBe("K-23");
  }
  const tenders = [
    { kind: "cash" as const, amountMinor: -5 },
    { kind: "bank-card" as const, amountMinor: 10_005 },
  ];
  expect(await core.sell({ ...CASH, tenders })).toMatchObject({ ok: false });
  expect(await core.sell(CASH)).toMatchObject({ ok: true });
  expect(await totals()).toEqual({ sales: 10_000, findings: 0 });
});

test("a second core on the same data refuses at once and in words; the first one sells on", async () => {
  const first = start();
  await first.health("ready");
  await first.granted("open-shift", { floatMinor: 0 });
  const second = start();
  const health = await second.health("refused");
  checkWords(health.words);
  expect(health.words.code).toBe("ST-03");
  expect(await faultOf(second.sell(CASH))).toBe("ST-03");
  expect(await first.sell(CASH)).toMatchObject({ ok: true });
  expect(await totals()).toEqual({ sales: 10_000, findings: 0 });
});

test("an event edited through the keyed database: the core refuses to sell and says what to do", async () => {
  const core = start();
  await core.granted("open-shift", { floatMinor: 0 });
  await core.sell(CASH);
  await stop(core);
  const db = openKeyed({ path: rig.database, key: rig.secrets.databaseKey, readonly: false });
  const edit = (from: string, to: string): number =>
    db.prepare("UPDATE event SET body = replace(body, ?, ?) WHERE body LIKE '%sale.recorded%'").run(from, to).changes;
  expect(edit('"total":10000', '"total":90000')).toBe(1);
  const broken = start();
  const health = await broken.health("refused");
  expect(health.words.code).toBe("K-20");
  expect(health.detail).toMatch(/broken at event 3/);
  checkWords(health.words);
  expect(await faultOf(broken.sell(CASH))).toBe("K-20");
  broken.stop();
  expect((await rig.prove()).findings).toMatchObject([{ kind: "event", seq: 3, what: "hash" }]);
  edit('"total":90000', '"total":10000');
  db.close();
  expect(await totals()).toEqual({ sales: 10_000, findings: 0 });
});

/** Bends one byte in the middle of a page of the database file; the same again mends it. */
function bendPage(page: number): void {
  const file = openSync(rig.database, "r+");
  const at = (page - 1) * 4096 + 1234;
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  writeSync(file, Uint8Array.of((byte[0] ?? 0) ^ 0x10), 0, 1, at);
  closeSync(file);
}

test("a damaged page: the core refuses to sell, at its start or as soon as it meets it, and sells again when mended", async () => {
  const core = start();
  await core.granted("open-shift", { floatMinor: 0 });
  await core.sell(CASH);
  await stop(core);
  const db = openKeyed({ path: rig.database, key: rig.secrets.databaseKey, readonly: false });
  db.pragma("wal_checkpoint(TRUNCATE)");
  const roots = db
    .prepare<[], { name: string; page: number }>("SELECT name, rootpage AS page FROM sqlite_schema")
    .all();
  db.close();
  const pages = ["journal", "event", "account", "command_result", "spool_job"].map((name) => {
    const root = roots.find((each) => each.name === name);
    return root?.page ?? 1;
  });
  for (const page of [1, ...pages]) {
    bendPage(page);
    const damaged = start();
    expect(await faultOf(damaged.sell(CASH)), `page ${page}`).toBe("ST-02");
    const health = await damaged.health("refused");
    expect(health.words.code).toBe("ST-02");
    expect(await faultOf(damaged.sell({ ...CASH, amountMinor: 20_000 }))).toBe("ST-02");
    damaged.stop();
    bendPage(page);
  }
  const mended = start();
  expect(await mended.sell(CASH)).toMatchObject({ ok: true });
  expect(await totals()).toEqual({ sales: 20_000, findings: 0 });
});
