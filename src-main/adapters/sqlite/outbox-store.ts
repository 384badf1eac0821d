import type Database from "better-sqlite3";
import { assert, must } from "../../../src-shared/base/assert.ts";
import type { Movement } from "../../../src-shared/messages/movement.ts";
import type { OutboxRow, OutboxStore } from "../../core/ports/message-outbox.ts";

interface Row extends Omit<OutboxRow, "ref" | "movement" | "balanceMinor"> {
  readonly journal: string;
  readonly seq: number;
  readonly movement: string;
}

const OPEN = "state IN ('waiting', 'sending')";

/** The messages in `db` (schema/messages.ts). Statements are prepared once, here. */
export function createOutboxStore(db: Database.Database): OutboxStore {
  const insert = db.prepare(
    `INSERT INTO message_outbox (journal, seq, member, movement, state, attempts, made_at_ms, expires_at_ms,
       next_try_at_ms, changed_at_ms)
     VALUES (@journal, @seq, @member, @movement, 'waiting', 0, @madeAtMs, @expiresAtMs, 0, @madeAtMs)
     ON CONFLICT (journal, seq) DO NOTHING`,
  );
  const first = db.prepare<[], Row>(
    `SELECT message_no AS messageNo, journal, seq, member, movement, state, attempts, expires_at_ms AS expiresAtMs,
       next_try_at_ms AS nextTryAtMs FROM message_outbox WHERE ${OPEN} ORDER BY message_no LIMIT 1`,
  );
  const update = db.prepare(
    `UPDATE message_outbox SET state = @state, reason = @reason, attempts = @attempts, next_try_at_ms = @nextTryAtMs,
       changed_at_ms = @atMs WHERE message_no = @messageNo AND state = @was`,
  );
  const waiting = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM message_outbox WHERE ${OPEN}`);
  const ended = db.prepare<[number], { sent: number; dropped: number }>(
    `SELECT count(*) FILTER (WHERE state = 'sent') AS sent, count(*) FILTER (WHERE state = 'dropped') AS dropped
     FROM message_outbox WHERE state IN ('sent', 'dropped') AND changed_at_ms >= ?`,
  );
  const remove = db.prepare(
    `DELETE FROM message_outbox WHERE message_no IN (SELECT message_no FROM message_outbox
       WHERE state IN ('sent', 'dropped') AND changed_at_ms < ? ORDER BY message_no LIMIT ?)`,
  );
  return {
    insert: ({ ref, movement, balanceMinor, ...rest }) => {
      const text = JSON.stringify({ ...movement, balanceMinor });
      return insert.run({ ...ref, ...rest, movement: text }).changes === 1;
    },
    first: () => {
      const row = first.get();
      return row && opened(row);
    },
    change: (row, change, atMs) => {
      const { state, reason = null, attempts = row.attempts, nextTryAtMs = row.nextTryAtMs } = change;
      const values = { state, reason, attempts, nextTryAtMs, atMs, messageNo: row.messageNo, was: row.state };
      assert(update.run(values).changes === 1, "a message changes only from the state that was read");
    },
    waiting: () => must(waiting.get(), "a count has one row").n,
    endedSince: (fromMs) => must(ended.get(fromMs), "a count has one row"),
    prune: (beforeMs, limit) => remove.run(beforeMs, limit).changes,
  };
}

function opened({ journal, seq, movement, ...rest }: Row): OutboxRow {
  // Written by `insert` only.
  const { balanceMinor, ...moved } = JSON.parse(movement) as Movement & { readonly balanceMinor: number };
  return { ...rest, ref: { journal, seq }, movement: moved as Movement, balanceMinor };
}
