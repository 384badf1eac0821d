import { toBase64Url, toHex, utf8Bytes } from "../../src-shared/base/bytes.ts";
import { must } from "../../src-shared/base/assert.ts";
import { ok, type Result } from "../../src-shared/base/result.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { signerOf } from "../adapters/node/signing.ts";
import { systemClock, systemRandom } from "../adapters/node/time.ts";
import { markRestoreOpened, unopenedRestore, type RestoreRecord } from "../adapters/sqlite/restore.ts";
import type { ChainMarker, KeychainPort } from "../core/ports/keychain.ts";
import type { LedgerRead, StorePort } from "../core/ports/store.ts";
import { openNewEpoch } from "../core/terminal/new-epoch.ts";
import { SECRET_BYTES, storeSecrets, type Secrets } from "../core/terminal/secrets.ts";
import { openJournal } from "./compose-terminal.ts";

/** Why a database goes on in a new epoch, or that it need not. */
export type EpochReason = "none" | "restored" | "restored-again" | "older-than-remembered" | "other-keys";

/** The secrets to go on with, which a new epoch has changed, and why there is one. */
export interface Ensured {
  readonly secrets: Secrets;
  readonly reason: EpochReason;
}

/**
 * Before anything is sold: a database that was restored, that is older than the marker in the keychain, or whose
 * journals have other keys than this keychain's, goes on in a new epoch with new keys. The keys are durable before the
 * epoch is, so that a crash in between only makes one more epoch.
 */
export async function ensureEpoch(of: {
  readonly store: StorePort;
  readonly path: string;
  readonly secrets: Secrets;
  readonly keychain: KeychainPort;
}): Promise<Result<Ensured, StorageFailure>> {
  const { store, path, keychain } = of;
  const restore = unopenedRestore(path);
  const marker = await keychain.readMarker();
  // A damaged marker says nothing about the past; it is written anew below.
  const reason = reasonFor(store.read, { ...of, restore, marker: marker.ok ? marker.value : undefined });
  if (reason === "none") return ok({ secrets: of.secrets, reason });
  const secrets: Secrets = {
    ...of.secrets,
    terminalSeed: systemRandom.bytes(SECRET_BYTES.terminalSeed),
    authoritySeed: systemRandom.bytes(SECRET_BYTES.authoritySeed),
  };
  const kept = await storeSecrets(keychain, secrets);
  if (!kept.ok) return kept;
  const ports = {
    crypto: nodeCrypto,
    clock: systemClock,
    random: systemRandom,
    terminalSigner: signerOf(secrets.terminalSeed),
    authoritySigner: signerOf(secrets.authoritySeed),
  };
  const restoreId = restore && nodeCrypto.sha256(utf8Bytes(`${restore.backupId}/${restore.restoreId}`));
  openNewEpoch(store, ports, {
    reason: restore === undefined ? "forked" : "restored",
    ...(restoreId === undefined ? {} : { restoreId }),
  });
  if (restore !== undefined) markRestoreOpened(path, restore.restoreId);
  const marked = await writeMarker(store, keychain);
  return marked.ok ? ok({ secrets, reason }) : marked;
}

/** Keeps how far this terminal's journal has come, outside the database. */
export function writeMarker(store: StorePort, keychain: KeychainPort): Promise<Result<void, StorageFailure>> {
  const own = must(openJournal(store, "terminal"), "this terminal's journal is open");
  return keychain.writeMarker({ journal: own.journal, seq: own.headSeq, head: toHex(own.headHash) });
}

function reasonFor(
  read: LedgerRead,
  of: {
    readonly store: StorePort;
    readonly secrets: Secrets;
    readonly restore: RestoreRecord | undefined;
    readonly marker: ChainMarker | undefined;
  },
): EpochReason {
  if (of.restore !== undefined)
    return of.restore.timesHere > 1 || of.restore.elsewhere > 0 ? "restored-again" : "restored";
  const own = must(openJournal(of.store, "terminal"), "the shop has been founded");
  if (toBase64Url(signerOf(of.secrets.terminalSeed).publicKey) !== own.publicKey) return "other-keys";
  return of.marker !== undefined && isBehind(read, of.marker) ? "older-than-remembered" : "none";
}

/** Whether the database lacks, or has otherwise, the event that the marker remembers. */
export function isBehind(read: LedgerRead, marker: ChainMarker): boolean {
  if (read.journal(marker.journal) === undefined) return true;
  const event = read.event({ journal: marker.journal, seq: marker.seq });
  return event === undefined || toHex(event.hash) !== marker.head;
}
