import type { Calendar } from "../words/format.ts";

const DAY_MS = 86_400_000;

/**
 * Whether `day` is the birthday of somebody born on `born` (both Gregorian YYYY-MM-DD), in the shop's calendar. Whoever
 * was born on a day that this year doesn't have (29 February, 30 Esfand) has it on the month's last day.
 */
export function isBirthday(of: { readonly born: string; readonly day: string; readonly calendar: Calendar }): boolean {
  const atMs = (text: string): number => Date.parse(`${text}T12:00:00Z`);
  const [bornMs, dayMs] = [atMs(of.born), atMs(of.day)];
  if (!Number.isFinite(bornMs) || !Number.isFinite(dayMs) || bornMs > dayMs) return false;
  const [born, day] = [monthAndDay(bornMs, of.calendar), monthAndDay(dayMs, of.calendar)];
  if (born.month !== day.month) return false;
  const isLast = monthAndDay(dayMs + DAY_MS, of.calendar).month !== day.month;
  return born.day === day.day || (isLast && born.day > day.day);
}

// Making a formatter costs a hundred times its use.
const formatters = new Map<Calendar, Intl.DateTimeFormat>();

function monthAndDay(atMs: number, calendar: Calendar): { readonly month: number; readonly day: number } {
  let formatter = formatters.get(calendar);
  if (formatter === undefined) {
    const name = calendar === "solar-hijri" ? "persian" : "gregory";
    const options = { timeZone: "UTC", month: "numeric", day: "numeric" } as const;
    formatter = new Intl.DateTimeFormat(`en-u-ca-${name}-nu-latn`, options);
    formatters.set(calendar, formatter);
  }
  const parts = Object.fromEntries(formatter.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  return { month: parts["month"] ?? 0, day: parts["day"] ?? 0 };
}
