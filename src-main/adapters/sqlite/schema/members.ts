import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Profiles of members: beside the chain, never in it, so that they can be erased. `member` is writer × 2^32 + serial
 * (at most 48 bits), one integer, because every index row carries it. An erased profile keeps its row with only
 * `member`, `enrolled_at_ms`, `updated_at_ms` and `erased_at_ms`.
 */
export const memberProfile = sqliteTable(
  "member_profile",
  {
    member: integer("member").primaryKey(),
    givenName: text("given_name"),
    familyName: text("family_name"),
    /** 98XXXXXXXXXX, twelve digits. */
    mobile: text("mobile"),
    /** The same digits from the last to the first: the one index serves the whole number and its last digits. */
    mobileReversed: text("mobile_reversed"),
    /** Dates are YYYY-MM-DD of the Gregorian calendar. */
    birthDate: text("birth_date"),
    weddingDate: text("wedding_date"),
    address: text("address"),
    nationalId: text("national_id"),
    introducer: integer("introducer"),
    /** Canonical JSON list of group names. */
    groups: text("groups").notNull(),
    note: text("note"),
    /** 1 when the member agreed to messages about their credit. */
    wantsMessages: integer("wants_messages"),
    salt: blob("salt", { mode: "buffer" }),
    digest: blob("digest", { mode: "buffer" }),
    enrolledAtMs: integer("enrolled_at_ms").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
    erasedAtMs: integer("erased_at_ms"),
  },
  (table) => [index("member_profile_mobile").on(table.mobileReversed)],
);

/**
 * One row per ordered pair of word beginnings of a member's name: `key` is the folded name from one beginning on,
 * `other` from another. Both columns are prefix-searchable, in either order (docs/decisions/0503-search-by-pairs.md).
 */
export const memberNameKey = sqliteTable(
  "member_name_key",
  {
    key: text("key").notNull(),
    other: text("other").notNull(),
    member: integer("member").notNull(),
  },
  (table) => [primaryKey({ columns: [table.key, table.other, table.member] })],
);

/** Tables without a rowid: their primary key is the b-tree itself. */
export const withoutRowid = ["member_name_key"] as const;
