import { afterEach, beforeEach, expect, test } from "vitest";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let rig: TillRig;
beforeEach(async () => {
  rig = await tillRig();
});
afterEach(() => rig.close());

const ROWS = 10_000;
const mobile = (n: number): string => `0912${String(1_000_000 + n)}`;

/** So many members; every line that `isBroken` names has no mobile number. */
function members(rows: number, isBroken: (n: number) => boolean = () => false): string {
  const lines = ["موبایل,نام,نام خانوادگی,اعتبار"];
  for (let n = 1; n <= rows; n++)
    lines.push(`${isBroken(n) ? "12" : mobile(n)},علی,کریمی ${n},${n % 10 === 0 ? 500 : ""}`);
  return lines.join("\r\n");
}

function profiles(): number {
  return Number(rig.desk.shop.database.sqlite.prepare("SELECT count(*) FROM member_profile").pluck().get());
}

/** Sells bills one after another until `work` is done; how many were sold while it ran. */
async function sellingWhile(work: Promise<unknown>): Promise<number> {
  let [isDone, sold] = [false, 0];
  const end = work.finally(() => {
    isDone = true;
  });
  for (;;) {
    const { revision } = await rig.must("bill.amount", { amountMinor: 50_000 });
    const paid = await rig.must("bill.pay", { revision });
    await rig.must("counter.next", {});
    if (isDone) break;
    if (paid.kind === "done") sold += 1;
    // A page's next call is a message of its own.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await end;
  return sold;
}

test("ten thousand lines with a thousand broken ones: each is told with its line, none is imported, sales go on", async () => {
  const csv = members(ROWS, (n) => n % 10 === 7);
  const checking = rig.must("members.import-check", { csv });
  expect(await sellingWhile(checking)).toBeGreaterThan(0);
  const plan = await checking;
  expect(plan).toMatchObject({ rows: ROWS, good: 9000, faultCount: 1000 });
  const lines = plan.faults.map(({ line, field, fault }) => [line, field, fault]);
  const expected = Array.from({ length: 1000 }, (_, at) => [at * 10 + 8, "mobile", "mobile-invalid"]);
  expect(lines).toEqual(expected);
  const asked = await rig.ask("members.import", { csv, planHash: plan.planHash });
  expect(asked).toEqual({ ok: false, error: { refusal: "import-broken" } });
  expect(profiles()).toBe(0);
});

test("ten thousand lines, every one of them broken, are all told", async () => {
  const plan = await rig.must("members.import-check", { csv: members(ROWS, () => true) });
  expect([plan.faultCount, plan.faults.length, plan.faults.at(-1)?.line]).toEqual([ROWS, ROWS, ROWS + 1]);
});

// All ten thousand, and a kill in the middle: test/system/core/import-killed.test.ts.
test("members are imported beside selling, each of them once", async () => {
  const rows = 1000;
  const csv = members(rows);
  const { planHash } = await rig.must("members.import-check", { csv });
  const importing = rig.must("members.import", { csv, planHash });
  expect(await sellingWhile(importing)).toBeGreaterThan(10);
  expect(await importing).toEqual({ imported: rows, balances: rows / 10 });
  expect(await rig.must("members.count", {})).toEqual({ count: rows });
  const { hits } = await rig.must("members.search", { typed: mobile(rows) });
  expect(hits).toMatchObject([{ name: `علی کریمی ${rows}`, balanceMinor: 5000 }]);
}, 60_000);

test("a file of more lines than are read at once is refused as too long, in words", async () => {
  const csv = `موبایل\n${"09121234567\n".repeat(50_001)}`;
  const plan = await rig.must("members.import-check", { csv });
  expect(plan.faults.some(({ line, fault }) => line === 50_002 && fault === "file-too-long")).toBe(true);
}, 60_000);
