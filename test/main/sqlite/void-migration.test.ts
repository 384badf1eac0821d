import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { envelopeText } from "../../../src-shared/ledger/envelope.ts";
import { project } from "../../../src-shared/ledger/projection.ts";
import { MemoryTables } from "../../../src-shared/ledger/tables.ts";
import { HASH32, JOURNAL, MERCHANT, sampleEnvelope } from "../../shared/ledger/samples.ts";

const FOLDER = fileURLToPath(new URL("../../../migrations/terminal/", import.meta.url));
const sqlOf = (number: string): string =>
  readFileSync(FOLDER + (readdirSync(FOLDER).find((file) => file.startsWith(number)) ?? ""), "utf8");

test("members from before voids get the tiers that their sales named, as a fold of the events gives them", () => {
  const marks = [
    { tier: "silver", from: 100 },
    { tier: "gold", from: 5000 },
    { tier: "silver", from: 100 },
    { tier: "amber", from: 5000 },
  ];
  const bill = { asset: 0, lines: [{ id: 1, qty: 1000, price: 5, net: 5 }], total: 5 };
  const sales = marks.map((reached, index) =>
    sampleEnvelope("sale.recorded", index + 2, {
      ...bill,
      tenders: [{ kind: "cash", amount: 5, drawer: 1 }],
      member: "1.5",
      inputs: { tier: "base", progress: 0, reached },
    }),
  );
  const events = [sampleEnvelope("member.enrolled", 1, { member: "1.5", digest: HASH32 }), ...sales];
  const fold = new MemoryTables();
  for (const each of events) expect(project(fold, each).posted).toBe(true);
  const row = fold.get("member", ["1.5"]);
  const db = new Database(":memory:");
  db.exec(sqlOf("0001") + sqlOf("0002"));
  db.prepare(
    `INSERT INTO journal (no, journal, role, state, merchant, branch, terminal, epoch, writer, public_key, head_seq,
     head_hash, hlc_ms, hlc_n) VALUES (1, ?, 'terminal', 'open', ?, 1, 1, 1, 1, '', 5, x'00', 0, 0)`,
  ).run(JOURNAL, MERCHANT);
  const insert = db.prepare("INSERT INTO event (journal_no, seq, hash, body) VALUES (1, ?, x'00', ?)");
  for (const each of events) insert.run(each.seq, envelopeText(each));
  const members = db.prepare(
    "INSERT INTO member (member, journal, seq, digest, tier, tier_from, introducer) VALUES (?, ?, 1, ?, ?, ?, NULL)",
  );
  members.run("1.5", JOURNAL, HASH32, row?.tier, row?.tierFrom);
  members.run("1.6", JOURNAL, HASH32, "", 0);
  db.exec(sqlOf("0003"));
  expect(db.prepare("SELECT member, reached FROM member ORDER BY member").all()).toEqual([
    { member: "1.5", reached: row?.reached },
    { member: "1.6", reached: "[]" },
  ]);
  expect(row).toMatchObject({ tier: "amber", reached: '[["amber",5000,1],["gold",5000,1],["silver",100,2]]' });
  db.close();
});
