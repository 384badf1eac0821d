import { afterEach, beforeEach, expect, test } from "vitest";
import type { InputOf, ValueOf } from "../../../src-shared/contract/contract.ts";
import { createSpoolStore } from "../../../src-main/adapters/sqlite/spool-store.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let rig: TillRig;
beforeEach(async () => {
  rig = await tillRig();
});
afterEach(() => rig.close());

type Sale = ValueOf<"sales.list">["rows"][number]["sale"];

/** A sale of an amount alone, to the member where there is one; which event it is. */
async function sell(amountMinor: number, member?: string): Promise<Sale> {
  if (member !== undefined) await rig.must("bill.member", { by: { kind: "id", member } });
  const { revision } = await rig.must("bill.amount", { amountMinor });
  const paid = await rig.must("bill.pay", { revision });
  if (paid.kind !== "done") throw new Error(paid.kind);
  await rig.must("counter.next", {});
  return paid.result.sale;
}

/** What stands in line, oldest first: which paper, and of which sale. */
async function inLine() {
  const { jobs } = await rig.must("receipts.list", {});
  return jobs.toSorted((a, b) => a.job - b.job).map(({ paper, sold }) => ({ paper, sold }));
}

async function enrol(profile: InputOf<"members.enrol">["profile"] = {}): Promise<string> {
  return (await rig.must("members.enrol", { mobile: "09120000001", profile })).member;
}

test("a receipt in line says whose it is, by total and member's name as the sales list does", async () => {
  const member = await enrol({ givenName: "سارا", familyName: "احمدی" });
  const first = await sell(125_000, member);
  const second = await sell(98_000);
  expect(await inLine()).toEqual([
    { paper: "sale", sold: { sale: first, totalMinor: 125_000, memberName: "سارا احمدی" } },
    { paper: "sale", sold: { sale: second, totalMinor: 98_000, memberName: null } },
  ]);
  const { rows } = await rig.must("sales.list", {});
  const listed = rows.map(({ sale, totalMinor, memberName }) => ({ sale, totalMinor, memberName }));
  expect(listed.toReversed()).toEqual((await inLine()).map(({ sold }) => sold));
});

test("a void's receipt and a copy are those of their sale", async () => {
  const sale = await sell(125_000, await enrol());
  const spool = createSpoolStore(rig.desk.shop.database.sqlite);
  const [printed] = spool.open("main", 1);
  if (printed === undefined) throw new Error("the sale's receipt");
  spool.insert({ ...printed, kind: "copy", copyNumber: 1 });
  await rig.must("sale.void", { sale });
  const sold = { sale, totalMinor: 125_000, memberName: "09120000001" };
  expect(await inLine()).toEqual([
    { paper: "sale", sold },
    { paper: "sale", sold },
    { paper: "void", sold },
  ]);
});

test("of a shift's papers and a slip no sale is said", async () => {
  await rig.must("members.print-slip", { member: await enrol() });
  await rig.must("shift.open-drawer", { reason: "سکه" });
  await rig.must("shift.print-x", {});
  const papers = await inLine();
  expect(papers.map(({ paper }) => paper)).toEqual(["member", "no-sale", "x"]);
  expect(papers.map(({ sold }) => sold)).toEqual([null, null, null]);
});

test("whoever is not signed in is told of no sale", async () => {
  await sell(125_000, await enrol());
  await rig.must("session.lock", {});
  expect(await rig.ask("receipts.list", {})).toEqual({ ok: false, error: { refusal: "signed-out" } });
});
