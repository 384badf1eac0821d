import { dayNumber, dayText, type BusinessDay } from "../../../src-shared/base/business-day.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { Movement, SaleRecorded } from "../../../src-shared/ledger/events/sale-events.ts";
import { accrue, type Accrual } from "../../../src-shared/programme/accrue.ts";
import { tierIndexOf, type Programme } from "../../../src-shared/programme/document.ts";
import { redeem, type RedeemRefusal } from "../../../src-shared/programme/redeem.ts";
import type { LedgerRead } from "../ports/store.ts";
import type { Bill } from "./bill.ts";

/** What the rules say of a bill: what it earns, what credit pays, and the inputs that check 1 repeats. */
export interface SaleDecision {
  readonly accrual: Accrual;
  readonly spendMovements: readonly Movement[];
  readonly inputs: NonNullable<SaleRecorded["inputs"]>;
}

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

/** Decides a bill of a member. `spendableMinor` is what may be spent here and now; not asked when no credit pays. */
export function decideSale(
  read: LedgerRead,
  of: {
    readonly programme: Programme;
    readonly member: MemberId;
    readonly day: BusinessDay;
    readonly bill: Bill;
    readonly spendableMinor: number;
  },
): Result<SaleDecision, RedeemRefusal> {
  const { programme, bill } = of;
  const { tierIndex, progressMinor } = standingOf(read, of);
  let spendMovements: readonly Movement[] = [];
  if (bill.creditMinor > 0) {
    const spent = redeem(programme, { bill, requestedMinor: bill.creditMinor, spendableMinor: of.spendableMinor });
    if (!spent.ok) return err(spent.error);
    spendMovements = spent.value.movements;
  }
  const accrual = accrue(programme, tierIndex, { lines: bill.lines, creditMinor: bill.creditMinor });
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
