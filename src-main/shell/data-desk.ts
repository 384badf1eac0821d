import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { err, ok, type Result } from "../../src-shared/base/result.ts";
import { idBytes, type MerchantId } from "../../src-shared/base/ids.ts";
import { writeRecoverySheet } from "../../src-shared/recovery/recovery-sheet.ts";
import { CORE_NOTICES, type CoreNotice } from "../../src-shared/words/core-notices.ts";
import type { CoreWords } from "../../src-shared/words/core-words.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { systemClock } from "../adapters/node/time.ts";
import { backupWarnings, listBackups } from "../adapters/sqlite/backup.ts";
import { storageFailureOf } from "../adapters/sqlite/storage-errors.ts";
import type { ShopDesk } from "../core/counter/shop-desk.ts";
import type { LogPort } from "../core/ports/log.ts";
import type { SpawnPort } from "../core/ports/spawn.ts";
import type { TimerPort } from "../core/process/timers.ts";
import { runBackup, type MadeBackup } from "../core/run-backup.ts";
import type { Secrets } from "../core/terminal/secrets.ts";
import type { EpochReason } from "./ensure-epoch.ts";

/** Backups kept: two weeks of days. */
const KEEP = 14;
/**
 * How often it is looked whether a backup is due, and how old the newest may be: a day's work is the most that is lost.
 */
const LOOK_EVERY_MS = 30 * 60_000;
const DUE_AFTER_MS = 8 * 3_600_000;

export interface DataDeskParts {
  readonly path: string;
  readonly secrets: Secrets;
  readonly merchant: MerchantId;
  /** Where backups go; empty when the owner has chosen no place yet. */
  readonly backups: string;
  readonly spawn: SpawnPort;
  readonly timers: TimerPort;
  readonly log: LogPort;
}

/** The desk of one shop's data folder: backups by themselves and on demand, and the recovery sheet. */
export class DataDesk implements ShopDesk {
  readonly #parts: DataDeskParts;
  #running: Promise<Result<MadeBackup, StorageFailure>> | undefined;

  constructor(parts: DataDeskParts) {
    this.#parts = parts;
  }

  /** Begins to make backups whenever one is due: at once when the newest is old, then every few hours. */
  start(): void {
    const look = (): void => {
      void this.#backupIfDue();
      this.#parts.timers.after(LOOK_EVERY_MS, look);
    };
    look();
  }

  /** One at a time: who asks while one is made gets that one. */
  backup(): Promise<Result<MadeBackup, StorageFailure>> {
    const { path, secrets, backups: target, spawn, timers } = this.#parts;
    if (target === "") {
      return Promise.resolve(err({ refusal: "backup-unreachable" as const, detail: "no backup folder is chosen" }));
    }
    this.#running ??= runBackup({ spawn, timers }, { path, key: secrets.databaseKey, target, keep: KEEP }).finally(
      () => {
        this.#running = undefined;
      },
    );
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

  /** What the owner should hear at the start, besides what needs no doing. */
  notices(reason: EpochReason): CoreWords[] {
    const { path, secrets, backups } = this.#parts;
    const found: CoreNotice[] = reason === "none" ? [] : [reason];
    if (backups === "") found.push("no-backup-place");
    else {
      const warnings = backupWarnings({ path, key: secrets.databaseKey, target: backups, nowMs: systemClock.wallMs() });
      if (warnings.includes("same-device")) found.push("backup-same-device");
      if (warnings.includes("older-than-a-day")) found.push("backup-old");
      if (warnings.includes("unreachable")) found.push("backup-place-missing");
    }
    found.push("key-file-in-use");
    return found.map((notice) => CORE_NOTICES[notice]);
  }

  async #backupIfDue(): Promise<void> {
    const { backups, secrets, log } = this.#parts;
    if (backups === "" || !existsSync(backups)) return;
    const [newest] = listBackups(backups, secrets.databaseKey);
    if (newest !== undefined && systemClock.wallMs() - newest.manifest.createdAtMs < DUE_AFTER_MS) return;
    const made = await this.backup();
    if (!made.ok) log.log("warn", "backup-failed", { refusal: made.error.refusal, detail: made.error.detail });
  }
}

/** Lines that begin with # are passed over when the sheet is typed back. */
const SHEET_HEAD = `# وفا — برگهٔ بازیابی. آن را چاپ کنید و جدا از دستگاه نگه دارید؛
# هر که آن را دارد، کلید همهٔ کارت‌ها را دارد.
# Vafa recovery sheet. Print it and keep it away from the machine: whoever has it has the keys of all cards.`;
