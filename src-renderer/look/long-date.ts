import type { DisplaySettings, Locale } from "../../src-shared/words/format.ts";
import { localeTag } from "../words/make-words.ts";

type Settings = Omit<DisplaySettings, "moneyUnit"> & { readonly locale: Locale };

const formatters = new Map<string, Intl.DateTimeFormat>();
const FORMATTERS_MAX = 16;

/**
 * `یکشنبه ۱ آذر ۱۴۰۵` or `Sunday 1 Azar 1405`: put together from its parts, because the platform's own long dates have
 * the wrong order in fa (`۱۴۰۵ آذر ۱, یکشنبه`) and an era in en (`1405 AP`).
 */
export function longDate(atMs: number, settings: Settings, withWeekday: boolean): string {
  const found: Record<string, string> = {};
  for (const { type, value } of formatterFor(settings).formatToParts(atMs)) found[type] = value;
  const { weekday = "", day = "", month = "", year = "" } = found;
  return (withWeekday ? [weekday, day, month, year] : [day, month, year]).join(" ");
}

function formatterFor({ locale, digits, calendar, timeZone }: Settings): Intl.DateTimeFormat {
  const tag = localeTag(locale, { digits, calendar });
  const key = `${tag} ${timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  if (formatters.size >= FORMATTERS_MAX) formatters.clear();
  const made = new Intl.DateTimeFormat(tag, {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  formatters.set(key, made);
  return made;
}
