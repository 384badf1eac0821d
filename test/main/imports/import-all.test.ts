import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { makeImportShelf } from "../../../src-main/adapters/sqlite/import-shelf.ts";
import { makeProductStore } from "../../../src-main/adapters/sqlite/product-store.ts";
import { sqliteProofSource } from "../../../src-main/adapters/sqlite/proof-source.ts";
import { ImportDesk } from "../../../src-main/core/imports/import-desk.ts";
import { openJob, ROWS_A_BATCH } from "../../../src-main/core/imports/import-job.ts";
import { proveLedger } from "../../../src-main/core/verify/prove-ledger.ts";
import { poolOf } from "../../../src-shared/ledger/accounts.ts";
import { heldMinor } from "../../support/shop-checks.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let rig: TillRig;
beforeEach(async () => {
  rig = await tillRig();
});
afterEach(() => rig.close());

const mobile = (n: number): string => `0912${String(1_000_000 + n)}`;

/** `rows` members, each introduced by the one two lines below, every other with a balance of 500 toman. */
function members(rows: number): string {
  const lines = ["موبایل;نام;نام خانوادگی;تاریخ تولد;معرف;اعتبار (تومان)"];
  for (let n = 1; n <= rows; n++) {
    const introducer = n + 2 <= rows ? mobile(n + 2) : "";
    lines.push(`${mobile(n)};علی;کریمی ${n};۱۳۶۹/۰۵/۱۲;${introducer};${n % 2 === 0 ? "۵۰۰" : ""}`);
  }
  return `${lines.join("\r\n")}\r\n`;
}

async function importing(csv: string, command?: string): Promise<{ imported: number; balances: number }> {
  const { planHash } = await rig.must("members.import-check", { csv });
  return rig.must("members.import", { csv, planHash }, command);
}

function count(table: "event" | "member_profile" | "product" | "import_batch"): number {
  return Number(rig.desk.shop.database.sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
}

/** What a proof of the whole ledger finds wrong. */
function findings(): readonly unknown[] {
  const { database, terminal } = rig.desk.shop;
  return proveLedger(nodeCrypto, sqliteProofSource(database.sqlite, terminal.store)).findings;
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setImmediate(resolve));
}

test("a check writes nothing", async () => {
  const before = count("event");
  await rig.must("members.import-check", { csv: members(5) });
  await rig.must("products.import-check", { csv: "نام,قیمت\nچای,5\n" });
  expect([count("event"), count("member_profile"), count("product")]).toEqual([before, 0, 0]);
});

test("members come whole: profile, the introducer from a line below, and an opening balance in the ledger", async () => {
  expect(await importing(members(5))).toEqual({ imported: 5, balances: 2 });
  const { hits } = await rig.must("members.search", { typed: mobile(2) });
  const member = hits[0]?.member ?? "";
  const page = await rig.must("members.get", { member });
  expect(page.profile).toMatchObject({ givenName: "علی", familyName: "کریمی 2", birthDate: "1990-08-03" });
  expect(page.profile?.introducer?.name).toBe("علی کریمی 4");
  expect(page.poolMinor).toBe(5000);
  const { rows } = await rig.must("members.history", { member });
  expect(rows.map(({ kind, deltaMinor }) => [kind, deltaMinor])).toEqual([
    ["opening-balance", 5000],
    ["enrolled", 0],
  ]);
  const { rows: acts } = await rig.must("audit.list", { act: "members-imported" });
  expect(acts).toMatchObject([{ amountMinor: 10_000 }]);
  expect(count("import_batch")).toBe(0);
  const last = { kind: "members", added: 5, changed: 0, balances: 2, atMs: expect.any(Number) };
  expect(await rig.must("imports.progress", {})).toEqual({ now: null, last });
  expect(findings()).toEqual([]);
});

test("a sale finds an imported member by mobile and an imported product by barcode", async () => {
  await importing(members(3));
  const { planHash } = await rig.must("products.import-check", { csv: "کالا,بارکد,قیمت\nچای,6261,45000\n" });
  const csv = "کالا,بارکد,قیمت\nچای,6261,45000\n";
  expect(await rig.must("products.import", { csv, planHash })).toEqual({ imported: 1, changed: 0 });
  const found = makeProductStore(rig.desk.shop.database.sqlite).byCode("۶۲۶۱");
  expect(found).toMatchObject({ name: "چای", priceMinor: 450_000, isActive: true });
  await rig.must("bill.member", { by: { kind: "mobile", mobile: mobile(1) } });
  const { revision } = await rig.must("bill.amount", { amountMinor: 200_000 });
  expect(await rig.must("bill.pay", { revision })).toMatchObject({ kind: "done", result: { earnedMinor: 20_000 } });
  expect((await rig.must("products.search", { typed: "چای" })).rows).toHaveLength(1);
});

test("asked again under its id it gives the same answer; the same file again doubles neither members nor balances", async () => {
  const csv = members(6);
  const { planHash } = await rig.must("members.import-check", { csv });
  const first = await rig.must("members.import", { csv, planHash }, "import-0001");
  const events = count("event");
  expect(await rig.must("members.import", { csv, planHash }, "import-0001")).toEqual(first);
  expect(count("event")).toBe(events);
  const stale = await rig.ask("members.import", { csv, planHash });
  expect(stale).toEqual({ ok: false, error: { refusal: "import-changed" } });
  const other = await rig.ask("members.import", { csv, planHash: "x" }, "import-0001");
  expect(other).toMatchObject({ error: { refusal: "command-reused" } });
  const again = await rig.must("members.import-check", { csv });
  expect(again).toMatchObject({ added: 0, known: 6, balances: { count: 0, sumMinor: 0, known: 3 } });
  expect(await importing(csv)).toEqual({ imported: 0, balances: 0 });
  expect(await rig.must("members.count", {})).toEqual({ count: 6 });
  expect(findings()).toEqual([]);
});

test("a member who came to the counter first keeps their profile and gets the old club's balance once", async () => {
  const { member } = await rig.must("members.enrol", { mobile: mobile(2), profile: { familyName: "خودش" } });
  expect(await importing(members(2))).toEqual({ imported: 1, balances: 1 });
  expect((await rig.must("members.get", { member })).profile).toMatchObject({ familyName: "خودش", givenName: "" });
  expect(rig.desk.shop.balance(poolOf(member))).toBe(5000);
});

test("one broken line, and nothing at all is imported", async () => {
  const csv = `${members(50)}12;x;;;;\r\n`;
  const plan = await rig.must("members.import-check", { csv });
  expect(plan).toMatchObject({ rows: 51, good: 50, faultCount: 1, faults: [{ line: 52, fault: "mobile-invalid" }] });
  const asked = await rig.ask("members.import", { csv, planHash: plan.planHash });
  expect(asked).toEqual({ ok: false, error: { refusal: "import-broken" } });
  expect(count("member_profile")).toBe(0);
});

test("while a file is checked its rows are counted, up to the last and never back", async () => {
  const seen: number[] = [];
  const checked = rig.must("members.import-check", { csv: members(1000) });
  let isOver = false;
  void checked.then(() => (isOver = true));
  while (!isOver) {
    const { now, last } = await rig.must("imports.progress", {});
    expect(last).toBeNull();
    if (now !== null) expect(now).toMatchObject({ kind: "members", phase: "checking", rows: 1000 });
    if (now !== null) seen.push(now.done);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(new Set(seen).size).toBeGreaterThan(5);
  expect(seen.at(-1)).toBe(1000);
  expect(await rig.must("imports.progress", {})).toEqual({ now: null, last: null });
});

test("two calls of one command while it runs are one import; another file meanwhile is refused", async () => {
  const csv = members(100);
  const { planHash } = await rig.must("members.import-check", { csv });
  const [first, second, other] = await Promise.all([
    rig.must("members.import", { csv, planHash }, "import-0002"),
    rig.must("members.import", { csv, planHash }, "import-0002"),
    rig.ask("members.import", { csv, planHash }, "import-0003"),
  ]);
  expect(first).toEqual({ imported: 100, balances: 50 });
  expect(second).toEqual(first);
  expect(other).toEqual({ ok: false, error: { refusal: "import-running" } });
});

test("stopped behind any batch, the next start carries out the rest, each row once, and the command has its answer", async () => {
  const rows = ROWS_A_BATCH * 3 + 5;
  const csv = members(rows);
  const { terminal, database } = rig.desk.shop;
  const parts = { terminal, products: makeProductStore(database.sqlite), shelf: makeImportShelf(database.sqlite) };
  const by = rig.desk.shop.act();
  /** A core that is killed behind its first batch: what it waits for never comes. */
  const dying = (): ImportDesk =>
    new ImportDesk({ ...parts, counter: { contact: () => new Promise<boolean>(() => undefined) } });
  const first = dying();
  const plan = await first.checkMembers(csv);
  void first.importMembers(by, { csv, planHash: plan.hash });
  await until(() => count("member_profile") === ROWS_A_BATCH);
  expect(await rig.must("imports.progress", {})).toEqual({
    now: { kind: "members", phase: "importing", done: ROWS_A_BATCH, rows },
    last: null,
  });
  dying().resume();
  await until(() => count("member_profile") === ROWS_A_BATCH * 2);

  const last = new ImportDesk({ ...parts, counter: { contact: async () => true } });
  last.resume();
  const done = await last.importMembers(by, { csv, planHash: plan.hash });
  const balances = Math.floor(rows / 2);
  expect(done).toEqual({ ok: true, value: { added: rows, changed: 0, balances } });
  expect(await rig.must("members.count", {})).toEqual({ count: rows });
  expect([count("member_profile"), count("import_batch"), openJob(terminal.store.read)]).toEqual([rows, 0, undefined]);
  expect(heldMinor(rig.desk.shop)).toBe(balances * 5000);
  expect(findings()).toEqual([]);
});

test("an absent head office stops an import in words; it goes on by itself, and asking again gives the one answer", async () => {
  const csv = members(4);
  const { planHash } = await rig.must("members.import-check", { csv });
  rig.desk.shop.office.setAway(true);
  const asked = await rig.ask("members.import", { csv, planHash }, "import-0004");
  expect(asked).toEqual({ ok: false, error: { refusal: "import-waits" } });
  rig.desk.shop.office.setAway(false);
  expect(await rig.must("members.import", { csv, planHash }, "import-0004")).toEqual({ imported: 4, balances: 2 });
  expect((await rig.must("members.import-check", { csv })).balances).toMatchObject({ count: 0, known: 2 });
  expect(findings()).toEqual([]);
});

test("products: a second file changes what it names and leaves what its cells don't say", async () => {
  const product = { category: "نوشیدنی", priceMinor: 10, unit: "kilogram", isFavourite: true, isActive: true } as const;
  const { id } = await rig.must("products.save", { ...product, name: "چای", barcodes: ["111"] });
  const csv = "name,price (rial),barcode,category\nچای نو,20,111 112,\nخدمت,30,,\n";
  const { planHash } = await rig.must("products.import-check", { csv });
  expect(await rig.must("products.import", { csv, planHash })).toEqual({ imported: 1, changed: 1 });
  const { rows } = await rig.must("products.search", { typed: "112" });
  expect(rows).toEqual([{ ...product, id, name: "چای نو", barcodes: ["111", "112"], priceMinor: 20 }]);
  expect(await rig.must("products.import-check", { csv })).toMatchObject({ added: 0, changed: 0, same: 2 });
});
