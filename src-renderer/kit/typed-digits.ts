import { type Digits, formatInteger, latinDigits, showDigits } from "../../src-shared/words/format.ts";

/** What a digit field shows, and where its caret stands. */
export interface TypedDigits {
  readonly digits: string;
  readonly text: string;
  readonly caret: number;
}

/** More does not fit an exact number of rial. */
export const AMOUNT_DIGITS_MAX = 13;

/**
 * What was typed or pasted, as Latin digits without leading zeros and as grouped text; the caret keeps the digits to
 * its right, so that typing in the middle goes on there.
 */
export function typedDigits(typed: string, caret: number, shown: Digits): TypedDigits {
  const digits = onlyDigits(typed)
    .replace(/^0+(?=\d)/, "")
    .slice(0, AMOUNT_DIGITS_MAX);
  const text = digits === "" ? "" : formatInteger(Number(digits), shown);
  const right = Math.min(onlyDigits(typed.slice(caret)).length, digits.length);
  return { digits, text, caret: caretBefore(text, right) };
}

/** The same for a number that is not counted (a mobile number, a code): no groups, leading zeros stay. */
export function typedCode(typed: string, caret: number, shown: Digits, max: number): TypedDigits {
  const digits = onlyDigits(typed).slice(0, max);
  const right = Math.min(onlyDigits(typed.slice(caret)).length, digits.length);
  return { digits, text: showDigits(digits, shown), caret: digits.length - right };
}

/** Only the digits of a text, of any of the three kinds, as Latin ones. */
export function onlyDigits(text: string): string {
  return latinDigits(text).replace(/[^0-9]/g, "");
}

/**
 * Where the caret must go before Backspace or Delete does its work, so that a digit goes and not a separator, which
 * would be put back at once.
 */
export function caretForDeletion(text: string, caret: number, key: "Backspace" | "Delete"): number {
  if (key === "Backspace") return caret > 0 && !isDigit(text, caret - 1) ? caret - 1 : caret;
  return caret < text.length && !isDigit(text, caret) ? caret + 1 : caret;
}

function isDigit(text: string, at: number): boolean {
  return onlyDigits(text.charAt(at)) !== "";
}

function caretBefore(text: string, digitsToTheRight: number): number {
  let at = text.length;
  for (let left = digitsToTheRight; left > 0 && at > 0; at--) if (isDigit(text, at - 1)) left -= 1;
  // Before the separator: Backspace there takes a digit and not the separator, which would come back.
  while (at > 0 && !isDigit(text, at - 1)) at -= 1;
  return at;
}
