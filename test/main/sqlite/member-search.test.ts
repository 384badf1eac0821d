import { expect, test } from "vitest";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { makeMemberDirectory, memberIdOf, memberKey } from "../../../src-main/adapters/sqlite/member-directory.ts";
import { compareText } from "../../../src-main/adapters/sqlite/name-search.ts";
import type { MemberDirectory, NewProfile } from "../../../src-main/core/ports/members.ts";
import { nameStarts, parseMemberQuery, wordsMatch } from "../../../src-shared/members/name-keys.ts";
import { generateProfiles, newProfile, seededRandom } from "../../bench/member-generator.ts";
import { inTempFolder, openTestDatabase } from "./temp-database.ts";

const startsByProfile = new WeakMap<NewProfile, readonly string[]>();

/** Folding is most of the oracle's time, so it is done once per member. */
function startsOf(profile: NewProfile): readonly string[] {
  const starts = startsByProfile.get(profile) ?? nameStarts(profile.fields.givenName, profile.fields.familyName);
  startsByProfile.set(profile, starts);
  return starts;
}

/** What the search must answer, found by looking at every member. */
function oracle(all: readonly NewProfile[], typed: string): { ids: readonly string[]; more: boolean } {
  const { words, digits } = parseMemberQuery(typed);
  const letters = words.reduce((sum, word) => sum + Array.from(word).length, 0);
  if (!digits && letters < 2) return { ids: [], more: false };
  const found = all.filter((profile) => {
    const mobile = profile.fields.mobile ?? "";
    if (digits && !(digits.kind === "whole" ? mobile === digits.text : mobile.endsWith(digits.text))) return false;
    return wordsMatch(startsOf(profile), words);
  });
  const ranked = found.map((profile) => ({ id: profile.memberId, rank: rankOf(profile, words, digits !== undefined) }));
  ranked.sort((a, b) => compareRank(a.rank, b.rank) || memberKey(a.id) - memberKey(b.id));
  return { ids: ranked.slice(0, 20).map(({ id }) => id), more: ranked.length > 20 };
}

/** The least (word of the longest typed, word of the next) under which the member is found; digits: the mobile. */
function rankOf(profile: NewProfile, words: readonly string[], byDigits: boolean): readonly [string, string] {
  if (byDigits) return [(profile.fields.mobile ?? "").split("").toReversed().join(""), ""];
  const starts = startsOf(profile);
  const [first = "", second = ""] = words.toSorted((x, y) => y.length - x.length);
  const pairs: [string, string][] = [];
  if (starts.length === 1) pairs.push([starts[0] ?? "", ""]);
  for (const [i, a] of starts.entries()) for (const [j, b] of starts.entries()) if (i !== j) pairs.push([a, b]);
  const matching = pairs.filter(([a, b]) => a.startsWith(first) && b.startsWith(second));
  return matching.toSorted(compareRank)[0] ?? ["", ""];
}

function compareRank(a: readonly [string, string], b: readonly [string, string]): number {
  return compareText(a[0], b[0]) || compareText(a[1], b[1]);
}

function expectSame(directory: MemberDirectory, all: readonly NewProfile[], typed: string): void {
  const answer = directory.search(typed);
  const truth = oracle(all, typed);
  expect({ typed, ids: answer.hits.map((hit) => hit.memberId), more: answer.more }).toEqual({ typed, ...truth });
}

test("search: finds exactly what looking at every member finds, in the same order", async () => {
  await inTempFolder((folder) => {
    const db = openTestDatabase(folder);
    const directory = makeMemberDirectory(db.sqlite, nodeCrypto);
    const all = [...generateProfiles({ count: 4_000, seed: 11 })];
    expect(directory.insertMany(all)).toBe(4_000);
    const seed = 20_260_731;
    const random = seededRandom(seed);
    const pick = (): NewProfile => all[Math.floor(random() * all.length)] ?? (all[0] as NewProfile);
    const part = (text: string): string => text.slice(0, 1 + Math.floor(random() * 4));
    for (let i = 0; i < 800; i++) {
      const [a, b] = [pick(), random() < 0.5 ? pick() : undefined];
      const given = part(a.fields.givenName ?? "");
      const family = part((b ?? a).fields.familyName ?? "");
      const tail = (a.fields.mobile ?? "").slice(-4 - Math.floor(random() * 3));
      const shapes = [
        given,
        family,
        `${given} ${family}`,
        `${family} ${given}`,
        tail,
        a.fields.mobile ?? "",
        `${tail} ${given}`,
      ];
      shapes.push(`${given} ${family} ${part(pick().fields.familyName ?? "")}`, a.fields.givenName ?? "");
      expectSame(directory, all, shapes[Math.floor(random() * shapes.length)] ?? "");
    }
    db.close();
  });
});

test("search: two letters over a small alphabet, where almost everything collides", async () => {
  await inTempFolder((folder) => {
    const db = openTestDatabase(folder);
    const directory = makeMemberDirectory(db.sqlite, nodeCrypto);
    const random = seededRandom(7);
    const word = (): string =>
      Array.from({ length: 1 + Math.floor(random() * 4) }, () => "abc"[Math.floor(random() * 3)]).join("");
    const all = Array.from({ length: 3_000 }, (_, i) => {
      const family = random() < 0.3 ? `${word()} ${word()}` : word();
      const fields = { groups: [], givenName: word(), ...(random() < 0.9 ? { familyName: family } : {}) };
      return newProfile(2 ** 32 + 1 + i, fields, random);
    });
    directory.insertMany(all);
    for (let i = 0; i < 600; i++) expectSame(directory, all, random() < 0.7 ? `${word()} ${word()}` : word());
    db.close();
  });
});

test("search: Arabic letters, half-spaces, hamza, diacritics and any digits find the same member", async () => {
  await inTempFolder((folder) => {
    const db = openTestDatabase(folder);
    const directory = makeMemberDirectory(db.sqlite, nodeCrypto);
    const random = seededRandom(1);
    const fields = { givenName: "محمد‌رضا", familyName: "مؤمنی‌پور", mobile: "989121234567", groups: [] };
    directory.insert(newProfile(2 ** 32 + 1, fields, random));
    directory.insert(newProfile(2 ** 32 + 2, { givenName: "Zoë", familyName: "Al-Hashemi", groups: [] }, random));
    const first = [
      "محمدرضا",
      "محمد رضا",
      "رضا",
      "مُحَمَّد",
      "مومنی",
      "مومني پور",
      "پور رض",
      "۰۹۱۲۱۲۳۴۵۶۷",
      "٤٥٦٧",
      "+98 912 123 4567",
    ];
    for (const typed of first) expect([typed, directory.search(typed).hits[0]?.memberId]).toEqual([typed, "1.1"]);
    for (const typed of ["zoe", "ZO", "hashemi zo", "alhash", "al-hash", "al ha"]) {
      expect([typed, directory.search(typed).hits[0]?.memberId]).toEqual([typed, "1.2"]);
    }
    for (const typed of ["", "م", "456", "رضا رضا", "zo zo", "9999"]) expect(directory.search(typed).hits).toEqual([]);
    db.close();
  });
});

test("profiles: an update moves the name, an erasure leaves only the id, a wrong digest nothing", async () => {
  await inTempFolder((folder) => {
    const db = openTestDatabase(folder);
    const directory = makeMemberDirectory(db.sqlite, nodeCrypto);
    const random = seededRandom(3);
    const member = 7 * 2 ** 32 + 4_000_000_000;
    const before = newProfile(
      member,
      { givenName: "مریم", familyName: "صادقی", mobile: "989351112233", groups: ["طلایی"] },
      random,
    );
    const after = newProfile(member, { givenName: "مریم", familyName: "کیانی", note: "سلام", groups: [] }, random);
    directory.insert(before);
    expect(directory.get("7.4000000000")).toMatchObject({ kind: "kept", fields: before.fields, digest: before.digest });
    expect(() => directory.insert(before)).toThrow();
    expect(() => directory.update({ ...after, digest: before.digest })).toThrow("digest");
    expect(directory.search("صادقی").hits).toHaveLength(1);
    directory.update(after);
    expect(directory.search("صادقی").hits).toEqual([]);
    expect(directory.search("2233").hits).toEqual([]);
    expect(directory.search("مر کی").hits).toEqual([
      { memberId: memberIdOf(member), givenName: "مریم", familyName: "کیانی" },
    ]);
    expect(directory.erase(before.memberId, 5)).toBe(true);
    expect(directory.erase(before.memberId, 6)).toBe(false);
    expect(directory.get(before.memberId)).toEqual({
      kind: "erased",
      memberId: before.memberId,
      enrolledAtMs: before.atMs,
      erasedAtMs: 5,
    });
    expect(directory.search("مریم").hits).toEqual([]);
    expect(db.sqlite.prepare("SELECT count(*) AS n FROM member_name_key").get()).toEqual({ n: 0 });
    expect(() => directory.update(after)).toThrow("erased");
    db.close();
  });
});
