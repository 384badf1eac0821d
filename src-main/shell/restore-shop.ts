import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { equalBytes } from "../../src-shared/base/bytes.ts";
import { err, ok, type Result } from "../../src-shared/base/result.ts";
import { readRecoverySheet, type RecoveryFault } from "../../src-shared/recovery/recovery-sheet.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { systemClock, systemRandom } from "../adapters/node/time.ts";
import { restoreBackup, type Restored } from "../adapters/sqlite/restore.ts";
import { loadSecrets, newSecrets, storeSecrets, type Secrets } from "../core/terminal/secrets.ts";
import { DATABASE_FILE } from "./compose-terminal.ts";

/** Why nothing came back. */
export type RestoreFailure =
  | { readonly kind: "sheet"; readonly fault: RecoveryFault }
  | { readonly kind: "storage"; readonly failure: StorageFailure }
  /** The key file holds the keys of a shop that has worked here, and the sheet is another's. */
  | { readonly kind: "other-shop" };

/**
 * Brings a backup back: on a new machine with the text of the recovery sheet, on the same one (`sheet` undefined) with
 * its own keys. The keys of a shop that has worked on this machine are never replaced by another's.
 */
export async function restoreShop(of: {
  readonly backup: string;
  readonly dataFolder: string;
  readonly keyFile: string;
  readonly sheet: string | undefined;
}): Promise<Result<Restored, RestoreFailure>> {
  mkdirSync(of.dataFolder, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(of.keyFile), { recursive: true, mode: 0o700 });
  const keychain = openKeyFile({ path: of.keyFile, dataFolder: of.dataFolder });
  const own = await loadSecrets(keychain);
  const secrets = of.sheet === undefined ? asFailure(own) : sheetSecrets(of.sheet);
  if (!secrets.ok) return secrets;
  const marker = await keychain.readMarker();
  const worked = marker.ok && marker.value !== undefined;
  if (worked && own.ok && !equalBytes(own.value.accessMaster, secrets.value.accessMaster)) {
    return err({ kind: "other-shop" });
  }
  const { databaseKey } = secrets.value;
  const path = join(of.dataFolder, DATABASE_FILE);
  const done = restoreBackup({ folder: of.backup, path, key: databaseKey, nowMs: systemClock.wallMs() });
  if (!done.ok) return err({ kind: "storage", failure: done.error });
  const kept = await storeSecrets(keychain, secrets.value);
  return kept.ok ? done : err({ kind: "storage", failure: kept.error });
}

function asFailure(own: Result<Secrets, StorageFailure>): Result<Secrets, RestoreFailure> {
  return own.ok ? own : err({ kind: "storage", failure: own.error });
}

/** The secrets of a sheet, with new device keys: the old ones stay with the old machine. */
function sheetSecrets(typed: string): Result<Secrets, RestoreFailure> {
  const entries = readRecoverySheet(nodeCrypto, typed);
  if (!entries.ok) return err({ kind: "sheet", fault: entries.error });
  const bytes = (name: string): Uint8Array | undefined => entries.value.find((entry) => entry.name === name)?.bytes;
  const [databaseKey, accessMaster, recordMaster] = [
    bytes("database-key"),
    bytes("card-access-master"),
    bytes("card-record-master-1"),
  ];
  if (!databaseKey || !accessMaster || !recordMaster) return err({ kind: "sheet", fault: { kind: "empty" } });
  return ok({ ...newSecrets(systemRandom), databaseKey, accessMaster, recordMaster });
}
