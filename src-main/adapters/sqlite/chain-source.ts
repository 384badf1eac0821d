import type Database from "better-sqlite3";
import { must } from "../../../src-shared/base/assert.ts";
import type { LedgerRead } from "../../core/ports/store.ts";
import type { ChainSource } from "../../core/verify/check-chain.ts";

/**
 * Events of one page: some ten milliseconds of work, so that the worker answers its watchdog and the log is never held.
 */
const PAGE = 1000;

/** The chains of an open database, page by page, each page with its journal's row in one snapshot. */
export function sqliteChainSource(db: Database.Database, read: Pick<LedgerRead, "journals" | "journal">): ChainSource {
  // As bytes: what was hashed is hashed again, without a decoder and an encoder in between.
  const events = db
    .prepare<[number, number], [seq: number, hash: Buffer, body: Buffer]>(
      `SELECT seq, hash, CAST(body AS BLOB) FROM event WHERE journal_no = ? AND seq > ? ORDER BY seq LIMIT ${PAGE}`,
    )
    .raw();
  const page = db.transaction((id: string, after: number) => {
    const journal = must(read.journal(id), "a journal never leaves its database");
    return { journal, rows: events.all(journal.no, after) };
  });
  return {
    journals: () => read.journals(),
    page: (id, after) => {
      const { journal, rows } = page.deferred(id, after);
      return { journal, events: rows.map(([seq, hash, body]) => ({ seq, hash, body })), end: rows.length < PAGE };
    },
  };
}
