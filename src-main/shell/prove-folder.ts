import { join } from "node:path";
import { ok, type Result } from "../../src-shared/base/result.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { sqliteProofSource } from "../adapters/sqlite/proof-source.ts";
import { loadSecrets } from "../core/terminal/secrets.ts";
import { proveLedger, type Proof } from "../core/verify/prove-ledger.ts";
import { DATABASE_FILE, openStore } from "./compose-terminal.ts";
import { isBehind } from "./ensure-epoch.ts";

/**
 * Proves the ledger of a data folder, read only: it may run beside the till. Throws SqliteError when a page can't be
 * read; `verify` then looks for the damage.
 */
export async function proveFolder(dataFolder: string, keyFile: string): Promise<Result<Proof, StorageFailure>> {
  const keychain = openKeyFile({ path: keyFile, dataFolder });
  const secrets = await loadSecrets(keychain);
  if (!secrets.ok) return secrets;
  const path = join(dataFolder, DATABASE_FILE);
  const opened = openStore({ path, key: secrets.value.databaseKey, readonly: true }, () => undefined);
  if (!opened.ok) return opened;
  const { database, store } = opened.value;
  try {
    const proof = proveLedger(nodeCrypto, sqliteProofSource(database.sqlite, store));
    const marker = await keychain.readMarker();
    // A flipped byte in the log hides the commits behind it: only what lies outside the database knows of them.
    const behind = marker.ok && marker.value !== undefined && isBehind(store.read, marker.value);
    if (!behind || !marker.value) return ok(proof);
    const { journal, seq } = marker.value;
    return ok({ ...proof, findings: [...proof.findings, { kind: "head", journal, seq }] });
  } finally {
    database.close();
  }
}
