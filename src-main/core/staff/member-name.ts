import type { MemberId } from "../../../src-shared/base/ids.ts";
import { normaliseMobile } from "../../../src-shared/words/format.ts";
import type { Terminal } from "../terminal/context.ts";

/** What a member is called on screens: their name, else their mobile, else their number. */
export function memberName(terminal: Pick<Terminal, "members">, member: MemberId): string {
  const profile = terminal.members.get(member);
  if (profile?.kind !== "kept") return member;
  const { givenName, familyName, mobile } = profile.fields;
  const name = [givenName, familyName].filter((part) => part !== undefined).join(" ");
  return name === "" ? (spokenMobile(mobile) ?? member) : name;
}

/** A kept mobile number (98…) as people say and type it: 09 and nine digits. */
export function spokenMobile(kept: string | undefined): string | undefined {
  return kept === undefined ? undefined : (normaliseMobile(kept) ?? kept);
}
