import { randomBytes } from "node:crypto";
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";
import { BACKUP_DATABASE, type BackupManifest } from "../files/backup-manifest.ts";
import { syncFolder, syncPath, writeFileDurably } from "../files/durable-file.ts";
import { proveContent, verifyBackup } from "./backup.ts";
import { takeDataLock } from "./data-lock.ts";
import { loadMigrations, TERMINAL_MIGRATIONS } from "./migrations.ts";
import { keyIdOf, keyIdPath } from "./open-database.ts";
import { storageFailureOf } from "./storage-errors.ts";

/**
 * A restore as the data folder remembers it. `timesHere` counts the opened restores of this very backup, with this
 * one.
 */
export interface RestoreRecord {
  /** 16 random bytes, hexadecimal: one act of restoring. */
  readonly restoreId: string;
  readonly backupId: string;
  readonly timesHere: number;
  /** Restores of this backup into other folders, by the notes that they left beside it. */
  readonly elsewhere: number;
  readonly atMs: number;
  /** Whether the ledger has opened its new epoch since; until then nothing may be sold. */
  readonly opened: boolean;
}

/** A restore that was done: what came back, and where the replaced files lie (undefined when there were none). */
export interface Restored {
  readonly record: RestoreRecord;
  readonly manifest: BackupManifest;
  readonly replaced?: string;
}

/**
 * Puts the backup in `folder` in the place of the database at `path`. The backup is proven first, copied beside the
 * place, synced and proven again; then the old files go aside into a folder (never deleted) and the copy takes the
 * name. A power cut leaves the old database, a refusal "missing", or the new one; never the old database without its
 * log, nor an empty one. `unopenedRestore` finds the restore at the next start, whose first task is a new epoch.
 * Refusals: those of `verifyBackup`, "backup-newer", "restore-over-live", "disk-full", "unreachable",
 * "program-damaged".
 */
export function restoreBackup(options: {
  readonly folder: string;
  readonly path: string;
  readonly key: Uint8Array;
  readonly nowMs: number;
}): Result<Restored, StorageFailure> {
  if (!existsSync(dirname(options.path))) return err({ refusal: "unreachable", detail: "the data folder is missing" });
  try {
    const manifest = verifyBackup(options.folder, options.key);
    if (!manifest.ok) return manifest;
    const known = loadMigrations(TERMINAL_MIGRATIONS);
    if (!known.ok) return known;
    if (manifest.value.schema > known.value.length) {
      return err({ refusal: "backup-newer", detail: `schema ${manifest.value.schema}` });
    }
    const lock = takeDataLock(options.path);
    if (lock === undefined) return err({ refusal: "restore-over-live", detail: "the data lock is held" });
    try {
      return swapIn(options, manifest.value);
    } finally {
      lock.release();
    }
  } catch (error) {
    const failure = storageFailureOf(error);
    if (failure) return err(failure);
    throw error;
  }
}

/**
 * The last restore into `path`'s folder that the ledger has not answered with a new epoch yet. Throws on a bent
 * record.
 */
export function unopenedRestore(path: string): RestoreRecord | undefined {
  const last = readRecords(path).at(-1);
  return last?.opened === false ? last : undefined;
}

/** Notes, after its new epoch is in the database, that the ledger has opened the restore. */
export function markRestoreOpened(path: string, restoreId: string): void {
  writeRecords(
    path,
    readRecords(path).map((one) => (one.restoreId === restoreId ? { ...one, opened: true } : one)),
  );
}

function swapIn(
  options: { folder: string; path: string; key: Uint8Array; nowMs: number },
  manifest: BackupManifest,
): Result<Restored, StorageFailure> {
  const { path, key } = options;
  const incoming = `${path}.restoring`;
  rmSync(incoming, { force: true });
  copyFileSync(join(options.folder, BACKUP_DATABASE), incoming);
  syncPath(incoming);
  const proven = proveContent(incoming, key, manifest);
  if (!proven.ok) {
    rmSync(incoming, { force: true });
    return proven;
  }
  const record = makeRecord(options, manifest);
  // From here a missing database is known as missing, whoever had this folder before.
  writeFileDurably(keyIdPath(path), `${keyIdOf(key)}\n`);
  const replaced = moveAside(path, record);
  // While no database is there: a cut before leaves the old one without a record, a cut after it none to be opened.
  writeRecords(path, [...openedRecords(path), record]);
  renameSync(incoming, path);
  syncFolder(dirname(path));
  leaveNote(options.folder, record);
  return ok({ record, manifest, ...(replaced === undefined ? {} : { replaced }) });
}

/**
 * The database goes first: without it a log that is still there is harmless, and a log never meets another database.
 */
function moveAside(path: string, record: RestoreRecord): string | undefined {
  const present = [path, `${path}-wal`, `${path}-shm`].filter((file) => existsSync(file));
  if (present.length === 0) return undefined;
  const stamp = new Date(record.atMs).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const folder = join(dirname(path), `replaced-${stamp}-${record.restoreId.slice(0, 8)}`);
  mkdirSync(folder, { mode: 0o700 });
  for (const file of present) {
    renameSync(file, join(folder, basename(file)));
    syncFolder(dirname(path));
  }
  syncFolder(folder);
  return folder;
}

function makeRecord(options: { folder: string; path: string; nowMs: number }, manifest: BackupManifest): RestoreRecord {
  const before = openedRecords(options.path).filter((one) => one.backupId === manifest.backupId);
  return {
    restoreId: randomBytes(16).toString("hex"),
    backupId: manifest.backupId,
    timesHere: before.length + 1,
    elsewhere: notesOf(options.folder).filter((id) => !readRecords(options.path).some((one) => one.restoreId === id))
      .length,
    atMs: options.nowMs,
    opened: false,
  };
}

/** The file beside a backup in which each restore leaves its id, so that a second one elsewhere is noticed. */
const NOTES_FILE = "restores.txt";

function notesOf(folder: string): readonly string[] {
  const file = join(folder, NOTES_FILE);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => /^[0-9a-f]{32}$/.test(line));
}

/** A backup on a medium that can't be written is restored all the same: the note is a help, not a lock. */
function leaveNote(folder: string, record: RestoreRecord): void {
  try {
    appendFileSync(join(folder, NOTES_FILE), `${record.restoreId}\n`);
  } catch (error) {
    if (storageFailureOf(error) === undefined) throw error;
  }
}

/** A restore that was never opened left nothing behind: another one simply takes its place. */
function openedRecords(path: string): readonly RestoreRecord[] {
  return readRecords(path).filter((one) => one.opened);
}

const records = z.array(
  z.strictObject({
    restoreId: z.string(),
    backupId: z.string(),
    timesHere: z.int().min(1),
    elsewhere: z.int().min(0),
    atMs: z.int(),
    opened: z.boolean(),
  }),
);

function readRecords(path: string): readonly RestoreRecord[] {
  const file = `${path}.restores`;
  return existsSync(file) ? records.parse(JSON.parse(readFileSync(file, "utf8"))) : [];
}

function writeRecords(path: string, all: readonly RestoreRecord[]): void {
  writeFileDurably(`${path}.restores`, `${JSON.stringify(all, null, 1)}\n`);
}
