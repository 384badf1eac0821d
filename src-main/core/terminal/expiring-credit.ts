import { dayNumber, dayText, type BusinessDay } from "../../../src-shared/base/business-day.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { LedgerRead } from "../ports/store.ts";
import { lotsOf } from "./member-lots.ts";

/** Days that a receipt names: more are a list that nobody reads. */
const DAYS_MAX = 3;

/**
 * What of a member's account ends within `days` days from `day`, the soonest first, the lots of one day together. Only
 * the account's: credit on a card has no end. None when `days` is 0.
 */
export function expiringCredit(
  read: LedgerRead,
  of: { readonly member: MemberId; readonly day: BusinessDay; readonly days: number },
): { readonly endsOn: BusinessDay; readonly amountMinor: number }[] {
  if (of.days === 0) return [];
  // A shop whose credit never ends has no such lot: the fold of a long history is spared its sales.
  // (A merge brings lots that another member's events name.)
  const hasEnd = read.memberEvents(of.member).some(({ body }) => /"endsOn"|"member\.merged"/.test(body));
  if (!hasEnd) return [];
  const last = dayText(dayNumber(of.day) + of.days);
  const sums = new Map<BusinessDay, number>();
  for (const { endsOn, amountMinor, lock } of lotsOf(read, of.member).pool) {
    if (endsOn === undefined || endsOn < of.day || endsOn > last || lock !== undefined) continue;
    sums.set(endsOn, (sums.get(endsOn) ?? 0) + amountMinor);
  }
  const days = [...sums].map(([endsOn, amountMinor]) => ({ endsOn, amountMinor }));
  return days.toSorted((a, b) => (a.endsOn < b.endsOn ? -1 : 1)).slice(0, DAYS_MAX);
}
