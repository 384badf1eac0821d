import { toBase64Url } from "../../../src-shared/base/bytes.ts";
import { MEMBER_SERIAL_MAX, writerSerialText, type MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { foldMobile } from "../../../src-shared/members/fold-text.ts";
import {
  profileDigest,
  profileFields,
  PROFILE_SALT_BYTES,
  type ProfileFields,
} from "../../../src-shared/members/profile.ts";
import { appendEvents, type ActContext } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import { once } from "./command.ts";
import { actNow, type Actor, type Terminal } from "./context.ts";

/** What the counter sends: a mobile as it was typed, and whatever else was filled in. */
export interface EnrolRequest {
  readonly mobile: string;
  readonly fields?: Omit<ProfileFields, "mobile" | "groups">;
  readonly groups?: readonly string[];
  /** What else the transaction does, once the member is there: the staff's word for the mobile. */
  readonly also?: (tx: LedgerTx, member: MemberId) => void;
}

/** A refusal; `member` is the one who has the mobile already, so that the screen can show them. */
export type EnrolRefusal =
  | { readonly refusal: "mobile-invalid" | "command-reused" }
  | { readonly refusal: "mobile-taken"; readonly member: MemberId }
  | { readonly refusal: "profile-invalid"; readonly field: string };

/**
 * Enrols a member; a mobile number alone is enough. The profile is kept beside the chain, the event has its salted
 * digest. One mobile is one member.
 */
export function enrolMember(
  terminal: Terminal,
  by: Actor,
  request: EnrolRequest,
): Result<{ readonly member: MemberId }, EnrolRefusal> {
  const mobile = foldMobile(request.mobile);
  if (mobile === undefined) return err({ refusal: "mobile-invalid" });
  const fields = profileFields.safeParse({ ...request.fields, mobile, groups: request.groups ?? [] });
  if (!fields.success) return err({ refusal: "profile-invalid", field: String(fields.error.issues[0]?.path[0] ?? "") });
  const { introducer } = fields.data;
  const { also } = request;
  const asked = { ...fields.data, ...(also && { verified: true }) };
  return once<{ member: MemberId }, EnrolRefusal>(terminal, { name: "enrol", by, request: asked }, (tx) => {
    const taken = terminal.members.search(mobile).hits.find((hit) => hit.mobile === mobile);
    if (taken) return err({ refusal: "mobile-taken", member: taken.memberId });
    if (introducer !== undefined && !tx.get("member", [introducer])) {
      return err({ refusal: "profile-invalid", field: "introducer" });
    }
    const member = enrolInside(terminal, tx, actNow(terminal, tx, by), fields.data);
    also?.(tx, member);
    return ok({ member });
  });
}

/** Enrols a member inside the caller's transaction, which has seen that nobody has the mobile and who introduced. */
export function enrolInside(terminal: Terminal, tx: LedgerTx, act: ActContext, fields: ProfileFields): MemberId {
  const { introducer } = fields;
  const serial = tx.nextSerial("member");
  const member = writerSerialText({ writer: terminal.identity.writer, serial }, MEMBER_SERIAL_MAX);
  const salt = terminal.random.bytes(PROFILE_SALT_BYTES);
  const profile = { memberId: member, fields, salt };
  const digest = profileDigest(terminal.crypto, profile);
  terminal.members.insert({ ...profile, digest, atMs: terminal.clock.wallMs() });
  const payload = { member, digest: toBase64Url(digest), ...(introducer === undefined ? {} : { introducer }) };
  appendEvents(tx, terminal, terminal.identity.journal, act, [{ type: "member.enrolled", payload }]);
  return member;
}
