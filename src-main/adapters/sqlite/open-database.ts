import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { assert } from "../../../src-shared/base/assert.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";
import { syncFolder, writeFileDurably } from "../files/durable-file.ts";
import { takeDataLock, type DataLock } from "./data-lock.ts";
import { appliedMigrations, checkSchemaHistory, loadMigrations, migrate, TERMINAL_MIGRATIONS } from "./migrations.ts";
import { storageFailureOf } from "./storage-errors.ts";

/**
 * `key`: 32 random bytes, used as they are. `readonly` takes no lock and never migrates, so it runs beside the
 * writer.
 */
export interface OpenOptions {
  readonly path: string;
  readonly key: Uint8Array;
  readonly readonly?: boolean;
  /** Refuse with "missing" instead of making a new database. Always so when `readonly`. */
  readonly mustExist?: boolean;
  /** The folder of the migrations; the terminal's own by default. */
  readonly migrations?: string;
}

/**
 * An open database: SQL is prepared once by who uses it. Drizzle says what the tables are (schema, migrations) and
 * isn't loaded here: it would cost every start half a second. `close` checkpoints and gives the lock back.
 */
export interface OpenedDatabase {
  readonly path: string;
  readonly readonly: boolean;
  readonly sqlite: Database.Database;
  close(): void;
}

/** How long a statement waits for a lock of another process (a backup tool, a reader in the midst of a checkpoint). */
const BUSY_TIMEOUT_MS = 5_000;
/** Pages kept decrypted: the upper levels of every index of 1,000,000 members, a tenth of the core's memory. */
const CACHE_KIB = 32_000;
/** The log is cut back to this after a checkpoint, so that one long reader does not cost disk for ever. */
const LOG_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Opens the encrypted database at `path`, making or migrating it where needed. Refusals: "locked" (another process has
 * this data, at once), "wrong-key", "damaged", "missing", "newer-schema", "foreign-schema", "program-damaged",
 * "disk-full", "unreachable". WAL, synchronous FULL and foreign keys are read back on the live handle.
 */
export function openDatabase(options: OpenOptions): Result<OpenedDatabase, StorageFailure> {
  assert(options.key.length === 32, "the database key has 32 bytes");
  let lock: DataLock | undefined;
  let sqlite: Database.Database | undefined;
  const abandon = (failure: StorageFailure): Result<never, StorageFailure> => {
    sqlite?.close();
    lock?.release();
    return err(failure);
  };
  try {
    const absent = absence(options);
    if (absent) return abandon(absent);
    if (!options.readonly) {
      lock = takeDataLock(options.path);
      if (!lock) return abandon({ refusal: "locked", detail: "the data lock is held" });
    }
    const isNew = !existsSync(options.path);
    sqlite = openKeyed({ ...options, readonly: options.readonly ?? false });
    const ready = prepare(sqlite, options);
    if (!ready.ok) return abandon(ready.error);
    if (!options.readonly) rememberKey(options, isNew);
    return ok(handle(options, sqlite, lock));
  } catch (error) {
    const failure = storageFailureOf(error);
    if (failure) return abandon(explain(options, failure));
    sqlite?.close();
    lock?.release();
    throw error;
  }
}

/**
 * A keyed connection with the pragmas of the house and nothing checked yet: for `openDatabase`, for backups and for the
 * probes of damage. Throws SqliteError.
 */
export function openKeyed(options: { path: string; key: Uint8Array; readonly: boolean }): Database.Database {
  const { path, key, readonly } = options;
  const sqlite = new Database(path, { readonly, fileMustExist: readonly, timeout: BUSY_TIMEOUT_MS });
  try {
    sqlite.pragma("cipher = 'chacha20'");
    // "raw:" and 32 bytes: the key is used as it is, without a derivation at each open.
    const result = sqlite.key(Buffer.concat([Buffer.from("raw:"), key]));
    assert(result === 0, "the cipher takes a raw key");
    // Temporary tables and sorts would otherwise go to files that no cipher covers.
    sqlite.pragma("temp_store = MEMORY");
    sqlite.pragma("trusted_schema = OFF");
    sqlite.pragma("cell_size_check = ON");
    sqlite.pragma("foreign_keys = ON");
    sqlite.pragma(`cache_size = -${CACHE_KIB}`);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** What names a key without telling it: the first 16 bytes of a domain-separated SHA-256, hexadecimal. */
export function keyIdOf(key: Uint8Array): string {
  return createHash("sha256").update("vafa/key-id/v1\0").update(key).digest("hex").slice(0, 32);
}

/** The file beside the database that tells a wrong key from a damaged first page. */
export function keyIdPath(path: string): string {
  return `${path}.key-id`;
}

function absence(options: OpenOptions): StorageFailure | undefined {
  if (!existsSync(dirname(options.path))) return { refusal: "unreachable", detail: "the data folder is missing" };
  const size = existsSync(options.path) ? statSync(options.path).size : undefined;
  const expected = options.readonly === true || options.mustExist === true || existsSync(keyIdPath(options.path));
  if (!expected || (size !== undefined && size > 0)) return undefined;
  return { refusal: "missing", detail: size === undefined ? "no database file" : "the database file is empty" };
}

function prepare(sqlite: Database.Database, options: OpenOptions): Result<void, StorageFailure> {
  const known = loadMigrations(options.migrations ?? TERMINAL_MIGRATIONS);
  if (!known.ok) return known;
  if (options.readonly) {
    sqlite.pragma("query_only = ON");
    const history = checkSchemaHistory(appliedMigrations(sqlite), known.value);
    return history.ok ? ok(undefined) : history;
  }
  // Before the first table, or without effect: with it no page is ever free, so that no byte of the file is unread.
  sqlite.pragma("auto_vacuum = FULL");
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma(`journal_size_limit = ${LOG_BYTES_MAX}`);
  // An erased profile must not stay readable in a free part of a page.
  sqlite.pragma("secure_delete = ON");
  const migrated = migrate(sqlite, known.value);
  if (!migrated.ok) return migrated;
  assertDurable(sqlite);
  return ok(undefined);
}

/**
 * Throws unless the live handle really syncs every commit: a kill proves no durability, so this is read, not
 * believed.
 */
export function assertDurable(sqlite: Database.Database): void {
  assert(sqlite.pragma("journal_mode", { simple: true }) === "wal", "journal_mode is WAL");
  assert(sqlite.pragma("synchronous", { simple: true }) === 2, "synchronous is FULL");
  assert(sqlite.pragma("foreign_keys", { simple: true }) === 1, "foreign_keys is on");
}

function rememberKey(options: OpenOptions, isNew: boolean): void {
  if (isNew) syncFolder(dirname(options.path));
  if (savedKeyId(options.path) === keyIdOf(options.key)) return;
  writeFileDurably(keyIdPath(options.path), `${keyIdOf(options.key)}\n`);
}

/**
 * A first page that does not authenticate is damage under the right key, and SQLite's words are the same for both.
 * Where nothing names the right key (a file copied alone), a wrong one is the likelier and the harmless answer.
 */
function explain(options: OpenOptions, failure: StorageFailure): StorageFailure {
  if (!failure.detail.startsWith("SQLITE_NOTADB")) return failure;
  if (savedKeyId(options.path) === keyIdOf(options.key)) return failure;
  return { refusal: "wrong-key", detail: failure.detail };
}

function savedKeyId(path: string): string | undefined {
  if (!existsSync(keyIdPath(path))) return undefined;
  const text = readFileSync(keyIdPath(path), "utf8").trim();
  return /^[0-9a-f]{32}$/.test(text) ? text : undefined;
}

function handle(options: OpenOptions, sqlite: Database.Database, lock: DataLock | undefined): OpenedDatabase {
  return {
    path: options.path,
    readonly: options.readonly ?? false,
    sqlite,
    close: () => {
      sqlite.close();
      lock?.release();
    },
  };
}
