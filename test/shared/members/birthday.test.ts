import { expect, test } from "vitest";
import { isBirthday } from "../../../src-shared/members/birthday.ts";

test.each([
  ["2 Mehr 1370", "1991-09-24", "2026-09-24", "solar-hijri", true],
  // 21 March is 1 Farvardin in common years and 2 Farvardin after a leap year's end on 20 March.
  ["1 Farvardin, in a year that begins on 20 March", "1991-03-21", "2024-03-20", "solar-hijri", true],
  ["the same Gregorian day is then 2 Farvardin", "1991-03-21", "2024-03-21", "solar-hijri", false],
  ["30 Esfand of a leap year, in a common one: the last of Esfand", "1997-03-20", "2026-03-20", "solar-hijri", true],
  ["30 Esfand in a leap year is itself", "1997-03-20", "2025-03-20", "solar-hijri", true],
  ["29 February in a common year: the 28th", "1992-02-29", "2026-02-28", "gregorian", true],
  ["29 February in a leap year is not the 28th", "1992-02-29", "2028-02-28", "gregorian", false],
  ["29 February in a leap year", "1992-02-29", "2028-02-29", "gregorian", true],
  ["the 28th is no birthday of the 27th", "1992-02-27", "2026-02-28", "gregorian", false],
  ["31 and 30 of a month that has 30", "1990-11-30", "2026-11-30", "gregorian", true],
  ["the day before", "1990-05-12", "2026-05-11", "gregorian", false],
  ["nobody has a birthday before being born", "2027-05-11", "2026-05-11", "gregorian", false],
  ["no date", "someday", "2026-05-11", "gregorian", false],
] as const)("birthday: %s", (_what, born, day, calendar, expected) => {
  expect(isBirthday({ born, day, calendar })).toBe(expected);
});
