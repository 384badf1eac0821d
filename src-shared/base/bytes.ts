import { assert } from "./assert.ts";

/** Lower-case hexadecimal text of `bytes`, two characters each. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** The bytes of hexadecimal `text` (either case). Throws on an odd length or another character. */
export function fromHex(text: string): Uint8Array {
  assert(text.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(text), "hex text expected");
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(i * 2, i * 2 + 2), 16));
}

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Unpadded base64url (RFC 4648 §5) of `bytes`. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0];
    const word = (a << 16) | (b << 8) | c;
    const chars = Math.min(bytes.length - i, 3) + 1;
    for (let k = 0; k < chars; k++) text += BASE64URL[(word >> (18 - 6 * k)) & 63];
  }
  return text;
}

/**
 * The bytes of unpadded base64url `text`. Throws on other characters, and on stray bits, so that one value has one
 * text.
 */
export function fromBase64Url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [word, bits, at] = [0, 0, 0];
  for (const char of text) {
    const value = BASE64URL.indexOf(char);
    assert(value >= 0, "base64url text expected");
    word = ((word << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (word >> bits) & 0xff;
  }
  assert(at === bytes.length && text.length % 4 !== 1 && (word & ((1 << bits) - 1)) === 0, "base64url text expected");
  return bytes;
}

/** All `parts` one after another, in a new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether both arrays have the same length and content. Not constant-time: never use it to check a secret remotely. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** `value` as `size` big-endian bytes. Throws when it is not an unsigned integer of that size. */
export function uintBytes(value: number, size: number): Uint8Array {
  assert(
    Number.isSafeInteger(value) && value >= 0 && value < 2 ** (8 * size),
    `unsigned ${size}-byte integer expected`,
  );
  const bytes = new Uint8Array(size);
  for (let i = size - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  return bytes;
}

/** The big-endian unsigned integer in `bytes[offset .. offset+size)`; at most 6 bytes. */
export function readUint(bytes: Uint8Array, offset: number, size: number): number {
  assert(size <= 6 && offset + size <= bytes.length, "integer outside the bytes");
  let value = 0;
  for (let i = offset; i < offset + size; i++) value = value * 256 + (bytes[i] ?? 0);
  return value;
}

/** UTF-8 of `text` (RFC 3629). Throws on a lone surrogate, which has no UTF-8. */
export function utf8Bytes(text: string): Uint8Array {
  assert(text.isWellFormed(), "well-formed text expected");
  const out: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(out);
}
