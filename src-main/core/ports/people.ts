import type { MemberId, StaffId } from "../../../src-shared/base/ids.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { StoredEvent } from "./store.ts";

/** How it was shown that a mobile is the member's. */
export interface Verification {
  readonly mobile: string;
  readonly how: "code" | "staff";
  readonly staff: StaffId;
  readonly atMs: number;
}

/** Which sales, newest first. `before` is the last one that was seen. */
export interface SaleFilter {
  readonly day?: string;
  readonly before?: { readonly day: string; readonly ref: EventRef };
}

/**
 * What the pages of members and sales need beside the ledger and the profiles. Synchronous; joins the caller's
 * transaction when one is open.
 */
export interface PeopleStore {
  /** How many members were ever enrolled here. */
  memberCount(): number;
  introducedCount(member: MemberId): number;
  verification(member: MemberId): Verification | undefined;
  setVerified(member: MemberId, verification: Verification): void;
  /** The text that a person typed as the reason of an event. */
  note(ref: EventRef): string | undefined;
  putNote(ref: EventRef, text: string): void;
  /** Recorded sales of every journal here, at most `limit`. */
  sales(filter: SaleFilter, limit: number): readonly StoredEvent[];
  /** The event that undid a sale. */
  voidOf(sale: EventRef): EventRef | undefined;
}
