import { afterEach, expect, test } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import { parseEnvelope, type Envelope } from "../../../src-shared/ledger/envelope.ts";
import { appendEvents } from "../../../src-main/core/journal-writer.ts";
import { abandonSpend } from "../../../src-main/core/terminal/abandon.ts";
import { actNow } from "../../../src-main/core/terminal/context.ts";
import { issueCard } from "../../../src-main/core/terminal/issue-card.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { settleCard } from "../../../src-main/core/terminal/settle-card.ts";
import { openShift } from "../../../src-main/core/terminal/shift.ts";
import { PLAIN_PROGRAMME, testShop, type TestShop } from "../../support/test-shop.ts";
import { tapCard } from "../../virtual/card/in-process-channel.ts";
import { deliveredCard } from "../../virtual/card/virtual-card.ts";

let shop: TestShop | undefined;
afterEach(() => {
  shop?.close();
  shop = undefined;
});

async function open(): Promise<TestShop> {
  shop = await testShop();
  return shop;
}

function envelopes({ terminal }: TestShop): Envelope[] {
  const { read } = terminal.store;
  return read.events(terminal.identity.journal, 1, 1000).map((event) => {
    const envelope = parseEnvelope(event.body);
    if (!envelope.ok) throw new Error(envelope.error.path);
    return envelope.value;
  });
}

/** A spend of 15,000 whose card left before the write, by the cashier 1.2. */
async function spendThatWaits(of: TestShop) {
  const { terminal, act, memberWithCard, tap } = of;
  const { card, member } = await memberWithCard("04a1b2c3");
  await sell(terminal, act(), { amountMinor: 200_000 }, await tap(card));
  const present = await tap(card);
  card.arm({ kind: "tear-before", atApdu: 1 });
  const by = { command: "cashier.1", actor: "1.2", approver: "1.3" };
  const bill = { amountMinor: 15_000, creditMinor: 15_000 };
  const left = await sell(terminal, by, bill, present);
  expect(left).toMatchObject({ ok: true, value: { kind: "card-left" } });
  return { card, member, by, bill };
}

test("a sale that a card put back completes is its cashier's, under the programme that decided it", async () => {
  const of = await open();
  const { card, by } = await spendThatWaits(of);
  const { terminal, act, tap, authority } = of;
  terminal.store.transaction((tx) => {
    const published = { programme: 2, document: { ...PLAIN_PROGRAMME, windowDays: 30 } };
    appendEvents(tx, terminal, authority, actNow(terminal, tx, act()), [
      { type: "programme.published", payload: published },
    ]);
  });
  expect(await settleCard(terminal, act(), await tap(card))).toMatchObject({ value: { stillOpen: 0 } });
  const sale = must(envelopes(of).at(-1), "the sale is last");
  expect(sale.type).toBe("sale.recorded");
  expect([sale.actor, sale.approver, sale.command, sale.programme]).toEqual(["1.2", "1.3", by.command, 1]);
});

test("a command that is repeated after the card was put back answers with the sale", async () => {
  const of = await open();
  const { card, by, bill } = await spendThatWaits(of);
  const settled = await settleCard(of.terminal, of.act(), await of.tap(card));
  const [sale] = settled.ok ? settled.value.sales : [];
  expect(await sell(of.terminal, by, bill, undefined)).toMatchObject({
    ok: true,
    value: { kind: "done", sale: sale?.event.ref, short: sale?.event.short, spentMinor: 15_000 },
  });
});

test("a command that is repeated after its bill was given up no longer says that a card is waited for", async () => {
  const of = await open();
  const { by, bill } = await spendThatWaits(of);
  expect(await sell(of.terminal, by, bill, undefined)).toMatchObject({ value: { kind: "card-left", over: false } });
  abandonSpend(of.terminal, of.act());
  expect(await sell(of.terminal, by, bill, undefined)).toMatchObject({ value: { kind: "card-left", over: true } });
});

test("a double Enter with the card gone in between is one command still", async () => {
  const { terminal, act, memberWithCard, tap, balance } = await open();
  const { card, member } = await memberWithCard("04a1b2c3");
  const by = act();
  const first = await sell(terminal, by, { amountMinor: 200_000 }, await tap(card));
  // The counter knows whose card was there last; the cashier's request is the same.
  expect(await sell(terminal, by, { amountMinor: 200_000 }, undefined, member)).toEqual(first);
  expect(balance("sales")).toBe(200_000);
});

test("an issue whose answer was lost is answered again; a repeated abandon too", async () => {
  const of = await open();
  const { terminal, act, memberWithCard } = of;
  const { member } = await memberWithCard("04a1b2c3");
  const plastic = deliveredCard("04a1b2c4");
  const by = act();
  const request = { member, uid: plastic.chip.uid(), overwrite: false };
  const first = await issueCard(terminal, by, { ...request, channel: tapCard(plastic) });
  expect(first.ok).toBe(true);
  expect(await issueCard(terminal, by, { ...request, channel: tapCard(plastic) })).toEqual(first);
  expect(await issueCard(terminal, by, { ...request, member: "2.99", channel: tapCard(plastic) })).toMatchObject({
    error: { refusal: "command-reused" },
  });
  await spendThatWaitsOn(of);
  const abandon = act();
  expect(abandonSpend(terminal, abandon)).toEqual({ ok: true, value: { abandoned: 1 } });
  expect(abandonSpend(terminal, abandon)).toEqual({ ok: true, value: { abandoned: 1 } });
});

async function spendThatWaitsOn({ terminal, act, memberWithCard, tap }: TestShop): Promise<void> {
  const { card } = await memberWithCard("04a1b2c5");
  await sell(terminal, act(), { amountMinor: 200_000 }, await tap(card));
  const present = await tap(card);
  card.arm({ kind: "tear-before", atApdu: 1 });
  await sell(terminal, act(), { amountMinor: 15_000, creditMinor: 15_000 }, present);
}

test("absurd amounts are refused with words, wherever they stand", async () => {
  const { terminal, act, balance } = await open();
  const huge = Number.MAX_SAFE_INTEGER;
  const line = { id: 1, qty: 1000, price: 5, net: 5 };
  const bills = [
    {
      lines: [
        { ...line, net: huge },
        { ...line, id: 2, net: huge },
      ],
    },
    { lines: [line, line] },
    {
      amountMinor: 5,
      tenders: [
        { kind: "cash", amountMinor: huge },
        { kind: "cash", amountMinor: huge },
      ],
    },
    { amountMinor: 5, tenders: [{ kind: "cash", amountMinor: 5, givenMinor: 5.5 }] },
    { amountMinor: 5, tenders: [{ kind: "cash", amountMinor: 5, givenMinor: huge + 2 }] },
    { amountMinor: 5, tenders: [{ kind: "bank-card", amountMinor: 5, ref: "\u0000" }] },
    { lines: [{ ...line, product: "\ud800" }] },
  ] as const;
  for (const bill of bills) expect(await sell(terminal, act(), bill, undefined)).toMatchObject({ ok: false });
  expect(balance("sales")).toBe(0);
  for (const floatMinor of [0.5, -1, Number.NaN, 2 ** 60]) {
    expect(openShift(terminal, act(), { floatMinor }).ok).toBe(false);
  }
});

test("before the first contact nothing is spent; after it, within the caps", async () => {
  shop = await testShop();
  const { terminal, act, memberWithCard, tap, office } = shop;
  terminal.store.transaction((tx) => tx.dropState("contact"));
  const { card } = await memberWithCard("04a1b2c3");
  office.setAway(true);
  expect(await sell(terminal, act(), { amountMinor: 200_000 }, await tap(card))).toMatchObject({ ok: true });
  const bill = { amountMinor: 5000, creditMinor: 5000 };
  expect(await sell(terminal, act(), bill, await tap(card))).toMatchObject({ ok: false, error: { possibleMinor: 0 } });
  office.setAway(false);
  expect(await sell(terminal, act(), bill, await tap(card))).toMatchObject({ ok: true, value: { spentMinor: 5000 } });
});
