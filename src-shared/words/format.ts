import { assert } from "../base/assert.ts";

/** The two languages of the product; each also has a direction. */
export type Locale = "fa" | "en";
export type Digits = "persian" | "latin";
export type Calendar = "solar-hijri" | "gregorian";
/** How rial amounts are shown: stored amounts are always rial. */
export type MoneyUnit = "toman" | "rial";

/** What a shop may choose about numbers and dates, apart from the language of its words. */
export interface DisplaySettings {
  readonly digits: Digits;
  readonly calendar: Calendar;
  readonly moneyUnit: MoneyUnit;
  /** IANA name, such as Asia/Tehran. */
  readonly timeZone: string;
}

/** What a shop has until it chooses: Persian digits and Solar Hijri dates in fa, Latin and Gregorian in en. */
export function defaultDisplay(locale: Locale): DisplaySettings {
  return locale === "fa"
    ? { digits: "persian", calendar: "solar-hijri", moneyUnit: "toman", timeZone: "Asia/Tehran" }
    : { digits: "latin", calendar: "gregorian", moneyUnit: "toman", timeZone: "Asia/Tehran" };
}

const PERSIAN_ZERO = 0x06f0;
const ARABIC_ZERO = 0x0660;
/** U+2212, which is as wide as a plus; the hyphen is lost beside Persian digits. */
const MINUS = "\u2212";

/** `text` with every Persian and Arabic digit as a Latin one. */
export function latinDigits(text: string): string {
  return text.replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code >= PERSIAN_ZERO ? PERSIAN_ZERO : ARABIC_ZERO));
  });
}

/** `text` with its digits (of any of the three kinds) as `digits`. */
export function showDigits(text: string, digits: Digits): string {
  const latin = latinDigits(text);
  if (digits === "latin") return latin;
  return latin.replace(/[0-9]/g, (digit) => String.fromCharCode(PERSIAN_ZERO + Number(digit)));
}

/** A whole number with thousands separators: U+066C with Persian digits, a comma with Latin ones; minus is U+2212. */
export function formatInteger(value: number, digits: Digits): string {
  return formatScaled(value, 0, digits);
}

/**
 * `value` / 10^`scale`, grouped, without trailing zeros after the decimal separator (U+066B or a full stop). Exact: it
 * works on the digits. A quantity in thousandths has scale 3.
 */
export function formatScaled(value: number, scale: number, digits: Digits): string {
  assert(Number.isSafeInteger(value) && Number.isInteger(scale) && scale >= 0 && scale <= 6, "integer expected");
  const plain = String(Math.abs(value)).padStart(scale + 1, "0");
  const [thousands, point] = digits === "persian" ? ["\u066c", "\u066b"] : [",", "."];
  const whole = plain.slice(0, plain.length - scale).replace(/\B(?=(\d{3})+$)/g, thousands);
  const rest = plain.slice(plain.length - scale).replace(/0+$/, "");
  const sign = value < 0 ? MINUS : "";
  return showDigits(sign + whole + (rest === "" ? "" : point + rest), digits);
}

/** The number of a rial amount in the chosen unit, without the unit's word. Toman shows a tenth when there is one. */
export function formatRial(amountMinor: number, settings: Pick<DisplaySettings, "digits" | "moneyUnit">): string {
  return formatScaled(amountMinor, settings.moneyUnit === "toman" ? 1 : 0, settings.digits);
}

/** The word of a money unit. */
export function moneyUnitWord(unit: MoneyUnit, locale: Locale): string {
  const words = { toman: { fa: "تومان", en: "toman" }, rial: { fa: "ریال", en: "rial" } };
  return words[unit][locale];
}

/**
 * The rial amount that a person typed in `unit`: Persian, Arabic or Latin digits, any thousands separator, at most one
 * decimal digit for toman. Undefined when it is no such number, is negative or no double holds it exactly.
 */
export function parseRial(text: string, unit: MoneyUnit): number | undefined {
  const plain = latinDigits(text.trim()).replace(/[,\u066c\u060c'\u2019\u00a0\u202f ](?=\d{3}(?!\d))/g, "");
  const match = /^(\d{1,17})(?:[.\u066b/](\d))?$/.exec(plain);
  if (match === null || (unit === "rial" && match[2] !== undefined)) return undefined;
  const digits = unit === "toman" ? `${match[1]}${match[2] ?? "0"}` : (match[1] ?? "");
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** `text` with the Arabic yeh and kaf that many keyboards and imports hold as the Persian ones, in NFC. */
export function foldLetters(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u064a\u0649]/g, "\u06cc")
    .replace(/\u0643/g, "\u06a9");
}

/**
 * An Iranian mobile number as `09` and nine digits, from any usual spelling (Persian digits, +98, 0098, 98, without the
 * zero, spaces, hyphens, parentheses). Undefined for anything else.
 */
export function normaliseMobile(text: string): string | undefined {
  const plain = latinDigits(text).replace(/[\s\u200c\u200e\u200f\u2066-\u2069().\-\u2010-\u2015\u2212]/g, "");
  const match = /^(?:\+98|0098|98|0)?(9\d{9})$/.exec(plain);
  return match === null ? undefined : `0${match[1]}`;
}

/** The date of an instant in a zone as `1405/08/30` or `2026-11-22`, the year first in both calendars. */
export function formatDate(atMs: number, settings: Omit<DisplaySettings, "moneyUnit">): string {
  const parts = dateParts(atMs, settings);
  const separator = settings.calendar === "solar-hijri" ? "/" : "-";
  return showDigits([parts.year, parts.month, parts.day].join(separator), settings.digits);
}

/** The time of day of an instant in a zone as `19:12`. */
export function formatTime(atMs: number, settings: Omit<DisplaySettings, "moneyUnit">): string {
  const parts = dateParts(atMs, settings);
  return showDigits(`${parts.hour}:${parts.minute}`, settings.digits);
}

type DatePart = "year" | "month" | "day" | "hour" | "minute";

// Making a formatter costs a hundred times its use, and a till has one or two kinds of them.
const formatters = new Map<string, Intl.DateTimeFormat>();
const FORMATTERS_MAX = 16;

function dateParts(atMs: number, { calendar, timeZone }: Omit<DisplaySettings, "moneyUnit">): Record<DatePart, string> {
  const key = `${calendar} ${timeZone}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(`en-u-ca-${calendar === "solar-hijri" ? "persian" : "gregory"}-nu-latn`, {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    if (formatters.size >= FORMATTERS_MAX) formatters.clear();
    formatters.set(key, formatter);
  }
  const found: Record<string, string> = {};
  for (const { type, value } of formatter.formatToParts(atMs)) found[type] = value;
  const { year = "", month = "", day = "", hour = "", minute = "" } = found;
  assert(year !== "" && minute !== "", "the platform's calendar data is missing");
  return { year, month, day, hour, minute };
}
