import type Database from "better-sqlite3";
import { assert, must } from "../../../src-shared/base/assert.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import type { JournalRow, LedgerRead, LedgerTx, StoredEvent, StorePort } from "../../core/ports/store.ts";
import { createDeskReads } from "./desk-reads.ts";
import { selectList, sqliteTables } from "./ledger-tables.ts";

/** Puts a paper into the spool and an opening of the drawer into its queue, in the transaction of the sale. */
export type Enqueue = Pick<LedgerTx, "enqueuePrint" | "enqueueDrawer">;

/** The ledger on an open database. Statements are prepared once; transactions are IMMEDIATE and durable (WAL, FULL). */
export function createLedgerStore(db: Database.Database, enqueue: Enqueue): StorePort {
  const tables = sqliteTables(db);
  const reads = createReads(db, (table, key) => tables.get(table, key));
  const tx: LedgerTx = { ...reads, ...tables, ...createWrites(db), ...enqueue };
  return {
    read: reads,
    transaction: (body) => db.transaction(() => body(tx)).immediate(),
  };
}

/** Enough to know every REAL record that a tap's rules look at. */
const RECENT_INTENTS = 64;
const JOURNAL_COLUMNS = `no, journal, role, state, merchant, branch, terminal, epoch, writer,
  public_key AS publicKey, head_seq AS headSeq, head_hash AS headHash, hlc_ms AS hlcMs, hlc_n AS hlcN`;
const EVENT_COLUMNS = "journal.journal AS journal, event.seq AS seq, event.hash AS hash, event.body AS body";

interface EventRow {
  readonly journal: string;
  readonly seq: number;
  readonly hash: Buffer;
  readonly body: string;
}

function createReads(db: Database.Database, get: LedgerRead["get"]): LedgerRead {
  const one = db.prepare<[string], JournalRow>(`SELECT ${JOURNAL_COLUMNS} FROM journal WHERE journal = ?`);
  const all = db.prepare<[], JournalRow>(`SELECT ${JOURNAL_COLUMNS} FROM journal ORDER BY no`);
  const event = db.prepare<[string, number, number], EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM event JOIN journal ON journal.no = event.journal_no
     WHERE event.journal_no = (SELECT no FROM journal WHERE journal = ?) AND event.seq >= ? ORDER BY event.seq LIMIT ?`,
  );
  const result = db.prepare<[string], { request: string; result: string }>(
    "SELECT request, result FROM command_result WHERE command = ?",
  );
  const state = db.prepare<[string], { value: string }>("SELECT value FROM state WHERE name = ?");
  const operations = db.prepare<[string], Tables["operation"]>(
    `SELECT ${selectList("operation")} FROM operation WHERE card = ? ORDER BY op`,
  );
  const progress = db.prepare<[string, string], { net: number }>(
    "SELECT coalesce(sum(net), 0) AS net FROM member_day WHERE member = ? AND day >= ?",
  );
  const cards = db.prepare<[string], Tables["card"]>(
    `SELECT ${selectList("card")} FROM card WHERE member = ? ORDER BY card`,
  );
  const byUid = db.prepare<[string], Tables["card"]>(
    `SELECT ${selectList("card")} FROM card WHERE uid = ? ORDER BY generation DESC, card DESC LIMIT 1`,
  );
  const shifts = db.prepare<[], Tables["shift"]>(`SELECT ${selectList("shift")} FROM shift ORDER BY journal, seq`);
  const newest = db.prepare<[], Tables["programme"]>(
    `SELECT ${selectList("programme")} FROM programme ORDER BY programme DESC LIMIT 1`,
  );
  return {
    get,
    ...createIntentReads(db),
    ...createMemberReads(db),
    ...createDeskReads(db),
    journals: () => all.all(),
    journal: (id) => one.get(id),
    event: (ref) =>
      event
        .all(ref.journal, ref.seq, 1)
        .filter((row) => row.seq === ref.seq)
        .map(stored)[0],
    events: (journal, seq, limit) => event.all(journal, seq, limit).map(stored),
    commandResult: (command) => result.get(command),
    state: (name) => state.get(name)?.value,
    operationsOf: (card) => operations.all(card),
    progressSince: (member, from) => must(progress.get(member, from), "a sum has one row").net,
    cardByUid: (uid) => byUid.get(uid),
    cardsOf: (member) => cards.all(member),
    shifts: () => shifts.all(),
    newestProgramme: () => newest.get(),
  };
}

function createMemberReads(
  db: Database.Database,
): Pick<LedgerRead, "memberEvents" | "memberEventsAfter" | "memberEventsSince"> {
  const memberEvents = db.prepare<[string, string], EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM (
       SELECT journal, seq FROM member_event WHERE member = ?
       UNION SELECT card_block.journal, card_block.seq
       FROM card JOIN card_block ON card_block.card = card.card WHERE card.member = ?
     ) AS touched JOIN journal ON journal.journal = touched.journal
     JOIN event ON event.journal_no = journal.no AND event.seq = touched.seq ORDER BY journal.no, event.seq`,
  );
  // Ordered by the member's own rows: by the event's, the planner walks the whole journal after `seq`.
  const memberEventsAfter = db.prepare<[string, string, number], EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM member_event JOIN journal ON journal.journal = member_event.journal
     JOIN event ON event.journal_no = journal.no AND event.seq = member_event.seq
     WHERE member_event.member = ? AND member_event.journal = ? AND member_event.seq > ? ORDER BY member_event.seq`,
  );
  const since = db.prepare<[string, string, number, number], EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM member_event JOIN journal ON journal.journal = member_event.journal
     JOIN event ON event.journal_no = journal.no AND event.seq = member_event.seq
     WHERE member_event.member = ? AND member_event.journal = ? AND member_event.seq >= ?
     ORDER BY member_event.seq LIMIT ?`,
  );
  return {
    memberEvents: (member) => memberEvents.all(member, member).map(stored),
    memberEventsAfter: (member, journal, seq) => memberEventsAfter.all(member, journal, seq).map(stored),
    memberEventsSince: (member, { journal, seq }, limit) => since.all(member, journal, seq, limit).map(stored),
  };
}

function createIntentReads(
  db: Database.Database,
): Pick<LedgerRead, "intentsOf" | "openIntents" | "spentSince" | "spentOnUnknownSince"> {
  const list = selectList("intent");
  // Indexes are named: left alone, the planner walks the primary key, which is all of a journal's intents at every tap.
  const recent = db.prepare<[string, string], Tables["intent"]>(
    `SELECT ${list} FROM intent INDEXED BY intent_card WHERE card = ? AND journal = ?
     ORDER BY seq DESC LIMIT ${RECENT_INTENTS}`,
  );
  const openOfCard = db.prepare<[string, string], Tables["intent"]>(
    `SELECT ${list} FROM intent INDEXED BY intent_open WHERE card = ? AND journal = ? AND status = 'open' ORDER BY seq`,
  );
  const open = db.prepare<[string, number], Tables["intent"]>(
    `SELECT ${list} FROM intent INDEXED BY intent_open WHERE journal = ? AND status = 'open' ORDER BY seq LIMIT ?`,
  );
  const spent = db.prepare<[string, number], { spend: number }>(
    `SELECT coalesce(sum(spend), 0) AS spend FROM intent INDEXED BY intent_spend
     WHERE journal = ? AND seq > ? AND spend > 0 AND status <> 'void' AND kind = 'spend'`,
  );
  const spentOnUnknown = db.prepare<[string, number], { spend: number }>(
    `SELECT coalesce(sum(spend), 0) AS spend FROM intent INDEXED BY intent_spend JOIN card ON card.card = intent.card
     WHERE intent.journal = ? AND intent.seq > ? AND spend > 0 AND status <> 'void' AND kind = 'spend'
     AND card.state = 'unknown'`,
  );
  const spentOfCard = db.prepare<[string, string, number], { spend: number }>(
    `SELECT coalesce(sum(spend), 0) AS spend FROM intent INDEXED BY intent_card
     WHERE card = ? AND journal = ? AND seq > ? AND status <> 'void' AND kind = 'spend'`,
  );
  return {
    intentsOf: (card, journal, which) => {
      const open = openOfCard.all(card, journal);
      if (which === "open") return open;
      const newest = recent.all(card, journal);
      const older = open.filter((each) => !newest.some((other) => other.seq === each.seq));
      return [...older, ...newest].toSorted((a, b) => a.seq - b.seq);
    },
    spentOnUnknownSince: (journal, seq) => must(spentOnUnknown.get(journal, seq), "a sum has one row").spend,
    openIntents: (journal, limit) => open.all(journal, limit),
    spentSince: (journal, seq, card) => {
      const row = card === undefined ? spent.get(journal, seq) : spentOfCard.get(card, journal, seq);
      return must(row, "a sum has one row").spend;
    },
  };
}

type Writes = Pick<
  LedgerTx,
  "addJournal" | "closeJournal" | "append" | "putCommandResult" | "nextSerial" | "putState" | "dropState"
>;

function createWrites(db: Database.Database): Writes {
  const insertJournal = db.prepare(
    `INSERT INTO journal (journal, role, state, merchant, branch, terminal, epoch, writer, public_key,
     head_seq, head_hash, hlc_ms, hlc_n)
     VALUES (@journal, @role, @state, @merchant, @branch, @terminal, @epoch, @writer, @publicKey,
     @headSeq, @headHash, @hlcMs, @hlcN)`,
  );
  const close = db.prepare("UPDATE journal SET state = ? WHERE journal = ? AND state = 'open'");
  const insertEvent = db.prepare("INSERT INTO event (journal_no, seq, hash, body) VALUES (?, ?, ?, ?)");
  const moveHead = db.prepare(
    `UPDATE journal SET head_seq = @headSeq, head_hash = @headHash, hlc_ms = @hlcMs, hlc_n = @hlcN
     WHERE no = @no AND head_seq = @headSeq - 1 AND state = 'open'`,
  );
  const insertResult = db.prepare(`INSERT INTO command_result (command, request, result) VALUES (?, ?, ?)
     ON CONFLICT (command) DO UPDATE SET result = excluded.result WHERE request = excluded.request`);
  const serial = db.prepare<[string], { value: number }>(
    `INSERT INTO counter (name, value) VALUES (?, 1)
     ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`,
  );
  const insertState = db.prepare(
    "INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  const deleteState = db.prepare("DELETE FROM state WHERE name = ?");
  return {
    addJournal: (row) => once(insertJournal.run({ ...row, headHash: Buffer.from(row.headHash) })),
    closeJournal: (id, state) => once(close.run(state, id)),
    append: ({ journal, head, body }) => {
      assert(head.no === journal.no && head.headSeq === journal.headSeq + 1, "events are appended one after another");
      const hash = Buffer.from(head.headHash);
      once(insertEvent.run(journal.no, head.headSeq, hash, body));
      const { headSeq, hlcMs, hlcN, no } = head;
      once(moveHead.run({ headSeq, hlcMs, hlcN, no, headHash: hash }));
    },
    putCommandResult: ({ command, request, result }) => once(insertResult.run(command, request, result)),
    nextSerial: (name) => must(serial.get(name), "a counter answers").value,
    putState: (name, value) => once(insertState.run(name, value)),
    dropState: (name) => void deleteState.run(name),
  };
}

function once(done: Database.RunResult): void {
  assert(done.changes === 1, "one row written");
}

function stored(row: EventRow): StoredEvent {
  const ref: EventRef = { journal: row.journal, seq: row.seq };
  return { ref, hash: new Uint8Array(row.hash), body: row.body };
}
