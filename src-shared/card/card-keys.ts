import { assert } from "../base/assert.ts";
import { concatBytes, readUint, uintBytes, utf8Bytes } from "../base/bytes.ts";
import type { CryptoPort } from "../base/crypto-port.ts";
import { CARD_SERIAL_MAX, parseWriterSerial, type CardNo } from "../base/ids.ts";
import { aesCmac, type AesCmac } from "./aes-cmac.ts";
import { HEADER_BYTES, MAC_BYTES, RECORD_BODY_BYTES, RECORD_BYTES } from "./card-bytes.ts";

/**
 * The merchant's card keys. `issuer` is the merchant id's 16 bytes. `accessMaster` (16 bytes) opens cards and never
 * rotates. Record masters (16 bytes each) rotate by `version` 0..15: a terminal verifies with all and writes with one.
 */
export interface CardKeyRing {
  readonly issuer: Uint8Array;
  readonly accessMaster: Uint8Array;
  readonly recordMasters: readonly RecordMaster[];
  readonly writeVersion: number;
}

/** `revoked` after a theft: a record under it is accepted only where the ledger knows that very record. */
export interface RecordMaster {
  readonly version: number;
  readonly key: Uint8Array;
  readonly revoked: boolean;
}

/** What an access key opens. Eight ASCII bytes each, frozen: they are the first bytes of the derivation. */
export type AccessPurpose = "VafaMfcA" | "VafaMfcB" | "VafaNtag" | "VafaDesM" | "VafaDesD" | "VafaDesC";

/** First bytes of the record key's derivation, and of the MAC's input. Frozen. */
const RECORD_KEY_PURPOSE = "VafaRecK";
const RECORD_MAC_DOMAIN = "VafaRec1";

/**
 * AN10922 diversification to an AES-128 key: CMAC(master, 01 ‖ input, padded to 32 bytes). `input` has 1 to 31 bytes.
 */
export function diversifiedKey(crypto: CryptoPort, master: Uint8Array, input: Uint8Array): Uint8Array {
  assert(input.length >= 1 && input.length <= 31, "a diversification input has 1 to 31 bytes");
  return aesCmac(crypto, master).macPaddedTo32(concatBytes(Uint8Array.of(1), input));
}

/** The 16-byte access key of `purpose` for the card with this UID: from master, purpose and UID alone. */
export function accessKey(
  crypto: CryptoPort,
  ring: CardKeyRing,
  of: { uid: Uint8Array; purpose: AccessPurpose },
): Uint8Array {
  assert(isUidLength(of.uid.length), "a UID has 4, 7 or 10 bytes");
  return diversifiedKey(crypto, ring.accessMaster, concatBytes(utf8Bytes(of.purpose), of.uid));
}

/** The two Crypto1 keys of a MIFARE Classic card's sector: 6 bytes each. A reads, B writes. */
export function classicKeys(
  crypto: CryptoPort,
  ring: CardKeyRing,
  uid: Uint8Array,
): { readonly keyA: Uint8Array; readonly keyB: Uint8Array } {
  return {
    keyA: accessKey(crypto, ring, { uid, purpose: "VafaMfcA" }).slice(0, 6),
    keyB: accessKey(crypto, ring, { uid, purpose: "VafaMfcB" }).slice(0, 6),
  };
}

/** What a record's MAC is bound to beside its own bytes. `header` is the card's 16 header bytes. */
export interface RecordPlace {
  readonly uid: Uint8Array;
  readonly cardNo: CardNo;
  readonly header: Uint8Array;
}

/** Makes and checks the MACs of records. The terminal, the head office and the explorer each have one. */
export interface RecordAuth {
  readonly writeVersion: number;
  /**
   * Whether this key version is known, known but revoked, or unknown; and whether an unknown one is newer than all
   * ours.
   */
  versionState(version: number): "active" | "revoked" | "newer" | "unknown";
  /** The whole record: `body` (10 bytes) and its MAC under the key version in its first byte, which must be known. */
  seal(place: RecordPlace, body: Uint8Array): Uint8Array;
  /** Whether `record` (16 bytes) has the right MAC. False for an unknown key version. */
  verify(place: RecordPlace, record: Uint8Array): boolean;
}

/**
 * The record MACs of one merchant: AES-CMAC(K, domain ‖ issuer ‖ UID ‖ header ‖ record[0..9]) cut to 48 bits, K being
 * derived from the version's master, UID, cardNo and version. Keeps the derived keys of the last few cards.
 */
export function recordAuth(crypto: CryptoPort, ring: CardKeyRing): RecordAuth {
  assert(ring.issuer.length === 16, "a merchant id has 16 bytes");
  const masters = new Map(ring.recordMasters.map((master) => [master.version, master]));
  assert(masters.size === ring.recordMasters.length, "one record master for each version");
  assert(masters.get(ring.writeVersion)?.revoked === false, "the version to write with is known and not revoked");
  const newest = Math.max(...masters.keys());
  const derived = new Map<string, AesCmac>();
  const keyFor = (place: RecordPlace, version: number): AesCmac | undefined => {
    const master = masters.get(version);
    if (master === undefined) return undefined;
    const name = `${version}/${place.cardNo}/${place.uid.join(".")}`;
    const known = derived.get(name);
    if (known !== undefined) return known;
    // A tap needs one or two keys; a card that comes back soon finds its own.
    if (derived.size >= DERIVED_KEYS_MAX) derived.clear();
    const made = aesCmac(crypto, recordKey(crypto, master.key, { version, uid: place.uid, cardNo: place.cardNo }));
    derived.set(name, made);
    return made;
  };
  const macOf = (place: RecordPlace, body: Uint8Array): Uint8Array | undefined =>
    keyFor(place, (body[0] ?? 0) & 15)
      ?.mac(recordMacInput(ring.issuer, place, body))
      .slice(0, MAC_BYTES);
  return {
    writeVersion: ring.writeVersion,
    versionState: (version) => {
      const master = masters.get(version);
      if (master === undefined) return version > newest ? "newer" : "unknown";
      return master.revoked ? "revoked" : "active";
    },
    seal: (place, body) => {
      assert(body.length === RECORD_BODY_BYTES, "a record's body has 10 bytes");
      const mac = macOf(place, body);
      assert(mac !== undefined, "a record is sealed with a known key version");
      return concatBytes(body, mac);
    },
    verify: (place, record) => {
      assert(record.length === RECORD_BYTES, "a record has 16 bytes");
      const mac = macOf(place, record.subarray(0, RECORD_BODY_BYTES));
      return mac !== undefined && readUint(mac, 0, 6) === readUint(record, RECORD_BODY_BYTES, 6);
    },
  };
}

const DERIVED_KEYS_MAX = 64;

/** The 16-byte record key of one card and key version: AN10922 over purpose ‖ version ‖ cardNo ‖ UID. */
export function recordKey(
  crypto: CryptoPort,
  master: Uint8Array,
  of: { readonly version: number; readonly uid: Uint8Array; readonly cardNo: CardNo },
): Uint8Array {
  assert(isUidLength(of.uid.length), "a UID has 4, 7 or 10 bytes");
  const card = parseWriterSerial(of.cardNo, CARD_SERIAL_MAX);
  assert(card !== undefined, "a card number is writer.serial");
  const cardBytes = concatBytes(uintBytes(card.writer, 2), uintBytes(card.serial, 3));
  return diversifiedKey(
    crypto,
    master,
    concatBytes(utf8Bytes(RECORD_KEY_PURPOSE), uintBytes(of.version, 1), cardBytes, of.uid),
  );
}

/** The bytes under a record's MAC. Every part but the UID has a fixed length, so that no two inputs read alike. */
export function recordMacInput(issuer: Uint8Array, place: RecordPlace, body: Uint8Array): Uint8Array {
  assert(isUidLength(place.uid.length) && place.header.length === HEADER_BYTES, "UID or header of a wrong length");
  return concatBytes(utf8Bytes(RECORD_MAC_DOMAIN), issuer, place.uid, place.header, body);
}

function isUidLength(length: number): boolean {
  return length === 4 || length === 7 || length === 10;
}
