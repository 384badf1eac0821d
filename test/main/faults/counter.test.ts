import { afterEach, expect, test } from "vitest";
import { doubtOf, poolOf, purseOf } from "../../../src-shared/ledger/accounts.ts";
import type { Presence } from "../../../src-main/core/counter/counter.ts";
import { moneyFaults, openIntents, salesOf } from "../../support/shop-checks.ts";
import { testCounter, type TestCounter } from "../../support/test-counter.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";
import { wordsOf } from "../../support/words-of.ts";
import { deliveredImage } from "../../../src-main/adapters/screen/classic-chip.ts";
import { deliveredCard, VirtualCard } from "../../virtual/card/virtual-card.ts";

const shops: TestShop[] = [];
afterEach(() => {
  for (const shop of shops.splice(0)) shop.close();
});

async function open(seed = 1): Promise<TestShop & TestCounter> {
  const shop = await testShop({ seed });
  shops.push(shop);
  const at = testCounter(shop);
  await at.counter.contact();
  return { ...shop, ...at };
}

function refusalOf(presence: Presence): string {
  if (presence.kind !== "refused") throw new Error(`the counter shows ${presence.kind}`);
  expect(wordsOf(presence.refusal).code).not.toBe("");
  return presence.refusal;
}

/** Sells with whatever lies on the reader: the bill must go through in cash, and nothing may be spent from the card. */
async function sellBeside(at: TestShop & TestCounter): Promise<void> {
  const before = salesOf(at).length;
  const spend = await at.counter.sell(at.act(), { amountMinor: 1000, creditMinor: 1000 }, true);
  expect(spend.ok).toBe(false);
  if (!spend.ok) wordsOf(spend.error.refusal);
  expect(await at.counter.sell(at.act(), { amountMinor: 1000 }, true)).toMatchObject({ ok: true });
  expect(salesOf(at).length).toBe(before + 1);
  expect(moneyFaults(at)).toEqual([]);
}

const DESFIRE = Uint8Array.from(Buffer.from("3b8180018080", "hex"));
const NTAG = Uint8Array.from(Buffer.from("3b8f8001804f0ca0000003060300030000000068", "hex"));
const UID = Uint8Array.of(4, 1, 2, 3);
/** As delivered, but with keys that are neither ours nor the factory's. */
function foreignCard(): VirtualCard {
  const image = deliveredImage(UID);
  for (let sector = 0; sector < 16; sector++) image.fill(0x77, sector * 64 + 48, sector * 64 + 54);
  for (let sector = 0; sector < 16; sector++) image.fill(0x78, sector * 64 + 58, sector * 64 + 64);
  return new VirtualCard({ image });
}

const MEDIA: readonly (readonly [string, () => VirtualCard])[] = [
  ["card-foreign", foreignCard],
  ["desfire-unsupported", () => new VirtualCard({ image: deliveredImage(UID), atr: DESFIRE })],
  ["ntag-unsupported", () => new VirtualCard({ image: deliveredImage(UID), atr: NTAG })],
  ["uid-changes", () => new VirtualCard({ image: deliveredImage(UID), uid: Uint8Array.of(8, 1, 2, 3) })],
  ["uid-missing", () => new VirtualCard({ image: deliveredImage(UID), uid: new Uint8Array(0) })],
  ["medium-unknown", () => new VirtualCard({ image: deliveredImage(UID), atr: Uint8Array.of(0x3b, 0) })],
];

test.each(MEDIA)("%s: shown in words, nothing is written on it, the bill is sold without it", async (refusal, make) => {
  const at = await open();
  const card = make();
  const image = card.chip.image();
  expect(refusalOf(await at.put(card))).toBe(refusal);
  await sellBeside(at);
  expect(card.chip.image()).toEqual(image);
});

test("an empty card can be issued and holds no credit; somebody else's data is not written over unasked", async () => {
  const at = await open();
  const { member } = await at.memberWithCard("04a1b2c3");
  const empty = deliveredCard("04a1b2c4");
  expect(await at.put(empty)).toMatchObject({ kind: "issuable", uid: "04a1b2c4" });
  await sellBeside(at);
  const image = deliveredImage(Uint8Array.of(4, 1, 2, 9));
  image.fill(0x41, 64, 80);
  const used = new VirtualCard({ image });
  await at.put(used);
  const refused = await at.counter.issue(at.act(), { member, overwrite: false });
  expect(refused).toMatchObject({ ok: false, error: { refusal: "issue-foreign-data" } });
  wordsOf("issue-foreign-data");
  expect(used.chip.image()).toEqual(image);
  expect((await at.counter.issue(at.act(), { member, overwrite: true })).ok).toBe(true);
  const nobody = await at.counter.issue(at.act(), { member: "2.999", overwrite: false });
  expect(nobody).toMatchObject({ ok: false, error: { refusal: "issue-member-unknown" } });
  at.reader.take();
  expect(await at.counter.issue(at.act(), { member, overwrite: false })).toMatchObject({
    error: { refusal: "no-card" },
  });
});

test("a card of another merchant is named as that, in words, and is not written", async () => {
  const [at, other] = [await open(1), await open(2)];
  const { card } = await other.memberWithCard("04a1b2c3");
  const image = card.chip.image();
  expect(refusalOf(await at.put(card))).toBe("card-other-merchant");
  await sellBeside(at);
  expect(card.chip.image()).toEqual(image);
});

test("a card that was rolled back: an alarm in the journal, no spending, no write, and what it earns goes to the pool", async () => {
  const at = await open();
  const { member, card } = await at.memberWithCard("04a1b2c3");
  await at.put(card);
  await at.counter.sell(at.act(), { amountMinor: 200_000 }, true);
  const rich = card.chip.image();
  await at.counter.sell(at.act(), { amountMinor: 15_000, creditMinor: 15_000 }, true);
  card.chip.restore(rich);
  expect(await at.put(card)).toMatchObject({ kind: "member", onCardMinor: 20_000, spendableMinor: 0 });
  const spend = await at.counter.sell(at.act(), { amountMinor: 15_000, creditMinor: 15_000 }, true);
  expect(spend.ok).toBe(false);
  const sold = await at.counter.sell(at.act(), { amountMinor: 100_000 }, true);
  expect(sold).toMatchObject({ ok: true, value: { card: "to-pool", notice: "card-rolled-back", toPoolMinor: 10_000 } });
  wordsOf("card-rolled-back");
  expect(card.chip.image()).toEqual(rich);
  const events = at.terminal.store.read.events(at.terminal.identity.journal, 1, 1000).map((event) => event.body);
  expect(events.some((body) => body.includes('"type":"card.alarmed"') && body.includes("below-last-seen"))).toBe(true);
  expect([at.balance(poolOf(member)), at.balance(purseOf("2.1"))]).toEqual([10_000, 5000]);
  expect(moneyFaults(at)).toEqual([]);
});

test("a card whose records are both damaged is never balance 0: it earns to the pool of its member", async () => {
  const at = await open();
  const { member, card } = await at.memberWithCard("04a1b2c3");
  await at.put(card);
  await at.counter.sell(at.act(), { amountMinor: 200_000 }, true);
  const image = card.chip.image();
  image.fill(0x5a, 80, 112);
  image[81] = 0x01;
  card.chip.restore(image);
  expect(refusalOf(await at.put(card))).toBe("card-damaged");
  await sellBeside(at);
  const sold = await at.counter.sell(at.act(), { amountMinor: 50_000 }, true);
  expect(sold).toMatchObject({ value: { card: "to-pool", notice: "card-damaged", toPoolMinor: 5000 } });
  expect([at.balance(poolOf(member)), at.balance(purseOf("2.1"))]).toEqual([5100, 20_000]);
  expect(card.chip.image()).toEqual(image);
});

test("reader unplugged and back, and the service gone and back: selling goes on, and so does the card", async () => {
  const at = await open();
  const { card } = await at.memberWithCard("04a1b2c3");
  await at.put(card);
  for (const [away, back] of [
    [() => at.reader.unplug(), () => at.reader.plug()],
    [() => at.reader.stopService(), () => at.reader.startService()],
  ] as const) {
    away();
    // The member that was read still earns, to the pool; credit needs the card.
    expect(at.counter.presence()).toMatchObject({ kind: "left" });
    const spend = await at.counter.sell(at.act(), { amountMinor: 1000, creditMinor: 1000 }, true);
    expect(spend).toMatchObject({ ok: false, error: { refusal: "no-card" } });
    wordsOf("no-card");
    expect(await at.counter.sell(at.act(), { amountMinor: 10_000 }, true)).toMatchObject({
      value: { toPoolMinor: 1000 },
    });
    expect(at.counter.presence()).toEqual({ kind: "waiting" });
    back();
    expect(await at.put(card)).toMatchObject({ kind: "member" });
  }
  expect(moneyFaults(at)).toEqual([]);
  expect(wordsOf("service-down").en).toContain("Selling without a card works");
  expect(wordsOf("no-reader").fa).not.toBe("");
});

test("another reader's cable says nothing about the card on this one", async () => {
  const at = await open();
  const { card } = await at.memberWithCard("04a1b2c3");
  const shown = await at.put(card);
  at.reader.removeOther("SAM #01");
  expect(at.counter.presence()).toEqual(shown);
});

test("a bill that is done belongs to who paid it: the next one without a card earns for nobody", async () => {
  const at = await open();
  const { member, card } = await at.memberWithCard("04a1b2c3");
  await at.put(card);
  await at.counter.sell(at.act(), { amountMinor: 100_000 }, true);
  at.reader.take();
  expect(at.counter.presence()).toEqual({ kind: "waiting" });
  expect(await at.counter.sell(at.act(), { amountMinor: 100_000 }, true)).toMatchObject({ value: { toPoolMinor: 0 } });
  // Tapped and gone before Enter: that bill is the member's, and only that one.
  await at.put(card);
  at.reader.take();
  expect(at.counter.presence()).toEqual({ kind: "left", member });
  expect(await at.counter.sell(at.act(), { amountMinor: 100_000 }, true)).toMatchObject({
    value: { toPoolMinor: 10_000 },
  });
  expect(await at.counter.sell(at.act(), { amountMinor: 100_000 }, true)).toMatchObject({ value: { toPoolMinor: 0 } });
});

test("a card torn off while it pays is settled by being put back, without a key, and its command then answers the sale", async () => {
  const at = await open();
  const { card } = await at.memberWithCard("04a1b2c3");
  await at.put(card);
  await at.counter.sell(at.act(), { amountMinor: 200_000 }, true);
  for (const kind of ["tear-before", "tear-after"] as const) {
    await at.put(card);
    card.arm({ kind, atApdu: 1 });
    const [by, bill] = [at.act(), { amountMinor: 3000, creditMinor: 3000 }];
    const left = await at.counter.sell(by, bill, true);
    expect(left).toMatchObject({ ok: true, value: { kind: "card-left", spendMinor: 3000 } });
    wordsOf("card-left-early");
    const intent = left.ok && left.value.kind === "card-left" ? left.value.intent : 0;
    expect(at.balance(doubtOf({ journal: at.terminal.identity.journal, seq: intent }))).toBe(3000);
    const sales = salesOf(at).length;
    await at.put(card);
    expect(salesOf(at).length).toBe(sales + 1);
    expect(at.events.at(-2)?.kind).toBe("sale-completed");
    expect(await at.counter.sell(by, bill, true)).toMatchObject({ value: { kind: "done", spentMinor: 3000 } });
    expect(salesOf(at).length).toBe(sales + 1);
    expect(openIntents(at)).toBe(0);
  }
  expect(moneyFaults(at)).toEqual([]);
});

test.each(["earn", "spend"])(
  "the disk refuses right after the card was written (%s): nothing is called unrecorded",
  async (operation) => {
    const at = await open();
    const { card } = await at.memberWithCard("04a1b2c3");
    await at.put(card);
    await at.counter.sell(at.act(), { amountMinor: 200_000 }, true);
    await at.put(card);
    const { sqlite } = at.database;
    // Read-only from the write on: SQLite itself then refuses the confirmation, as on a disk that has just failed.
    at.reader.beforeAnswer = (apdu) => void (apdu[1] === 0xd6 && sqlite.pragma("query_only = ON"));
    const [by, bill] = [at.act(), { amountMinor: 50_000, creditMinor: operation === "spend" ? 5000 : 0 }];
    const told = await at.counter.sell(by, bill, true);
    at.reader.beforeAnswer = undefined;
    const expected = operation === "spend" ? { kind: "card-left" } : { kind: "done", card: "left-early" };
    expect(told).toMatchObject({ ok: true, value: expected });
    // Still read-only: a new bill is refused with what was thrown, the card that comes back changes nothing.
    await expect(at.counter.sell(at.act(), { amountMinor: 1000 }, false)).rejects.toMatchObject({
      code: "SQLITE_READONLY",
    });
    expect((await at.put(card)).kind).toMatch(/waiting|member/);
    sqlite.pragma("query_only = OFF");
    await at.put(card);
    await at.counter.sell(at.act(), { amountMinor: 10_000 }, true);
    expect(await at.counter.sell(by, bill, true)).toMatchObject({ value: { kind: "done" } });
    expect(salesOf(at).filter((sale) => sale.totalMinor === 50_000).length).toBe(1);
    expect(openIntents(at)).toBe(0);
    expect(moneyFaults(at)).toEqual([]);
  },
);
