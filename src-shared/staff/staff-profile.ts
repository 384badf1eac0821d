import { z } from "zod";
import { assert } from "../base/assert.ts";
import { concatBytes, utf8Bytes } from "../base/bytes.ts";
import { canonicalText } from "../base/canonical.ts";
import type { CryptoPort } from "../base/crypto-port.ts";
import { MEMBER_SERIAL_MAX, parseWriterSerial, type MemberId, type StaffId } from "../base/ids.ts";
import { PROFILE_SALT_BYTES } from "../members/profile.ts";

const STAFF_DOMAIN = utf8Bytes("vafa/staff/1\u0000");

// Control characters, and what turns the direction of what stands around it on paper.
const UNPRINTABLE = /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;

/** What is kept about a member of the staff beside the chain. `member` is their own membership. */
export const staffFields = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(80)
    .refine((text) => text.isWellFormed() && text.trim() === text && !UNPRINTABLE.test(text), "clean text expected"),
  member: z.exactOptional(
    z.string().refine((id) => parseWriterSerial(id, MEMBER_SERIAL_MAX) !== undefined, "member id expected"),
  ),
});
export interface StaffFields {
  readonly name: string;
  readonly member?: MemberId;
}

/** The digest of an event of staff: as a member's, SHA-256(domain ‖ salt ‖ canonical text of `{profile, staff}`). */
export function staffDigest(
  crypto: CryptoPort,
  of: { readonly staff: StaffId; readonly fields: StaffFields; readonly salt: Uint8Array },
): Uint8Array {
  assert(of.salt.length === PROFILE_SALT_BYTES, "a profile's salt has 16 bytes");
  const { name, member } = of.fields;
  const text = canonicalText({ profile: { name, ...(member === undefined ? {} : { member }) }, staff: of.staff });
  return crypto.sha256(concatBytes(STAFF_DOMAIN, of.salt, utf8Bytes(text)));
}
