import { existsSync, mkdirSync, mkdtempSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { err, ok, type Result } from "../../src-shared/base/result.ts";
import { idBytes, type MerchantId } from "../../src-shared/base/ids.ts";
import { writeRecoverySheet } from "../../src-shared/recovery/recovery-sheet.ts";
import type { CoreNotice } from "../../src-shared/words/core-notices.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { systemClock } from "../adapters/node/time.ts";
import { backupWarnings, listBackups } from "../adapters/sqlite/backup.ts";
import { storageFailureOf } from "../adapters/sqlite/storage-errors.ts";
import { isBackupDue } from "../core/backup-due.ts";
import type { ShopDesk } from "../core/counter/shop-desk.ts";
import type { LogPort } from "../core/ports/log.ts";
import type { BackupRow } from "../core/ports/shop-machine.ts";
import type { SpawnPort } from "../core/ports/spawn.ts";
import type { TimerPort } from "../core/process/timers.ts";
import { runBackup, type MadeBackup } from "../core/run-backup.ts";
import type { Secrets } from "../core/terminal/secrets.ts";
import type { EpochReason } from "./ensure-epoch.ts";

/** Backups kept: two weeks of days. */
const KEEP = 14;
/** How often it is looked whether a backup is due. */
const LOOK_EVERY_MS = 30 * 60_000;

export interface DataDeskParts {
  readonly path: string;
  readonly secrets: Secrets;
  readonly merchant: MerchantId;
  /** Where backups go now; empty when the owner has chosen no place yet. */
  readonly backups: () => string;
  /** Why this database goes on in a new epoch, where it does. */
  readonly reason: EpochReason;
  readonly spawn: SpawnPort;
  readonly timers: TimerPort;
  readonly log: LogPort;
}

/** The desk of one shop's data folder: backups by themselves and on demand, and the recovery sheet. */
export class DataDesk implements ShopDesk {
  readonly #parts: DataDeskParts;
  #running: Promise<Result<MadeBackup, StorageFailure>> | undefined;
  /** When this run made its last one, by the clock that nobody sets. */
  #madeAtMonotonicMs: number | undefined;

  constructor(parts: DataDeskParts) {
    this.#parts = parts;
  }

  /** Begins to make backups whenever one is due: at once when the newest is old, then every few hours. */
  start(): void {
    const turn = (): void => {
      this.look();
      this.#parts.timers.after(LOOK_EVERY_MS, turn);
    };
    turn();
  }

  /** Makes a backup when one is due. */
  look(): void {
    this.#backupIfDue().catch((error: unknown) => {
      this.#parts.log.log("error", "backup-failed", { detail: String(error) });
    });
  }

  /** One at a time: who asks while one is made gets that one. */
  backup(): Promise<Result<MadeBackup, StorageFailure>> {
    const { path, secrets, spawn, timers } = this.#parts;
    const target = this.#parts.backups();
    if (target === "") {
      return Promise.resolve(err({ refusal: "backup-unreachable" as const, detail: "no backup folder is chosen" }));
    }
    this.#running ??= runBackup({ spawn, timers }, { path, key: secrets.databaseKey, target, keep: KEEP })
      .then((made) => {
        if (made.ok) this.#madeAtMonotonicMs = systemClock.monotonicMs();
        return made;
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  recoverySheet(): Promise<Result<{ readonly file: string }, StorageFailure>> {
    const { secrets, merchant, path } = this.#parts;
    const lines = writeRecoverySheet(nodeCrypto, [
      { name: "database-key", bytes: secrets.databaseKey },
      { name: "card-access-master", bytes: secrets.accessMaster },
      { name: "card-record-master-1", bytes: secrets.recordMaster },
      { name: "merchant-id", bytes: idBytes(merchant) },
    ]);
    const folder = join(dirname(dirname(path)), "recovery");
    const file = join(folder, `recovery-sheet-${systemClock.wallMs()}.txt`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(file, `${SHEET_HEAD}\n${lines.join("\n")}\n`, { mode: 0o600, flag: "wx" });
      return Promise.resolve(ok({ file }));
    } catch (error) {
      const failure = storageFailureOf(error);
      if (failure === undefined) throw error;
      return Promise.resolve(err(failure));
    }
  }

  /** What the owner should hear about the data, besides what needs no doing. */
  notices(): CoreNotice[] {
    const { path, secrets, reason } = this.#parts;
    const target = this.#parts.backups();
    const found: CoreNotice[] = reason === "none" ? [] : [reason];
    if (target === "") found.push("no-backup-place");
    else {
      const warnings = backupWarnings({ path, key: secrets.databaseKey, target, nowMs: systemClock.wallMs() });
      if (warnings.includes("same-device")) found.push("backup-same-device");
      if (warnings.includes("older-than-a-day")) found.push("backup-old");
      if (warnings.includes("unreachable")) found.push("backup-place-missing");
    }
    found.push("key-file-in-use");
    return found;
  }

  /** The backups of this shop in the chosen folder, newest first. */
  backups(): BackupRow[] {
    const target = this.#parts.backups();
    if (target === "" || !existsSync(target)) return [];
    return listBackups(target, this.#parts.secrets.databaseKey).map(({ folder, manifest }) => {
      return { name: basename(folder), atMs: manifest.createdAtMs, bytes: manifest.database.bytes };
    });
  }

  /** Whether backups can go to a folder: an absolute path of a folder that takes a file. */
  checkFolder(folder: string): Result<null, StorageFailure> {
    const unreachable = (detail: string): Result<null, StorageFailure> =>
      err({ refusal: "backup-unreachable", detail });
    if (!isAbsolute(folder)) return unreachable("not an absolute path");
    try {
      if (!statSync(folder).isDirectory()) return unreachable("not a folder");
      const probe = mkdtempSync(join(folder, ".vafa-probe-"));
      rmdirSync(probe);
      return ok(null);
    } catch (error) {
      const failure = storageFailureOf(error);
      if (failure === undefined) throw error;
      return unreachable(failure.detail);
    }
  }

  async #backupIfDue(): Promise<void> {
    const { log } = this.#parts;
    const target = this.#parts.backups();
    if (target === "" || !existsSync(target)) return;
    const [newest] = this.backups();
    const madeAtMs = this.#madeAtMonotonicMs;
    const sinceMadeMs = madeAtMs === undefined ? undefined : systemClock.monotonicMs() - madeAtMs;
    if (!isBackupDue({ newestAtMs: newest?.atMs, nowMs: systemClock.wallMs(), sinceMadeMs })) return;
    const made = await this.backup();
    if (!made.ok) log.log("warn", "backup-failed", { refusal: made.error.refusal, detail: made.error.detail });
  }
}

/** Lines that begin with # are passed over when the sheet is typed back. */
const SHEET_HEAD = `# وفا — برگهٔ بازیابی. آن را چاپ کنید و جدا از دستگاه نگه دارید؛
# هر که آن را دارد، کلید همهٔ کارت‌ها را دارد.
# Vafa recovery sheet. Print it and keep it away from the machine: whoever has it has the keys of all cards.`;
