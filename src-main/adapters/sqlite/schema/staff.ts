import { blob, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What is kept of the staff beside the chain: names, the hash of a PIN (argon2id), and how often a wrong one came. An
 * event carries `digest`, the salted digest of name and member link.
 */
export const staffProfile = sqliteTable("staff_profile", {
  staff: text("staff").primaryKey(),
  name: text("name").notNull(),
  member: text("member"),
  salt: blob("salt", { mode: "buffer" }).notNull(),
  digest: blob("digest", { mode: "buffer" }).notNull(),
  /** The text that argon2 writes, with its parameters and salt; null before a PIN was set. */
  pinHash: text("pin_hash"),
  /** Wrong PINs since the last right one, and when the next may be tried (epoch ms, 0: now). */
  wrongPins: integer("wrong_pins").notNull(),
  lockedUntilMs: integer("locked_until_ms").notNull(),
  updatedAtMs: integer("updated_at_ms").notNull(),
});
