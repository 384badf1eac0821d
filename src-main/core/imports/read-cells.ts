import { gregorianOf } from "../../../src-shared/base/solar-hijri.ts";
import { foldDigits } from "../../../src-shared/members/fold-text.ts";
import { foldLetters, parseRial, type MoneyUnit } from "../../../src-shared/words/format.ts";
import type { ImportFault } from "../../../src-shared/words/import-words.ts";
import { ok, err, type Result } from "../../../src-shared/base/result.ts";

/** As the largest bill: more is a slip of the fingers. */
export const AMOUNT_MAX_MINOR = 100_000_000_000;

/** A cell's text as it is kept: Persian letters, no space around, no tab and no mark of direction that Excel adds. */
export function tidyCell(text: string): string {
  return foldLetters(text.replaceAll(/\r\n?/g, "\n").replaceAll(/[\t\u00a0]/g, " "))
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .trim();
}

/** Whether a spreadsheet has turned a long number into the likes of 9.12E+09: its digits are lost. */
export function isShortened(text: string): boolean {
  return /^[0-9][.,\u066b/]?[0-9]*e\+[0-9]{1,2}$/i.test(foldDigits(text));
}

/**
 * A date as Gregorian YYYY-MM-DD. The year comes first (1369/5/12, 1990-08-03, 13690512) and says which calendar is
 * meant; a time of day behind it is left away.
 */
export function readDate(text: string): string | undefined {
  const plain = foldDigits(text).replace(/[ T]+00?:00(:00)?$/, "");
  const match = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$/.exec(plain) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(plain);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[4])];
  if (year >= 1200 && year < 1500) return gregorianOf({ year, month, day });
  if (year < 1800 || year > 2200) return undefined;
  const date = `${match[1]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? date : undefined;
}

/** "unit" is what a column's amounts are counted in: points are whole numbers. */
export type AmountUnit = MoneyUnit | "points";

/** An amount of zero or more in minor units. A unit that stands in the cell itself is believed. */
export function readAmount(text: string, unit: AmountUnit): Result<number, ImportFault> {
  if (isShortened(text)) return err("number-shortened");
  const { rest, unit: said } = unitIn(text);
  // A spreadsheet's own two places behind the point.
  const plain = rest.replace(/[.\u066b/][0\u0660\u06f0]{1,2}$/, "");
  const value = unit === "points" ? parseRial(plain, "rial") : parseRial(plain, said ?? unit);
  if (value === undefined) return err("amount-invalid");
  return value > AMOUNT_MAX_MINOR ? err("amount-too-large") : ok(value);
}

const UNITS: readonly (readonly [MoneyUnit, RegExp])[] = [
  ["toman", /تومان|تومن|\btomans?\b/giu],
  ["rial", /ریال|﷼|\brials?\b|\birr\b/giu],
];

/** Finds the word of a money unit in a header or a cell, and gives the text without it. */
export function unitIn(text: string): { readonly rest: string; readonly unit: MoneyUnit | undefined } {
  const tidy = tidyCell(text);
  for (const [unit, word] of UNITS) {
    const rest = tidy.replaceAll(word, " ");
    if (rest !== tidy) return { rest: rest.replaceAll(/\s+/g, " ").trim(), unit };
  }
  return { rest: tidy, unit: undefined };
}

/** A cell that lists things: parted by a comma of either kind, a semicolon, a bar or a line break. */
export function readList(text: string): readonly string[] {
  const parts = text.split(/[،,;؛|\n]/).map(tidyCell);
  return [...new Set(parts.filter((part) => part !== ""))];
}

const YES = new Set(["1", "x", "yes", "y", "true", "بله", "بلی", "آری", "فعال", "دارد", "active", "✓"]);
const NO = new Set(["0", "no", "n", "false", "خیر", "نه", "غیرفعال", "ندارد", "inactive", "-"]);

/** Yes or no, in either language. */
export function readYesNo(text: string): boolean | undefined {
  const word = foldDigits(text).toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}
