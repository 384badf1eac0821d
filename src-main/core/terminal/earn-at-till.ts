import { must } from "../../../src-shared/base/assert.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import type { SaleRecorded, SaleReturned } from "../../../src-shared/ledger/events/sale-events.ts";
import { earnGuard, type EarnGuard } from "../../../src-shared/staff/earn-guard.ts";
import type { StaffRole } from "../../../src-shared/staff/rights.ts";
import type { LedgerRead } from "../ports/store.ts";
import { shiftOf, type Actor, type Terminal } from "./context.ts";
import { deskSettings } from "./desk-settings.ts";

/** A member's events of one shift that are looked at: many times the bills that any shop lets one member earn on. */
const EVENTS_MAX = 500;

/** What stands against this member's earning at this till now: see `earnGuard`. A shift is open. */
export function earnAtTill(
  terminal: Pick<Terminal, "identity" | "staff">,
  read: LedgerRead,
  of: { readonly member: MemberId; readonly by: Pick<Actor, "actor" | "approver"> },
): EarnGuard {
  const { member, by } = of;
  const shift = must(shiftOf(read), "a shift is open");
  const atTill = [...new Set([by.actor, shift.staff])].map((staff) => {
    return { staff, member: terminal.staff.get(staff)?.fields.member ?? null };
  });
  return earnGuard({
    member,
    atTill,
    role: roleOf(read, by.actor),
    approver: by.approver,
    earned: earnedBills(terminal, read, member),
    max: deskSettings(read).salesPerCardAndShift,
  });
}

/** The role of a member of the staff; whoever the ledger doesn't know may do least. */
export function roleOf(read: Pick<LedgerRead, "get">, staff: string): StaffRole {
  const role = read.get("staff", [staff])?.role;
  return role === "owner" || role === "manager" ? role : "cashier";
}

/** How many bills of the open shift the member has earned on and that were not voided, in every epoch of the shift. */
function earnedBills(terminal: Pick<Terminal, "identity">, read: LedgerRead, member: MemberId): number {
  const shift = must(shiftOf(read), "a shift is open");
  const { journal } = terminal.identity;
  const ranges = [{ journal: shift.journal, seq: shift.seq }];
  if (journal !== shift.journal) ranges.push({ journal, seq: 1 });
  const earned = new Set<string>();
  for (const from of ranges) {
    for (const { ref, body } of read.memberEventsSince(member, from, EVENTS_MAX)) {
      // Our own events: their schemas were checked before they were hashed.
      const { type, payload } = JSON.parse(body) as Envelope;
      if (type === "sale.recorded" && earns(payload as SaleRecorded)) earned.add(`${ref.journal}/${ref.seq}`);
      if (type !== "sale.voided") continue;
      const { sale } = payload as SaleReturned;
      earned.delete(`${sale.journal}/${sale.seq}`);
    }
  }
  return earned.size;
}

function earns(sale: SaleRecorded): boolean {
  return (sale.toPurse ?? 0) + (sale.toPool ?? 0) > 0;
}
