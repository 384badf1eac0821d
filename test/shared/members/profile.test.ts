import { expect, test } from "vitest";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { toHex } from "../../../src-shared/base/bytes.ts";
import { profileDigest, profileFields, type ProfileFields } from "../../../src-shared/members/profile.ts";

const FIELDS: ProfileFields = {
  givenName: "زهرا",
  familyName: "صادقی",
  mobile: "989121234567",
  groups: ["طلایی", 'a"b'],
  note: "خط ۱\nخط ۲",
};
const SALT = Uint8Array.from({ length: 16 }, (_, i) => i);
/** Made a second time by an independent program from the description of the digest. */
const GOLDEN = "2eea512a9aa42829e8b0158a36512bc4a0d3425e8801f612df3d4861c7bff838";

test("profile: the golden digest, whatever the order of the keys", () => {
  const { note, ...rest } = FIELDS;
  const shuffled: ProfileFields = { note: note ?? "", ...rest };
  for (const fields of [FIELDS, shuffled]) {
    expect(toHex(profileDigest(nodeCrypto, { memberId: "3.70000", fields, salt: SALT }))).toBe(GOLDEN);
  }
});

test("profile: member, salt and every field change the digest", () => {
  const digest = (memberId: string, fields: ProfileFields, salt = SALT): string =>
    toHex(profileDigest(nodeCrypto, { memberId, fields, salt }));
  const others = [
    digest("3.70001", FIELDS),
    digest(
      "3.70000",
      FIELDS,
      SALT.map((byte) => byte + 1),
    ),
    digest("3.70000", { ...FIELDS, groups: [] }),
    digest("3.70000", { ...FIELDS, nationalId: "0012345678" }),
  ];
  expect(new Set([...others, GOLDEN]).size).toBe(5);
});

test("profile: what cannot be kept is refused by the schema", () => {
  expect(profileFields.safeParse(FIELDS).success).toBe(true);
  const bad: readonly Record<string, unknown>[] = [
    { mobile: "09121234567" },
    { birthDate: "1990-02-30" },
    { birthDate: "1990-2-3" },
    { nationalId: "123" },
    { givenName: "" },
    { givenName: " علی" },
    { familyName: "a\u0000b" },
    { familyName: "\ud800" },
    { familyName: "a\u202eb" },
    { note: "a\u001bb" },
    { introducer: "0.1" },
    { groups: [""] },
    { extra: "x" },
  ];
  for (const one of bad) expect([one, profileFields.safeParse({ ...FIELDS, ...one }).success]).toEqual([one, false]);
});
