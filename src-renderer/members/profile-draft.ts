import type { InputOf, ValueOf } from "../../src-shared/contract/contract.ts";

/** A member's form as it is typed; "" is an empty field. Dates are YYYY-MM-DD. */
export interface ProfileDraft {
  readonly mobile: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly weddingDate: string;
  readonly address: string;
  readonly nationalId: string;
  readonly introducer: string;
  /** Only for showing who the introducer is. */
  readonly introducerName: string;
  /** Names of groups, parted by commas of either script. */
  readonly groups: string;
  readonly note: string;
  /** "yes" or "": as the other fields, so that an empty form is known by its empty texts. */
  readonly wantsMessages: "yes" | "";
}

export type ProfileField = Exclude<keyof ProfileDraft, "introducerName">;
type ProfileInput = InputOf<"members.change">["profile"];
type Profile = NonNullable<ValueOf<"members.get">["profile"]>;

export const EMPTY_PROFILE: ProfileDraft = {
  mobile: "",
  givenName: "",
  familyName: "",
  birthDate: "",
  weddingDate: "",
  address: "",
  nationalId: "",
  introducer: "",
  introducerName: "",
  groups: "",
  note: "",
  wantsMessages: "",
};

/** The form of a profile that is there already. */
export function draftOf(profile: Profile): ProfileDraft {
  const { introducer, groups, wantsMessages, ...rest } = profile;
  return {
    ...rest,
    introducer: introducer?.member ?? "",
    introducerName: introducer?.name ?? "",
    groups: groups.join("، "),
    wantsMessages: wantsMessages ? "yes" : "",
  };
}

/** What differs from `before`, as it is sent: fields that nobody touched are not sent, emptied ones are sent empty. */
export function changesOf(draft: ProfileDraft, before: ProfileDraft): ProfileInput {
  const changed: Partial<Record<Exclude<ProfileField, "groups" | "wantsMessages">, string>> = {};
  for (const field of TEXT_FIELDS) if (draft[field] !== before[field]) changed[field] = draft[field].trim();
  return {
    ...changed,
    ...(draft.groups === before.groups ? {} : { groups: groupsOf(draft.groups) }),
    ...(draft.wantsMessages === before.wantsMessages ? {} : { wantsMessages: draft.wantsMessages === "yes" }),
  };
}

/** Groups as typed: parted by commas of either script, without empty and repeated ones. */
export function groupsOf(typed: string): string[] {
  const parts = typed.split(/[,،;؛\n]/).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ""))].slice(0, 20);
}

const TEXT_FIELDS = [
  "mobile",
  "givenName",
  "familyName",
  "birthDate",
  "weddingDate",
  "address",
  "nationalId",
  "introducer",
  "note",
] as const;
