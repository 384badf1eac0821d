import type { Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";
import type { MadeBackup } from "../run-backup.ts";

/** What an owner does with a shop's data. The secrets stay on the other side of this port. */
export interface ShopDesk {
  /** Makes a backup now, in the shop's backup folder. */
  backup(): Promise<Result<MadeBackup, StorageFailure>>;
  /** Writes the recovery sheet to a new file that only this user can read; the answer is its name, never its text. */
  recoverySheet(): Promise<Result<{ readonly file: string }, StorageFailure>>;
}
