import { afterEach, expect, test } from "vitest";
import { runCommand } from "../../../src-main/core/counter/core-commands.ts";
import { BAD_MACS_MAX, isReaderLocked } from "../../../src-main/core/counter/reader-lock.ts";
import { READER } from "../../support/in-process-reader.ts";
import { moneyFaults } from "../../support/shop-checks.ts";
import { testCounter, type TestCounter } from "../../support/test-counter.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";
import { wordsOf } from "../../support/words-of.ts";
import { deliveredCard, type VirtualCard } from "../../virtual/card/virtual-card.ts";

const shops: TestShop[] = [];
afterEach(() => {
  for (const shop of shops.splice(0)) shop.close();
});

type At = TestShop &
  TestCounter & { readonly member: string; readonly card: VirtualCard; readonly forged: VirtualCard[] };

/** A shop with a member's card that holds 20,000, and cards whose access keys are ours and whose MACs are not. */
async function open(): Promise<At> {
  const [shop, other] = [await testShop({ seed: 1 }), await testShop({ seed: 2 })];
  shops.push(shop, other);
  const at = testCounter(shop);
  const { member, card } = await shop.memberWithCard("04a1b2c3");
  await at.counter.contact();
  await at.put(card);
  await at.counter.sell(shop.act(), { amountMinor: 200_000 }, true);
  const forged: VirtualCard[] = [];
  for (let n = 0; n < BAD_MACS_MAX; n++) forged.push((await other.memberWithCard(`04b0000${n}`)).card);
  return { ...shop, ...at, member, card, forged };
}

async function tryAll({ put, forged }: At, count = forged.length): Promise<void> {
  for (const card of forged.slice(0, count)) {
    expect(await put(card)).toEqual({ kind: "refused", refusal: "card-other-merchant" });
  }
}

const locks = ({ events }: TestCounter): number => events.filter((event) => event.kind === "reader-locked").length;

test("five cards in a row with a wrong MAC lock issuing and spending on that reader; earning and cash go on", async () => {
  const at = await open();
  await tryAll(at, 4);
  expect(locks(at)).toBe(0);
  await tryAll({ ...at, forged: at.forged.slice(4) });
  expect(at.events.filter((event) => event.kind === "reader-locked")).toEqual([
    { kind: "reader-locked", readerId: READER.id },
  ]);
  expect(wordsOf("reader-locked").code).toBe("C-26");
  const bill = { amountMinor: 10_000, creditMinor: 5000 };
  expect(await at.put(at.card)).toMatchObject({ kind: "member", onCardMinor: 20_000, spendableMinor: 0 });
  expect(await at.counter.sell(at.act(), bill, true)).toEqual({ ok: false, error: { refusal: "reader-locked" } });
  const earned = await at.counter.sell(at.act(), { amountMinor: 10_000 }, true);
  expect(earned).toMatchObject({ ok: true, value: { card: "written", toPurseMinor: 1000 } });
  expect(await at.counter.sell(at.act(), { amountMinor: 10_000 }, false)).toMatchObject({ ok: true });
  await at.put(deliveredCard("04a1b2c9"));
  const issued = await at.counter.issue(at.act(), { member: at.member, overwrite: false });
  expect(issued).toEqual({ ok: false, error: { refusal: "reader-locked" } });
  // Told again at each card, so that a screen that has just started knows.
  expect(locks(at)).toBeGreaterThanOrEqual(3);
  expect(moneyFaults(at)).toEqual([]);
});

test("a card with a right MAC ends the row, and the same bytes again are one attempt", async () => {
  const at = await open();
  await tryAll(at, 4);
  await at.put(at.card);
  await tryAll(at, 4);
  for (let n = 0; n < 5; n++) await tryAll({ ...at, forged: at.forged.slice(3, 4) });
  // Cards that hold no record of ours say nothing, either way.
  await at.put(deliveredCard("04a1b2c9"));
  expect(isReaderLocked(at.terminal.store.read, READER.id)).toBe(false);
  await tryAll({ ...at, forged: at.forged.slice(4) });
  expect(isReaderLocked(at.terminal.store.read, READER.id)).toBe(true);
});

test("the lock outlives a restart, is of one reader alone, and only an owner lifts it", async () => {
  const at = await open();
  await tryAll(at);
  // A new counter on the same ledger, as after a restart.
  const again = testCounter(at);
  await again.put(at.card);
  const bill = { amountMinor: 10_000, creditMinor: 5000 };
  expect(await again.counter.sell(at.act(), bill, true)).toMatchObject({ error: { refusal: "reader-locked" } });
  expect(isReaderLocked(at.terminal.store.read, "another reader")).toBe(false);
  const desk = { backup: never, recoverySheet: never };
  const parts = { terminal: at.terminal, counter: again.counter, desk };
  const unlock = (actor: string): Promise<unknown> =>
    runCommand(parts, { command: `unlock.${actor}`, actor }, "unlock-reader", { readerId: READER.id });
  expect(await unlock("1.7")).toEqual({ ok: false, error: { refusal: "owner-only" } });
  expect(isReaderLocked(at.terminal.store.read, READER.id)).toBe(true);
  expect(await unlock("1.1")).toEqual({ ok: true, value: {} });
  expect(again.events.some((event) => event.kind === "reader-unlocked" && event.readerId === READER.id)).toBe(true);
  expect(again.counter.presence()).toMatchObject({ kind: "member", spendableMinor: 20_000 });
  expect(await again.counter.sell(at.act(), bill, true)).toMatchObject({ ok: true, value: { spentMinor: 5000 } });
  expect(wordsOf("owner-only").code).not.toBe("");
});

function never(): never {
  throw new Error("not asked for here");
}
