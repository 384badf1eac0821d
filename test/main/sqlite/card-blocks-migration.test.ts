import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { allRows } from "../../../src-main/adapters/sqlite/ledger-tables.ts";
import { envelopeText } from "../../../src-shared/ledger/envelope.ts";
import { project } from "../../../src-shared/ledger/projection.ts";
import { MemoryTables } from "../../../src-shared/ledger/tables.ts";
import { JOURNAL, MERCHANT, SAMPLES, sampleEnvelope } from "../../shared/ledger/samples.ts";

const FOLDER = fileURLToPath(new URL("../../../migrations/terminal/", import.meta.url));
const sqlOf = (number: string): string =>
  readFileSync(FOLDER + (readdirSync(FOLDER).find((file) => file.startsWith(number)) ?? ""), "utf8");

test("cards that were blocked before blocks were counted get the rows that a fold of their events gives", () => {
  const issue = (seq: number, card: string, replaces?: string) =>
    sampleEnvelope("card.issued", seq, {
      ...SAMPLES["card.issued"],
      card,
      ...(replaces !== undefined && { replaces }),
    });
  const block = (seq: number, card: string) => sampleEnvelope("card.blocked", seq, { card, reason: "lost" });
  const events = [
    issue(1, "1.1"),
    issue(2, "1.2"),
    issue(3, "1.3"),
    block(4, "1.1"),
    block(5, "1.2"),
    block(6, "1.2"),
    sampleEnvelope("card.unblocked", 7, { card: "1.1", blocks: [{ journal: JOURNAL, seq: 4 }], reason: "found" }),
    sampleEnvelope("card.unblocked", 8, { card: "1.2", blocks: [{ journal: JOURNAL, seq: 5 }], reason: "found" }),
    issue(9, "1.4", "1.3"),
    block(10, "1.3"),
    block(11, "9.9"),
    issue(12, "1.5"),
  ];
  const fold = new MemoryTables();
  for (const each of events) expect(project(fold, each).posted).toBe(true);
  const db = new Database(":memory:");
  db.exec(["0001", "0002", "0003", "0004"].map(sqlOf).join(""));
  db.prepare(
    `INSERT INTO journal (no, journal, role, state, merchant, branch, terminal, epoch, writer, public_key, head_seq,
     head_hash, hlc_ms, hlc_n) VALUES (1, ?, 'terminal', 'open', ?, 1, 1, 1, 1, '', 12, x'00', 0, 0)`,
  ).run(JOURNAL, MERCHANT);
  const insert = db.prepare("INSERT INTO event (journal_no, seq, hash, body) VALUES (1, ?, x'00', ?)");
  for (const each of events) insert.run(each.seq, envelopeText(each));
  // As the last word of each left them.
  const last: Record<string, string> = { "1.1": "active", "1.2": "active", "1.3": "blocked", "9.9": "blocked" };
  const put = db.prepare(
    `INSERT INTO card (card, member, generation, uid, family, header, state, last_counter, last_record, journal, seq)
     VALUES (@card, @member, @generation, @uid, @family, @header, @state, @lastCounter, @lastRecord, @journal, @seq)`,
  );
  for (const { blocks: _, ...row } of fold.rows("card")) put.run({ ...row, state: last[row.card] ?? row.state });
  db.exec(sqlOf("0005"));
  expect([...allRows(db, "card")]).toEqual(fold.rows("card"));
  expect([...allRows(db, "cardBlock")]).toEqual(
    fold.rows("cardBlock").toSorted((a, b) => (a.card < b.card ? -1 : a.card > b.card ? 1 : a.seq - b.seq)),
  );
  const states = fold.rows("card").map(({ card, state, blocks }) => [card, state, blocks]);
  expect(states).toEqual([
    ["1.1", "issuing", 0],
    ["1.2", "blocked", 1],
    ["1.3", "replaced", 1],
    ["1.4", "issuing", 0],
    ["1.5", "issuing", 0],
    ["9.9", "blocked", 1],
  ]);
  db.close();
});
