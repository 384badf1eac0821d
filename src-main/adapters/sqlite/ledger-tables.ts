import type Database from "better-sqlite3";
import { assert } from "../../../src-shared/base/assert.ts";
import {
  TABLE_KEYS,
  type ProjectionTx,
  type TableKey,
  type TableName,
  type Tables,
} from "../../../src-shared/ledger/tables.ts";

/** The columns of each projection, as the rows name them; SQL has the same names in snake case. */
const COLUMNS = {
  account: ["account", "asset", "balance"],
  member: ["member", "journal", "seq", "digest", "tier", "tierFrom", "reached", "introducer"],
  memberDay: ["member", "day", "net"],
  memberEvent: ["member", "journal", "seq"],
  card: [
    "card",
    "member",
    "generation",
    "uid",
    "family",
    "header",
    "state",
    "blocks",
    "lastCounter",
    "lastRecord",
    "journal",
    "seq",
  ],
  cardBlock: ["card", "journal", "seq", "placed", "lifted"],
  intent: [
    "journal",
    "seq",
    "card",
    "member",
    "kind",
    "before",
    "after",
    "spend",
    "earn",
    "ops",
    "status",
    "abandoned",
  ],
  operation: ["card", "op", "member", "asset", "amount", "basis", "signature", "state"],
  shift: [
    "shift",
    "day",
    "drawer",
    "journal",
    "seq",
    "openedAtMs",
    "float",
    "staff",
    "staffMs",
    "staffN",
    "state",
    "number",
    "closedJournal",
    "closedSeq",
    "closedAtMs",
  ],
  staff: ["staff", "role", "digest", "state", "revision", "hlcMs", "hlcN", "journal"],
  audit: [
    "journal",
    "seq",
    "atMs",
    "day",
    "act",
    "actor",
    "approver",
    "shift",
    "staff",
    "member",
    "card",
    "sale",
    "amount",
  ],
  programme: ["programme", "document"],
} as const satisfies { readonly [T in TableName]: readonly (keyof Tables[T])[] };

/**
 * Columns that have an index and hardly ever change. A statement that sets one takes the index's entry out and puts it
 * in again, equal or not: two more pages of a million cards, read, encrypted and logged at every sale.
 */
const INDEXED: { readonly [T in TableName]?: readonly (keyof Tables[T])[] } = {
  card: ["member", "uid"],
  intent: ["card", "spend"],
};

/** The SQL name of a projection or column. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `column AS name, …` of a projection, for a SELECT that returns its rows. */
export function selectList(table: TableName): string {
  return COLUMNS[table].map((column) => `${snake(column)} AS "${column}"`).join(", ");
}

/** Reads and writes projections through statements that are prepared once. Call inside a transaction. */
export function sqliteTables(db: Database.Database): ProjectionTx {
  const names = Object.keys(COLUMNS) as TableName[]; // the keys of COLUMNS are the table names, by its type
  const reads = new Map(names.map((table) => [table, db.prepare(readSql(table))]));
  const writes = new Map(names.map((table) => [table, db.prepare(writeSql(table))]));
  const updates = new Map(names.flatMap((table) => updateSql(table)).map(({ table, sql }) => [table, db.prepare(sql)]));
  return {
    get<T extends TableName>(table: T, key: TableKey): Tables[T] | undefined {
      // The SELECT names exactly the columns of Tables[T], and every table is STRICT.
      return reads.get(table)?.get(...key) as Tables[T] | undefined;
    },
    put<T extends TableName>(table: T, row: Tables[T]): void {
      if (updates.get(table)?.run(row).changes === 1) return;
      const done = writes.get(table)?.run(row);
      assert(done?.changes === 1, "one projection row written");
    },
  };
}

/** Every row of a projection, in the order of its key. */
export function* allRows<T extends TableName>(db: Database.Database, table: T): Generator<Tables[T]> {
  const order = TABLE_KEYS[table].map(snake).join(", ");
  const rows = db.prepare(`SELECT ${selectList(table)} FROM ${snake(table)} ORDER BY ${order}`).iterate();
  // As in `get`.
  for (const row of rows) yield row as Tables[T];
}

function readSql(table: TableName): string {
  const where = TABLE_KEYS[table].map((column) => `${snake(column)} = ?`).join(" AND ");
  return `SELECT ${selectList(table)} FROM ${snake(table)} WHERE ${where}`;
}

/** The update of a row whose indexed columns stay as they are; it changes nothing when they don't, or without a row. */
function updateSql(table: TableName): { readonly table: TableName; readonly sql: string }[] {
  const same: readonly string[] | undefined = INDEXED[table];
  if (same === undefined) return [];
  const keys: readonly string[] = TABLE_KEYS[table];
  const columns: readonly string[] = COLUMNS[table];
  const rest = columns.filter((column) => !keys.includes(column) && !same.includes(column));
  const set = rest.map((column) => `${snake(column)} = @${column}`).join(", ");
  const where = [...keys, ...same].map((column) => `${snake(column)} IS @${column}`).join(" AND ");
  return [{ table, sql: `UPDATE ${snake(table)} SET ${set} WHERE ${where}` }];
}

function writeSql(table: TableName): string {
  const keys: readonly string[] = TABLE_KEYS[table];
  const columns: readonly string[] = COLUMNS[table];
  const rest = columns.filter((column) => !keys.includes(column));
  const set = rest.map((column) => `${snake(column)} = excluded.${snake(column)}`).join(", ");
  // A row that is nothing but its key still reports one change, so that the count can be asserted.
  const update = set === "" ? `${snake(keys[0] ?? "")} = excluded.${snake(keys[0] ?? "")}` : set;
  return `INSERT INTO ${snake(table)} (${columns.map(snake).join(", ")})
    VALUES (${columns.map((column) => `@${column}`).join(", ")})
    ON CONFLICT (${keys.map(snake).join(", ")}) DO UPDATE SET ${update}`;
}
