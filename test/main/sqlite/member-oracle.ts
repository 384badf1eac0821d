import { expect } from "vitest";
import { memberKey } from "../../../src-main/adapters/sqlite/member-directory.ts";
import { compareText } from "../../../src-main/adapters/sqlite/name-search.ts";
import type { MemberDirectory, NewProfile } from "../../../src-main/core/ports/members.ts";
import { foldedWords } from "../../../src-shared/members/fold-text.ts";
import { parseMemberQuery } from "../../../src-shared/members/name-keys.ts";

/** A search answers what looking at every member answers, in the same order. The meaning is stated here once more. */
export function expectSame(directory: MemberDirectory, all: readonly NewProfile[], typed: string): void {
  const answer = directory.search(typed);
  const truth = oracle(all, typed);
  expect({ typed, ids: answer.hits.map((hit) => hit.memberId), more: answer.more }).toEqual({ typed, ...truth });
}

/** What orders the hits: a stage of the search, the cut in it, then the words of the name that were found. */
type Rank = readonly (string | number)[];

/** Words of the given and of the family name that are indexed, and letters that an index row has of one. */
const INDEXED = [2, 3];
const LETTERS = 40;

function oracle(all: readonly NewProfile[], typed: string): { ids: readonly string[]; more: boolean } {
  const { words, digits } = parseMemberQuery(typed);
  const letters = words.reduce((sum, word) => sum + Array.from(word).length, 0);
  if (!digits && letters < 2) return { ids: [], more: false };
  const cuts = cutsOf(words);
  const ranked: { id: NewProfile["memberId"]; rank: Rank }[] = [];
  for (const profile of all) {
    const mobile = profile.fields.mobile ?? "";
    if (digits && !(digits.kind === "whole" ? mobile === digits.text : mobile.endsWith(digits.text))) continue;
    const starts = startsOf(profile);
    const joined = cuts.flatMap((pair, cut) => pairs(starts, ...pair).map((found): Rank => [1, cut, ...found]));
    if (!isPlaced(starts, words) && joined.length === 0) continue;
    const byName = [...leadingRanks(starts, words), ...joined];
    const rank = digits ? [mobile.split("").toReversed().join("")] : byName.toSorted(compareRank)[0];
    if (rank === undefined) throw new Error(`«${typed}» means ${profile.memberId}, but no row leads there`);
    ranked.push({ id: profile.memberId, rank });
  }
  ranked.sort((a, b) => compareRank(a.rank, b.rank) || memberKey(a.id) - memberKey(b.id));
  return { ids: ranked.slice(0, 20).map(({ id }) => id), more: ranked.length > 20 };
}

const startsByProfile = new WeakMap<NewProfile, readonly string[]>();

/** Folding is most of the oracle's time, so it is done once per member. */
function startsOf(profile: NewProfile): readonly string[] {
  const kept = startsByProfile.get(profile);
  if (kept) return kept;
  const { fields } = profile;
  const starts = [fields.givenName ?? "", fields.familyName ?? ""].flatMap((name, of) => {
    const words = foldedWords(name);
    return words.slice(0, INDEXED[of]).map((_, i) => words.slice(i).join("").slice(0, LETTERS));
  });
  startsByProfile.set(profile, starts);
  return starts;
}

/** Whether there is a way to give each typed word a beginning of its own. */
function isPlaced(starts: readonly string[], words: readonly string[]): boolean {
  const [word, ...rest] = words;
  if (word === undefined) return true;
  return starts.some((start, i) => start.startsWith(word) && isPlaced(starts.toSpliced(i, 1), rest));
}

/** Two words of the name, the first beginning with `a` and the other with `b`; one word stands alone. */
function pairs(starts: readonly string[], a: string, b: string): readonly (readonly [string, string])[] {
  const [only = ""] = starts;
  if (starts.length === 1) return only.startsWith(a) && b === "" ? [[only, ""]] : [];
  return starts.flatMap((one, i) =>
    starts
      .filter((other, j) => j !== i && one.startsWith(a) && other.startsWith(b))
      .map((other): readonly [string, string] => [one, other]),
  );
}

function leadingRanks(starts: readonly string[], words: readonly string[]): readonly Rank[] {
  const [first = "", second = ""] = words.toSorted((x, y) => y.length - x.length);
  return pairs(starts, first, second).map((pair) => [0, 0, ...pair]);
}

/** What was typed as one word, and cut into two behind its first word, its second and so on. */
function cutsOf(words: readonly string[]): readonly (readonly [string, string])[] {
  const join = (some: readonly string[]): string => some.join("").slice(0, LETTERS);
  if (words.length < 2) return [];
  const two = words.slice(1).map((_, i) => [join(words.slice(0, i + 1)), join(words.slice(i + 1))] as const);
  return [[join(words), ""], ...two];
}

function compareRank(a: Rank, b: Rank): number {
  for (const [i, x] of a.entries()) {
    const y = b[i];
    const order = typeof x === "number" ? x - Number(y) : compareText(x, String(y));
    if (order !== 0) return order;
  }
  return 0;
}
