import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { idFromBytes } from "../../src-shared/base/ids.ts";
import { ok, type Result } from "../../src-shared/base/result.ts";
import type { Programme } from "../../src-shared/programme/document.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { signerOf } from "../adapters/node/signing.ts";
import { systemClock, systemRandom } from "../adapters/node/time.ts";
import type { KeychainPort } from "../core/ports/keychain.ts";
import { foundShop } from "../core/terminal/found-shop.ts";
import { STATE_SHOP, type ShopSettings } from "../core/terminal/sale-receipt-of.ts";
import { loadSecrets, newSecrets, storeSecrets, type Secrets } from "../core/terminal/secrets.ts";
import { DATABASE_FILE, openStore } from "./compose-terminal.ts";

/** What a new shop begins with. */
export interface NewShop {
  readonly dataFolder: string;
  /** Outside the data folder: who copies the data must not get its key. */
  readonly keyFile: string;
  readonly programme: Programme;
  readonly settings: ShopSettings;
}

/**
 * Makes a standalone shop: first its secrets, durable in the keychain, then its database. A crash in between leaves
 * secrets without a shop, and founding can be begun again. Where a database is already, its keys are never replaced;
 * throws when that one has a shop.
 */
export async function foundData(shop: NewShop): Promise<Result<Secrets, StorageFailure>> {
  mkdirSync(shop.dataFolder, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(shop.keyFile), { recursive: true, mode: 0o700 });
  const path = join(shop.dataFolder, DATABASE_FILE);
  const keychain = openKeyFile({ path: shop.keyFile, dataFolder: shop.dataFolder });
  const made = existsSync(path) ? await loadSecrets(keychain) : await makeSecrets(keychain);
  if (!made.ok) return made;
  const secrets = made.value;
  const opened = openStore({ path, key: secrets.databaseKey }, () => undefined);
  if (!opened.ok) return opened;
  const { store, database } = opened.value;
  try {
    foundShop(store, {
      crypto: nodeCrypto,
      clock: systemClock,
      random: systemRandom,
      merchant: idFromBytes(systemRandom.bytes(16)),
      programme: shop.programme,
      terminalSigner: signerOf(secrets.terminalSeed),
      authoritySigner: signerOf(secrets.authoritySeed),
    });
    store.transaction((tx) => tx.putState(STATE_SHOP, JSON.stringify(shop.settings)));
  } finally {
    database.close();
  }
  return ok(secrets);
}

async function makeSecrets(keychain: KeychainPort): Promise<Result<Secrets, StorageFailure>> {
  const secrets = newSecrets(systemRandom);
  const kept = await storeSecrets(keychain, secrets);
  return kept.ok ? ok(secrets) : kept;
}
