import { useMemo } from "react";
import {
  type DisplaySettings,
  formatDate,
  formatInteger,
  formatRial,
  formatScaled,
  formatTime,
  type Locale,
  moneyUnitWord,
  showDigits,
} from "../../src-shared/words/format.ts";
import { longDate } from "./long-date.ts";
import { useLook } from "./look-store.ts";

/** Rial amounts (minor units) as this screen shows them. */
export interface MoneyWords {
  /** The number alone: `۱٬۲۵۰٬۰۰۰`. */
  readonly number: (amountMinor: number) => string;
  /** The number and its unit: `۱٬۲۵۰٬۰۰۰ تومان`. */
  readonly full: (amountMinor: number) => string;
  /** The unit's word. */
  readonly unit: string;
}

export function useMoney(): MoneyWords {
  const { digits, moneyUnit, locale } = useLook((look) => look.display);
  return useMemo(() => moneyWords({ digits, moneyUnit, locale }), [digits, moneyUnit, locale]);
}

export function moneyWords(
  settings: Pick<DisplaySettings, "digits" | "moneyUnit"> & { readonly locale: Locale },
): MoneyWords {
  const unit = moneyUnitWord(settings.moneyUnit, settings.locale);
  const number = (amountMinor: number): string => formatRial(amountMinor, settings);
  return { unit, number, full: (amountMinor) => `${number(amountMinor)}\u00a0${unit}` };
}

/** Instants (epoch milliseconds) and days (`YYYY-MM-DD`) in the calendar and zone of the shop. */
export function useDate(): {
  readonly day: (atMs: number) => string;
  readonly time: (atMs: number) => string;
  readonly dayAndTime: (atMs: number) => string;
  readonly long: (atMs: number) => string;
  readonly isoDay: (day: string) => string;
} {
  const { digits, calendar, timeZone, locale } = useLook((look) => look.display);
  return useMemo(() => {
    const settings = { digits, calendar, timeZone, locale };
    const day = (atMs: number): string => formatDate(atMs, settings);
    const time = (atMs: number): string => formatTime(atMs, settings);
    return {
      day,
      time,
      dayAndTime: (atMs) => `${day(atMs)} ${time(atMs)}`,
      long: (atMs) => longDate(atMs, settings, true),
      // A day has no zone: its noon in UTC is that day everywhere in UTC.
      isoDay: (iso) => formatDate(Date.parse(`${iso}T12:00:00Z`), { ...settings, timeZone: "UTC" }),
    };
  }, [digits, calendar, timeZone, locale]);
}

/** Numbers that are no money: whole, in thousandths, in basis points; and texts with digits in them. */
export function useDigits(): {
  readonly integer: (value: number) => string;
  readonly milli: (value: number) => string;
  readonly percent: (bp: number) => string;
  readonly text: (text: string) => string;
} {
  const { digits } = useLook((look) => look.display);
  return useMemo(
    () => ({
      integer: (value) => formatInteger(value, digits),
      milli: (value) => formatScaled(value, 3, digits),
      percent: (bp) => `${formatScaled(bp, 2, digits)}${digits === "persian" ? "٪" : "%"}`,
      text: (text) => showDigits(text, digits),
    }),
    [digits],
  );
}
