import type { MemberId, StaffId } from "../base/ids.ts";
import type { StaffRole } from "./rights.ts";
import { judgeRight } from "./rights.ts";

/** What stands against a member's earning at this till. "withheld" sells and earns nothing; "approval" asks first. */
export type EarnGuard =
  | { readonly kind: "earns" }
  | { readonly kind: "withheld"; readonly why: "staff-own-card" }
  | { readonly kind: "approval"; readonly why: "earn-limit"; readonly roles: StaffRole[] };

/**
 * The limits against crediting oneself with strangers' bills. A member of the staff earns nothing on a bill that they
 * sell, nor while they answer for the drawer; a member's bills beyond the shop's number per shift need a second person.
 */
export function earnGuard(of: {
  readonly member: MemberId;
  /** Who sells and who answers for the drawer, with the membership of each. */
  readonly atTill: readonly { readonly staff: StaffId; readonly member: MemberId | null }[];
  readonly role: StaffRole;
  readonly approver: StaffId | undefined;
  /** Bills of this shift from which the member has earned already, and how many may. */
  readonly earned: number;
  readonly max: number;
}): EarnGuard {
  if (of.atTill.some((each) => each.member === of.member)) return { kind: "withheld", why: "staff-own-card" };
  if (of.earned < of.max || of.approver !== undefined) return { kind: "earns" };
  const right = judgeRight({ act: "earn-over-limit", role: of.role, aboveMinor: 0 });
  return right.kind === "approval" ? { kind: "approval", why: "earn-limit", roles: right.roles } : { kind: "earns" };
}
