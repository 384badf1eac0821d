import type Database from "better-sqlite3";
import { must } from "../../../src-shared/base/assert.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import type { LedgerRead } from "../../core/ports/store.ts";
import { selectList } from "./ledger-tables.ts";

type DeskReads = Pick<LedgerRead, "shiftsBefore" | "lastZ" | "doubtsOf" | "staff" | "audit">;

/** Reads of shifts, staff and the audit. */
export function createDeskReads(db: Database.Database): DeskReads {
  const shifts = db.prepare<[number, number], Tables["shift"]>(
    `SELECT ${selectList("shift")} FROM shift WHERE opened_at_ms < ? ORDER BY opened_at_ms DESC, shift LIMIT ?`,
  );
  const lastZ = db.prepare<[number], { number: number }>(
    "SELECT coalesce(max(number), 0) AS number FROM shift WHERE drawer = ?",
  );
  const doubts = db.prepare<[string], { count: number; sum: number }>(
    `SELECT count(*) AS count, coalesce(sum(CASE kind WHEN 'earn' THEN earn ELSE spend END), 0) AS sum
     FROM intent INDEXED BY intent_open
     WHERE journal = ? AND status = 'open' AND CASE kind WHEN 'earn' THEN earn ELSE spend END > 0`,
  );
  const staff = db.prepare<[], Tables["staff"]>(`SELECT ${selectList("staff")} FROM staff ORDER BY staff`);
  return {
    shiftsBefore: (beforeMs, limit) => shifts.all(beforeMs, limit),
    lastZ: (drawer) => must(lastZ.get(drawer), "a maximum has one row").number,
    doubtsOf: (journal) => must(doubts.get(journal), "a sum has one row"),
    staff: () => staff.all(),
    audit: auditRead(db),
  };
}

interface AuditParameters {
  readonly staff: string | null;
  readonly act: string | null;
  readonly day: string | null;
  readonly atMs: number;
  readonly journal: string;
  readonly seq: number;
  readonly limit: number;
}

/** One statement for each way in: by day, by person, or by time; the others are looked at row by row. */
function auditRead(db: Database.Database): LedgerRead["audit"] {
  const prepare = (index: string, where: string): Database.Statement<[AuditParameters], Tables["audit"]> =>
    db.prepare(`SELECT ${selectList("audit")} FROM audit INDEXED BY ${index} WHERE ${where}
      AND at_ms <= @atMs AND (at_ms < @atMs OR journal < @journal OR (journal = @journal AND seq < @seq))
      AND (@staff IS NULL OR actor = @staff OR approver = @staff)
      AND (@day IS NULL OR day = @day) AND (@act IS NULL OR replace(act, '.', '-') = @act)
      ORDER BY at_ms DESC, journal DESC, seq DESC LIMIT @limit`);
  const byDay = prepare("audit_day", "day = @day");
  const byTime = prepare("audit_time", "TRUE");
  return ({ staff, act, day, before }, limit) => {
    const { atMs, journal, seq } = before ?? { atMs: Number.MAX_SAFE_INTEGER, journal: "", seq: 0 };
    const values = { staff: staff ?? null, act: act ?? null, day: day ?? null, atMs, journal, seq, limit };
    return (day === undefined ? byTime : byDay).all(values);
  };
}
