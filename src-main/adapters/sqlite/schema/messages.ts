import { blob, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * Messages to members, one for each event that moved their credit. A row has ids and amounts only: number and words are
 * looked up when it is sent, so that an erased profile leaves nothing here.
 */
export const messageOutbox = sqliteTable(
  "message_outbox",
  {
    messageNo: integer("message_no").primaryKey({ autoIncrement: true }),
    journal: text("journal").notNull(),
    seq: integer("seq").notNull(),
    member: text("member").notNull(),
    /** JSON of a `Movement` (src-shared/messages/movement.ts). */
    movement: text("movement").notNull(),
    state: text("state", { enum: ["waiting", "sending", "sent", "dropped"] }).notNull(),
    reason: text("reason"),
    attempts: integer("attempts").notNull(),
    madeAtMs: integer("made_at_ms").notNull(),
    expiresAtMs: integer("expires_at_ms").notNull(),
    nextTryAtMs: integer("next_try_at_ms").notNull(),
    changedAtMs: integer("changed_at_ms").notNull(),
  },
  (table) => [
    uniqueIndex("message_outbox_event").on(table.journal, table.seq),
    index("message_outbox_state").on(table.state, table.nextTryAtMs),
  ],
);

/** The one code that a member's mobile may be shown by: only its keyed digest, and for which number it was made. */
export const mobileCode = sqliteTable("mobile_code", {
  /** As in `member_profile`. */
  member: integer("member").primaryKey(),
  mobile: text("mobile").notNull(),
  salt: blob("salt", { mode: "buffer" }).notNull(),
  digest: blob("digest", { mode: "buffer" }).notNull(),
  tries: integer("tries").notNull(),
  expiresAtMs: integer("expires_at_ms").notNull(),
});

/** When a code was sent to which number, for the limits; nothing older than their hour is kept. */
export const codeSent = sqliteTable("code_sent", {
  n: integer("n").primaryKey({ autoIncrement: true }),
  mobile: text("mobile").notNull(),
  atMs: integer("at_ms").notNull(),
});
