import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { envelopeText, parseEnvelope, type Envelope } from "../../../src-shared/ledger/envelope.ts";
import { project } from "../../../src-shared/ledger/projection.ts";
import { MemoryTables } from "../../../src-shared/ledger/tables.ts";
import { allRows } from "../../../src-main/adapters/sqlite/ledger-tables.ts";
import { HASH32, JOURNAL, MERCHANT, SAMPLES } from "../../shared/ledger/samples.ts";

const FOLDER = fileURLToPath(new URL("../../../migrations/terminal/", import.meta.url));
const sqlOf = (number: string): string =>
  readFileSync(FOLDER + (readdirSync(FOLDER).find((file) => file.startsWith(number)) ?? ""), "utf8");

test("a shop from before the desk gets the rows that a fold of its events gives", () => {
  const db = new Database(":memory:");
  db.exec(sqlOf("0001"));
  const events: Envelope[] = [
    envelope(1, "staff.added", SAMPLES["staff.added"]),
    envelope(2, "shift.opened", SAMPLES["shift.opened"]),
    envelope(3, "card.blocked", SAMPLES["card.blocked"]),
    envelope(4, "programme.published", SAMPLES["programme.published"]),
    envelope(5, "tender.abandoned", SAMPLES["tender.abandoned"]),
    envelope(6, "sale.recorded", SAMPLES["sale.recorded"]),
  ];
  db.prepare(
    `INSERT INTO journal (no, journal, role, state, merchant, branch, terminal, epoch, writer, public_key, head_seq,
     head_hash, hlc_ms, hlc_n) VALUES (1, ?, 'terminal', 'open', ?, 1, 1, 1, 1, '', 6, x'00', 0, 0)`,
  ).run(JOURNAL, MERCHANT);
  const insert = db.prepare("INSERT INTO event (journal_no, seq, hash, body) VALUES (1, ?, x'00', ?)");
  for (const each of events) insert.run(each.seq, envelopeText(each));
  db.prepare("INSERT INTO shift (shift, day, drawer, journal, seq) VALUES ('1.3', '2026-11-22', 1, ?, 2)").run(JOURNAL);
  db.prepare("INSERT INTO staff (staff, role, digest) VALUES ('1.1', 'owner', ?)").run(HASH32);
  db.exec(sqlOf("0002"));
  const fold = new MemoryTables();
  for (const each of events) {
    const read = parseEnvelope(envelopeText(each));
    if (read.ok) project(fold, read.value);
  }
  for (const table of ["shift", "staff", "audit"] as const) {
    expect([...allRows(db, table)], table).toEqual(fold.rows(table));
  }
  expect(fold.rows("audit").map((row) => row.act)).toEqual([
    "staff.added",
    "shift.opened",
    "card.blocked",
    "programme.published",
    "tender.abandoned",
  ]);
  db.close();
});

function envelope(seq: number, type: string, payload: Record<string, unknown>): Envelope {
  return {
    merchant: MERCHANT,
    branch: 1,
    journal: JOURNAL,
    epoch: 1,
    writer: 1,
    seq,
    hlc: [1_795_000_000_000 + seq, seq],
    at: 1_795_000_000_000 + seq,
    offset: 210,
    day: "2026-11-22",
    type,
    version: 1,
    command: `m.${seq}`,
    actor: "1.1",
    shift: "1.3",
    programme: 1,
    engine: 1,
    feed: [0, 0],
    payload,
  };
}
