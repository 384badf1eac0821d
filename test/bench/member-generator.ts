import { nodeCrypto } from "../../src-main/adapters/node/crypto.ts";
import { memberIdOf } from "../../src-main/adapters/sqlite/member-directory.ts";
import type { NewProfile } from "../../src-main/core/ports/members.ts";
import { profileDigest, type ProfileFields } from "../../src-shared/members/profile.ts";
import { FAMILY_ENDINGS, FAMILY_STEMS, GIVEN_NAMES } from "./names.ts";

/** A seeded source of numbers in [0, 1): mulberry32. Not for anything secret. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * `count` profiles with names drawn as real ones are: few common, many rare (Zipf over the lists; a third of the family
 * names take an ending, an eighth of the given names are double). The same seed gives the same members. Writer 1.
 */
export function* generateProfiles(options: {
  count: number;
  seed: number;
  firstSerial?: number;
}): Generator<NewProfile> {
  const random = seededRandom(options.seed);
  const [given, stem] = [zipf(GIVEN_NAMES.length, 1.0), zipf(FAMILY_STEMS.length, 0.9)];
  const ending = zipf(FAMILY_ENDINGS.length, 0.5);
  const first = options.firstSerial ?? 1;
  for (let serial = first; serial < first + options.count; serial++) {
    let givenName = GIVEN_NAMES[given(random())] ?? "";
    if (random() < 0.125) givenName = `${givenName} ${GIVEN_NAMES[given(random())] ?? ""}`;
    let familyName = FAMILY_STEMS[stem(random())] ?? "";
    if (random() < 0.33) familyName += FAMILY_ENDINGS[ending(random())] ?? "";
    const mobile = `989${digits(random, 9)}`;
    const fields: ProfileFields = { givenName, familyName, mobile, groups: [] };
    yield newProfile(2 ** 32 + serial, fields, random);
  }
}

/** A profile with its salt and digest; `member` is the integer key. */
export function newProfile(member: number, fields: ProfileFields, random: () => number): NewProfile {
  const memberId = memberIdOf(member);
  const salt = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
  const digest = profileDigest(nodeCrypto, { memberId, fields, salt });
  return { memberId, fields, salt, digest, atMs: 1_760_000_000_000 };
}

/** Draws ranks 0 … n−1 with probability ∝ 1 / (rank + 1)^power, from a uniform number. */
export function zipf(n: number, power: number): (uniform: number) => number {
  const sums = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) sums[i] = sum += 1 / (i + 1) ** power;
  return (uniform) => {
    const target = uniform * sum;
    let [low, high] = [0, n - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

function digits(random: () => number, count: number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join("");
}
