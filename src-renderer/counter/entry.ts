import { AMOUNT_DIGITS_MAX } from "../kit/typed-digits.ts";

/** Where typed digits go. "bill" is the amount of a bill without goods. */
export type EntryTarget = "bill" | "given" | "bank" | "credit" | "mobile" | "quantity" | "discount";

/** What is being typed: Latin digits with their leading zeros. Null while nothing was typed for this target. */
export interface Entry {
  readonly target: EntryTarget;
  readonly digits: string | null;
}

/** A mobile number with its 0098; more is no number. */
const MOBILE_MAX = 14;
const QUANTITY_MAX = 4;

/** The entry after digits were typed. `shown` are the digits that stand there untyped, to be gone on from. */
export function withDigits(entry: Entry, digits: string, shown: string): Entry {
  const max = entry.target === "mobile" ? MOBILE_MAX : entry.target === "quantity" ? QUANTITY_MAX : AMOUNT_DIGITS_MAX;
  const next = `${entry.digits ?? shown}${digits}`;
  // A leading zero is kept while it may become a mobile number; three zeros alone are none.
  const kept = /^0[^9]/.test(next) && entry.target !== "mobile" ? next.replace(/^0+(?=.)/, "") : next;
  return kept.length > max ? entry : { ...entry, digits: kept };
}

/** The entry after Backspace: it only edits. */
export function withoutLast(entry: Entry, shown: string): Entry {
  return { ...entry, digits: (entry.digits ?? shown).slice(0, -1) };
}

/**
 * Whether a mobile number is being typed where digits go by themselves: the amount, or with goods the cash that was
 * handed over. No amount begins with a zero.
 */
export function isMobileLike({ target, digits }: Entry): boolean {
  return (target === "bill" || target === "given") && digits !== null && digits.length > 1 && digits.startsWith("0");
}

/** What was typed as a number; null when nothing was, or when it is a mobile number. */
export function typedNumber(entry: Entry): number | null {
  if (entry.digits === null || entry.target === "mobile" || isMobileLike(entry)) return null;
  return Number(entry.digits === "" ? "0" : entry.digits);
}
