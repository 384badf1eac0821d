import { expect, test } from "vitest";
import { gregorianOf } from "../../../src-shared/base/solar-hijri.ts";
import { formatDate } from "../../../src-shared/words/format.ts";

test.each([
  [1369, 5, 12, "1990-08-03"],
  [1403, 12, 30, "2025-03-20"],
  [1404, 1, 1, "2025-03-21"],
  [1300, 1, 1, "1921-03-21"],
  [1399, 12, 30, "2021-03-20"],
])("%i/%i/%i is %s", (year, month, day, date) => {
  expect(gregorianOf({ year, month, day })).toBe(date);
});

test.each([
  [1402, 12, 30],
  [1400, 7, 31],
  [1400, 13, 1],
  [1400, 0, 1],
  [1400, 1, 32],
  [1400, 1, 0],
])("%i/%i/%i is no day", (year, month, day) => {
  expect(gregorianOf({ year, month, day })).toBeUndefined();
});

test("every day of a century and a half is read as it is shown", () => {
  const settings = { digits: "latin", calendar: "solar-hijri", timeZone: "UTC" } as const;
  const last = Date.UTC(2071, 2, 20, 12);
  for (let atMs = Date.UTC(1921, 2, 21, 12); atMs < last; atMs += 86_400_000) {
    const [year = 0, month = 0, day = 0] = formatDate(atMs, settings).split("/").map(Number);
    const read = gregorianOf({ year, month, day });
    if (read !== new Date(atMs).toISOString().slice(0, 10)) throw new Error(`${year}/${month}/${day}: ${read}`);
  }
});
