import { assert, must } from "../base/assert.ts";
import { concatBytes, equalBytes, uintBytes, utf8Bytes } from "../base/bytes.ts";
import type { CryptoPort } from "../base/crypto-port.ts";
import { err, ok, type Result } from "../base/result.ts";
import { foldDigits } from "../members/fold-text.ts";

/**
 * The secrets of a shop as text that a person can print, keep and type back. Frozen with golden vectors: a sheet
 * printed today is typed in ten years from now.
 *
 * Payload: version u8 = 1 · length of the entries u16 · entries (tag u8, length u8, bytes), ascending by tag · the
 * first 5 bytes of SHA-256(domain "vafa/recovery/1" 0 ‖ all before). Text: 15 bytes a line in Crockford's base 32
 * (no I, L, O, U), groups of four, and a last group that checks the line: the first 20 bits of SHA-256(domain
 * "vafa/recovery-line/1" 0 ‖ line number u8 ‖ the line's bytes). The number before the colon is for people; the
 * check already depends on it.
 */
export interface RecoveryEntry {
  readonly name: RecoveryName;
  readonly bytes: Uint8Array;
}

/**
 * What a sheet can hold: the names are those of the keychain. Record masters have the key version 1–15 in their name.
 */
export type RecoveryName =
  | "database-key"
  | "terminal-seed"
  | "authority-seed"
  | "card-access-master"
  | "merchant-id"
  | `card-record-master-${number}`;

/** What is wrong with a typed sheet. Lines count from 1, as they are printed. */
export type RecoveryFault =
  /** These lines were mistyped, or stand in another's place. */
  | { readonly kind: "lines"; readonly lines: readonly number[] }
  /** Lines are missing at the end, or there are too many. */
  | { readonly kind: "count"; readonly given: number; readonly expected: number }
  /** Every line is right by itself, but they are not of one sheet. */
  | { readonly kind: "mixed" }
  /** A sheet of a newer program. */
  | { readonly kind: "newer"; readonly version: number }
  | { readonly kind: "empty" };

/**
 * The lines of a sheet for `entries`, in print. Throws on a repeated or unknown name, or bytes that are empty or too
 * many.
 */
export function writeRecoverySheet(crypto: CryptoPort, entries: readonly RecoveryEntry[]): readonly string[] {
  const tagged = entries.map((entry) => ({ tag: must(tagOf(entry.name), "a known name"), bytes: entry.bytes }));
  tagged.sort((a, b) => a.tag - b.tag);
  assert(new Set(tagged.map((one) => one.tag)).size === tagged.length, "a name stands once");
  const body = concatBytes(
    ...tagged.flatMap(({ tag, bytes }) => {
      assert(bytes.length > 0 && bytes.length <= ENTRY_BYTES_MAX, "a secret has 1 to 64 bytes");
      return [uintBytes(tag, 1), uintBytes(bytes.length, 1), bytes];
    }),
  );
  const head = concatBytes(uintBytes(VERSION, 1), uintBytes(body.length, 2), body);
  const payload = concatBytes(head, sheetSum(crypto, head));
  const lines: string[] = [];
  for (let at = 0; at < payload.length; at += LINE_BYTES) {
    const bytes = payload.subarray(at, at + LINE_BYTES);
    const number = lines.length + 1;
    const text = toBase32(bytes) + lineSum(crypto, number, bytes);
    lines.push(`${String(number).padStart(2, "0")}: ${(text.match(/.{1,4}/g) ?? []).join(" ")}`);
  }
  assert(lines.length <= LINES_MAX, "a sheet has at most 40 lines");
  return lines;
}

/**
 * Reads a typed sheet back: any spacing and dashes, upper or lower case, digits of any script, I and L for 1, O for
 * 0, with or without the line numbers. Empty lines and lines that begin with # are passed over.
 */
export function readRecoverySheet(crypto: CryptoPort, typed: string): Result<readonly RecoveryEntry[], RecoveryFault> {
  const lines = typed
    .split(/\r?\n/)
    .map((line) => foldDigits(line).trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.length === 0) return err({ kind: "empty" });
  const parts = lines.slice(0, LINES_MAX).map((line, i) => readLine(crypto, i + 1, line));
  const first = parts[0];
  if (first && first[0] !== undefined && first[0] > VERSION) return err({ kind: "newer", version: first[0] });
  const wrong = parts.flatMap((part, i) => (part === undefined ? [i + 1] : []));
  if (wrong.length > 0) return err({ kind: "lines", lines: wrong });
  const payload = concatBytes(...parts.map((part) => part ?? new Uint8Array()));
  const length = 3 + (payload[1] ?? 0) * 256 + (payload[2] ?? 0) + SUM_BYTES;
  const expected = Math.ceil(length / LINE_BYTES);
  if (lines.length !== expected) return err({ kind: "count", given: lines.length, expected });
  const head = payload.subarray(0, length - SUM_BYTES);
  const sound = payload.length === length && equalBytes(payload.subarray(head.length), sheetSum(crypto, head));
  const entries = sound ? readEntries(head.subarray(3)) : undefined;
  return entries === undefined ? err({ kind: "mixed" }) : ok(entries);
}

const VERSION = 1;
const LINE_BYTES = 15;
const SUM_BYTES = 5;
const CHECK_CHARS = 4;
/** A sheet is one page. */
const LINES_MAX = 40;
const ENTRY_BYTES_MAX = 64;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SHEET_DOMAIN = utf8Bytes("vafa/recovery/1\u0000");
const LINE_DOMAIN = utf8Bytes("vafa/recovery-line/1\u0000");
const RECORD_MASTER = "card-record-master-";
/** Record masters are 16 + key version. */
const RECORD_MASTER_TAG = 16;
const TAGS: Readonly<Record<string, number>> = {
  "database-key": 1,
  "terminal-seed": 2,
  "authority-seed": 3,
  "card-access-master": 4,
  "merchant-id": 5,
};

function tagOf(name: RecoveryName): number | undefined {
  if (!name.startsWith(RECORD_MASTER)) return TAGS[name];
  const version = Number(name.slice(RECORD_MASTER.length));
  const good = Number.isInteger(version) && version >= 1 && version <= 15;
  return good ? RECORD_MASTER_TAG + version : undefined;
}

function nameOf(tag: number): RecoveryName | undefined {
  if (tag > RECORD_MASTER_TAG && tag <= RECORD_MASTER_TAG + 15) return `${RECORD_MASTER}${tag - RECORD_MASTER_TAG}`;
  const found = Object.entries(TAGS).find(([, one]) => one === tag);
  // The keys of TAGS are the names without a version.
  return found?.[0] as RecoveryName | undefined;
}

function readEntries(body: Uint8Array): readonly RecoveryEntry[] | undefined {
  const entries: RecoveryEntry[] = [];
  for (let at = 0; at < body.length;) {
    const [name, length] = [nameOf(body[at] ?? 0), body[at + 1] ?? 0];
    const bytes = body.slice(at + 2, at + 2 + length);
    if (name === undefined || length === 0 || bytes.length !== length) return undefined;
    entries.push({ name, bytes });
    at += 2 + length;
  }
  return entries;
}

/** The bytes of one typed line, or undefined when its check does not fit. */
function readLine(crypto: CryptoPort, number: number, line: string): Uint8Array | undefined {
  const text = line
    .replace(/^[0-9]{1,2}\s*[:.)]/, "")
    .replaceAll(/[\s\u200c\u200e\u200f\u2010-\u2015._-]+/g, "")
    .toUpperCase()
    .replaceAll(/[IL]/g, "1")
    .replaceAll("O", "0");
  const bytes = fromBase32(text.slice(0, -CHECK_CHARS));
  if (bytes === undefined || bytes.length === 0 || bytes.length > LINE_BYTES) return undefined;
  return lineSum(crypto, number, bytes) === text.slice(-CHECK_CHARS) ? bytes : undefined;
}

function lineSum(crypto: CryptoPort, number: number, bytes: Uint8Array): string {
  const hash = crypto.sha256(concatBytes(LINE_DOMAIN, uintBytes(number, 1), bytes));
  return toBase32(hash.subarray(0, 5)).slice(0, CHECK_CHARS);
}

function sheetSum(crypto: CryptoPort, head: Uint8Array): Uint8Array {
  return crypto.sha256(concatBytes(SHEET_DOMAIN, head)).slice(0, SUM_BYTES);
}

function toBase32(bytes: Uint8Array): string {
  let [text, word, bits] = ["", 0, 0];
  for (const byte of bytes) {
    word = ((word << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET[(word >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + ALPHABET[(word << (5 - bits)) & 31] : text;
}

/** Undefined on another character, on a length that no bytes have, and on stray bits: one value has one text. */
function fromBase32(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let [word, bits, at] = [0, 0, 0];
  for (const char of text) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) return undefined;
    word = ((word << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (word >> bits) & 0xff;
  }
  return bits < 5 && (word & ((1 << bits) - 1)) === 0 ? bytes : undefined;
}
