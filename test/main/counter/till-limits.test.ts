import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EMPTY_DRAFT, putDraft, type DraftLine } from "../../../src-main/core/counter/draft.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let rig: TillRig;
beforeEach(async () => {
  rig = await tillRig();
});
afterEach(() => rig.close());

test("the clock set back a day in the middle of a bill: it is sold in its shift's day, and undone", async () => {
  const { clock, terminal } = rig.desk.shop;
  const { card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  await rig.at.put(card);
  await rig.must("bill.amount", { amountMinor: 1_000_000 });
  clock.nowMs -= 86_400_000;
  expect(rig.state()).toMatchObject({ offer: { earnMinor: 100_000 }, bill: { amountMinor: 1_000_000 } });
  const paid = await rig.must("bill.pay", { revision: rig.state().bill.revision });
  if (paid.kind !== "done") throw new Error("sold");
  const body = terminal.store.read.event(paid.result.sale)?.body ?? "{}";
  const [shift] = terminal.store.read.shifts();
  // Written by this program.
  expect((JSON.parse(body) as { readonly day: string }).day).toBe(shift?.day);
  expect(await rig.must("sale.void", { sale: paid.result.sale })).toMatchObject({ kind: "done" });
});

test("a basket of 5,000 lines is shown, discounted and sold whole", async () => {
  const lines = Array.from({ length: 5000 }, (_, at): DraftLine => {
    const priceMinor = 1000 + at;
    const rest = { product: null, category: null, qtyMilli: 1000, discountMinor: 0 };
    return { id: at + 1, name: `کالای ${at}`, priceMinor, netMinor: priceMinor, ...rest };
  });
  rig.desk.shop.terminal.store.transaction((tx) => putDraft(tx, { ...EMPTY_DRAFT, lines }));
  const again = rig.restart();
  const subtotal = 5000 * 1000 + (4999 * 5000) / 2;
  const added = await again.ask("bill.add-free", { name: "x", priceMinor: 1 });
  expect(added).toMatchObject({ error: { refusal: "too-many-lines" } });
  const { revision } = await again.must("bill.discount", { discountMinor: 7777 });
  expect(again.state().bill).toMatchObject({ totalMinor: subtotal - 7777 });
  expect(await again.must("bill.pay", { revision })).toMatchObject({ result: { totalMinor: subtotal - 7777 } });
});

test("pages are told once for all that happened in one turn, and only what is not as it was", async () => {
  await wait(5);
  rig.events.length = 0;
  for (let n = 1; n <= 10; n++) rig.till.typeAmount(`key-${n}`, n * 1000);
  await wait(5);
  expect(rig.events.map(({ kind }) => kind)).toEqual(["counter", "display"]);
  expect(rig.events[0]).toMatchObject({ state: { bill: { amountMinor: 10_000 } } });
  rig.pages.due();
  await wait(5);
  expect(rig.events).toHaveLength(2);
});

test("a finished sale is heard, and the customer reads what it was until the next one begins", async () => {
  const { revision } = await rig.must("bill.amount", { amountMinor: 90_000 });
  rig.events.length = 0;
  await rig.must("bill.pay", { revision, tenders: [{ kind: "cash", amountMinor: 90_000, givenMinor: 100_000 }] });
  expect(rig.events).toContainEqual({ kind: "sound", sound: "done" });
  const shown = rig.till.displayState(rig.state());
  expect(shown).toMatchObject({ phase: "paid", totalMinor: 90_000, changeMinor: 10_000 });
});
