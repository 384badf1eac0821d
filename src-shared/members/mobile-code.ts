import { assert } from "../base/assert.ts";
import { concatBytes, readUint, utf8Bytes } from "../base/bytes.ts";
import type { CryptoPort } from "../base/crypto-port.ts";
import { aesCmac } from "../card/aes-cmac.ts";
import { diversifiedKey, type CardKeyRing } from "../card/card-keys.ts";
import { foldDigits } from "./fold-text.ts";

/** First bytes of the key's derivation: codes live for minutes, so it is not frozen. */
const KEY_PURPOSE = utf8Bytes("VafaMobC");
const CODE_DIGITS = 6;
/** 64 bits over a million codes: no code is likelier than another by more than one in 10^13. */
export const CODE_RANDOM_BYTES = 8;
export const CODE_SALT_BYTES = 16;

/** A code is worth ten minutes: a text message takes seconds, a member who looks for the phone a few minutes. */
export const CODE_LASTS_MS = 10 * 60_000;
/** Five tries at a million codes; with the three codes an hour below, a guess is right once in 66,000 hours. */
export const CODE_TRIES_MAX = 5;
/** The hour within which sendings are counted. */
export const CODE_HOUR_MS = 3_600_000;
/** A member whose third message does not arrive has another trouble than a lost message. */
export const CODES_PER_MOBILE_MAX = 3;
/** One till enrols a member in two minutes at best: more is somebody who writes to strangers at the shop's cost. */
export const CODES_PER_TILL_MAX = 30;

/** Six digits, with their zeros, from CODE_RANDOM_BYTES random bytes. */
export function codeOf(random: Uint8Array): string {
  assert(random.length === CODE_RANDOM_BYTES, "a code is made of eight random bytes");
  const number = (BigInt(readUint(random, 0, 4)) << 32n) | BigInt(readUint(random, 4, 4));
  return (number % 10n ** BigInt(CODE_DIGITS)).toString().padStart(CODE_DIGITS, "0");
}

/** The code that a person typed: any digits, spaces anywhere; undefined when it can't be one. */
export function readCode(typed: string): string | undefined {
  const digits = foldDigits(typed).replaceAll(/[\s\u200c\u200e\u200f-]+/g, "");
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}

/** The key of the codes' digests. It lies in the key file, so that the database alone gives no code away. */
export function codeKey(crypto: CryptoPort, ring: Pick<CardKeyRing, "issuer" | "accessMaster">): Uint8Array {
  return diversifiedKey(crypto, ring.accessMaster, concatBytes(KEY_PURPOSE, ring.issuer));
}

/** What is kept of a code: a keyed digest over salt, member, number and code. */
export function codeDigest(
  crypto: CryptoPort,
  key: Uint8Array,
  of: { readonly salt: Uint8Array; readonly member: string; readonly mobile: string; readonly code: string },
): Uint8Array {
  assert(of.salt.length === CODE_SALT_BYTES, "a code's salt has 16 bytes");
  return aesCmac(crypto, key).mac(concatBytes(of.salt, utf8Bytes(`${of.member}/${of.mobile}/${of.code}`)));
}

/** Whether one more code may go to a number, by how many went in the last hour to it and from this till. */
export function maySendCode(sent: { readonly toMobile: number; readonly inAll: number }): boolean {
  return sent.toMobile < CODES_PER_MOBILE_MAX && sent.inAll < CODES_PER_TILL_MAX;
}
