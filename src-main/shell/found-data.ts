import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { idFromBytes } from "../../src-shared/base/ids.ts";
import { ok, type Result } from "../../src-shared/base/result.ts";
import type { Programme } from "../../src-shared/programme/document.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { signerOf } from "../adapters/node/signing.ts";
import { systemClock, systemRandom } from "../adapters/node/time.ts";
import { foundShop } from "../core/terminal/found-shop.ts";
import { STATE_SHOP, type ShopSettings } from "../core/terminal/sale-receipt-of.ts";
import { newSecrets, storeSecrets, type Secrets } from "../core/terminal/secrets.ts";
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
 * secrets without a shop, and founding can be begun again.
 */
export async function foundData(shop: NewShop): Promise<Result<Secrets, StorageFailure>> {
  mkdirSync(shop.dataFolder, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(shop.keyFile), { recursive: true, mode: 0o700 });
  const secrets = newSecrets(systemRandom);
  const kept = await storeSecrets(openKeyFile({ path: shop.keyFile, dataFolder: shop.dataFolder }), secrets);
  if (!kept.ok) return kept;
  const path = join(shop.dataFolder, DATABASE_FILE);
  const opened = openStore({ path, key: secrets.databaseKey }, () => undefined);
  if (!opened.ok) return opened;
  const { store, database } = opened.value;
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
  database.close();
  return ok(secrets);
}
