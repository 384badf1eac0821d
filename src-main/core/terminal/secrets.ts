import { must } from "../../../src-shared/base/assert.ts";
import { idBytes, type MerchantId } from "../../../src-shared/base/ids.ts";
import type { CardKeyRing } from "../../../src-shared/card/card-keys.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";
import type { RandomPort } from "../ports/clock.ts";
import type { KeychainPort } from "../ports/keychain.ts";

/** What a standalone shop must never lose nor show: kept by the keychain, copied to the recovery sheet. Raw bytes. */
export interface Secrets {
  readonly databaseKey: Uint8Array;
  readonly terminalSeed: Uint8Array;
  readonly authoritySeed: Uint8Array;
  readonly accessMaster: Uint8Array;
  readonly recordMaster: Uint8Array;
}

/** Bytes of each secret. */
export const SECRET_BYTES: { readonly [S in keyof Secrets]: number } = {
  databaseKey: 32,
  terminalSeed: 32,
  authoritySeed: 32,
  accessMaster: 16,
  recordMaster: 16,
};

/** New secrets for a new shop. */
export function newSecrets(random: RandomPort): Secrets {
  return {
    databaseKey: random.bytes(SECRET_BYTES.databaseKey),
    terminalSeed: random.bytes(SECRET_BYTES.terminalSeed),
    authoritySeed: random.bytes(SECRET_BYTES.authoritySeed),
    accessMaster: random.bytes(SECRET_BYTES.accessMaster),
    recordMaster: random.bytes(SECRET_BYTES.recordMaster),
  };
}

/** The card keys of a shop whose record key has not been rotated yet. */
export function cardKeyRing(secrets: Secrets, merchant: MerchantId): CardKeyRing {
  const recordMasters = [{ version: 1, key: secrets.recordMaster, revoked: false }];
  return { issuer: idBytes(merchant), accessMaster: secrets.accessMaster, recordMasters, writeVersion: 1 };
}

const NAMES = {
  databaseKey: "database-key",
  terminalSeed: "terminal-seed",
  authoritySeed: "authority-seed",
  accessMaster: "card-access-master",
  recordMaster: "card-record-master-1",
} as const satisfies { readonly [S in keyof Secrets]: string };

/** Reads all secrets. "key-missing" when one is not there, "key-damaged" when one has another length. */
export async function loadSecrets(keychain: KeychainPort): Promise<Result<Secrets, StorageFailure>> {
  const found = new Map<string, Uint8Array>();
  // The keys of NAMES are those of Secrets, by its type.
  for (const name of Object.keys(NAMES) as (keyof Secrets)[]) {
    const secret = await keychain.get(NAMES[name]);
    if (!secret.ok) return secret;
    if (secret.value === undefined) return err({ refusal: "key-missing", detail: NAMES[name] });
    if (secret.value.length !== SECRET_BYTES[name]) return err({ refusal: "key-damaged", detail: NAMES[name] });
    found.set(name, secret.value);
  }
  const get = (name: keyof Secrets): Uint8Array => must(found.get(name), "every secret was read");
  return ok({
    databaseKey: get("databaseKey"),
    terminalSeed: get("terminalSeed"),
    authoritySeed: get("authoritySeed"),
    accessMaster: get("accessMaster"),
    recordMaster: get("recordMaster"),
  });
}

/** Keeps all secrets, each durable before the next. */
export async function storeSecrets(keychain: KeychainPort, secrets: Secrets): Promise<Result<void, StorageFailure>> {
  // The keys of NAMES are those of Secrets, by its type.
  for (const name of Object.keys(NAMES) as (keyof Secrets)[]) {
    const kept = await keychain.put(NAMES[name], secrets[name]);
    if (!kept.ok) return kept;
  }
  return ok(undefined);
}
