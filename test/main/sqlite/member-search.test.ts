import { expect, test } from "vitest";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { makeMemberDirectory, memberIdOf } from "../../../src-main/adapters/sqlite/member-directory.ts";
import type { NewProfile } from "../../../src-main/core/ports/members.ts";
import { generateProfiles, newProfile, seededRandom } from "../../bench/member-generator.ts";
import { expectSame } from "./member-oracle.ts";
import { inTempFolder, openTestDatabase } from "./temp-database.ts";

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

test("search: long names, typed whole, from any word on, in part and in any order", async () => {
  await inTempFolder((folder) => {
    const db = openTestDatabase(folder);
    const directory = makeMemberDirectory(db.sqlite, nodeCrypto);
    const seed = 20_261_127;
    const random = seededRandom(seed);
    const below = (n: number): number => Math.floor(random() * n);
    const drawn = [...generateProfiles({ count: 60, seed })].map((one) => one.fields.givenName ?? "");
    // Few words, of real names and of two letters: most members collide, many of them with a later word.
    const short = (): string => Array.from({ length: 1 + below(3) }, () => "ab"[below(2)]).join("");
    const name = (words: number): string[] =>
      Array.from({ length: words }, () => (random() < 0.6 ? (drawn[below(drawn.length)] ?? "") : short()));
    const all = Array.from({ length: 1_000 }, (_, i) => {
      const [given, family] = [name(1 + below(4)).join(" "), name(1 + below(random() < 0.2 ? 5 : 2)).join(" ")];
      const mobile = `989120000${String(below(1000)).padStart(3, "0")}`;
      return newProfile(2 ** 32 + 1 + i, { groups: [], givenName: given, familyName: family, mobile }, random);
    });
    directory.insertMany(all);
    for (let i = 0; i < 600; i++) {
      const { fields } = all[below(all.length)] as NewProfile;
      const [given, family] = [fields.givenName ?? "", fields.familyName ?? ""];
      const words = `${given} ${family}`.split(" ");
      const shuffled = words.map((word) => ({ word, at: random() })).toSorted((a, b) => a.at - b.at);
      const some = shuffled.slice(0, 2 + below(3)).map(({ word }) => word);
      const parts = some.map((word) => (random() < 0.5 ? word : word.slice(0, 1 + below(3)))).join(" ");
      const shapes = [given, `${given} ${family}`, `${family} ${given}`, given.slice(0, -1), parts, parts, parts];
      shapes.push(words.slice(below(3)).join(" "), `${parts} ${(fields.mobile ?? "").slice(-4)}`);
      expectSame(directory, all, shapes[below(shapes.length)] ?? "");
    }
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

test("search: a given name of three words or more is found as it is typed", async () => {
  await inTempFolder((folder) => {
    const db = openTestDatabase(folder);
    const directory = makeMemberDirectory(db.sqlite, nodeCrypto);
    const random = seededRandom(5);
    const names: readonly (readonly [string, string])[] = [
      ["سید محمد جواد", "حسینی"],
      ["محمدرضا", "علیپور"],
      ["سید محمد‌علی رضا", "طباطبایی حکیم اصل تهرانی"],
    ];
    for (const [i, [givenName, familyName]] of names.entries()) {
      const fields = { givenName, familyName, mobile: `98912000111${i}`, groups: [] };
      directory.insert(newProfile(2 ** 32 + 1 + i, fields, random));
    }
    const found: Record<string, readonly string[]> = {
      "1.1": [
        "سید محمد جواد",
        "سید محمد جواد حسینی",
        "سید محمد ج",
        "حسینی سید محمد جواد",
        "محمد جواد",
        "محمد جواد ح",
        "سید محمد جواد 1110",
        "محمد جو 1110",
      ],
      "1.2": ["محمد رضا", "محمد رضا علی پور", "علی پور محمد رضا", "محمد رضا علیپور"],
      "1.3": [
        "سید محمد علی رضا طباطبایی حکیم اصل تهرانی",
        "سید محمد علی رضا",
        "محمد علی رضا",
        "طباطبایی حکیم اصل تهرانی",
        "حکیم اصل ت",
      ],
    };
    for (const [id, queries] of Object.entries(found)) {
      for (const typed of queries) {
        expect([typed, directory.search(typed).hits.map((hit) => hit.memberId)]).toEqual([typed, [id]]);
      }
    }
    // A later word that does not follow the one before it has no index row (decision 0503).
    for (const typed of ["سید جواد", "جواد حسینی", "محمد جواد محمد"]) {
      expect([typed, directory.search(typed).hits]).toEqual([typed, []]);
    }
    db.close();
  });
});
