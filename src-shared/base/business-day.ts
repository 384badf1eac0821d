import { assert } from "./assert.ts";

/** A business day as `YYYY-MM-DD` in the Gregorian calendar: stored once when a shift opens, shown in any calendar. */
export type BusinessDay = string;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * The business day of an instant. `offsetMin` is the shop's offset from UTC in minutes; `startsAtMin` the minute of the
 * local day at which its business day begins (a café open until 2 a.m. sets 240).
 */
export function businessDayOf(at: {
  readonly atMs: number;
  readonly offsetMin: number;
  readonly startsAtMin: number;
}): BusinessDay {
  const localMs = at.atMs + (at.offsetMin - at.startsAtMin) * MINUTE_MS;
  return dayText(Math.floor(localMs / DAY_MS));
}

/** Days since 1970-01-01 of a business day. Throws on a text that is no date. */
export function dayNumber(day: BusinessDay): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  assert(match !== null, "business day expected");
  const number = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS;
  assert(dayText(number) === day, "business day expected");
  return number;
}

/** The business day of a day number. */
export function dayText(number: number): BusinessDay {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** Whether `text` is a business day. */
export function isBusinessDay(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(ms) && dayText(ms / DAY_MS) === text;
}
