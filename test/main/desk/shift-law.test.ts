import fc from "fast-check";
import { expect, test } from "vitest";
import { drawerOf, tenderOf } from "../../../src-shared/ledger/accounts.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import { closeShift } from "../../../src-main/core/terminal/end-shift.ts";
import { enrolMember } from "../../../src-main/core/terminal/enrol.ts";
import { moveCash } from "../../../src-main/core/terminal/move-cash.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { openShift } from "../../../src-main/core/terminal/shift.ts";
import { shiftReportOf } from "../../../src-main/core/terminal/shift-report-of.ts";
import { voidSale } from "../../../src-main/core/terminal/void-sale.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";

interface Step {
  readonly what: "cash" | "bank" | "mix" | "member" | "void" | "paid-in" | "paid-out" | "close";
  readonly amount: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    what: fc.constantFrom("cash", "bank", "mix", "member", "void", "void", "paid-in", "paid-out", "close"),
    amount: fc.integer({ min: 2, max: 3_000_000 }),
  }),
  { minLength: 1, maxLength: 25 },
);

/** What the accounts of the whole shop say, to be compared with the sum of all its Z's. */
const ACCOUNTS = ["sales", tenderOf("bank-card"), tenderOf("paid-in"), tenderOf("paid-out"), "programme/cashback"];

async function run(shop: TestShop, list: readonly Step[]): Promise<void> {
  const { terminal } = shop;
  const enrolled = enrolMember(terminal, shop.act(), { mobile: "09121234567" });
  const member = enrolled.ok ? enrolled.value.member : "";
  const totals = new Map<string, number>(ACCOUNTS.map((account) => [account, 0]));
  let last: EventRef | undefined;
  for (const { what, amount } of [...list, { what: "close", amount: 7 } as const]) {
    if (what === "close") {
      close(shop, amount, totals);
      last = undefined;
    } else if (what === "void") {
      if (last !== undefined) await voidSale(terminal, shop.act(), { sale: last }, undefined);
    } else if (what === "paid-in" || what === "paid-out") {
      moveCash(terminal, shop.act(), { kind: what, amountMinor: amount, reason: "law" });
    } else {
      const bank = what === "cash" || what === "member" ? 0 : what === "bank" ? amount : Math.floor(amount / 2);
      const parts = [
        { kind: "cash" as const, amountMinor: amount - bank },
        { kind: "bank-card" as const, amountMinor: bank },
      ];
      const tenders = parts.filter((part) => part.amountMinor > 0);
      const ofMember = what === "member" ? { member } : {};
      const sold = await sell(terminal, shop.act(), { amountMinor: amount, tenders, ...ofMember }, undefined);
      last = sold.ok && sold.value.kind === "done" ? sold.value.sale : undefined;
    }
  }
}

function close(shop: TestShop, counted: number, totals: Map<string, number>): void {
  const { terminal } = shop;
  const inDrawer = -shop.balance(drawerOf(1));
  const closed = closeShift(terminal, shop.act(), { countedMinor: counted });
  if (!closed.ok) throw new Error(closed.error.refusal);
  expect(shop.balance(drawerOf(1))).toBe(0);
  const row = terminal.store.read.get("shift", [closed.value.shift]);
  if (row === undefined) throw new Error("no shift");
  const z = shiftReportOf(terminal, terminal.store.read, { shift: row, seesExpected: true });
  expect(z.expectedMinor).toBe(inDrawer);
  const bank = z.byTender.find((each) => each.kind === "bank-card")?.sumMinor ?? 0;
  const stored = terminal.store.read.event({ journal: row.closedJournal, seq: row.closedSeq });
  const { totals: said } = (JSON.parse(stored?.body ?? "{}") as { payload: { totals: { taken: number } } }).payload;
  const add = (account: string, amount: number): unknown => totals.set(account, (totals.get(account) ?? 0) + amount);
  add("sales", z.sales.sumMinor - z.voids.sumMinor - z.refunds.sumMinor);
  add(tenderOf("bank-card"), -bank);
  add(tenderOf("paid-in"), z.paidIn.sumMinor);
  add(tenderOf("paid-out"), -z.paidOut.sumMinor);
  add("programme/cashback", said.taken - z.earned.purseMinor - z.earned.poolMinor);
  for (const account of ACCOUNTS) expect(shop.balance(account), account).toBe(totals.get(account));
  openShift(terminal, shop.act(), { floatMinor: counted });
}

test("law: the Z's of any days add up to the accounts, and every Z leaves the drawer empty", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const shop = await testShop();
      try {
        await run(shop, list);
      } finally {
        shop.close();
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
