import { afterAll, beforeAll, expect, test } from "vitest";
import { purseOf } from "../../../src-shared/ledger/accounts.ts";
import { Counter, type CounterEvent, type Presence } from "../../../src-main/core/counter/counter.ts";
import { CountTable, moneyFaults, openIntents, salesOf, voidsOf } from "../../support/shop-checks.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";
import type { CardFault, VirtualCard } from "../../virtual/card/virtual-card.ts";
import { startVirtualPcsc, type VirtualPcsc } from "../../virtual/pcscd/virtual-pcsc.ts";
import { readerRig, waitFor, type ReaderRig } from "../reader/reader-rig.ts";

/**
 * A sample of the table of tears (test/main/faults/tears.test.ts) through the real daemon, the reader process and the
 * counter: the card leaves the virtual reader in the middle of an APDU, and is put back.
 */
let pcsc: VirtualPcsc;
let rig: ReaderRig;
let shop: TestShop;
let counter: Counter;
let card: VirtualCard;
const events: CounterEvent[] = [];
const table = new CountTable();

beforeAll(async () => {
  pcsc = await startVirtualPcsc();
  rig = readerRig({ env: pcsc.env });
  await rig.state("ready");
  shop = await testShop();
  card = (await shop.memberWithCard("04a1b2c3")).card;
  counter = new Counter(shop.terminal, rig.port, () => shop.act());
  counter.onEvent((event) => events.push(event));
  await counter.contact();
});
afterAll(async () => {
  rig.close();
  await pcsc.stop();
  shop.close();
  table.print("torn through pcscd");
});

/** Waits for the counter to show one of these, from `from` (a length of `events`) on. */
function shown(kinds: readonly Presence["kind"][], from: number): Promise<Presence> {
  const find = (): Presence | undefined =>
    events
      .slice(from)
      .flatMap((event) => (event.kind === "presence" ? [event.presence] : []))
      .find((presence) => kinds.includes(presence.kind));
  return waitFor(find, () => `${kinds.join(" or ")}, seen ${JSON.stringify(events.slice(from))}`);
}

async function put(): Promise<Presence> {
  const from = events.length;
  await pcsc.insert(card);
  return shown(["member", "refused", "left"], from);
}

async function take(): Promise<void> {
  const { kind } = counter.presence();
  if (kind === "waiting" || kind === "left") return;
  const from = events.length;
  await pcsc.remove();
  await shown(["waiting", "left"], from);
}

/** The sector is open when Enter comes: APDU 1 is the write, 2 its read-back. */
const FAULTS: readonly CardFault[] = [
  { kind: "tear-before", atApdu: 1 },
  { kind: "tear-torn", atApdu: 1, seed: 1 },
  { kind: "tear-torn", atApdu: 1, seed: 2 },
  { kind: "tear-after", atApdu: 1 },
  { kind: "tear-before", atApdu: 2 },
  { kind: "tear-after", atApdu: 2 },
];

async function tornAndBack(operation: "earn" | "spend", fault: CardFault, amountMinor: number): Promise<void> {
  const [by, bill] = [shop.act(), { amountMinor, creditMinor: operation === "spend" ? 15_000 : 0 }];
  await put();
  card.arm(fault);
  const from = events.length;
  const torn = await counter.sell(by, bill, true);
  const name = JSON.stringify({ operation, fault });
  const expected = operation === "spend" ? { kind: "card-left" } : { kind: "done", card: "left-early" };
  expect(torn, name).toMatchObject({ ok: true, value: expected });
  expect(moneyFaults(shop), name).toEqual([]);
  await shown(["left", "waiting"], from);
  expect(await put(), name).toMatchObject({ kind: "member" });
  expect(await counter.sell(by, bill, true), name).toMatchObject({ value: { kind: "done", totalMinor: amountMinor } });
  expect(salesOf(shop).filter((sale) => sale.totalMinor === amountMinor).length, name).toBe(1);
  // An earning waits for the next bill; a spend was settled by the card's being there.
  expect(await counter.sell(shop.act(), { amountMinor: 10_000 }, true)).toMatchObject({ value: { card: "written" } });
  expect(openIntents(shop), name).toBe(0);
  expect(moneyFaults(shop), name).toEqual([]);
  await take();
  table.add(operation, fault.kind);
}

/** The same while the last sale is undone: a card that gives back ends it when it is there again. */
async function undoTornAndBack(way: "gives" | "gains", fault: CardFault, amountMinor: number): Promise<void> {
  const by = shop.act();
  await put();
  const bill = { amountMinor, creditMinor: way === "gains" ? amountMinor : 0 };
  const sold = await counter.sell(shop.act(), bill, true);
  if (!sold.ok || sold.value.kind !== "done") throw new Error("sold");
  const { sale } = sold.value;
  await take();
  await put();
  card.arm(fault);
  const from = events.length;
  const name = JSON.stringify({ way, fault });
  const expected = way === "gives" ? { kind: "card-left" } : { kind: "done", card: "left-early" };
  expect(await counter.void(by, { sale }), name).toMatchObject({ ok: true, value: expected });
  expect(moneyFaults(shop), name).toEqual([]);
  await shown(["left", "waiting"], from);
  expect(await put(), name).toMatchObject({ kind: "member" });
  expect(await counter.void(by, { sale }), name).toMatchObject({ value: { kind: "done", totalMinor: amountMinor } });
  expect(voidsOf(shop).filter((each) => each.saleSeq === sale.seq).length, name).toBe(1);
  // What the card gains waits for the next bill where it was torn.
  expect(await counter.sell(shop.act(), { amountMinor: 10_000 }, true)).toMatchObject({ value: { card: "written" } });
  expect(openIntents(shop), name).toBe(0);
  expect(moneyFaults(shop), name).toEqual([]);
  await take();
  table.add(`undo, card ${way}`, fault.kind);
}

test.each(["gives", "gains"] as const)(
  "undo, the card %s and is torn off in the daemon: put back, the sale is undone once",
  async (way) => {
    await put();
    await counter.sell(shop.act(), { amountMinor: 2_000_000 }, true);
    await take();
    for (const [n, fault] of FAULTS.entries()) await undoTornAndBack(way, fault, 15_000 + n);
    expect(await put()).toMatchObject({ kind: "member", onCardMinor: shop.balance(purseOf("2.1")) });
    await take();
  },
);

test.each(["earn", "spend"] as const)(
  "%s, torn off in the daemon: put back, the money is where it was",
  async (operation) => {
    await put();
    await counter.sell(shop.act(), { amountMinor: 2_000_000 }, true);
    await take();
    for (const [n, fault] of FAULTS.entries()) {
      await tornAndBack(operation, fault, (operation === "earn" ? 100_000 : 200_000) + n);
    }
    expect(await put()).toMatchObject({ kind: "member", onCardMinor: shop.balance(purseOf("2.1")) });
    await take();
  },
);
