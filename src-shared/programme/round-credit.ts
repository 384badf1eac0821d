import type { Minor } from "../money/amount.ts";

/** What a cashier calls round: 10,000 toman, and where that can't be, 1,000 toman. */
const ROUND_MINOR = [100_000, 10_000] as const;
/** Steps of a programme are small beside a round sum; nothing is looked for beyond this many tries. */
const TRIES_MAX = 1_000;

/**
 * "Round with credit": the least credit that makes the rest of a bill a multiple of 10,000 toman, or else of 1,000
 * toman. `possibleMinor` is the most that credit may pay now, in multiples of `stepMinor`. 0 when the bill is round
 * already or no such credit is possible.
 */
export function roundCredit(of: {
  readonly totalMinor: Minor;
  readonly possibleMinor: Minor;
  readonly stepMinor: Minor;
}): Minor {
  const { totalMinor, stepMinor } = of;
  const possibleMinor = Math.min(of.possibleMinor, totalMinor);
  for (const round of ROUND_MINOR) {
    const odd = totalMinor % round;
    if (odd === 0) return 0;
    for (let credit = odd, tries = 0; credit <= possibleMinor && tries < TRIES_MAX; credit += round, tries++) {
      if (credit % stepMinor === 0) return credit;
    }
  }
  return 0;
}
