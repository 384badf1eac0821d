import type { StaffId } from "../../../src-shared/base/ids.ts";
import type { StaffFields } from "../../../src-shared/staff/staff-profile.ts";

/** A member of the staff as kept beside the chain. Role and state are the ledger's (`Tables["staff"]`). */
export interface StaffProfile {
  readonly staff: StaffId;
  readonly fields: StaffFields;
  readonly salt: Uint8Array;
  readonly digest: Uint8Array;
  readonly pinHash: string | null;
  readonly wrongPins: number;
  readonly lockedUntilMs: number;
}

/** More than any shop has; the lists of the pages hold as many. */
export const STAFF_MAX = 100;

/** Names, PINs and attempts. Synchronous; joins the caller's transaction when one is open. */
export interface StaffDirectory {
  get(staff: StaffId): StaffProfile | undefined;
  /** Keeps a profile, in place of the one before; the digest must be the fields'. PIN and attempts stay as they are. */
  put(profile: Pick<StaffProfile, "staff" | "fields" | "salt" | "digest">, atMs: number): void;
  /** Sets the hash of a PIN and forgives the wrong ones. The profile must be there. */
  setPin(staff: StaffId, pinHash: string, atMs: number): void;
  /** Keeps the wrong PINs in a row and the lock. The profile must be there. */
  setAttempts(staff: StaffId, attempts: Pick<StaffProfile, "wrongPins" | "lockedUntilMs">): void;
  /** Everybody ever, by id, at most STAFF_MAX. */
  list(): readonly StaffProfile[];
}
