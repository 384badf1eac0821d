import { assert } from "../base/assert.ts";
import { concatBytes, readUint, uintBytes } from "../base/bytes.ts";
import {
  CARD_SERIAL_MAX,
  MEMBER_SERIAL_MAX,
  parseWriterSerial,
  writerSerialText,
  type CardNo,
  type MemberId,
} from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import { crc8 } from "./crc8.ts";

/**
 * The frozen bytes of a card (docs/design/purse.md). All integers are big-endian.
 *
 * Header, 16 bytes, written once: 0 layout · 1–2 cardNo.writer · 3–5 cardNo.serial · 6 generation · 7–8 memberId.writer
 * · 9–12 memberId.serial · 13–14 issue day · 15 CRC-8 of bytes 0–14.
 *
 * Record, 16 bytes, two alternating slots: 0 layout (2 bits) asset (2) keyVersion (4) · 1–4 balance · 5–6 counter ·
 * 7 opSeq · 8–9 writer · 10–15 MAC.
 */
export const HEADER_BYTES = 16;
export const RECORD_BYTES = 16;
/** The part of a record that its MAC covers and its own MAC's place. */
export const RECORD_BODY_BYTES = 10;
export const MAC_BYTES = 6;
export const HEADER_LAYOUT = 1;
export const RECORD_LAYOUT = 1;

/** The most a purse can hold, in minor units, for every family. */
export const BALANCE_MAX_MINOR = 2 ** 31 - 1;
/** From here on the card asks to be replaced; from COUNTER_REFUSE on it is written no more. */
export const COUNTER_WARN = 60_000;
export const COUNTER_REFUSE = 65_000;
/** Operations that may wait for one card; above it a serial number of 8 bits would become ambiguous too soon. */
export const OPERATIONS_OUTSTANDING_MAX = 20;

/** What a header says. `memberId` is a hint, null on cards personalised in bulk. `issueDay`: days since 1970-01-01. */
export interface CardHeader {
  readonly cardNo: CardNo;
  readonly generation: number;
  readonly memberId: MemberId | null;
  readonly issueDay: number;
}

/** What a record says, its MAC apart. `balanceMinor` in the asset's minor units. */
export interface CardRecord {
  readonly asset: number;
  readonly keyVersion: number;
  readonly balanceMinor: number;
  readonly counter: number;
  readonly opSeq: number;
  readonly writer: number;
}

/**
 * Why 16 bytes are no header of ours: every byte 00 or FF; a wrong CRC or an impossible number; a layout we don't know.
 */
export type HeaderFault = "empty" | "not-a-header" | "unknown-layout";

/** The 16 bytes of a header. Throws on numbers that do not fit. */
export function encodeHeader(header: CardHeader): Uint8Array {
  const card = parseWriterSerial(header.cardNo, CARD_SERIAL_MAX);
  assert(card !== undefined, "a card number is writer.serial");
  const member =
    header.memberId === null ? { writer: 0, serial: 0 } : parseWriterSerial(header.memberId, MEMBER_SERIAL_MAX);
  assert(member !== undefined, "a member id is writer.serial");
  const body = concatBytes(
    uintBytes(HEADER_LAYOUT, 1),
    uintBytes(card.writer, 2),
    uintBytes(card.serial, 3),
    uintBytes(header.generation, 1),
    uintBytes(member.writer, 2),
    uintBytes(member.serial, 4),
    uintBytes(header.issueDay, 2),
  );
  return concatBytes(body, uintBytes(crc8(body), 1));
}

/** The header in 16 bytes, or why there is none. */
export function decodeHeader(bytes: Uint8Array): Result<CardHeader, HeaderFault> {
  assert(bytes.length === HEADER_BYTES, "a header has 16 bytes");
  if (isEmptyBlock(bytes)) return err("empty");
  if (crc8(bytes.subarray(0, 15)) !== bytes[15]) return err("not-a-header");
  if (bytes[0] !== HEADER_LAYOUT) return err("unknown-layout");
  const card = { writer: readUint(bytes, 1, 2), serial: readUint(bytes, 3, 3) };
  const member = { writer: readUint(bytes, 7, 2), serial: readUint(bytes, 9, 4) };
  const bound = member.writer !== 0 || member.serial !== 0;
  if (card.writer === 0 || card.serial === 0) return err("not-a-header");
  if (bound && (member.writer === 0 || member.serial === 0)) return err("not-a-header");
  return ok({
    cardNo: writerSerialText(card, CARD_SERIAL_MAX),
    generation: bytes[6] ?? 0,
    memberId: bound ? writerSerialText(member, MEMBER_SERIAL_MAX) : null,
    issueDay: readUint(bytes, 13, 2),
  });
}

/** The first 10 bytes of a record, which its MAC covers. Throws on numbers that do not fit. */
export function encodeRecordBody(record: CardRecord): Uint8Array {
  assert(record.asset >= 0 && record.asset <= 3, "an asset on a card has 2 bits");
  assert(record.keyVersion >= 0 && record.keyVersion <= 15, "a key version has 4 bits");
  assert(record.balanceMinor <= BALANCE_MAX_MINOR, "a purse holds at most 2^31-1");
  return concatBytes(
    uintBytes((RECORD_LAYOUT << 6) | (record.asset << 4) | record.keyVersion, 1),
    uintBytes(record.balanceMinor, 4),
    uintBytes(record.counter, 2),
    uintBytes(record.opSeq, 1),
    uintBytes(record.writer, 2),
  );
}

/** The layout bits of a record, which say whether `decodeRecord` knows the rest. */
export function recordLayout(bytes: Uint8Array): number {
  return (bytes[0] ?? 0) >> 6;
}

/** The fields of a record of RECORD_LAYOUT; its MAC is not looked at here. A balance above the ceiling is null. */
export function decodeRecord(bytes: Uint8Array): CardRecord | null {
  assert(bytes.length === RECORD_BYTES, "a record has 16 bytes");
  if (recordLayout(bytes) !== RECORD_LAYOUT) return null;
  const first = bytes[0] ?? 0;
  const balanceMinor = readUint(bytes, 1, 4);
  if (balanceMinor > BALANCE_MAX_MINOR) return null;
  return {
    asset: (first >> 4) & 3,
    keyVersion: first & 15,
    balanceMinor,
    counter: readUint(bytes, 5, 2),
    opSeq: bytes[7] ?? 0,
    writer: readUint(bytes, 8, 2),
  };
}

/** Whether a block is as the factory or an erasure leaves it: all 00 or all FF. */
export function isEmptyBlock(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0) || bytes.every((byte) => byte === 0xff);
}

/** How far counter `a` is ahead of `b`, −32768..32767: serial numbers of 16 bits (RFC 1982). */
export function counterDistance(a: number, b: number): number {
  return ((a - b + 0x8000) & 0xffff) - 0x8000;
}

/** How far operation number `a` is ahead of `b`, −128..127: serial numbers of 8 bits (RFC 1982). */
export function opSeqDistance(a: number, b: number): number {
  return ((a - b + 0x80) & 0xff) - 0x80;
}
