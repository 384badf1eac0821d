import type Database from "better-sqlite3";
import { assert, must } from "../../../src-shared/base/assert.ts";
import { equalBytes } from "../../../src-shared/base/bytes.ts";
import { canonicalText } from "../../../src-shared/base/canonical.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import { MEMBER_SERIAL_MAX, parseWriterSerial, writerSerialText, type MemberId } from "../../../src-shared/base/ids.ts";
import {
  joinedReadings,
  nameKeys,
  nameMatches,
  nameStarts,
  parseMemberQuery,
  type NameKey,
} from "../../../src-shared/members/name-keys.ts";
import { profileDigest, profileFields, type ProfileFields } from "../../../src-shared/members/profile.ts";
import {
  MEMBER_HITS_MAX,
  type MemberDirectory,
  type MemberHit,
  type MemberHits,
  type NewProfile,
  type StoredProfile,
} from "../../core/ports/members.ts";
import { compareText, makeNameSearch, type NameSearch } from "./name-search.ts";

/** Profiles per transaction of an import: a few megabytes of log, some tenths of a second that a sale may wait. */
const IMPORT_BATCH = 5_000;
const SERIALS = 2 ** 32;

/** The members' profiles in `db` (tables of schema/members.ts). Statements are prepared once, here. */
export function makeMemberDirectory(db: Database.Database, crypto: CryptoPort): MemberDirectory {
  const sql = prepare(db);
  const byName = makeNameSearch(db);
  const insert = (profile: NewProfile): void => {
    insertRow(sql, crypto, profile);
    for (const row of nameKeys(profile.fields.givenName, profile.fields.familyName)) addKey(sql, profile.memberId, row);
  };
  return {
    insert: db.transaction(insert),
    insertMany: (profiles) => insertMany(db, profiles, (batch) => insertBatch(sql, crypto, batch)),
    update: db.transaction((profile) => update(sql, crypto, profile)),
    erase: db.transaction((memberId, atMs) => erase(sql, memberId, atMs)),
    get: (memberId) => {
      const row = sql.get.get(memberKey(memberId));
      return row && storedProfile(row);
    },
    search: (typed) => search(sql, byName, typed),
  };
}

/** The integer under which a member is kept: writer × 2^32 + serial. Throws on text that is no member id. */
export function memberKey(memberId: MemberId): number {
  const id = must(parseWriterSerial(memberId, MEMBER_SERIAL_MAX), "member id expected");
  return id.writer * SERIALS + id.serial;
}

/** The member id of `memberKey`'s integer. */
export function memberIdOf(key: number): MemberId {
  return writerSerialText({ writer: Math.floor(key / SERIALS), serial: key % SERIALS }, MEMBER_SERIAL_MAX);
}

interface ProfileRow {
  readonly member: number;
  readonly given_name: string | null;
  readonly family_name: string | null;
  readonly mobile: string | null;
  readonly birth_date: string | null;
  readonly wedding_date: string | null;
  readonly address: string | null;
  readonly national_id: string | null;
  readonly introducer: number | null;
  readonly groups: string;
  readonly note: string | null;
  readonly wants_messages: number | null;
  readonly salt: Buffer | null;
  readonly digest: Buffer | null;
  readonly enrolled_at_ms: number;
  readonly updated_at_ms: number;
  readonly erased_at_ms: number | null;
}

const COLUMNS = (
  "given_name family_name mobile mobile_reversed birth_date wedding_date address national_id introducer " +
  "groups note wants_messages salt digest updated_at_ms"
).split(" ");

type Statements = ReturnType<typeof prepare>;

function prepare(db: Database.Database) {
  const named = COLUMNS.map((column) => `:${column}`);
  const kept = COLUMNS.filter((one) => one !== "mobile_reversed");
  const selected = `member, ${kept.join(", ")}, enrolled_at_ms, erased_at_ms`;
  return {
    insert: db.prepare<[Record<string, unknown>]>(
      `INSERT INTO member_profile (member, ${COLUMNS.join(", ")}, enrolled_at_ms) ` +
        `VALUES (:member, ${named.join(", ")}, :updated_at_ms)`,
    ),
    update: db.prepare<[Record<string, unknown>]>(
      `UPDATE member_profile SET ${COLUMNS.map((column) => `${column} = :${column}`).join(", ")} ` +
        "WHERE member = :member AND erased_at_ms IS NULL",
    ),
    erase: db.prepare<[number, number, number]>(
      `UPDATE member_profile SET ${COLUMNS.filter((one) => one !== "groups" && one !== "updated_at_ms")
        .map((column) => `${column} = NULL`)
        .join(", ")}, groups = '[]', updated_at_ms = ?, erased_at_ms = ? WHERE member = ? AND erased_at_ms IS NULL`,
    ),
    get: db.prepare<[number], ProfileRow>(`SELECT ${selected} FROM member_profile WHERE member = ?`),
    byDigits: db.prepare<[string, string], ProfileRow>(
      `SELECT ${selected} FROM member_profile WHERE mobile_reversed >= ? AND mobile_reversed < ? ` +
        "ORDER BY mobile_reversed, member",
    ),
    dropVerified: db.prepare<[number]>("DELETE FROM member_verified WHERE member = ?"),
    dropNotes: db.prepare<[string]>(
      "DELETE FROM event_note WHERE (journal, seq) IN (SELECT journal, seq FROM member_event WHERE member = ?)",
    ),
    dropCode: db.prepare<[number]>("DELETE FROM mobile_code WHERE member = ?"),
    addKey: db.prepare<[string, string, number]>("INSERT INTO member_name_key (key, other, member) VALUES (?, ?, ?)"),
    dropKey: db.prepare<[string, string, number]>(
      "DELETE FROM member_name_key WHERE key = ? AND other = ? AND member = ?",
    ),
  };
}

function search(sql: Statements, byName: NameSearch, typed: string): MemberHits {
  const query = parseMemberQuery(typed);
  if (query.digits) return searchDigits(sql, query.digits, query.words);
  // Letters, not UTF-16 units.
  const letters = query.words.reduce((sum, word) => sum + Array.from(word).length, 0);
  if (letters < 2) return { hits: [], more: false };
  const members = searchNames(byName, query.words, (member) => rowMatches(sql.get.get(member), query.words));
  return page(members.map((member) => must(sql.get.get(member), "an index row has its profile")));
}

/**
 * The first members whose name matches `words`, in the order that the port states: each way to be found in turn, until
 * a page is full. One or two words that fill it cost no more than their one pair of the index.
 */
function searchNames(
  byName: NameSearch,
  words: readonly string[],
  matches: (member: number) => boolean,
): readonly number[] {
  const found: number[] = [];
  const wanted = (accept: (member: number) => boolean) => ({
    limit: MEMBER_HITS_MAX + 1 - found.length,
    accept: (member: number): boolean => !found.includes(member) && accept(member),
  });
  const any = (): boolean => true;
  // The longest word leads: it has the fewest keys to walk. A third and fourth word are checked on each candidate.
  const [first = "", second = ""] = words.toSorted((a, b) => b.length - a.length);
  found.push(...byName({ first, second, ...wanted(words.length < 3 ? any : matches) }));
  for (const [one = "", other = ""] of joinedReadings(words)) {
    if (found.length > MEMBER_HITS_MAX) break;
    found.push(...byName({ first: one, second: other, ...wanted(any) }));
  }
  return found;
}

function searchDigits(
  sql: Statements,
  digits: { kind: "whole" | "suffix"; text: string },
  words: readonly string[],
): MemberHits {
  const from = reversed(digits.text);
  const rows: ProfileRow[] = [];
  // ":" is the character after "9".
  for (const row of sql.byDigits.iterate(from, `${from}:`)) {
    if (rowMatches(row, words)) rows.push(row);
    if (rows.length > MEMBER_HITS_MAX) break;
  }
  return page(rows);
}

function page(rows: readonly ProfileRow[]): MemberHits {
  return { hits: rows.slice(0, MEMBER_HITS_MAX).map(hit), more: rows.length > MEMBER_HITS_MAX };
}

function hit(row: ProfileRow): MemberHit {
  return {
    memberId: memberIdOf(row.member),
    ...present("givenName", row.given_name),
    ...present("familyName", row.family_name),
    ...present("mobile", row.mobile),
  };
}

function rowMatches(row: ProfileRow | undefined, words: readonly string[]): boolean {
  return row !== undefined && nameMatches(nameStarts(row.given_name ?? undefined, row.family_name ?? undefined), words);
}

function insertRow(sql: Statements, crypto: CryptoPort, profile: NewProfile): void {
  assert(sql.insert.run(parameters(crypto, profile)).changes === 1, "one profile inserted");
}

function addKey(sql: Statements, memberId: MemberId, row: NameKey): void {
  assert(sql.addKey.run(row.key, row.other, memberKey(memberId)).changes === 1, "one name key inserted");
}

function dropKeys(sql: Statements, row: ProfileRow): void {
  for (const { key, other } of nameKeys(row.given_name ?? undefined, row.family_name ?? undefined)) {
    assert(sql.dropKey.run(key, other, row.member).changes === 1, "one name key deleted");
  }
}

function update(sql: Statements, crypto: CryptoPort, profile: NewProfile): void {
  const before = must(sql.get.get(memberKey(profile.memberId)), "the member has a profile");
  assert(before.erased_at_ms === null, "the profile was not erased");
  dropKeys(sql, before);
  assert(sql.update.run(parameters(crypto, profile)).changes === 1, "one profile updated");
  for (const row of nameKeys(profile.fields.givenName, profile.fields.familyName)) addKey(sql, profile.memberId, row);
  if ((profile.fields.mobile ?? null) !== before.mobile) forgetMobile(sql, before.member);
}

function forgetMobile(sql: Statements, member: number): void {
  sql.dropVerified.run(member);
  sql.dropCode.run(member);
}

function erase(sql: Statements, memberId: MemberId, atMs: number): boolean {
  const before = sql.get.get(memberKey(memberId));
  if (before === undefined || before.erased_at_ms !== null) return false;
  dropKeys(sql, before);
  assert(sql.erase.run(atMs, atMs, before.member).changes === 1, "one profile erased");
  // What stands beside the profile is as much theirs: their number once more, and what was typed about them.
  forgetMobile(sql, before.member);
  sql.dropNotes.run(memberId);
  return true;
}

function insertMany(
  db: Database.Database,
  profiles: Iterable<NewProfile>,
  insertAll: (batch: NewProfile[]) => void,
): number {
  const insertBatch = db.transaction(insertAll);
  let [batch, count]: [NewProfile[], number] = [[], 0];
  for (const profile of profiles) {
    if (batch.push(profile) < IMPORT_BATCH) continue;
    insertBatch(batch);
    count += batch.length;
    batch = [];
  }
  if (batch.length > 0) insertBatch(batch);
  return count + batch.length;
}

/** Keys go in sorted: neighbours then share their page, which an encrypted cache rewards. */
function insertBatch(sql: Statements, crypto: CryptoPort, batch: readonly NewProfile[]): void {
  const keys: { memberId: MemberId; row: NameKey }[] = [];
  for (const profile of batch) {
    insertRow(sql, crypto, profile);
    const rows = nameKeys(profile.fields.givenName, profile.fields.familyName);
    for (const row of rows) keys.push({ memberId: profile.memberId, row });
  }
  keys.sort((a, b) => compareText(a.row.key, b.row.key) || compareText(a.row.other, b.row.other));
  for (const { memberId, row } of keys) addKey(sql, memberId, row);
}

function parameters(crypto: CryptoPort, profile: NewProfile): Record<string, unknown> {
  const fields = profileFields.parse(profile.fields);
  assert(equalBytes(profileDigest(crypto, profile), profile.digest), "the digest is the profile's");
  return {
    member: memberKey(profile.memberId),
    given_name: fields.givenName ?? null,
    family_name: fields.familyName ?? null,
    mobile: fields.mobile ?? null,
    mobile_reversed: fields.mobile === undefined ? null : reversed(fields.mobile),
    birth_date: fields.birthDate ?? null,
    wedding_date: fields.weddingDate ?? null,
    address: fields.address ?? null,
    national_id: fields.nationalId ?? null,
    introducer: fields.introducer === undefined ? null : memberKey(fields.introducer),
    groups: canonicalText(fields.groups),
    note: fields.note ?? null,
    wants_messages: fields.wantsMessages === true ? 1 : null,
    salt: Buffer.from(profile.salt),
    digest: Buffer.from(profile.digest),
    updated_at_ms: profile.atMs,
  };
}

function storedProfile(row: ProfileRow): StoredProfile {
  const memberId = memberIdOf(row.member);
  const enrolledAtMs = row.enrolled_at_ms;
  if (row.erased_at_ms !== null) return { kind: "erased", memberId, enrolledAtMs, erasedAtMs: row.erased_at_ms };
  const fields: ProfileFields = profileFields.parse({
    ...present("givenName", row.given_name),
    ...present("familyName", row.family_name),
    ...present("mobile", row.mobile),
    ...present("birthDate", row.birth_date),
    ...present("weddingDate", row.wedding_date),
    ...present("address", row.address),
    ...present("nationalId", row.national_id),
    ...present("introducer", row.introducer === null ? null : memberIdOf(row.introducer)),
    groups: JSON.parse(row.groups),
    ...present("note", row.note),
    ...present("wantsMessages", row.wants_messages === 1 ? true : null),
  });
  const salt = new Uint8Array(must(row.salt, "a kept profile has its salt"));
  const digest = new Uint8Array(must(row.digest, "a kept profile has its digest"));
  return { kind: "kept", memberId, fields, salt, digest, enrolledAtMs, updatedAtMs: row.updated_at_ms };
}

function present<K extends string, V>(key: K, value: V | null): { [P in K]?: V } {
  // An object literal with a computed key has lost the key's type; this is its exact shape.
  return (value === null ? {} : { [key]: value }) as { [P in K]?: V };
}

function reversed(digits: string): string {
  return digits.split("").toReversed().join("");
}
