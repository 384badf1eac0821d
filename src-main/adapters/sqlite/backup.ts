import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type Database from "better-sqlite3";
import { canonicalText } from "../../../src-shared/base/canonical.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";
import {
  BACKUP_DATABASE,
  BACKUP_FORMAT,
  MANIFEST_FILE,
  openManifest,
  sealManifest,
  type BackupHead,
  type BackupManifest,
} from "../files/backup-manifest.ts";
import { syncFolder, syncPath, writeFileDurably } from "../files/durable-file.ts";
import { hashFile } from "../files/file-hash.ts";
import { appliedMigrations } from "./migrations.ts";
import { keyIdOf, openKeyed } from "./open-database.ts";
import { storageFailureOf } from "./storage-errors.ts";

/** A complete backup in its folder. */
export interface Backup {
  readonly folder: string;
  readonly manifest: BackupManifest;
}

/** What the strip shows about backups. */
export type BackupWarning = "no-backup" | "older-than-a-day" | "same-device" | "unreachable";

/** Room beyond the copy itself: a disk filled to the brim harms whatever else lives there. */
const SPARE_BYTES = 16 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Backs up the database at `path` into a new folder of `target` and keeps the `keep` newest of this database. Runs
 * beside the writer on a connection of its own (a snapshot: VACUUM INTO under the same key), reads back what it
 * wrote, and appears under its name only when it is whole and synced. It blocks its thread for the time of the copy:
 * give it a process of its own. Refusals: "backup-unreachable" (the target must exist: an unplugged disk's folder is
 * never made anew), "backup-no-space", "backup-unverified", "damaged", "wrong-key".
 */
export function createBackup(options: {
  readonly path: string;
  readonly key: Uint8Array;
  readonly target: string;
  readonly keep: number;
  readonly nowMs: number;
}): Result<Backup, StorageFailure> {
  const { target, key } = options;
  if (!existsSync(target)) return err({ refusal: "backup-unreachable", detail: "the target folder is missing" });
  const backupId = randomBytes(16).toString("hex");
  const partial = join(target, `${PARTIAL}${folderName(key, options.nowMs, backupId)}`);
  try {
    sweep(target, key);
    if (!hasRoom(options)) return err({ refusal: "backup-no-space", detail: "less free space than the copy takes" });
    mkdirSync(partial, { mode: 0o700 });
    copyInto(options, join(partial, BACKUP_DATABASE));
    const manifest = describe({ ...options, backupId, file: join(partial, BACKUP_DATABASE) });
    writeFileDurably(join(partial, MANIFEST_FILE), sealManifest(manifest, key));
    const verified = verifyBackup(partial, key);
    if (!verified.ok) return discard(partial, { refusal: "backup-unverified", detail: verified.error.detail });
    const folder = join(target, folderName(key, options.nowMs, backupId));
    renameSync(partial, folder);
    syncFolder(target);
    rotate({ ...options, made: folder });
    return ok({ folder, manifest });
  } catch (error) {
    const failure = storageFailureOf(error);
    if (failure === undefined) throw error;
    return discard(partial, asBackupFailure(failure));
  }
}

/**
 * Proves the backup in `folder`: manifest and its seal, size and SHA-256 of the database, every page of it, and its
 * heads. Refusals: "backup-incomplete", "backup-newer", "backup-wrong-key", "backup-altered".
 */
export function verifyBackup(folder: string, key: Uint8Array): Result<BackupManifest, StorageFailure> {
  const file = join(folder, BACKUP_DATABASE);
  if (!existsSync(join(folder, MANIFEST_FILE)) || !existsSync(file)) {
    return err({ refusal: "backup-incomplete", detail: "a file is missing" });
  }
  const manifest = openManifest(readFileSync(join(folder, MANIFEST_FILE), "utf8"), key, keyIdOf(key));
  if (!manifest.ok) return manifest;
  const found = hashFile(file);
  const { sha256, bytes } = manifest.value.database;
  if (found.bytes < bytes) return err({ refusal: "backup-incomplete", detail: "the database is cut off" });
  if (found.sha256 !== sha256) return err({ refusal: "backup-altered", detail: "the database's hash differs" });
  return proveContent(file, key, manifest.value);
}

/** Opens the copied database at `file` and compares pages, schema and heads with what the manifest says. */
export function proveContent(
  file: string,
  key: Uint8Array,
  manifest: BackupManifest,
): Result<BackupManifest, StorageFailure> {
  try {
    const db = openKeyed({ path: file, key, readonly: true });
    try {
      const check = db.prepare<[], string>("PRAGMA quick_check(1)").pluck().get();
      if (check !== "ok") return err({ refusal: "backup-altered", detail: "a page of the copy does not read" });
      const same =
        schemaOf(db) === manifest.schema && canonicalText(journalHeads(db)) === canonicalText(manifest.heads);
      return same
        ? ok(manifest)
        : err({ refusal: "backup-altered", detail: "schema or heads differ from the manifest" });
    } finally {
      db.close();
    }
  } catch (error) {
    const failure = storageFailureOf(error);
    if (failure?.refusal !== "damaged") throw error;
    return err({ refusal: "backup-altered", detail: failure.detail });
  }
}

/**
 * The complete backups of the database with `key` in `target`, newest first; of others' nothing is said. Newest is what
 * holds most: the stamp decides between equals only, for the clock may have been wrong when one was made.
 */
export function listBackups(target: string, key: Uint8Array): readonly Backup[] {
  const own = `vafa-${keyIdOf(key).slice(0, 8)}-`;
  const folders = readdirSync(target).filter((name) => name.startsWith(own));
  const complete = folders.flatMap((name) => {
    const path = join(target, name, MANIFEST_FILE);
    if (!existsSync(path)) return [];
    const manifest = openManifest(readFileSync(path, "utf8"), key, keyIdOf(key));
    return manifest.ok ? [{ folder: join(target, name), manifest: manifest.value }] : [];
  });
  return complete.toSorted(({ manifest: a }, { manifest: b }) => {
    const byContent = lastEpoch(b) - lastEpoch(a) || eventCount(b) - eventCount(a);
    return byContent || b.createdAtMs - a.createdAtMs;
  });
}

/** What to warn of at `nowMs`. "same-device": the target's file system is the data's, so one dead disk takes both. */
export function backupWarnings(options: {
  readonly path: string;
  readonly key: Uint8Array;
  readonly target: string;
  readonly nowMs: number;
}): readonly BackupWarning[] {
  if (!existsSync(options.target)) return ["unreachable"];
  const warnings: BackupWarning[] = [];
  const [newest] = listBackups(options.target, options.key);
  if (newest === undefined) warnings.push("no-backup");
  else if (options.nowMs - newest.manifest.createdAtMs > DAY_MS) warnings.push("older-than-a-day");
  if (statSync(options.target).dev === statSync(dirname(options.path)).dev) warnings.push("same-device");
  return warnings;
}

/** The heads of all journals in `db`, by journal. */
export function journalHeads(db: Database.Database): BackupHead[] {
  return db
    .prepare<[], { journal: string; epoch: number; seq: number; head: string }>(
      "SELECT journal, epoch, head_seq AS seq, lower(hex(head_hash)) AS head FROM journal ORDER BY journal",
    )
    .all();
}

/** A restored shop goes on in a later epoch, with fewer events than were lost perhaps. */
const lastEpoch = ({ heads }: BackupManifest): number => Math.max(0, ...heads.map(({ epoch }) => epoch));
const eventCount = ({ heads }: BackupManifest): number => heads.reduce((sum, { seq }) => sum + seq, 0);

const PARTIAL = ".partial-";

/** Sorts by time; the key's id keeps two shops on one disk apart. */
function folderName(key: Uint8Array, atMs: number, backupId: string): string {
  const stamp = new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return `vafa-${keyIdOf(key).slice(0, 8)}-${stamp}-${backupId.slice(0, 8)}`;
}

function copyInto(options: { path: string; key: Uint8Array }, file: string): void {
  const db = openKeyed({ path: options.path, key: options.key, readonly: true });
  try {
    db.prepare("VACUUM INTO ?").run(file);
  } finally {
    db.close();
  }
  // SQLite writes the copy without syncing it.
  syncPath(file);
}

function describe(made: { key: Uint8Array; nowMs: number; backupId: string; file: string }): BackupManifest {
  const db = openKeyed({ path: made.file, key: made.key, readonly: true });
  try {
    return {
      format: BACKUP_FORMAT,
      backupId: made.backupId,
      createdAtMs: made.nowMs,
      keyId: keyIdOf(made.key),
      schema: schemaOf(db),
      database: hashFile(made.file),
      heads: journalHeads(db),
    };
  } finally {
    db.close();
  }
}

function schemaOf(db: Database.Database): number {
  return appliedMigrations(db).at(-1)?.number ?? 0;
}

function hasRoom(options: { path: string; target: string }): boolean {
  const log = `${options.path}-wal`;
  const needed = statSync(options.path).size + (existsSync(log) ? statSync(log).size : 0) + SPARE_BYTES;
  const { bavail, bsize } = statfsSync(options.target);
  return bavail * bsize >= needed;
}

/** Removes what a backup that was cut off left behind. Two backups of one database at a time are not done. */
function sweep(target: string, key: Uint8Array): void {
  const own = `${PARTIAL}vafa-${keyIdOf(key).slice(0, 8)}-`;
  for (const name of readdirSync(target)) {
    if (name.startsWith(own)) rmSync(join(target, name), { recursive: true, force: true });
  }
}

/** Whatever the stamps say, what was just made stays. */
function rotate(options: { target: string; key: Uint8Array; keep: number; made: string }): void {
  const others = listBackups(options.target, options.key).filter(({ folder }) => folder !== options.made);
  for (const { folder } of others.slice(Math.max(0, options.keep - 1)))
    rmSync(folder, { recursive: true, force: true });
}

function discard(partial: string, failure: StorageFailure): Result<never, StorageFailure> {
  rmSync(partial, { recursive: true, force: true });
  return err(failure);
}

function asBackupFailure(failure: StorageFailure): StorageFailure {
  if (failure.refusal === "disk-full") return { ...failure, refusal: "backup-no-space" };
  if (failure.refusal === "unreachable") return { ...failure, refusal: "backup-unreachable" };
  return failure;
}
