import { afterEach, expect, test } from "vitest";
import { poolOf, purseOf } from "../../../src-shared/ledger/accounts.ts";
import { emptyMemory } from "../../../src-shared/card/card-memory.ts";
import { planTap } from "../../../src-shared/card/tap-plan.ts";
import { appendEvents } from "../../../src-main/core/journal-writer.ts";
import { tapTerminal } from "../../../src-main/core/terminal/card-knowledge.ts";
import { actNow, programmeOf, STATE_RECOVERING, STATE_SHIFT } from "../../../src-main/core/terminal/context.ts";
import { openShift } from "../../../src-main/core/terminal/shift.ts";
import { askContact } from "../../../src-main/core/terminal/ask-head-office.ts";
import { writeRecord } from "../../../src-main/core/terminal/card-io.ts";
import { enrolMember } from "../../../src-main/core/terminal/enrol.ts";
import { settleCard } from "../../../src-main/core/terminal/settle-card.ts";
import { voidSale } from "../../../src-main/core/terminal/void-sale.ts";
import { voidableSale } from "../../../src-main/core/terminal/voidable-sale.ts";
import { cardBalanceMinor } from "../../support/shop-checks.ts";
import { PLAIN_PROGRAMME, testShop, type TestShop } from "../../support/test-shop.ts";
import type { VirtualCard } from "../../virtual/card/virtual-card.ts";
import { faultsOf, refused, rich, sold, stateOf, undone } from "../../support/void-checks.ts";

let shop: TestShop | undefined;
afterEach(() => {
  const faults = shop === undefined ? [] : faultsOf(shop);
  shop?.close();
  shop = undefined;
  expect(faults, "the ledger proves itself").toEqual([]);
});

async function open(options: Parameters<typeof testShop>[0] = {}): Promise<TestShop> {
  shop = await testShop(options);
  return shop;
}

test("only the last sale of the till; with none in the shift there is none to undo", async () => {
  const of = await open();
  expect(voidableSale(of.terminal)).toBeUndefined();
  expect(await refused(of, { journal: of.terminal.identity.journal, seq: 1 })).toBe("void-no-sale");
  const first = await sold(of, { amountMinor: 10_000 });
  const second = await sold(of, { amountMinor: 20_000 });
  expect(await refused(of, first.sale)).toBe("void-not-last");
  await undone(of, second.sale);
  expect(await refused(of, first.sale)).toBe("void-not-last");
});

test("a later event on the member: their next bill elsewhere is not undone behind their back", async () => {
  const of = await open();
  const { card, member } = await rich(of);
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  enrolMember(of.terminal, of.act(), { mobile: "09121112233" });
  expect(voidableSale(of.terminal)?.refusal).toBeNull();
  // What is in the pool is reserved for the card: credit moved, by the head office.
  await sold(of, { amountMinor: 1000, member });
  const last = await sold(of, { amountMinor: 2000, member });
  await of.office.operationAtTap({ card: "2.1", member, opOnCard: 0, roomMinor: 1_000_000, atMs: 0 });
  expect(await refused(of, last.sale)).toBe("void-member-moved");
  expect(await refused(of, sale.sale)).toBe("void-not-last");
});

test("a welcome gift that this purchase unlocked: too late once the head office knows, in time before", async () => {
  const welcome = { amount: 7000, lock: "paid-purchase" } as const;
  const of = await open({ programme: { ...PLAIN_PROGRAMME, welcome } });
  const { card, member } = await of.memberWithCard("04a1b2c3");
  await askContact(of.terminal);
  const before = stateOf(of, [member]);
  const slip = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  await undone(of, slip.sale, await of.tap(card));
  await askContact(of.terminal);
  expect(stateOf(of, [member])).toEqual(before);
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  await askContact(of.terminal);
  expect(await refused(of, sale.sale, await of.tap(card))).toBe("void-member-moved");
});

test("operations that came with the sale's write stay on the card: they are not the sale's", async () => {
  const of = await open();
  const { card, member } = await rich(of);
  await sold(of, { amountMinor: 70_000, member });
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  expect(sale.cardBalanceMinor).toBe(37_000);
  expect(await undone(of, sale.sale, await of.tap(card))).toMatchObject({ cardBalanceMinor: 27_000 });
  expect([of.balance(poolOf(member)), of.balance(purseOf("2.1"))]).toEqual([0, 27_000]);
});

test("another card, a blocked one, an older state of it, and one used elsewhere since: refused, nothing written", async () => {
  const of = await open();
  const { card } = await rich(of);
  const other = await of.memberWithCard("04a1b2c4");
  const before = card.chip.image();
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  expect(await refused(of, sale.sale, await of.tap(other.card))).toBe("void-other-card");
  expect(await cardBalanceMinor(of, other.card)).toBe(0);
  const after = card.chip.image();
  card.chip.restore(before);
  expect(await refused(of, sale.sale, await of.tap(card))).toBe("card-rolled-back");
  expect(card.chip.image()).toEqual(before);
  card.chip.restore(after);
  await writeElsewhere(of, card);
  const used = card.chip.image();
  expect(await refused(of, sale.sale, await of.tap(card))).toBe("void-member-moved");
  expect(card.chip.image()).toEqual(used);
  card.chip.restore(after);
  of.terminal.store.transaction((tx) => {
    const draft = { type: "card.blocked", payload: { card: "2.1", reason: "lost" } } as const;
    appendEvents(tx, of.terminal, of.terminal.identity.journal, actNow(of.terminal, tx, of.act()), [draft]);
  });
  expect(await refused(of, sale.sale, await of.tap(card))).toBe("card-blocked");
  expect(card.chip.image()).toEqual(after);
  expect(of.balance(purseOf("2.1"))).toBe(30_000);
});

/** Another till of the shop, of which this one has not heard, sells with the card. */
async function writeElsewhere({ terminal, tap }: TestShop, card: VirtualCard): Promise<void> {
  const present = await tap(card);
  if (present.view.kind !== "ours") throw new Error("ours");
  const { read } = terminal.store;
  const memory = emptyMemory(present.view.header.cardNo);
  const limits = { ...tapTerminal(terminal, read, { programme: programmeOf(read).document, memory }), writer: 77 };
  const request = { kind: "sale", earnMinor: 1, spendMinor: 0 } as const;
  const { step } = planTap({ auth: terminal.recordAuth, view: present.view, memory, terminal: limits, request });
  if (step.kind !== "write") throw new Error(step.kind);
  await writeRecord(terminal, present, { slot: step.intent.slot, record: step.intent.after });
}

function nextShift(of: TestShop): void {
  of.terminal.store.transaction((tx) => tx.putState(STATE_SHIFT, ""));
  const opened = openShift(of.terminal, of.act(), { floatMinor: 0 });
  if (!opened.ok) throw new Error(opened.error.refusal);
}

test("a sale of another shift is refunded, not undone; without a shift nothing is", async () => {
  const of = await open();
  const sale = await sold(of, { amountMinor: 50_000 });
  of.terminal.store.transaction((tx) => tx.putState(STATE_SHIFT, ""));
  expect(await refused(of, sale.sale)).toBe("no-shift");
  expect(voidableSale(of.terminal)).toBeUndefined();
  nextShift(of);
  expect(await refused(of, sale.sale)).toBe("void-other-shift");
  await sold(of, { amountMinor: 60_000 });
  expect(await refused(of, sale.sale)).toBe("void-other-shift");
  expect(of.balance("sales")).toBe(110_000);
});

test("an undoing that waits does not outlive its shift: the sale stands, and what the card gave is in the pool", async () => {
  const of = await open();
  const { card, member } = await rich(of);
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  const present = await of.tap(card);
  card.arm({ kind: "tear-after", atApdu: 1 });
  await voidSale(of.terminal, of.act(), { sale: sale.sale }, present);
  nextShift(of);
  expect(await settleCard(of.terminal, of.act(), await of.tap(card))).toMatchObject({
    value: { voids: [], stillOpen: 0 },
  });
  expect(of.balance("sales")).toBe(300_000);
  expect([of.balance(purseOf("2.1")), of.balance(poolOf(member))]).toEqual([20_000, 10_000]);
});

test("a restored till that is held writes to no card: the undoing of a card's credit waits for a refund", async () => {
  const of = await open();
  const { card } = await rich(of);
  const sale = await sold(of, { amountMinor: 100_000 }, await of.tap(card));
  of.terminal.store.transaction((tx) => tx.putState(STATE_RECOVERING, "{}"));
  expect(await refused(of, sale.sale, await of.tap(card))).toBe("terminal-held");
  expect(await cardBalanceMinor(of, card)).toBe(30_000);
});
