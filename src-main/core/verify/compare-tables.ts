import {
  keyOf,
  TABLE_KEYS,
  type MemoryTables,
  type TableName,
  type Tables,
} from "../../../src-shared/ledger/tables.ts";
import type { Finding } from "./finding.ts";

/** The stored projections, each row once, in any order. */
export interface TableRows {
  rows<T extends TableName>(table: T): Iterable<Tables[T]>;
}

export interface CompareOptions {
  readonly max: number;
  /** Whether rows may have come from a head office elsewhere, without events here. */
  readonly hasFeed: boolean;
}

/**
 * Compares the stored projections with a fresh fold, both ways, and stops at `max` findings. Members and cards that
 * came by the feed (seq 0) have no event here and are passed over when the fold does not know them.
 */
export function compareTables(fold: MemoryTables, stored: TableRows, of: CompareOptions): Finding[] {
  const findings: Finding[] = [];
  // The keys of TABLE_KEYS are the table names, by its type.
  for (const table of Object.keys(TABLE_KEYS) as TableName[]) {
    if (findings.length < of.max) compareTable(fold, stored, table, findings, of);
  }
  return findings;
}

function compareTable<T extends TableName>(
  fold: MemoryTables,
  stored: TableRows,
  table: T,
  findings: Finding[],
  of: CompareOptions,
): void {
  const seen = new Set<string>();
  const add = (key: string, what: "missing" | "differs" | "extra"): void => {
    if (findings.length < of.max) findings.push({ kind: "projection", table, key, what });
  };
  for (const row of stored.rows(table)) {
    const key = JSON.stringify(keyOf(table, row));
    const folded = fold.get(table, keyOf(table, row));
    if (folded === undefined) {
      if (!(of.hasFeed && cameByFeed(row))) add(key, "extra");
      continue;
    }
    seen.add(key);
    if (!sameRow(folded, row)) add(key, "differs");
  }
  for (const row of fold.rows(table)) {
    const key = JSON.stringify(keyOf(table, row));
    if (!seen.has(key)) add(key, "missing");
  }
}

function cameByFeed(row: object): boolean {
  return "digest" in row || "lastRecord" in row ? "seq" in row && row.seq === 0 : false;
}

function sameRow(a: object, b: object): boolean {
  const [left, right] = [new Map<string, unknown>(Object.entries(a)), new Map<string, unknown>(Object.entries(b))];
  return left.size === right.size && [...left].every(([column, value]) => right.get(column) === value);
}
