import { concatBytes, readUint, uintBytes, utf8Bytes } from "../base/bytes.ts";
import type { CryptoPort } from "../base/crypto-port.ts";
import { MEMBER_SERIAL_MAX, parseWriterSerial, writerSerialText, type MemberId } from "../base/ids.ts";
import { must } from "../base/assert.ts";
import { aesCmac } from "../card/aes-cmac.ts";
import { diversifiedKey, type CardKeyRing } from "../card/card-keys.ts";
import { foldDigits } from "./fold-text.ts";

/** First bytes of the key's derivation and of what is signed. Frozen: slips are kept for years. */
const KEY_PURPOSE = utf8Bytes("VafaMbrQ");
const CHECK_DOMAIN = utf8Bytes("VafaMbQ1");
/** 15 digits carry 49.8 bits; guessing one takes a scanner longer than a shop is open. */
const CHECK_DIGITS = 15;
const CHECK_MODULUS = 10n ** BigInt(CHECK_DIGITS);

/** The 16-byte key of the members' QR: derived from the access master, which never rotates; no card has this key. */
export function memberQrKey(crypto: CryptoPort, ring: Pick<CardKeyRing, "issuer" | "accessMaster">): Uint8Array {
  return diversifiedKey(crypto, ring.accessMaster, concatBytes(KEY_PURPOSE, ring.issuer));
}

/**
 * What the QR of a member says: `VAFA:M:<writer.serial>:<15 digits>`. It identifies for earning only. The check is in
 * digits alone, which every keyboard layout and every case leaves as they are.
 */
export function memberQrText(crypto: CryptoPort, key: Uint8Array, member: MemberId): string {
  return `VAFA:M:${member}:${checkOf(crypto, key, member)}`;
}

/**
 * The member whom a scanned text names, or undefined when it is no QR that this key made. A scanner types through the
 * layout that is on: the letters before the numbers may come as any others and the digits as Persian ones, and only
 * the keyed check decides.
 */
export function readMemberQr(crypto: CryptoPort, key: Uint8Array, text: string): MemberId | undefined {
  const match = /^\D{3,24}(\d{1,5})\D{1,2}(\d{1,10})\D{1,2}(\d{15})$/u.exec(foldDigits(text.slice(0, 100)).trim());
  if (match === null) return undefined;
  const [, writer = "", serial = "", check = ""] = match;
  const id = parseWriterSerial(`${writer}.${serial}`, MEMBER_SERIAL_MAX);
  if (id === undefined) return undefined;
  const member = writerSerialText(id, MEMBER_SERIAL_MAX);
  return check === checkOf(crypto, key, member) ? member : undefined;
}

function checkOf(crypto: CryptoPort, key: Uint8Array, member: MemberId): string {
  const id = must(parseWriterSerial(member, MEMBER_SERIAL_MAX), "member id expected");
  const mac = aesCmac(crypto, key).mac(concatBytes(CHECK_DOMAIN, uintBytes(id.writer, 2), uintBytes(id.serial, 4)));
  // All 128 bits, so that the remainder is even to one in 2^78.
  const number = [0, 4, 8, 12].reduce((sum, at) => (sum << 32n) | BigInt(readUint(mac, at, 4)), 0n);
  return (number % CHECK_MODULUS).toString().padStart(CHECK_DIGITS, "0");
}
