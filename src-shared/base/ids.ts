import { assert } from "./assert.ts";
import { fromBase64Url, toBase64Url } from "./bytes.ts";

/**
 * Ids are made by their writer, without a server. A journal or merchant is 16 random bytes, written as 22 characters of
 * base64url; everything else is (writer, serial), written `writer.serial`, because random text is what a sync costs.
 */
export type JournalId = string;
export type MerchantId = string;
export type MemberId = string;
export type CardNo = string;
/** `writer.serial` of a member of the staff, a shift or a terminal's counter session. */
export type StaffId = string;
export type ShiftId = string;

/** The two numbers behind a `writer.serial` id. */
export interface WriterSerial {
  readonly writer: number;
  readonly serial: number;
}

/** Writers 1–32767 are given by the authority; a restore without one draws from 32768–65535. */
export const WRITER_MAX = 0xffff;
export const WRITER_GIVEN_MAX = 0x7fff;
/** A member's serial is u32 and a card's u24, as they stand on the card. */
export const MEMBER_SERIAL_MAX = 0xffff_ffff;
export const CARD_SERIAL_MAX = 0xff_ffff;

const PATTERN = /^([1-9][0-9]{0,4})\.([1-9][0-9]{0,9})$/;

/** The text of an id. Throws when a part is out of range (both begin at 1). */
export function writerSerialText(id: WriterSerial, serialMax: number): string {
  const good = inRange(id.writer, WRITER_MAX) && inRange(id.serial, serialMax);
  assert(good, "writer or serial out of range");
  return `${id.writer}.${id.serial}`;
}

/** The numbers of an id's text, or undefined when it is no such id (leading zeros are refused: one id, one text). */
export function parseWriterSerial(text: string, serialMax: number): WriterSerial | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const id = { writer: Number(match[1]), serial: Number(match[2]) };
  return inRange(id.writer, WRITER_MAX) && inRange(id.serial, serialMax) ? id : undefined;
}

/** A journal or merchant id from 16 random bytes. */
export function idFromBytes(bytes: Uint8Array): string {
  assert(bytes.length === 16, "an id has 16 bytes");
  return toBase64Url(bytes);
}

/** The 16 bytes of a journal or merchant id. Throws on anything else. */
export function idBytes(id: string): Uint8Array {
  assert(isId16(id), "id of 16 bytes expected");
  return fromBase64Url(id);
}

/** Whether `text` is the base64url of 16 bytes: the last character then carries only its two upper bits. */
export function isId16(text: string): boolean {
  return /^[A-Za-z0-9_-]{21}[AQgw]$/.test(text);
}

function inRange(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}
