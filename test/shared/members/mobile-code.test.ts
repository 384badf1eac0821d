import { expect, test } from "vitest";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import {
  codeDigest,
  codeOf,
  CODES_PER_MOBILE_MAX,
  CODES_PER_TILL_MAX,
  maySendCode,
  readCode,
} from "../../../src-shared/members/mobile-code.ts";

test.each([
  ["00".repeat(8), "000000"],
  ["00000000000f4240", "000000"],
  ["0000000000000007", "000007"],
  ["ff".repeat(8), "551615"],
])("random %s is the code %s", (random, code) => {
  expect(codeOf(new Uint8Array(Buffer.from(random, "hex")))).toBe(code);
});

test.each([
  ["123456", "123456"],
  ["۱۲۳ ۴۵۶", "123456"],
  ["٠١٢-٣٤٥", "012345"],
  ["12345", undefined],
  ["1234567", undefined],
  ["12345x", undefined],
  ["", undefined],
])("typed «%s» reads as %s", (typed, code) => {
  expect(readCode(typed)).toBe(code);
});

test("a digest changes with the code, the member, the number, the salt and the key", () => {
  const of = { salt: new Uint8Array(16), member: "1.5", mobile: "989121234567", code: "123456" };
  const key = new Uint8Array(16).fill(1);
  const digests = [
    codeDigest(nodeCrypto, key, of),
    codeDigest(nodeCrypto, key, { ...of, code: "123457" }),
    codeDigest(nodeCrypto, key, { ...of, member: "1.6" }),
    codeDigest(nodeCrypto, key, { ...of, mobile: "989121234568" }),
    codeDigest(nodeCrypto, key, { ...of, salt: new Uint8Array(16).fill(1) }),
    codeDigest(nodeCrypto, new Uint8Array(16), of),
  ].map((digest) => Buffer.from(digest).toString("hex"));
  expect(new Set(digests).size).toBe(digests.length);
});

test("the limits are of one number and of the till", () => {
  expect(maySendCode({ toMobile: CODES_PER_MOBILE_MAX - 1, inAll: CODES_PER_TILL_MAX - 1 })).toBe(true);
  expect(maySendCode({ toMobile: CODES_PER_MOBILE_MAX, inAll: CODES_PER_MOBILE_MAX })).toBe(false);
  expect(maySendCode({ toMobile: 0, inAll: CODES_PER_TILL_MAX })).toBe(false);
});
