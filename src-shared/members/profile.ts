import { z } from "zod";
import { assert } from "../base/assert.ts";
import { concatBytes, utf8Bytes } from "../base/bytes.ts";
import { canonicalText } from "../base/canonical.ts";
import type { CryptoPort } from "../base/crypto-port.ts";
import { MEMBER_SERIAL_MAX, parseWriterSerial, type MemberId } from "../base/ids.ts";

const PROFILE_DOMAIN = utf8Bytes("vafa/profile/1\u0000");
/** Bytes of a profile's salt: without it the digest of a short profile could be guessed. */
export const PROFILE_SALT_BYTES = 16;

const line = (max: number) => z.string().min(1).max(max).refine(isCleanText, "clean text expected");
const date = z.string().refine(isCalendarDate, "date YYYY-MM-DD expected");

/**
 * What is kept about a person: beside the chain, erasable. Dates are Gregorian YYYY-MM-DD; `mobile` is 98XXXXXXXXXX. An
 * unknown thing is an absent key.
 */
export const profileFields = z.strictObject({
  givenName: z.exactOptional(line(80)),
  familyName: z.exactOptional(line(80)),
  mobile: z.exactOptional(z.string().regex(/^989[0-9]{9}$/)),
  birthDate: z.exactOptional(date),
  weddingDate: z.exactOptional(date),
  address: z.exactOptional(line(400)),
  nationalId: z.exactOptional(z.string().regex(/^[0-9]{10}$/)),
  introducer: z.exactOptional(
    z.string().refine((id) => parseWriterSerial(id, MEMBER_SERIAL_MAX) !== undefined, "member id expected"),
  ),
  groups: z.array(line(40)).max(20).readonly(),
  note: z.exactOptional(line(1000)),
  /** There when the member agreed to messages about their credit. */
  wantsMessages: z.exactOptional(z.literal(true)),
});
export type ProfileFields = Readonly<z.infer<typeof profileFields>>;

/**
 * The digest that an event carries for a profile: SHA-256(domain ‖ salt (16 bytes) ‖ UTF-8 of the canonical text of
 * `{member, profile}`). With salt and profile erased it says nothing about the person.
 */
export function profileDigest(
  crypto: CryptoPort,
  profile: { readonly memberId: MemberId; readonly fields: ProfileFields; readonly salt: Uint8Array },
): Uint8Array {
  assert(profile.salt.length === PROFILE_SALT_BYTES, "a profile's salt has 16 bytes");
  const text = canonicalText({ member: profile.memberId, profile: profile.fields });
  return crypto.sha256(concatBytes(PROFILE_DOMAIN, profile.salt, utf8Bytes(text)));
}

function isCleanText(text: string): boolean {
  // No control characters except a line break, nothing that turns the writing direction of what stands around it on
  // paper.
  const printable = !/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(text.replaceAll("\n", ""));
  return text.isWellFormed() && printable && text.trim() === text;
}

function isCalendarDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}
