import { join } from "node:path";
import { ok, type Result } from "../../src-shared/base/result.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { sqliteProofSource } from "../adapters/sqlite/proof-source.ts";
import { loadSecrets } from "../core/terminal/secrets.ts";
import { proveLedger, type Proof } from "../core/verify/prove-ledger.ts";
import { DATABASE_FILE, openStore } from "./compose-terminal.ts";

/**
 * Proves the ledger of a data folder, read only: it may run beside the till. Throws SqliteError when a page can't be
 * read; `verify` then looks for the damage.
 */
export async function proveFolder(dataFolder: string, keyFile: string): Promise<Result<Proof, StorageFailure>> {
  const secrets = await loadSecrets(openKeyFile({ path: keyFile, dataFolder }));
  if (!secrets.ok) return secrets;
  const path = join(dataFolder, DATABASE_FILE);
  const opened = openStore({ path, key: secrets.value.databaseKey, readonly: true }, () => undefined);
  if (!opened.ok) return opened;
  const { database, store } = opened.value;
  try {
    return ok(proveLedger(nodeCrypto, sqliteProofSource(database.sqlite, store)));
  } finally {
    database.close();
  }
}
