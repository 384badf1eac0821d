import { afterAll, expect, test } from "vitest";
import { purseOf, type EventRef } from "../../../src-shared/ledger/accounts.ts";
import { toHex } from "../../../src-shared/base/bytes.ts";
import { abandonSpend } from "../../../src-main/core/terminal/abandon.ts";
import type { PresentCard } from "../../../src-main/core/terminal/card-io.ts";
import { enrolMember } from "../../../src-main/core/terminal/enrol.ts";
import { issueCard } from "../../../src-main/core/terminal/issue-card.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { voidSale } from "../../../src-main/core/terminal/void-sale.ts";
import { settleCard } from "../../../src-main/core/terminal/settle-card.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";
import { tapCard } from "../../virtual/card/in-process-channel.ts";
import { deliveredCard, type CardFault, type VirtualCard } from "../../virtual/card/virtual-card.ts";
import {
  cardBalanceMinor,
  CountTable,
  moneyFaults,
  openIntents,
  salesOf,
  visit,
  voidsOf,
} from "../../support/shop-checks.ts";

/** Reading is five APDUs, the write the sixth, its read-back the seventh. */
const WRITE_APDU = 6;
const LAST_APDU = 7;
/** Torn writes are random mixtures: so many of them for each operation. */
const TORN_SEEDS = 6;
/** The APDUs of an undisturbed issue. */
const ISSUE_APDUS = 19;

const BILLS = {
  earn: { amountMinor: 100_000 },
  spend: { amountMinor: 15_000, creditMinor: 15_000 },
  "earn and spend": { amountMinor: 100_000, creditMinor: 15_000 },
} as const;
type Operation = keyof typeof BILLS;

const COMEBACKS = ["put back", "next bill", "paid otherwise"] as const;
type Comeback = (typeof COMEBACKS)[number];

const table = new CountTable();
afterAll(() => table.print("torn while"));

interface Scene {
  readonly shop: TestShop;
  readonly card: VirtualCard;
}

/** A member whose card holds 20,000. */
async function scene(): Promise<Scene> {
  const shop = await testShop();
  const { card } = await shop.memberWithCard("04a1b2c3");
  await sell(shop.terminal, shop.act(), { amountMinor: 200_000 }, await shop.tap(card));
  return { shop, card };
}

function faultsAt(atApdu: number): CardFault[] {
  const plain: CardFault[] = [
    { kind: "tear-before", atApdu },
    { kind: "tear-after", atApdu },
    { kind: "garbage", atApdu, seed: atApdu },
  ];
  const seeds = atApdu === WRITE_APDU ? TORN_SEEDS : 1;
  return [...plain, ...Array.from({ length: seeds }, (_, seed) => ({ kind: "tear-torn", atApdu, seed }) as const)];
}

const allFaults = Array.from({ length: LAST_APDU }, (_, i) => faultsAt(i + 1)).flat();

/** Sells with a card that is torn away; what the counter was told, and the sales that stand. */
async function sellTorn(
  { shop, card }: Scene,
  operation: Operation,
  fault: CardFault,
): Promise<"not read" | "done" | "card-left"> {
  const before = salesOf(shop).length;
  const reading = await visit(shop, card, fault);
  if (reading.kind !== "card" || reading.card.view.kind !== "ours") return "not read";
  const sold = await sell(shop.terminal, shop.act(), BILLS[operation], reading.card);
  if (!sold.ok) throw new Error(sold.error.refusal);
  // What was acknowledged is there, what was not is not.
  expect(salesOf(shop).length - before).toBe(sold.value.kind === "done" ? 1 : 0);
  return sold.value.kind;
}

async function present({ shop, card }: Scene): Promise<PresentCard> {
  const reading = await visit(shop, card);
  if (reading.kind !== "card") throw new Error(`the card reads as ${reading.kind}`);
  return reading.card;
}

/** The card is there again, undisturbed. */
async function comeBack(at: Scene, how: Comeback): Promise<void> {
  const { terminal, act } = at.shop;
  if (how === "put back") {
    const settled = await settleCard(terminal, act(), await present(at));
    expect(settled.ok ? settled.value.stillOpen : settled.error.refusal).toBe(0);
    return;
  }
  if (how === "paid otherwise") {
    abandonSpend(terminal, act());
    expect((await sell(terminal, act(), { amountMinor: 15_000 }, undefined)).ok).toBe(true);
  }
  const sold = await sell(terminal, act(), { amountMinor: 50_000 }, await present(at));
  expect(sold).toMatchObject({ ok: true, value: { kind: "done", card: "written" } });
}

/** The sales that must stand in the end, the first one apart; a sale without a member left nobody anything. */
async function checkEnd(at: Scene): Promise<void> {
  const { shop, card } = at;
  expect(openIntents(shop)).toBe(0);
  // Once more: what went to the pool is brought to the card, so that nothing is on its way.
  const sold = await sell(shop.terminal, shop.act(), { amountMinor: 10_000 }, await present(at));
  expect(sold).toMatchObject({ ok: true, value: { card: "written" } });
  expect(openIntents(shop)).toBe(0);
  expect(await cardBalanceMinor(shop, card)).toBe(shop.balance(purseOf("2.1")));
}

test.each(Object.keys(BILLS) as Operation[])(
  "%s: torn at every APDU, nothing is lost and nothing invented",
  async (operation) => {
    for (const how of COMEBACKS) {
      for (const fault of allFaults) {
        const at = await scene();
        try {
          const outcome = await sellTorn(at, operation, fault);
          table.add(operation, outcome);
          const name = JSON.stringify({ operation, fault, how, outcome });
          expect(moneyFaults(at.shop), name).toEqual([]);
          await comeBack(at, how);
          expect(moneyFaults(at.shop), name).toEqual([]);
          await checkEnd(at);
          expect(moneyFaults(at.shop), name).toEqual([]);
          const spends = salesOf(at.shop).filter((sale) => sale.creditMinor > 0);
          const expected =
            operation !== "earn" && (outcome === "done" || (outcome === "card-left" && how === "put back"));
          expect(
            spends.map((sale) => sale.creditMinor),
            name,
          ).toEqual(expected ? [15_000] : []);
        } finally {
          at.shop.close();
        }
      }
    }
  },
);

test.each(["gives", "gains"] as const)(
  "undo, the card %s: torn at every APDU, the sale is undone whole or stands whole",
  async (way) => {
    for (const [n, fault] of allFaults.entries()) {
      // A card that was not even read comes back in one of the ways, one that was written to in each of them.
      const comebacks =
        fault.atApdu < WRITE_APDU ? COMEBACKS.filter((_, at) => at === n % COMEBACKS.length) : COMEBACKS;
      for (const how of comebacks) {
        const at = await scene();
        try {
          const bill = way === "gives" ? BILLS.earn : BILLS.spend;
          const sold = await sell(at.shop.terminal, at.shop.act(), bill, await present(at));
          if (!sold.ok || sold.value.kind !== "done") throw new Error("sold");
          const { sale } = sold.value;
          const outcome = await undoTorn(at, sale, fault);
          table.add(`undo, card ${way}`, outcome);
          const name = JSON.stringify({ way, fault, how, outcome });
          expect(moneyFaults(at.shop), name).toEqual([]);
          await comeBack(at, how);
          expect(moneyFaults(at.shop), name).toEqual([]);
          await checkEnd(at);
          expect(moneyFaults(at.shop), name).toEqual([]);
          const stands = outcome === "done" || (outcome === "card-left" && how === "put back");
          expect(
            voidsOf(at.shop).map((each) => each.saleSeq),
            name,
          ).toEqual(stands ? [sale.seq] : []);
        } finally {
          at.shop.close();
        }
      }
    }
  },
);

/** Undoes with a card that is torn away; what the counter was told, and the undoings that stand. */
async function undoTorn(
  { shop, card }: Scene,
  sale: EventRef,
  fault: CardFault,
): Promise<"not read" | "done" | "card-left"> {
  const reading = await visit(shop, card, fault);
  if (reading.kind !== "card" || reading.card.view.kind !== "ours") return "not read";
  const undone = await voidSale(shop.terminal, shop.act(), { sale }, reading.card);
  if (!undone.ok) throw new Error(undone.error.refusal);
  expect(voidsOf(shop).length).toBe(undone.value.kind === "done" ? 1 : 0);
  return undone.value.kind;
}

// Found by trying 400 seeds: the torn slot carries the next counter and a key version or layout above ours.
test.each([35, 48, 92, 124, 139, 146])(
  "a torn write that looks like a newer program's record is this till's own (seed %i)",
  async (seed) => {
    for (const how of COMEBACKS) {
      const at = await scene();
      try {
        const outcome = await sellTorn(at, "earn", { kind: "tear-torn", atApdu: WRITE_APDU, seed });
        table.add("earn, looks newer", outcome);
        const { view } = await present(at);
        expect([how, view.kind]).toEqual([how, "ours"]);
        await comeBack(at, how);
        await checkEnd(at);
        expect(moneyFaults(at.shop)).toEqual([]);
      } finally {
        at.shop.close();
      }
    }
  },
);

test("settle: torn again while the same card is put back", async () => {
  const first: CardFault[] = [
    { kind: "tear-before", atApdu: WRITE_APDU },
    { kind: "tear-torn", atApdu: WRITE_APDU, seed: 3 },
    { kind: "tear-after", atApdu: WRITE_APDU },
    { kind: "tear-after", atApdu: LAST_APDU },
  ];
  const again = allFaults.filter((fault) => fault.kind !== "tear-torn" || fault.atApdu === WRITE_APDU);
  for (const [n, fault] of again.entries()) {
    for (const [m, before] of first.entries()) {
      const operation = (["spend", "earn and spend"] as const)[m % 2] ?? "spend";
      const how = COMEBACKS[(n + m) % COMEBACKS.length] ?? "put back";
      const at = await scene();
      try {
        await sellTorn(at, operation, before);
        const reading = await visit(at.shop, at.card, fault);
        const readable = reading.kind === "card" && reading.card.view.kind === "ours";
        const settled = readable ? await settleCard(at.shop.terminal, at.shop.act(), reading.card) : undefined;
        const completed = settled?.ok === true && settled.value.sales.length === 1;
        const name = JSON.stringify({ operation, before, fault, how, completed });
        table.add("settle", settled === undefined ? "not read" : completed ? "done" : "card-left");
        expect(moneyFaults(at.shop), name).toEqual([]);
        await comeBack(at, how);
        await checkEnd(at);
        expect(moneyFaults(at.shop), name).toEqual([]);
        const spends = salesOf(at.shop).filter((sale) => sale.creditMinor > 0);
        expect(spends.length, name).toBe(completed || how === "put back" ? 1 : 0);
      } finally {
        at.shop.close();
      }
    }
  }
});

test("issue: torn at every APDU, the same card is issued again with the same number", async () => {
  const faults = Array.from({ length: ISSUE_APDUS }, (_, i) => faultsAt(i + 1)).flat();
  const torn = Array.from({ length: 6 }, (_, seed) => ({ kind: "tear-torn", seed }) as const);
  const writes = [7, 8, 9, 13].flatMap((atApdu) => torn.map((fault) => ({ ...fault, atApdu })));
  for (const fault of [...faults, ...writes]) {
    const shop = await testShop();
    try {
      const card = deliveredCard("04a1b2c3");
      const enrolled = enrolMember(shop.terminal, shop.act(), { mobile: "09120000001" });
      if (!enrolled.ok) throw new Error(enrolled.error.refusal);
      const { member } = enrolled.value;
      const issue = (which: VirtualCard, armed?: CardFault) => {
        which.arm(armed);
        const request = { member, uid: which.chip.uid(), channel: tapCard(which), overwrite: false };
        return issueCard(shop.terminal, shop.act(), request);
      };
      const first = await issue(card, fault);
      expect(card.seen.length, "the fault is within the issue").toBe(fault.atApdu);
      const name = JSON.stringify({ fault, at: card.seen[fault.atApdu - 1]?.slice(0, 8) });
      expect(moneyFaults(shop), name).toEqual([]);
      expect(first.ok, name).toBe(false);
      const second = await issue(card);
      if (!second.ok) {
        // Only a trailer torn in mid-write can lock a sector for ever: then another plastic takes its place.
        expect([second.error.refusal, fault.kind, card.seen[fault.atApdu - 1]?.slice(0, 8)], name).toEqual([
          "issue-set-aside",
          "tear-torn",
          "ffd60007",
        ]);
        table.add("issue", "plastic lost");
        const other = deliveredCard("04a1b2c4");
        expect(await issue(other), name).toMatchObject({ ok: true });
        await earnOn(shop, other);
      } else {
        table.add("issue", "issued again");
        expect(second.value.card, name).toBe("2.1");
        await earnOn(shop, card);
      }
      expect(moneyFaults(shop), name).toEqual([]);
    } finally {
      shop.close();
    }
  }
});

async function earnOn(shop: TestShop, card: VirtualCard): Promise<void> {
  const sold = await sell(shop.terminal, shop.act(), { amountMinor: 100_000 }, await present({ shop, card }));
  expect(sold).toMatchObject({ ok: true, value: { card: "written", cardBalanceMinor: 10_000 } });
  expect(toHex(card.chip.uid())).toMatch(/^04a1b2c/);
}
