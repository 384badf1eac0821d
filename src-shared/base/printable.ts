/** Control characters, and what turns the writing direction of whatever stands around it, on screen and on paper. */
const UNPRINTABLE = /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
const EACH = new RegExp(UNPRINTABLE, "gu");

/** Whether a text of one line shows as what it is, and turns nothing beside it. */
export function isPrintable(text: string): boolean {
  return text.isWellFormed() && !UNPRINTABLE.test(text);
}

/** The text without what does not show. */
export function printableOf(text: string): string {
  return text.toWellFormed().replaceAll(EACH, "");
}
