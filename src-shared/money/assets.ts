import { assert } from "../base/assert.ts";

/** What an amount counts. The number is what stands in events and in two bits of a card's record. */
export interface Asset {
  readonly number: number;
  readonly code: string;
  /** Decimal places of the major unit: 0 means that the smallest unit is the unit itself. */
  readonly scale: number;
  /** Whether a card's record may carry it. Points never are on a card. */
  readonly onCard: boolean;
}

/**
 * The registry, frozen: a number is never given to another asset. `IRN` is kept for the new rial of the redenomination
 * (1 new rial = 10,000 old), which will come as a dated conversion entry and never as a rewrite.
 */
export const ASSETS: readonly Asset[] = [
  { number: 0, code: "IRR", scale: 0, onCard: true },
  { number: 1, code: "PTS", scale: 0, onCard: false },
  { number: 2, code: "IRN", scale: 2, onCard: true },
];

/** Iranian rial, shown as toman (10 rial) by setting. */
export const IRR = 0;
/** Loyalty points. */
export const PTS = 1;

/** The asset with this number. Throws when there is none. */
export function assetOf(number: number): Asset {
  const asset = ASSETS[number];
  assert(asset !== undefined && asset.number === number, "unknown asset");
  return asset;
}
