import type Database from "better-sqlite3";
import type { TableName, Tables } from "../../../src-shared/ledger/tables.ts";
import type { StorePort } from "../../core/ports/store.ts";
import type { ProofSource } from "../../core/verify/prove-ledger.ts";
import { allRows } from "./ledger-tables.ts";

/** Rows of an event table page by page: an iterator held open would keep the log from being checkpointed. */
const PAGE = 1000;

/** The ledger of an open database, for a proof. */
export function sqliteProofSource(db: Database.Database, store: StorePort): ProofSource {
  const page = db.prepare<[number, number], { seq: number; hash: Buffer; body: string }>(
    `SELECT seq, hash, body FROM event WHERE journal_no = ? AND seq > ? ORDER BY seq LIMIT ${PAGE}`,
  );
  const orphans = db.prepare("SELECT count(*) FROM event WHERE journal_no NOT IN (SELECT no FROM journal)").pluck();
  return {
    orphans: () => Number(orphans.get()),
    journals: () => store.read.journals(),
    *events(journal) {
      for (let last = 0; ;) {
        const rows = page.all(journal.no, last);
        yield* rows;
        if (rows.length < PAGE) return;
        last = rows.at(-1)?.seq ?? last;
      }
    },
    rows: <T extends TableName>(table: T): Iterable<Tables[T]> => allRows(db, table),
  };
}
