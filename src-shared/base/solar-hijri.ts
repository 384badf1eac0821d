const DAY_MS = 86_400_000;
/** Days of a mean year, only to come near: the platform's own calendar decides. */
const YEAR_DAYS = 365.2422;
/** How far the estimate may be off. */
const OFF_DAYS = [0, 1, -1, 2, -2, 3, -3];

// Making a formatter costs a hundred times its use.
let formatter: Intl.DateTimeFormat | undefined;

/**
 * The Gregorian YYYY-MM-DD of a day of the Solar Hijri calendar, by the same calendar data that shows dates, so that
 * what is read is what is shown. Undefined for a day that the year does not have.
 */
export function gregorianOf(solar: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}): string | undefined {
  const { year, month, day } = solar;
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= (month <= 6 ? 31 : 30))) return undefined;
  const dayOfYear = (month - 1) * 30 + Math.min(month - 1, 6) + day - 1;
  const nearMs = Date.UTC(622, 2, 22, 12) + Math.round((year - 1) * YEAR_DAYS + dayOfYear) * DAY_MS;
  for (const off of OFF_DAYS) {
    const atMs = nearMs + off * DAY_MS;
    const shown = solarOf(atMs);
    if (shown.year !== year || shown.month !== month || shown.day !== day) continue;
    return new Date(atMs).toISOString().slice(0, 10);
  }
  return undefined;
}

function solarOf(atMs: number): { readonly year: number; readonly month: number; readonly day: number } {
  formatter ??= new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
    timeZone: "UTC",
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });
  const parts = Object.fromEntries(formatter.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  return { year: parts["year"] ?? 0, month: parts["month"] ?? 0, day: parts["day"] ?? 0 };
}
