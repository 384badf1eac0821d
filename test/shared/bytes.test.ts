import fc from "fast-check";
import { expect, test } from "vitest";
import {
  fromBase64Url,
  fromHex,
  readUint,
  toBase64Url,
  toHex,
  uintBytes,
  utf8Bytes,
} from "../../src-shared/base/bytes.ts";

test("hex and base64url return what they were given, and agree with Node", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
      expect(fromHex(toHex(bytes))).toEqual(bytes);
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    }),
  );
});

test("base64url: one value has one text; stray bits and foreign characters throw", () => {
  for (const text of ["AB", "A", "A=", "+A", "AAAAA"]) expect(() => fromBase64Url(text), text).toThrow();
});

test("utf8 agrees with Node and refuses half a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(utf8Bytes(text)).toEqual(new Uint8Array(Buffer.from(text)));
    }),
  );
  expect(() => utf8Bytes("\ud800")).toThrow();
});

test("integers are big-endian and keep their size", () => {
  expect(toHex(uintBytes(0x010203, 4))).toBe("00010203");
  expect(readUint(Uint8Array.of(9, 1, 2, 3), 1, 3)).toBe(0x010203);
  for (const [value, size] of [
    [256, 1],
    [-1, 2],
    [1.5, 2],
  ] as const)
    expect(() => uintBytes(value, size)).toThrow();
});
