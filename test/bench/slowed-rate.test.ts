import { expect, test } from "vitest";
import { rateFor } from "./slowed-rate.ts";

const MEASURED = [
  { rate: 4, slowdown: 4.5 },
  { rate: 5, slowdown: 5.7 },
  { rate: 6, slowdown: 6.7 },
];

test.each([
  [6, 5.3],
  [5.7, 5],
  [5.1, 4.5],
  [6.7, 6],
  [3, 4],
  [8, 6],
])("work takes %d times as long at rate %d", (wanted, rate) => expect(rateFor(wanted, MEASURED)).toBe(rate));

test("of no rates there is none", () => expect(() => rateFor(6, [])).toThrow("no rate"));
