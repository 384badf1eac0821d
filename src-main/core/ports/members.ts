import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { ProfileFields } from "../../../src-shared/members/profile.ts";

/** A profile to be kept. `digest` is `profileDigest` of the rest, as the event carries it; the directory checks it. */
export interface NewProfile {
  readonly memberId: MemberId;
  readonly fields: ProfileFields;
  readonly salt: Uint8Array;
  readonly digest: Uint8Array;
  /** When the member joined, or when the profile was changed. */
  readonly atMs: number;
}

/** A kept profile; an erased one has only its id and instants. */
export type StoredProfile =
  | {
      readonly kind: "kept";
      readonly memberId: MemberId;
      readonly fields: ProfileFields;
      readonly salt: Uint8Array;
      readonly digest: Uint8Array;
      readonly enrolledAtMs: number;
      readonly updatedAtMs: number;
    }
  | {
      readonly kind: "erased";
      readonly memberId: MemberId;
      readonly enrolledAtMs: number;
      readonly erasedAtMs: number;
    };

/** One line of a search's answer. */
export interface MemberHit {
  readonly memberId: MemberId;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly mobile?: string;
}

/** At most MEMBER_HITS_MAX hits; `more` says that there are others. */
export interface MemberHits {
  readonly hits: readonly MemberHit[];
  readonly more: boolean;
}

/** What fits on a screen without scrolling; whoever is not among them is found by one more letter. */
export const MEMBER_HITS_MAX = 20;

/** The members' profiles. All calls are synchronous and join the caller's transaction when one is open. */
export interface MemberDirectory {
  /** Keeps the profile of a new member. Throws when the member is there already or the digest is not the profile's. */
  insert(profile: NewProfile): void;
  /**
   * Replaces a member's profile. Throws when there is none, when it was erased, or on a wrong digest. Another mobile
   * is not verified: what was kept of the one before, and its code, goes.
   */
  update(profile: NewProfile): void;
  /** Removes everything personal, and says whether there was anything to remove. The id stays: the chain names it. */
  erase(memberId: MemberId, atMs: number): boolean;
  get(memberId: MemberId): StoredProfile | undefined;
  /**
   * Members by what a cashier types: prefixes of words of given and family name in any order, or the name as it is
   * spoken, with spaces or without (`nameMatches`); a whole mobile number or at least its last four digits; or both.
   * Names are ordered by the word that the longest typed one found, then that of the next (the earlier typed of two
   * equally long), then the member's number. Behind these, each once, come those whom what was typed finds as one
   * word, then cut in two at its first space, its second and so on, each in the order of the two words and the
   * member's number. Mobiles are ordered by their digits from the last. Fewer than two letters find nothing.
   */
  search(typed: string): MemberHits;
  /** Keeps many new profiles, in transactions of some thousand; returns how many. For an import and for bootstrap. */
  insertMany(profiles: Iterable<NewProfile>): number;
}
