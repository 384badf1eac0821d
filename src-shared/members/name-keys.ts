import { foldDigits, foldedWords, foldMobile, typedWords } from "./fold-text.ts";

/**
 * A row of the search index: the folded name from one word's beginning on, and from another's ("" when there is
 * none).
 */
export interface NameKey {
  readonly key: string;
  readonly other: string;
}

/**
 * What a search asks for. `words` are prefixes of different words of the name; `digits` the end of the mobile, or all
 * of it.
 */
export interface MemberQuery {
  readonly words: readonly string[];
  readonly digits?: { readonly kind: "whole" | "suffix"; readonly text: string };
}

/** Beginnings that are searched: two words of the given name and three of the family name; 20 index rows at most. */
const GIVEN_STARTS_MAX = 2;
const FAMILY_STARTS_MAX = 3;
/** Longer than any word of a name; keeps an index row small. */
const KEY_LENGTH_MAX = 40;
/** As many as two long names have; what follows has no say. */
const QUERY_WORDS_MAX = 8;
/** Fewer digits would match one in a thousand members: not yet a search. */
const SUFFIX_DIGITS_MIN = 4;

/**
 * The beginnings at which a name can be found: each word of the given and of the family name, together with the words
 * after it in the same name, without spaces. So «محمد رضا», «محمدرضا» and «رضا» all find «محمد‌رضا».
 */
export function nameStarts(givenName: string | undefined, familyName: string | undefined): readonly string[] {
  return [...startsOf(givenName ?? "", GIVEN_STARTS_MAX), ...startsOf(familyName ?? "", FAMILY_STARTS_MAX)];
}

/** The index rows of a member: every ordered pair of two beginnings, or the one beginning there is. */
export function nameKeys(givenName: string | undefined, familyName: string | undefined): readonly NameKey[] {
  const starts = nameStarts(givenName, familyName);
  if (starts.length === 1) return [{ key: starts[0] ?? "", other: "" }];
  const rows = new Map<string, NameKey>();
  for (const [i, key] of starts.entries()) {
    for (const [j, other] of starts.entries()) {
      // Two equal beginnings («علی علی‌پور» has none, «علی علی» has) make the same row twice.
      if (i !== j) rows.set(`${key} ${other}`, { key, other });
    }
  }
  return [...rows.values()];
}

/**
 * Reads what was typed. Groups of digits are joined: a whole mobile number in any writing, or at least its last four
 * digits; fewer are not looked at yet. Words and digits together narrow each other.
 */
export function parseMemberQuery(typed: string): MemberQuery {
  const isNumber = (part: string): boolean => /^[+(]?[0-9][0-9()./_-]*$/.test(part);
  const parts = foldDigits(typed.replaceAll(/[\u200e\u200f\u202a-\u202e]/g, "")).split(/\s+/);
  const words = typedWords(parts.filter((part) => !isNumber(part)).join(" ")).slice(0, QUERY_WORDS_MAX);
  const number = parts.filter(isNumber).join("");
  const whole = foldMobile(number);
  if (whole !== undefined) return { words, digits: { kind: "whole", text: whole } };
  const suffix = number.replaceAll(/[^0-9]/g, "");
  if (suffix.length < SUFFIX_DIGITS_MIN) return { words };
  return { words, digits: { kind: "suffix", text: suffix } };
}

/**
 * The meaning of a search by name: whether each of `words` begins at a beginning of its own among `starts`, or what was
 * typed does, read as one word or as two (`joinedReadings`). So the name as it is spoken finds a name of any length,
 * and «محمد رضا» finds «محمدرضا».
 */
export function nameMatches(starts: readonly string[], words: readonly string[]): boolean {
  return wordsMatch(starts, words) || joinedReadings(words).some((reading) => wordsMatch(starts, reading));
}

/**
 * `words` joined to one word, and to two at each place where they can be cut, the earlier cut first; none when there
 * is nothing to join.
 */
export function joinedReadings(words: readonly string[]): readonly (readonly string[])[] {
  if (words.length < 2) return [];
  const join = (from: number, to: number): string => words.slice(from, to).join("").slice(0, KEY_LENGTH_MAX);
  const readings = [[join(0, words.length)]];
  // Two words cut into two are the search as it was typed.
  if (words.length === 2) return readings;
  for (let cut = 1; cut < words.length; cut++) readings.push([join(0, cut), join(cut, words.length)]);
  return readings;
}

/** Whether each of `words` begins at a beginning of its own among `starts`. */
export function wordsMatch(starts: readonly string[], words: readonly string[]): boolean {
  const [word, ...rest] = words;
  if (word === undefined) return true;
  return starts.some((start, i) => start.startsWith(word) && wordsMatch(starts.toSpliced(i, 1), rest));
}

function startsOf(name: string, max: number): readonly string[] {
  const words = foldedWords(name);
  return words.slice(0, max).map((_, i) => words.slice(i).join("").slice(0, KEY_LENGTH_MAX));
}
