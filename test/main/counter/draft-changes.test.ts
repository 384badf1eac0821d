import fc from "fast-check";
import { expect, test } from "vitest";
import { saleLinesOf } from "../../../src-main/core/counter/draft-bill.ts";
import {
  addLine,
  changeLine,
  discountBill,
  grossOf,
  typeAmount,
  type DraftChange,
} from "../../../src-main/core/counter/draft-changes.ts";
import { EMPTY_DRAFT, totalOf, type Draft } from "../../../src-main/core/counter/draft.ts";
import { BILL_MAX_MINOR, readBill } from "../../../src-main/core/terminal/bill.ts";
import { canonicalFault } from "../../../src-shared/base/canonical.ts";

const money = fc.oneof(fc.nat(2_000_000), fc.constantFrom(0, 1, BILL_MAX_MINOR, BILL_MAX_MINOR + 1));
const quantity = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.constantFrom(1, 1000, 1_000_000_000, 2_000_000_000));
const step: fc.Arbitrary<(draft: Draft) => DraftChange> = fc.oneof(
  money.map((amount) => (draft: Draft) => typeAmount(draft, amount)),
  fc
    .record({
      product: fc.constantFrom(null, "a", "b"),
      name: fc.string({ unit: "binary", maxLength: 60 }),
      category: fc.constantFrom(null, "c", "\ud800"),
      priceMinor: money,
      qtyMilli: quantity,
    })
    .map((line) => (draft: Draft) => addLine(draft, line)),
  fc
    .record(
      { id: fc.integer({ min: 1, max: 8 }), qtyMilli: fc.oneof(fc.constant(0), quantity), discountMinor: money },
      { requiredKeys: ["id"] },
    )
    .map((change) => (draft: Draft) => changeLine(draft, change)),
  money.map((discount) => (draft: Draft) => discountBill(draft, discount)),
);

test("any order of changes keeps the total the sum of nets less the discount, never negative, and sellable as shown", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let draft = EMPTY_DRAFT;
      for (const each of steps) {
        const change = each(draft);
        if (change.ok) draft = { ...draft, ...change.value };
        const nets = draft.lines.map((line) => {
          const gross = grossOf(line) ?? Number.NaN;
          expect(line.netMinor).toBe(gross - line.discountMinor);
          expect(Math.min(line.netMinor, line.discountMinor)).toBeGreaterThanOrEqual(0);
          return line.netMinor;
        });
        const sum = draft.lines.length > 0 ? nets.reduce((all, net) => all + net, 0) : draft.amountMinor;
        const total = totalOf(draft);
        expect(total).toBe(sum - draft.discountMinor);
        expect(total).toBeGreaterThanOrEqual(0);
        const sold = saleLinesOf(draft);
        expect(sold.reduce((all, line) => all + line.net, 0)).toBe(total);
        expect(sold.every((line) => line.net >= 0 && canonicalFault(line) === undefined)).toBe(true);
        expect(readBill({ lines: sold }, 1).ok).toBe(total > 0);
      }
    }),
    { numRuns: 300 },
  );
});

test("an amount that was typed before the first product becomes a line of its own: nothing typed is lost", () => {
  const typed = { ...EMPTY_DRAFT, amountMinor: 70_000 };
  const bread = { product: "bread", name: "نان", category: null, priceMinor: 150_000, qtyMilli: 2000 };
  const change = addLine(typed, bread);
  expect(change).toMatchObject({
    ok: true,
    value: { amountMinor: 0, lines: [{ netMinor: 70_000 }, { netMinor: 300_000 }] },
  });
});

test.each([
  [{ priceMinor: 100_000, qtyMilli: 1 }, 100],
  [{ priceMinor: 1_500, qtyMilli: 333 }, 500],
  [{ priceMinor: 1, qtyMilli: 500 }, 1],
  [{ priceMinor: 1, qtyMilli: 499 }, 0],
])("a price times a quantity in thousandths rounds half a rial up: %j", (line, gross) => {
  expect(grossOf(line)).toBe(gross);
});

test("a bill takes 5,000 lines and no more, and its numbers never run out", () => {
  const lines = Array.from({ length: 5000 }, (_, at) => {
    return {
      id: at + 1,
      product: `p${at}`,
      name: "x",
      category: null,
      qtyMilli: 1000,
      priceMinor: 10,
      discountMinor: 0,
      netMinor: 10,
    };
  });
  const one = { product: "new", name: "y", category: null, priceMinor: 10, qtyMilli: 1000 };
  expect(addLine({ ...EMPTY_DRAFT, lines }, one)).toEqual({ ok: false, error: { refusal: "too-many-lines" } });
  const gap = { ...EMPTY_DRAFT, lines: lines.filter(({ id }) => id !== 77) };
  const added = addLine(gap, one);
  expect(added.ok && added.value.lines?.at(-1)?.id).toBe(77);
});

test("a discount that once fitted shrinks with its line and its bill", () => {
  const bread = { product: "bread", name: "نان", category: null, priceMinor: 1000, qtyMilli: 3000 };
  const added = addLine(EMPTY_DRAFT, bread);
  let draft: Draft = { ...EMPTY_DRAFT, ...(added.ok ? added.value : {}), discountMinor: 2500 };
  const fewer = changeLine(draft, { id: 1, qtyMilli: 1000 });
  draft = { ...draft, ...(fewer.ok ? fewer.value : {}) };
  expect([totalOf(draft), draft.discountMinor]).toEqual([0, 1000]);
  expect(changeLine(draft, { id: 1, discountMinor: 1001 })).toMatchObject({ error: { refusal: "discount-too-large" } });
});
