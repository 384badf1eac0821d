import { assert } from "../base/assert.ts";
import type { CryptoPort } from "../base/crypto-port.ts";

/** AES-128 in CMAC mode under one key; the key's schedule and subkeys are made once. */
export interface AesCmac {
  /** AES-CMAC of `message` (RFC 4493): 16 bytes. Any length, also none. */
  mac(message: Uint8Array): Uint8Array;
  /** CMAC of a message of 1 to 32 bytes that is padded to 32 bytes, as NXP AN10922 §2.2 diversifies: 16 bytes. */
  macPaddedTo32(message: Uint8Array): Uint8Array;
}

const BLOCK = 16;

/** AES-CMAC with the 16-byte `key`, on the AES block of `crypto`. */
export function aesCmac(crypto: CryptoPort, key: Uint8Array): AesCmac {
  assert(key.length === BLOCK, "an AES-128 key has 16 bytes");
  const encrypt = crypto.aes128(key);
  const k1 = doubled(encrypt(new Uint8Array(BLOCK)));
  const k2 = doubled(k1);
  const over = (message: Uint8Array, paddedLength: number): Uint8Array => {
    const whole = message.length === paddedLength;
    const padded = new Uint8Array(paddedLength);
    padded.set(message);
    if (!whole) padded[message.length] = 0x80;
    xorInto(padded, paddedLength - BLOCK, whole ? k1 : k2);
    let state = new Uint8Array(BLOCK);
    for (let at = 0; at < paddedLength; at += BLOCK) {
      xorInto(state, 0, padded.subarray(at, at + BLOCK));
      state = new Uint8Array(encrypt(state));
    }
    return state;
  };
  return {
    mac: (message) => over(message, Math.max(1, Math.ceil(message.length / BLOCK)) * BLOCK),
    macPaddedTo32: (message) => {
      assert(message.length > 0 && message.length <= 2 * BLOCK, "a diversification input has 1 to 32 bytes");
      return over(message, 2 * BLOCK);
    },
  };
}

/** Multiplication by x in GF(2^128) with the polynomial of RFC 4493 §2.3. */
function doubled(block: Uint8Array): Uint8Array {
  const out = new Uint8Array(BLOCK);
  for (let i = 0; i < BLOCK; i++) out[i] = (((block[i] ?? 0) << 1) | ((block[i + 1] ?? 0) >> 7)) & 0xff;
  if (((block[0] ?? 0) & 0x80) !== 0) out[BLOCK - 1] = (out[BLOCK - 1] ?? 0) ^ 0x87;
  return out;
}

function xorInto(target: Uint8Array, offset: number, source: Uint8Array): void {
  for (let i = 0; i < BLOCK; i++) target[offset + i] = (target[offset + i] ?? 0) ^ (source[i] ?? 0);
}
