import { expect, test } from "vitest";
import { roundCredit } from "../../../src-shared/programme/round-credit.ts";

test.each([
  ["the odd end to 10,000 toman", 1_234_000, 500_000, 1, 34_000],
  ["to 1,000 toman when there is not enough for 10,000", 1_234_000, 30_000, 1, 4_000],
  ["nothing when even that is not there", 1_234_000, 3_999, 1, 0],
  ["nothing on a round bill", 1_200_000, 500_000, 1, 0],
  ["a bill that is round to 1,000 only, without credit for more", 1_230_000, 20_000, 1, 0],
  ["a small bill whole", 70_000, 500_000, 1, 70_000],
  ["in the programme's steps", 1_234_000, 500_000, 2_000, 34_000],
  ["the next round sum that the steps reach", 1_250_000, 500_000, 20_000, 0],
  ["a step that meets the round sum later", 1_230_000, 500_000, 30_000, 30_000],
  ["a step that meets it at the second try", 1_210_000, 500_000, 70_000, 210_000],
  ["never more than the bill", 40_000, 1_000_000, 1, 40_000],
  ["rial that are no toman", 1_234_567, 100_000, 1, 34_567],
])("round with credit: %s", (_what, totalMinor, possibleMinor, stepMinor, expected) => {
  const credit = roundCredit({ totalMinor, possibleMinor, stepMinor });
  expect(credit).toBe(expected);
  if (credit > 0) expect([(totalMinor - credit) % 10_000, credit % stepMinor]).toEqual([0, 0]);
});
