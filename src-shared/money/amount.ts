import { assert } from "../base/assert.ts";

/** An amount: a signed integer in the smallest unit of its asset, |x| ≤ 2^53−1. */
export type Minor = number;

/** How a programme rounds: one documented mode per programme. All are exact on integers. */
export type RoundingMode = "down" | "half-up" | "up";

/** 100 % in basis points. */
export const BP_ONE = 10_000;

/** Throws unless `value` is an integer that a double holds exactly. */
export function checkMinor(value: number): Minor {
  assert(Number.isSafeInteger(value), "amount outside the safe integers");
  return value;
}

/** Sum with a check after every step, so that no intermediate result is silently inexact. */
export function sumMinor(values: Iterable<number>): Minor {
  let sum = 0;
  for (const value of values) sum = checkMinor(sum + checkMinor(value));
  return sum;
}

/**
 * The one rounding function: `numerator / denominator`, rounded to a multiple of `stepMinor` in `mode`. "down" is
 * towards zero and "up" away from it, so that a reversal rounds as its original did; a half goes away from zero in
 * "half-up".
 */
export function roundRatio(ratio: {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly stepMinor: number;
  readonly mode: RoundingMode;
}): Minor {
  assert(ratio.denominator > 0n && Number.isSafeInteger(ratio.stepMinor) && ratio.stepMinor > 0, "bad rounding");
  const negative = ratio.numerator < 0n;
  const size = negative ? -ratio.numerator : ratio.numerator;
  const unit = ratio.denominator * BigInt(ratio.stepMinor);
  const rest = size % unit;
  const raise = ratio.mode === "up" ? rest > 0n : ratio.mode === "half-up" && rest * 2n >= unit;
  const steps = size / unit + (raise ? 1n : 0n);
  const rounded = Number(steps) * ratio.stepMinor;
  assert(Number.isSafeInteger(rounded), "amount outside the safe integers");
  return negative && rounded !== 0 ? -rounded : rounded;
}

/** `rateBp` basis points of `amountMinor`, rounded to a multiple of `stepMinor`. */
export function shareOf(share: {
  readonly amountMinor: Minor;
  readonly rateBp: number;
  readonly stepMinor: number;
  readonly mode: RoundingMode;
}): Minor {
  assert(Number.isInteger(share.rateBp), "rate in whole basis points expected");
  const numerator = BigInt(checkMinor(share.amountMinor)) * BigInt(share.rateBp);
  return roundRatio({ numerator, denominator: BigInt(BP_ONE), stepMinor: share.stepMinor, mode: share.mode });
}

/**
 * Spreads `totalMinor` over `weights` by largest remainder (Hamilton), ties to the earlier one: parts are integers of
 * the total's sign that sum to it exactly. Weights are non-negative integers; with a sum of 0 the first part takes all.
 */
export function spread(totalMinor: Minor, weights: readonly number[]): Minor[] {
  assert(
    weights.length > 0 && weights.every((w) => Number.isSafeInteger(w) && w >= 0),
    "non-negative weights expected",
  );
  const negative = checkMinor(totalMinor) < 0;
  const size = BigInt(Math.abs(totalMinor));
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) return weights.map((_, i) => (i === 0 ? totalMinor : 0));
  const parts = weights.map((weight) => (size * BigInt(weight)) / sum);
  const remainders = weights.map((weight, at) => ({ at, rest: (size * BigInt(weight)) % sum }));
  remainders.sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
  const left = Number(size - parts.reduce((all, part) => all + part, 0n));
  for (const { at } of remainders.slice(0, left)) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts.map((part) => (negative && part !== 0n ? -Number(part) : Number(part)));
}
