import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { accessKey } from "../../../src-shared/card/card-keys.ts";
import { memberQrKey, memberQrText, readMemberQr } from "../../../src-shared/members/member-qr.ts";
import { showDigits } from "../../../src-shared/words/format.ts";
import { testKeyRing } from "../../support/test-shop.ts";

const ring = testKeyRing(new Uint8Array(16).fill(9));
const key = memberQrKey(nodeCrypto, ring);
const members = fc
  .tuple(fc.integer({ min: 1, max: 0xffff }), fc.integer({ min: 1, max: 0xffff_ffff }))
  .map(([writer, serial]) => `${writer}.${serial}`);

test("a member's QR names that member, in capitals and digits only", () => {
  fc.assert(
    fc.property(members, (member) => {
      const text = memberQrText(nodeCrypto, key, member);
      expect(text).toMatch(/^VAFA:M:[0-9]+\.[0-9]+:[0-9]{15}$/);
      expect(readMemberQr(nodeCrypto, key, text)).toBe(member);
    }),
  );
});

test("what a scanner types through a Persian layout is the same QR", () => {
  const text = memberQrText(nodeCrypto, key, "2.41");
  const persian = showDigits(text, "persian").replace("VAFA:M:", "ؤَ\u200cَ:ء:");
  expect(persian).not.toBe(text);
  expect(readMemberQr(nodeCrypto, key, persian)).toBe("2.41");
  expect(readMemberQr(nodeCrypto, key, text.toLowerCase())).toBe("2.41");
  expect(readMemberQr(nodeCrypto, key, `${text}\r\n`)).toBe("2.41");
});

test("another member, another digit, another shop: no QR of ours", () => {
  fc.assert(
    fc.property(members, fc.nat({ max: 14 }), fc.integer({ min: 1, max: 9 }), (member, at, add) => {
      const text = memberQrText(nodeCrypto, key, member);
      const from = text.length - 15 + at;
      const digit = (Number(text[from]) + add) % 10;
      expect(readMemberQr(nodeCrypto, key, `${text.slice(0, from)}${digit}${text.slice(from + 1)}`)).toBeUndefined();
      const serial = Number(member.split(".")[1]);
      const check = text.slice(-15);
      const next = `VAFA:M:${member.split(".")[0]}.${serial === 0xffff_ffff ? 1 : serial + 1}:${check}`;
      expect(readMemberQr(nodeCrypto, key, next)).toBeUndefined();
    }),
  );
  const foreign = memberQrKey(nodeCrypto, testKeyRing(new Uint8Array(16).fill(8)));
  expect(readMemberQr(nodeCrypto, foreign, memberQrText(nodeCrypto, key, "2.1"))).toBeUndefined();
});

test("any text whatever is read without a throw, and is nobody", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: "grapheme" }), (text) => {
      expect(readMemberQr(nodeCrypto, key, text)).toBeUndefined();
    }),
  );
  for (const text of [
    "",
    "VAFA:M:0.1:000000000000000",
    "VAFA:M:2.01:1",
    "6260000000000",
    "VF1.abcd.1.00000000.1.1.1",
  ]) {
    expect(readMemberQr(nodeCrypto, key, text)).toBeUndefined();
  }
});

test("the QR's key is no card's key", () => {
  const keys = (["VafaMfcA", "VafaMfcB", "VafaNtag"] as const).map((purpose) =>
    accessKey(nodeCrypto, ring, { uid: new Uint8Array(7), purpose }).join(),
  );
  expect(keys).not.toContain(key.join());
});
