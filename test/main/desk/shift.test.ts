import { afterEach, beforeEach, expect, test } from "vitest";
import { drawerOf, tenderOf } from "../../../src-shared/ledger/accounts.ts";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import {
  cashCall,
  closeCall,
  handOverCall,
  openDrawerCall,
  openShiftCall,
  openShiftState,
  printXCall,
  reportCall,
  reprintZCall,
  shiftListCall,
  xCall,
} from "../../../src-main/core/desk/shift-handlers.ts";
import { abandonSpend } from "../../../src-main/core/terminal/abandon.ts";
import type { BillRequest } from "../../../src-main/core/terminal/bill.ts";
import { putDeskSettings } from "../../../src-main/core/terminal/desk-settings.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { deskRig, PINS, refusalOf, type DeskRig } from "../../support/desk-rig.ts";
import { moneyFaults } from "../../support/shop-checks.ts";

let rig: DeskRig;
beforeEach(async () => {
  rig = await deskRig();
});
afterEach(() => rig.close());

const DAY_MS = 86_400_000;
const cash = (kind: "paid-in" | "paid-out", amountMinor: number, reason = "نان", call = rig.call()) =>
  cashCall(rig.parts, call, { kind, amountMinor, reason });
const x = () => xCall(rig.parts);
const close = (countedMinor: number, more: { bankCardCountedMinor?: number } = {}, call = rig.call()) =>
  closeCall(rig.parts, call, { countedMinor, ...more });
const texts = (paper: ReceiptDocument | undefined): string => JSON.stringify(paper?.blocks ?? []);

async function sold(request: BillRequest & { readonly member?: string }): Promise<void> {
  const done = await sell(rig.shop.terminal, rig.shop.act(), request, undefined);
  if (!done.ok) throw new Error(done.error.refusal);
}

/** A day of every kind: cash, bank card, a mix, an earning, a spend, a card that left too early. */
async function aDay(): Promise<void> {
  const { shop } = rig;
  const { member, card } = await shop.memberWithCard("04a1b2c3");
  await sold({ amountMinor: 250_000 });
  await sold({ amountMinor: 400_000, tenders: [{ kind: "bank-card", amountMinor: 400_000 }] });
  await sold({
    amountMinor: 300_000,
    tenders: [
      { kind: "cash", amountMinor: 100_000, givenMinor: 150_000 },
      { kind: "bank-card", amountMinor: 200_000 },
    ],
  });
  await sold({ amountMinor: 100_000, member });
  const earned = await sell(shop.terminal, shop.act(), { amountMinor: 500_000 }, await shop.tap(card));
  expect(earned.ok && earned.value).toMatchObject({ kind: "done", toPurseMinor: 50_000 });
  const spent = await sell(
    shop.terminal,
    shop.act(),
    { amountMinor: 60_000, creditMinor: 20_000 },
    await shop.tap(card),
  );
  expect(spent.ok && spent.value).toMatchObject({ kind: "done", spentMinor: 20_000 });
  // A card that left too early: the earning is in doubt until it comes back.
  const present = await shop.tap(card);
  card.arm({ kind: "tear-after", atApdu: 2 });
  const torn = await sell(shop.terminal, shop.act(), { amountMinor: 80_000 }, present);
  expect(torn.ok && torn.value).toMatchObject({ kind: "done", card: "left-early" });
}

test("a Z adds up: its totals are the accounts', the drawer ends empty, and the event is the proof", async () => {
  await aDay();
  await cash("paid-in", 70_000);
  await cash("paid-out", 30_000);
  const { shop } = rig;
  const expected = -shop.balance(drawerOf(1));
  expect(expected).toBe(1_000_000 + 250_000 + 100_000 + 100_000 + 500_000 + 40_000 + 80_000 + 70_000 - 30_000);
  const z = await close(expected - 5000, { bankCardCountedMinor: 600_000 });
  if (!z.ok) throw new Error(z.error.refusal);
  expect(z.value).toMatchObject({
    kind: "z",
    number: 1,
    sales: { count: 7, sumMinor: 1_690_000 },
    doubts: { count: 1, sumMinor: 8000 },
    voids: { count: 0, sumMinor: 0 },
    byTender: [
      { kind: "cash", count: 6, sumMinor: 1_070_000 },
      { kind: "bank-card", count: 2, sumMinor: 600_000 },
      { kind: "credit", count: 1, sumMinor: 20_000 },
    ],
    spentMinor: 20_000,
    paidIn: { count: 1, sumMinor: 70_000 },
    paidOut: { count: 1, sumMinor: 30_000 },
    floatMinor: 1_000_000,
    expectedMinor: expected,
    countedMinor: expected - 5000,
    differenceMinor: -5000,
    bankCardCountedMinor: 600_000,
    openedBy: "مریم رضایی",
    closedBy: "مریم رضایی",
    notSynced: 0,
  });
  expect(z.value.sales.sumMinor).toBe(shop.balance("sales"));
  expect(z.value.byTender[1]?.sumMinor).toBe(-shop.balance(tenderOf("bank-card")));
  expect(z.value.earned.purseMinor + z.value.earned.poolMinor).toBe(-shop.balance("programme/cashback"));
  expect(shop.balance(drawerOf(1))).toBe(0);
  expect(shop.balance(tenderOf("over-short"))).toBe(-5000);
  expect(shop.balance(tenderOf("safe"))).toBe(1_000_000 - (expected - 5000));
  const row = shop.terminal.store.read.get("shift", [z.value.shift]);
  const stored = shop.terminal.store.read.event({ journal: row?.closedJournal ?? "", seq: row?.closedSeq ?? 0 });
  const event = JSON.parse(stored?.body ?? "{}") as Envelope;
  expect(event.payload).toMatchObject({ number: 1, counted: expected - 5000, expected, slips: 600_000 });
  expect(event.payload["head"]).toMatchObject({ seq: (row?.closedSeq ?? 0) - 1 });
  expect(await reportCall(rig.parts, { shift: z.value.shift })).toEqual(z);
  expect(moneyFaults(shop)).toEqual([]);
});

test("the next shift begins at its own float, and Z numbers rise", async () => {
  await aDay();
  expect((await close(1)).ok).toBe(true);
  expect(refusalOf(await close(1))).toBe("no-shift");
  expect(refusalOf(await cash("paid-in", 1))).toBe("no-shift");
  expect(refusalOf(await x())).toBe("no-shift");
  expect((await openShiftCall(rig.parts, rig.call(), { floatMinor: 300 })).ok).toBe(true);
  await sold({ amountMinor: 700 });
  expect(await x()).toMatchObject({ ok: true, value: { kind: "x", number: null, sales: { count: 1, sumMinor: 700 } } });
  expect(await close(1000)).toMatchObject({ ok: true, value: { number: 2, expectedMinor: 1000, differenceMinor: 0 } });
  const list = await shiftListCall(rig.parts, {});
  expect(list.ok && list.value.rows.map((row) => [row.number, row.salesMinor, row.differenceMinor])).toEqual([
    [2, 700, 0],
    [1, 1_690_000, -2_069_999],
  ]);
  expect(moneyFaults(rig.shop)).toEqual([]);
});

test("a close that is asked for twice closes once", async () => {
  const call = rig.call();
  const [one, two] = [await close(10, {}, call), await close(10, {}, call)];
  expect(two).toEqual(one);
  expect(refusalOf(await close(11, {}, call))).toBe("command-reused");
  expect(rig.papers().filter((paper) => texts(paper).includes("(Z)"))).toHaveLength(1);
});

test("the count is blind for a cashier: what is expected is shown after it", async () => {
  await rig.as("cashier");
  expect(await x()).toMatchObject({ ok: true, value: { expectedMinor: null, byTender: [], sales: { count: 0 } } });
  await rig.as("manager");
  expect(await x()).toMatchObject({ ok: true, value: { expectedMinor: 1_000_000 } });
  await rig.as("cashier");
  // The owner opened it: a cashier who closes another's shift needs a second person.
  expect(await close(999_000)).toMatchObject({ error: { refusal: "needs-approval", roles: ["manager", "owner"] } });
  const z = await close(999_000, {}, rig.call("manager"));
  expect(z).toMatchObject({ ok: true, value: { expectedMinor: 1_000_000, differenceMinor: -1000 } });
  const [entry] = rig.shop.terminal.store.read.audit({ act: "shift-closed" }, 1);
  expect(entry).toMatchObject({ actor: rig.staff.cashier, approver: rig.staff.manager, amount: -1000 });
});

test("cash in and out: a reason, at most what is there, above the amount a second person", async () => {
  expect(refusalOf(await cash("paid-out", 1_000_001))).toBe("drawer-too-empty");
  expect(refusalOf(await cash("paid-out", 1, "  "))).toBe("reason-missing");
  expect(refusalOf(await cash("paid-in", 1, "a\u202eb"))).toBe("reason-missing");
  expect(refusalOf(await cash("paid-in", 0))).toBe("amount-not-positive");
  expect(refusalOf(await cash("paid-in", 200_000_000_000))).toBe("amount-too-large");
  await rig.as("cashier");
  expect((await cash("paid-in", 9_000_000)).ok).toBe(true);
  expect(refusalOf(await cash("paid-out", 5_000_001))).toBe("needs-approval");
  expect((await cash("paid-out", 5_000_000)).ok).toBe(true);
  expect((await cash("paid-out", 5_000_000, "اجاره", rig.call("manager"))).ok).toBe(true);
  expect(rig.shop.balance(drawerOf(1))).toBe(0);
  const slip = rig.papers().at(-1);
  expect(rig.drawers()).toBe(3);
  for (const text of ["برداشت از کشو", "اجاره", "سارا", "علی مدیری"]) expect(texts(slip)).toContain(text);
});

test("a shift handed over: the one who takes it enters their PIN, holds it and is at the till", async () => {
  await aDay();
  const hand = (to: keyof typeof PINS, pin: string, countedMinor?: number) =>
    handOverCall(rig.parts, rig.call(), {
      to: rig.staff[to],
      pin,
      ...(countedMinor === undefined ? {} : { countedMinor }),
    });
  expect(refusalOf(await hand("cashier", "9999"))).toBe("pin-wrong");
  expect(refusalOf(await hand("owner", PINS.owner))).toBe("handed-to-same");
  expect(refusalOf(await hand("cashier", PINS.cashier, 1_000_000))).toBeUndefined();
  expect(rig.parts.staff.signedIn()).toMatchObject({ staff: rig.staff.cashier, name: "سارا" });
  expect(openShiftState(rig.shop.terminal)).toMatchObject({ staff: rig.staff.cashier, staffName: "سارا" });
  expect((await close(1)).ok).toBe(true);
  expect(moneyFaults(rig.shop)).toEqual([]);
});

test("a shift left open over midnight keeps its day, says so, and sells on", async () => {
  const { shop } = rig;
  const before = openShiftState(shop.terminal);
  expect(before?.isOverMidnight).toBe(false);
  shop.clock.nowMs += DAY_MS;
  expect(openShiftState(shop.terminal)).toEqual({ ...before, isOverMidnight: true });
  await sold({ amountMinor: 5000 });
  const z = await close(1_005_000);
  expect(z).toMatchObject({ ok: true, value: { day: before?.day, differenceMinor: 0, sales: { count: 1 } } });
});

test("a spend that waits for its card stops the close: its bill is neither paid nor given up", async () => {
  const { shop } = rig;
  const { card } = await shop.memberWithCard("04a1b2d4");
  await sell(shop.terminal, shop.act(), { amountMinor: 500_000 }, await shop.tap(card));
  const present = await shop.tap(card);
  card.arm({ kind: "tear-after", atApdu: 2 });
  const left = await sell(shop.terminal, shop.act(), { amountMinor: 10_000, creditMinor: 10_000 }, present);
  expect(left.ok && left.value.kind).toBe("card-left");
  expect(refusalOf(await close(1))).toBe("sale-waits");
  expect(abandonSpend(shop.terminal, shop.act()).ok).toBe(true);
  const z = await close(1_500_000);
  expect(z).toMatchObject({ ok: true, value: { doubts: { count: 1, sumMinor: 10_000 }, differenceMinor: 0 } });
  expect(moneyFaults(shop)).toEqual([]);
});

test("papers: an X on demand, a Z with the close, both queued once; copies open no drawer and are noted", async () => {
  await aDay();
  expect((await printXCall(rig.parts, rig.call())).ok).toBe(true);
  const shown = rig.papers().at(-1);
  expect(texts(shown)).toContain("گزارش میانی (X)");
  const before = rig.drawers();
  const z = await close(5);
  const paper = rig.papers().at(-1);
  expect(texts(paper)).toContain("گزارش پایان شیفت (Z)");
  expect(rig.drawers()).toBe(before + 1);
  const shift = z.ok ? z.value.shift : "";
  expect(await reprintZCall(rig.parts, rig.call(), { shift })).toMatchObject({ ok: true, value: { copy: 1 } });
  expect(refusalOf(await reprintZCall(rig.parts, rig.call(), { shift: "9.9" }))).toBe("shift-unknown");
  expect(rig.shop.terminal.store.read.audit({ act: "z-copied" }, 5)).toHaveLength(1);
  expect(rig.drawers()).toBe(before + 1);
});

test("a shop without a drawer opens none, and says so when it is asked to", async () => {
  rig.shop.terminal.store.transaction((tx) => putDeskSettings(tx, { drawer: false }));
  await sold({ amountMinor: 5000 });
  expect(rig.drawers()).toBe(0);
  expect(refusalOf(await openDrawerCall(rig.parts, rig.call(), { reason: "سکه" }))).toBe("drawer-off");
});

test("nobody signed in: nothing is done and nothing is shown", async () => {
  rig.parts.staff.lock();
  const all = [x(), close(1), cash("paid-in", 1), printXCall(rig.parts, rig.call()), shiftListCall(rig.parts, {})];
  for (const each of await Promise.all(all)) expect(refusalOf(each)).toBe("signed-out");
});
