import { toBase64Url } from "../../../src-shared/base/bytes.ts";
import { MEMBER_SERIAL_MAX, parseWriterSerial, type MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { foldDigits, foldMobile } from "../../../src-shared/members/fold-text.ts";
import {
  profileDigest,
  profileFields,
  PROFILE_SALT_BYTES,
  type ProfileFields,
} from "../../../src-shared/members/profile.ts";
import { foldLetters } from "../../../src-shared/words/format.ts";
import { appendEvents } from "../journal-writer.ts";
import type { MemberDirectory } from "../ports/members.ts";
import { once } from "../terminal/command.ts";
import { actNow, type Actor, type Terminal } from "../terminal/context.ts";
import type { EnrolRefusal } from "../terminal/enrol.ts";

/** What a page sends of a profile: as it was typed. An empty text takes the field away. */
export type TypedProfile = Partial<Record<TextField, string>> & {
  readonly groups?: readonly string[];
  readonly wantsMessages?: boolean;
};
type TextField =
  | "givenName"
  | "familyName"
  | "mobile"
  | "birthDate"
  | "weddingDate"
  | "address"
  | "nationalId"
  | "introducer"
  | "note";

/** A profile as it may be kept, or the field that can't. */
export type ReadProfile = Result<ProfileFields, Exclude<EnrolRefusal, { readonly refusal: "command-reused" }>>;

/** Brings what was typed into the form in which it is kept: Persian letters, Latin digits, no space around. */
export function readProfile(
  members: Pick<MemberDirectory, "search">,
  typed: TypedProfile,
  before: ProfileFields = { groups: [] },
): ReadProfile {
  const { groups, wantsMessages, ...texts } = typed;
  const fields: Record<string, unknown> = { ...before };
  if (groups !== undefined) fields["groups"] = [...new Set(groups.map(tidy).filter((group) => group !== ""))];
  if (wantsMessages === true) fields["wantsMessages"] = true;
  if (wantsMessages === false) delete fields["wantsMessages"];
  for (const [name, text] of Object.entries(texts)) {
    const value = tidy(text);
    if (value === "") {
      delete fields[name];
      continue;
    }
    const read = readField(members, name, value);
    if (read === undefined) {
      return err(name === "mobile" ? { refusal: "mobile-invalid" } : { refusal: "profile-invalid", field: name });
    }
    fields[name] = read;
  }
  const parsed = profileFields.safeParse(fields);
  if (parsed.success) return ok(parsed.data);
  return err({ refusal: "profile-invalid", field: String(parsed.error.issues[0]?.path[0] ?? "") });
}

/** The member who has a mobile (98…), or undefined. */
export function memberOfMobile(members: Pick<MemberDirectory, "search">, mobile: string): MemberId | undefined {
  return members.search(mobile).hits.find((hit) => hit.mobile === mobile)?.memberId;
}

/** Changes a profile: the event has the new digest, one mobile stays one member. What was not sent stays as it is. */
export function changeMember(
  terminal: Terminal,
  by: Actor,
  request: { readonly member: MemberId; readonly profile: TypedProfile },
): Result<Record<string, never>, EnrolRefusal | { readonly refusal: "member-unknown" | "profile-erased" }> {
  const { member } = request;
  const asked = { member, profile: { ...request.profile, groups: [...(request.profile.groups ?? [])] } };
  return once<Record<string, never>, EnrolRefusal | { readonly refusal: "member-unknown" | "profile-erased" }>(
    terminal,
    { name: "change-member", by, request: asked },
    (tx) => {
      const before = terminal.members.get(member);
      if (before === undefined) return err({ refusal: "member-unknown" });
      if (before.kind === "erased") return err({ refusal: "profile-erased" });
      const read = readProfile(terminal.members, request.profile, before.fields);
      if (!read.ok) return read;
      const { mobile, introducer } = read.value;
      const holder = mobile === undefined ? undefined : memberOfMobile(terminal.members, mobile);
      if (holder !== undefined && holder !== member) return err({ refusal: "mobile-taken", member: holder });
      if (introducer === member || (introducer !== undefined && !tx.get("member", [introducer]))) {
        return err({ refusal: "profile-invalid", field: "introducer" });
      }
      const salt = terminal.random.bytes(PROFILE_SALT_BYTES);
      const profile = { memberId: member, fields: read.value, salt };
      const digest = profileDigest(terminal.crypto, profile);
      terminal.members.update({ ...profile, digest, atMs: terminal.clock.wallMs() });
      const mobileChanged = mobile !== before.fields.mobile;
      const changed = mobileChanged ? { mobile: "changed" as const } : {};
      const payload = { member, digest: toBase64Url(digest), ...changed };
      const act = actNow(terminal, tx, by);
      appendEvents(tx, terminal, terminal.identity.journal, act, [{ type: "member.profiled", payload }]);
      return ok({});
    },
  );
}

function readField(members: Pick<MemberDirectory, "search">, name: string, value: string): string | undefined {
  switch (name) {
    case "mobile":
      return foldMobile(value);
    case "birthDate":
    case "weddingDate":
      return foldDigits(value);
    case "nationalId":
      return foldDigits(value).replaceAll(/[\s-]/g, "");
    case "introducer": {
      const plain = foldDigits(value);
      if (parseWriterSerial(plain, MEMBER_SERIAL_MAX) !== undefined) return plain;
      const mobile = foldMobile(value);
      return mobile === undefined ? undefined : memberOfMobile(members, mobile);
    }
    default:
      return value;
  }
}

function tidy(text: string): string {
  return foldLetters(text).trim();
}
