import type Database from "better-sqlite3";
import { assert, must } from "../../../src-shared/base/assert.ts";
import type { PeopleStore, Verification } from "../../core/ports/people.ts";
import { memberKey } from "./member-directory.ts";

interface EventRow {
  readonly journal: string;
  readonly seq: number;
  readonly hash: Buffer;
  readonly body: string;
}

/** The expressions are those of the index `event_sale`, word for word: only so it answers. */
const DAY = "json_extract(body, '$.day')";
const IS_SALE = "json_extract(body, '$.type') = 'sale.recorded'";
const ROWS = "SELECT journal.journal AS journal, event.seq AS seq, event.hash AS hash, event.body AS body";
const FROM = "FROM event INDEXED BY event_sale CROSS JOIN journal ON journal.no = event.journal_no";
/** Not by the wall clock, which may have been set back: of one day the index finds few, and those are put in order. */
const ORDER = `ORDER BY ${DAY} DESC, journal_no DESC, seq DESC LIMIT @limit`;

/** What the pages of members and sales need, in `db` (schema/people.ts). Statements are prepared once, here. */
export function makePeopleStore(db: Database.Database): PeopleStore {
  const count = db.prepare<[], { value: number }>("SELECT value FROM counter WHERE name = 'member'");
  const introduced = db.prepare<[string], { count: number }>(
    "SELECT count(*) AS count FROM member INDEXED BY member_introducer WHERE introducer = ? AND introducer IS NOT NULL",
  );
  const verified = db.prepare<[number], Verification>(
    "SELECT mobile, how, staff, at_ms AS atMs FROM member_verified WHERE member = ?",
  );
  const verify = db.prepare(
    `INSERT INTO member_verified (member, mobile, how, staff, at_ms) VALUES (@member, @mobile, @how, @staff, @atMs)
     ON CONFLICT (member) DO UPDATE SET mobile = excluded.mobile, how = excluded.how, staff = excluded.staff,
       at_ms = excluded.at_ms`,
  );
  const note = db.prepare<[string, number], { text: string }>(
    "SELECT text FROM event_note WHERE journal = ? AND seq = ?",
  );
  const putNote = db.prepare("INSERT INTO event_note (journal, seq, text) VALUES (?, ?, ?)");
  const voided = db.prepare<[string, number], { journal: string; seq: number }>(
    `SELECT journal.journal AS journal, event.seq AS seq
     FROM event INDEXED BY event_void CROSS JOIN journal ON journal.no = event.journal_no
     WHERE json_extract(body, '$.type') = 'sale.voided' AND json_extract(body, '$.payload.sale.journal') = ?
       AND json_extract(body, '$.payload.sale.seq') = ? LIMIT 1`,
  );
  return {
    memberCount: () => count.get()?.value ?? 0,
    introducedCount: (member) => must(introduced.get(member), "a count has one row").count,
    verification: (member) => verified.get(memberKey(member)),
    setVerified: (member, verification) => {
      assert(verify.run({ ...verification, member: memberKey(member) }).changes === 1, "one verification kept");
    },
    note: ({ journal, seq }) => note.get(journal, seq)?.text,
    putNote: ({ journal, seq }, text) => {
      assert(putNote.run(journal, seq, text).changes === 1, "one note kept");
    },
    sales: salesRead(db),
    voidOf: ({ journal, seq }) => voided.get(journal, seq),
  };
}

function salesRead(db: Database.Database): PeopleStore["sales"] {
  const before = `(${DAY}, journal_no, seq) < (@beforeDay,
    (SELECT no FROM journal WHERE journal.journal = @beforeJournal), @beforeSeq)`;
  const prepare = (where: string): Database.Statement<unknown[], EventRow> =>
    db.prepare(`${ROWS} ${FROM} WHERE ${IS_SALE} AND ${where} ${ORDER}`);
  const statements = {
    all: prepare("TRUE"),
    after: prepare(before),
    day: prepare(`${DAY} = @day`),
    dayAfter: prepare(`${DAY} = @day AND ${before}`),
  };
  return ({ day, before: last }, limit) => {
    const from = last && { beforeDay: last.day, beforeJournal: last.ref.journal, beforeSeq: last.ref.seq };
    const [first, next] = day === undefined ? (["all", "after"] as const) : (["day", "dayAfter"] as const);
    const rows = statements[from === undefined ? first : next].all({ day, ...from, limit });
    return rows.map(({ journal, seq, hash, body }) => ({ ref: { journal, seq }, hash: new Uint8Array(hash), body }));
  };
}
