import fc from "fast-check";
import { expect, test } from "vitest";
import { ASSETS, assetOf } from "../../../src-shared/money/assets.ts";
import { roundRatio, shareOf, spread, sumMinor } from "../../../src-shared/money/amount.ts";

test.each([
  // amount, bp, step, mode, expected
  [200_000, 1000, 1, "down", 20_000],
  [1_234_567, 1000, 1, "down", 123_456],
  [1_234_567, 1000, 1, "half-up", 123_457],
  [1_234_565, 1000, 1, "half-up", 123_457],
  [1_234_564, 1000, 1, "half-up", 123_456],
  [1_234_561, 1000, 1, "up", 123_457],
  [1_234_567, 1000, 10, "down", 123_450],
  [1_234_567, 1000, 1000, "up", 124_000],
  [1_234_567, 1000, 1000, "half-up", 123_000],
  [-1_234_567, 1000, 1, "down", -123_456],
  [-1_234_565, 1000, 1, "half-up", -123_457],
  [9, 1000, 1, "down", 0],
  [-9, 1000, 1, "down", 0],
  [Number.MAX_SAFE_INTEGER, 10_000, 1, "down", Number.MAX_SAFE_INTEGER],
] as const)("%d at %d bp to %d, %s, is %d", (amountMinor, rateBp, stepMinor, mode, expected) => {
  expect(shareOf({ amountMinor, rateBp, stepMinor, mode })).toBe(expected);
});

test("rounding: result is a multiple of the step and less than a step away; a reversal rounds as its original", () => {
  const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
  const modes = fc.constantFrom("down" as const, "half-up" as const, "up" as const);
  fc.assert(
    fc.property(
      amounts,
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 1, max: 5000 }),
      modes,
      (a, bp, step, mode) => {
        const share = shareOf({ amountMinor: a, rateBp: bp, stepMinor: step, mode });
        expect(share % step).toBe(share < 0 ? -0 : 0);
        const distance = BigInt(share) * 10_000n - BigInt(a) * BigInt(bp);
        expect(distance < BigInt(step) * 10_000n && distance > -BigInt(step) * 10_000n).toBe(true);
        expect(shareOf({ amountMinor: -a, rateBp: bp, stepMinor: step, mode }) + share).toBe(0);
      },
    ),
  );
});

test("spread: parts sum to the total, keep its sign, are within one of the exact share, ties go to the earlier line", () => {
  const weights = fc.array(fc.nat({ max: 1_000_000_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights, (total, list) => {
      const parts = spread(total, list);
      expect(sumMinor(parts)).toBe(total);
      const sum = list.reduce((a, b) => a + b, 0);
      parts.forEach((part, i) => {
        expect(part === 0 || Math.sign(part) === Math.sign(total)).toBe(true);
        if (sum > 0) expect(Math.abs(part - (total * (list[i] ?? 0)) / sum)).toBeLessThan(1.001);
      });
    }),
  );
  expect(spread(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(spread(-10, [1, 1, 1])).toEqual([-4, -3, -3]);
  expect(spread(7, [0, 0])).toEqual([7, 0]);
  expect(spread(100, [200, 100, 0])).toEqual([67, 33, 0]);
});

test("no amount outside the safe integers comes out silently", () => {
  expect(() => sumMinor([Number.MAX_SAFE_INTEGER, 1])).toThrow();
  expect(() => sumMinor([0.5])).toThrow();
  expect(() => roundRatio({ numerator: 2n ** 60n, denominator: 1n, stepMinor: 1, mode: "down" })).toThrow();
  expect(() => spread(1, [])).toThrow();
  expect(() => spread(1, [-1])).toThrow();
});

test("golden: the registry of assets", () => {
  expect(ASSETS).toEqual([
    { number: 0, code: "IRR", scale: 0, onCard: true },
    { number: 1, code: "PTS", scale: 0, onCard: false },
    { number: 2, code: "IRN", scale: 2, onCard: true },
  ]);
  expect(() => assetOf(3)).toThrow();
});
