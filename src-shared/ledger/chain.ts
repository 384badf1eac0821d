import { assert } from "../base/assert.ts";
import { concatBytes, fromBase64Url, toHex, uintBytes, utf8Bytes } from "../base/bytes.ts";
import type { CryptoPort } from "../base/crypto-port.ts";
import { idBytes, type JournalId, type MerchantId } from "../base/ids.ts";

/** Domain separation: a hash made for one purpose never stands for another. The trailing zero ends the name. */
const GENESIS_DOMAIN = utf8Bytes("vafa/journal/1\u0000");
const EVENT_DOMAIN = utf8Bytes("vafa/event/1\u0000");

/** What a journal's identity is made of. `publicKey` is the device's raw Ed25519 key (32 bytes, base64url). */
export interface JournalIdentity {
  readonly merchant: MerchantId;
  readonly journal: JournalId;
  readonly epoch: number;
  readonly writer: number;
  readonly publicKey: string;
}

/**
 * The hash before a journal's first event: SHA-256(domain ‖ merchant16 ‖ journal16 ‖ epoch u32 ‖ writer u16 ‖ key32).
 */
export function genesisHash(crypto: CryptoPort, identity: JournalIdentity): Uint8Array {
  const key = fromBase64Url(identity.publicKey);
  assert(key.length === 32, "a public key has 32 bytes");
  const [merchant, journal] = [idBytes(identity.merchant), idBytes(identity.journal)];
  const numbers = [uintBytes(identity.epoch, 4), uintBytes(identity.writer, 2)];
  return crypto.sha256(concatBytes(GENESIS_DOMAIN, merchant, journal, ...numbers, key));
}

/** The hash of an event: SHA-256(domain ‖ hash before (32 bytes) ‖ UTF-8 of its canonical text). */
export function eventHash(crypto: CryptoPort, previous: Uint8Array, text: string): Uint8Array {
  return eventHashOfBytes(crypto, previous, utf8Bytes(text));
}

/** The same of the text's UTF-8, for those who have the stored bytes at hand. */
export function eventHashOfBytes(crypto: CryptoPort, previous: Uint8Array, text: Uint8Array): Uint8Array {
  assert(previous.length === 32, "a hash has 32 bytes");
  return crypto.sha256(concatBytes(EVENT_DOMAIN, previous, text));
}

/** The first 8 hexadecimal characters of an event's hash, as every receipt shows them. */
export function shortHash(hash: Uint8Array): string {
  return toHex(hash.subarray(0, 4));
}
