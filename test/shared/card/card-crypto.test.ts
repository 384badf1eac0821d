import { expect, test } from "vitest";
import { fromHex, toHex } from "../../../src-shared/base/bytes.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { aesCmac } from "../../../src-shared/card/aes-cmac.ts";
import { crc8 } from "../../../src-shared/card/crc8.ts";
import {
  accessKey,
  classicKeys,
  diversifiedKey,
  recordKey,
  type CardKeyRing,
} from "../../../src-shared/card/card-keys.ts";

const RING: CardKeyRing = {
  issuer: fromHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"),
  accessMaster: fromHex("000102030405060708090a0b0c0d0e0f"),
  recordMasters: [{ version: 1, key: fromHex("101112131415161718191a1b1c1d1e1f"), revoked: false }],
  writeVersion: 1,
};

const RFC_KEY = "2b7e151628aed2a6abf7158809cf4f3c";
const RFC_MESSAGE =
  "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51" +
  "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

test("CRC-8 is the one of the MIFARE application directory: AN10787's example, and the catalogue's check value", () => {
  const directory = "01010801080108000000000000040003100310021002100000000000001130";
  expect(crc8(fromHex(directory))).toBe(0x89);
  expect(crc8(new Uint8Array(Buffer.from("123456789")))).toBe(0x99);
  expect(crc8(new Uint8Array(0))).toBe(0xc7);
});

test.each([
  [0, "bb1d6929e95937287fa37d129b756746"],
  [16, "070a16b46b4d4144f79bdd9dd04a287c"],
  [40, "dfa66747de9ae63030ca32611497c827"],
  [64, "51f0bebf7e3b9d92fc49741779363cfe"],
])("AES-CMAC: RFC 4493's example of %i bytes", (length, mac) => {
  expect(toHex(aesCmac(nodeCrypto, fromHex(RFC_KEY)).mac(fromHex(RFC_MESSAGE.slice(0, 2 * length))))).toBe(mac);
});

test("diversification: AN10922's AES-128 example, and a short input, which is padded to 32 bytes all the same", () => {
  const master = fromHex("00112233445566778899aabbccddeeff");
  const input = fromHex("04782e21801d80" + "3042f5" + "4e585020416275");
  expect(toHex(diversifiedKey(nodeCrypto, master, input))).toBe("a8dd63a3b89d54b37ca802473fda9175");
  const short = diversifiedKey(nodeCrypto, fromHex("f3f9377698707b688eaf84abe39e3791"), fromHex("04deadbeeffeed"));
  expect(toHex(short)).toBe("0bb408baff98b6ee9f2e1585777f6a51");
});

test.each([
  ["deadbeef", "be3b786358c7", "d76c89f69b08", "ac7c164b5942cdbe86b39f68ff42ffa0"],
  ["04782e21801d80", "e129ce2b7c79", "37e6239e858e", "3d0d9f09b2afcf886c32e8f7180dc171"],
  ["0102030405060708090a", "fda6544f6f62", "094afb954bab", "a3b2cd86818d66130213cc9081b75a55"],
])("frozen access keys of UID %s", (uidHex, keyA, keyB, ntag) => {
  const uid = fromHex(uidHex);
  const keys = classicKeys(nodeCrypto, RING, uid);
  expect([toHex(keys.keyA), toHex(keys.keyB)]).toEqual([keyA, keyB]);
  expect(toHex(accessKey(nodeCrypto, RING, { uid, purpose: "VafaNtag" }))).toBe(ntag);
});

test.each([
  ["deadbeef", "f5d9fdcadd9e45af37520c39495f0c67"],
  ["04782e21801d80", "e73dfaeb77d51a0f3ad0012007c23ed7"],
  ["0102030405060708090a", "3b1797d62f46300b2d81f7a71f84d020"],
])("frozen record key of UID %s", (uidHex, key) => {
  const of = { version: 1, uid: fromHex(uidHex), cardNo: "258.197637" };
  expect(toHex(recordKey(nodeCrypto, fromHex("101112131415161718191a1b1c1d1e1f"), of))).toBe(key);
});

test("access keys do not depend on anything that rotates or is on the card", () => {
  const rotated = { ...RING, issuer: new Uint8Array(16), recordMasters: [], writeVersion: 9 };
  expect(classicKeys(nodeCrypto, rotated, fromHex("deadbeef"))).toEqual(
    classicKeys(nodeCrypto, RING, fromHex("deadbeef")),
  );
});
