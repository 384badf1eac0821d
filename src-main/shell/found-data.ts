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
import type { LedgerTx } from "../core/ports/store.ts";
import { foundShop } from "../core/terminal/found-shop.ts";
import { STATE_SHOP, type ShopSettings } from "../core/terminal/shop-settings.ts";
import { loadSecrets, newSecrets, storeSecrets, type Secrets } from "../core/terminal/secrets.ts";
import { DATABASE_FILE, openStore, type OpenStore } from "./compose-terminal.ts";

/** What a new shop begins with. */
export interface NewShop {
  readonly dataFolder: string;
  /** Outside the data folder: who copies the data must not get its key. */
  readonly keyFile: string;
  readonly programme: Programme;
  readonly settings: ShopSettings;
  /** What else stands or falls with the founding: the owner's name and PIN, the step that comes next. */
  readonly also?: (open: OpenStore, secrets: Secrets, tx: LedgerTx) => void;
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
  const made = existsSync(path) ? await loadSecrets(keychain) : await firstSecrets(keychain);
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
      also: (tx) => {
        tx.putState(STATE_SHOP, JSON.stringify(shop.settings));
        shop.also?.(opened.value, secrets, tx);
      },
    });
  } finally {
    database.close();
  }
  return ok(secrets);
}

/** Keys that an interrupted founding left are used, because nobody can know that nothing was made with them. */
async function firstSecrets(keychain: KeychainPort): Promise<Result<Secrets, StorageFailure>> {
  const before = await loadSecrets(keychain);
  if (before.ok || before.error.refusal !== "key-missing") return before;
  const secrets = newSecrets(systemRandom);
  const kept = await storeSecrets(keychain, secrets);
  return kept.ok ? ok(secrets) : kept;
}
