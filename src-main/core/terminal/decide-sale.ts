import { dayNumber, dayText, type BusinessDay } from "../../../src-shared/base/business-day.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { Movement, SaleRecorded } from "../../../src-shared/ledger/events/sale-events.ts";
import { accrue, type Accrual } from "../../../src-shared/programme/accrue.ts";
import { tierIndexOf, type Programme } from "../../../src-shared/programme/document.ts";
import { redeem, type RedeemRefusal } from "../../../src-shared/programme/redeem.ts";
import type { LedgerRead } from "../ports/store.ts";
import type { StaffRole } from "../../../src-shared/staff/rights.ts";
import type { Bill } from "./bill.ts";
import type { Actor, Terminal } from "./context.ts";
import { earnAtTill } from "./earn-at-till.ts";

/** What the rules say of a bill: what it earns, what credit pays, and the inputs that check 1 repeats. */
export interface SaleDecision {
  readonly accrual: Accrual;
  readonly spendMovements: readonly Movement[];
  readonly inputs: NonNullable<SaleRecorded["inputs"]>;
}

/** The rules refuse the bill: of its credit, or because a second person has to say that this member earns once more. */
export type DecideRefusal = RedeemRefusal | { readonly kind: "needs-approval"; readonly roles: StaffRole[] };

/** The tier a member has now, and the spending in the window that it follows from. */
export function standingOf(
  read: LedgerRead,
  of: { readonly programme: Programme; readonly member: MemberId; readonly day: BusinessDay },
): { readonly tierIndex: number; readonly progressMinor: number } {
  const from = dayText(dayNumber(of.day) - of.programme.windowDays + 1);
  const progressMinor = read.progressSince(of.member, from);
  const reached = tierIndexOf(of.programme, progressMinor);
  const kept = of.programme.tiers.findIndex((tier) => tier.id === read.get("member", [of.member])?.tier);
  // Promotion is local and at once; demotion is the authority's, so a tier once reached stays.
  return { tierIndex: Math.max(reached, kept), progressMinor };
}

/**
 * Decides a bill of a member. `spendableMinor` is what may be spent here and now; not asked when no credit pays. `by`
 * sells it: the limits against crediting oneself are part of the decision, so that no way of selling escapes them.
 */
export function decideSale(
  terminal: Pick<Terminal, "identity" | "staff">,
  read: LedgerRead,
  of: {
    readonly programme: Programme;
    readonly member: MemberId;
    readonly day: BusinessDay;
    readonly bill: Bill;
    readonly spendableMinor: number;
    readonly by: Pick<Actor, "actor" | "approver">;
  },
): Result<SaleDecision, DecideRefusal> {
  const { programme, bill } = of;
  const { tierIndex, progressMinor } = standingOf(read, of);
  let spendMovements: readonly Movement[] = [];
  if (bill.creditMinor > 0) {
    const spent = redeem(programme, { bill, requestedMinor: bill.creditMinor, spendableMinor: of.spendableMinor });
    if (!spent.ok) return err(spent.error);
    spendMovements = spent.value.movements;
  }
  const accrued = accrue(programme, tierIndex, { lines: bill.lines, creditMinor: bill.creditMinor });
  const guard = accrued.totalMinor > 0 ? earnAtTill(terminal, read, of) : ({ kind: "earns" } as const);
  if (guard.kind === "approval") return err({ kind: "needs-approval", roles: guard.roles });
  const nothing: Accrual = { totalMinor: 0, movements: [], reason: { kind: "staff-own-card" } };
  const accrual = guard.kind === "withheld" ? nothing : accrued;
  const after = tierIndexOf(programme, progressMinor + bill.totalMinor - bill.creditMinor);
  const [now, next] = [programme.tiers[tierIndex], programme.tiers[Math.max(after, tierIndex)]];
  const rises = next !== undefined && next.from > (read.get("member", [of.member])?.tierFrom ?? 0);
  const inputs = {
    tier: now?.id ?? "",
    progress: progressMinor,
    ...(rises ? { reached: { tier: next.id, from: next.from } } : {}),
  };
  return ok({ accrual, spendMovements, inputs });
}

/** A sale's payload, without what a card adds to it. */
export function salePayload(
  bill: Bill,
  asset: number,
  member: MemberId | undefined,
  decision: SaleDecision | undefined,
): SaleRecorded {
  const credit = bill.creditMinor > 0 ? [{ kind: "purse" as const, amount: bill.creditMinor }] : [];
  const movements = [...(decision?.spendMovements ?? []), ...(decision?.accrual.movements ?? [])];
  return {
    asset,
    lines: [...bill.lines],
    total: bill.totalMinor,
    tenders: [...bill.tenders, ...credit],
    ...(member === undefined ? {} : { member }),
    ...(decision === undefined ? {} : { inputs: decision.inputs }),
    ...(movements.length === 0 ? {} : { movements }),
  };
}
