import { assert } from "../../../src-shared/base/assert.ts";
import { equalBytes } from "../../../src-shared/base/bytes.ts";

/** The three condition bits of one block, C1 C2 C3 as a number of 0..7 with C1 first (MF1S50 §8.7). */
export type AccessCondition = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The conditions of a sector's blocks 0, 1, 2 and its trailer. */
export type SectorConditions = readonly [AccessCondition, AccessCondition, AccessCondition, AccessCondition];

/** As delivered: every key A does everything. Bytes FF 07 80. */
export const TRANSPORT_CONDITIONS: SectorConditions = [0, 0, 0, 1];

/** Ours: data read with A or B and written with B only (100); keys and bits changed with B only (011). 78 77 88. */
export const ISSUED_CONDITIONS: SectorConditions = [4, 4, 4, 3];

/** The last access byte is free (no sector-0 directory meaning outside sector 0); 69 is what new cards carry. */
export const GENERAL_PURPOSE_BYTE = 0x69;

/**
 * The access bytes 6, 7, 8 of a trailer. Each bit is stored twice, once inverted; a sector with bits that disagree is
 * locked for ever, so the result is decoded again and compared before anybody writes it.
 */
export function encodeAccessBits(conditions: SectorConditions): Uint8Array {
  const [c1, c2, c3] = [plane(conditions, 4), plane(conditions, 2), plane(conditions, 1)];
  const bytes = Uint8Array.of(((~c2 & 15) << 4) | (~c1 & 15), (c1 << 4) | (~c3 & 15), (c3 << 4) | c2);
  const again = decodeAccessBits(bytes);
  assert(again !== undefined && again.every((value, i) => value === conditions[i]), "access bits must read back equal");
  return bytes;
}

/** The conditions in access bytes 6, 7, 8; undefined when the inverted copies disagree (such a sector is locked). */
export function decodeAccessBits(bytes: Uint8Array): SectorConditions | undefined {
  assert(bytes.length === 3, "access bits are 3 bytes");
  const [b6 = 0, b7 = 0, b8 = 0] = bytes;
  const [c1, c2, c3] = [b7 >> 4, b8 & 15, b8 >> 4];
  if ((~b6 & 15) !== c1 || (~(b6 >> 4) & 15) !== c2 || (~b7 & 15) !== c3) return undefined;
  return [condition(c1, c2, c3, 0), condition(c1, c2, c3, 1), condition(c1, c2, c3, 2), condition(c1, c2, c3, 3)];
}

/** The 16 bytes of a trailer of ours: key A, 78 77 88 69, key B. */
export function issuedTrailer({ keyA, keyB }: { readonly keyA: Uint8Array; readonly keyB: Uint8Array }): Uint8Array {
  assert(keyA.length === 6 && keyB.length === 6, "a Crypto1 key has 6 bytes");
  const bits = encodeAccessBits(ISSUED_CONDITIONS);
  // The known good value, written out, so that a wrong computation cannot lock a card.
  assert(equalBytes(bits, Uint8Array.of(0x78, 0x77, 0x88)), "the access bits of an issued sector are 78 77 88");
  return Uint8Array.of(...keyA, ...bits, GENERAL_PURPOSE_BYTE, ...keyB);
}

function plane(conditions: SectorConditions, bit: 4 | 2 | 1): number {
  return conditions.reduce<number>((sum, value, block) => sum | ((value & bit) === 0 ? 0 : 1 << block), 0);
}

function condition(c1: number, c2: number, c3: number, block: number): AccessCondition {
  const value = (((c1 >> block) & 1) << 2) | (((c2 >> block) & 1) << 1) | ((c3 >> block) & 1);
  // Three bits are one of the eight members by construction.
  return value as AccessCondition;
}
