import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { assert } from "../../../src-shared/base/assert.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";
import { programRoot } from "../files/program-root.ts";

/** One migration as the program ships it. `sha256` is of the file's bytes, hexadecimal. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly sql: string;
}

/** Where the terminal's migrations lie: beside the program that runs. */
export const TERMINAL_MIGRATIONS = join(programRoot(), "migrations", "terminal");

const FILE = /^(\d{4})-[a-z0-9-]+\.sql$/;

/**
 * Reads the migrations of `folder` (NNNN-name.sql, numbered from 1 without a gap) and compares each with the line of
 * `../CHECKSUMS`: a migration is never edited after it has landed. Refuses with "program-damaged".
 */
export function loadMigrations(folder: string): Result<readonly Migration[], StorageFailure> {
  if (!existsSync(join(folder, "..", "CHECKSUMS"))) return damaged("CHECKSUMS is missing");
  const lines = readFileSync(join(folder, "..", "CHECKSUMS"), "utf8").split("\n");
  const prefix = folder.replaceAll("\\", "/").replace(/\/+$/, "").split("/").at(-1) ?? "";
  const expected = new Map<string, string>();
  for (const line of lines.filter((text) => text.includes(`  ${prefix}/`))) {
    const [sha256 = "", file = ""] = line.split("  ");
    expected.set(file.slice(prefix.length + 1), sha256);
  }
  const files = readdirSync(folder).filter((file) => FILE.test(file));
  const migrations: Migration[] = [];
  for (const name of files.toSorted()) {
    const bytes = readFileSync(join(folder, name));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    if (expected.get(name) !== sha256) return damaged(`${name} differs from CHECKSUMS`);
    migrations.push({ number: Number(name.slice(0, 4)), name, sha256, sql: bytes.toString("utf8") });
  }
  if (migrations.length === 0 || migrations.length !== expected.size) return damaged("a migration is missing");
  if (migrations.some((migration, i) => migration.number !== i + 1)) return damaged("migrations are not numbered 1..n");
  return ok(migrations);
}

/** The migrations that a database has had, oldest first; empty for a new database. */
export function appliedMigrations(db: Database.Database): readonly Omit<Migration, "sql">[] {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'").get();
  if (table === undefined) return [];
  return db
    .prepare<[], Omit<Migration, "sql">>("SELECT number, name, sha256 FROM schema_migration ORDER BY number")
    .all();
}

/** Whether the database's history is the beginning of the program's: "newer-schema" or "foreign-schema" when not. */
export function checkSchemaHistory(
  applied: readonly Omit<Migration, "sql">[],
  known: readonly Migration[],
): Result<readonly Migration[], StorageFailure> {
  const newest = applied.at(-1)?.number ?? 0;
  if (newest > known.length) {
    return err({ refusal: "newer-schema", detail: `schema ${newest}, the program knows ${known.length}` });
  }
  for (const [i, one] of applied.entries()) {
    const ours = known[i];
    if (ours?.number === one.number && ours.name === one.name && ours.sha256 === one.sha256) continue;
    return err({ refusal: "foreign-schema", detail: `applied ${one.name} is not the program's ${ours?.name ?? "?"}` });
  }
  return ok(known.slice(applied.length));
}

/**
 * Brings `db` up to the newest of `known`: each migration in one transaction, with its row in `schema_migration`,
 * after a check of all foreign keys. Leaves `foreign_keys` on. Throws SqliteError when a statement fails; nothing of
 * it then stays.
 */
export function migrate(db: Database.Database, known: readonly Migration[]): Result<number, StorageFailure> {
  const pending = checkSchemaHistory(appliedMigrations(db), known);
  if (!pending.ok) return pending;
  // The switch has no effect inside a transaction, and a rebuilt table needs it off.
  db.pragma("foreign_keys = OFF");
  try {
    for (const migration of pending.value) db.transaction(() => applyOne(db, migration)).immediate();
  } finally {
    db.pragma("foreign_keys = ON");
  }
  return ok(pending.value.length);
}

function applyOne(db: Database.Database, migration: Migration): void {
  if (migration.number === 1) db.exec(HISTORY);
  db.exec(migration.sql);
  const orphans = db.prepare("SELECT 1 FROM pragma_foreign_key_check LIMIT 1").get();
  assert(orphans === undefined, `migration ${migration.name} leaves rows without their parent`);
  const done = db
    .prepare("INSERT INTO schema_migration (number, name, sha256, applied_at_ms) VALUES (?, ?, ?, unixepoch() * 1000)")
    .run(migration.number, migration.name, migration.sha256);
  assert(done.changes === 1, "one row per applied migration");
}

const HISTORY = `CREATE TABLE schema_migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  applied_at_ms INTEGER NOT NULL
) STRICT`;

function damaged(detail: string): Result<never, StorageFailure> {
  return err({ refusal: "program-damaged", detail });
}
