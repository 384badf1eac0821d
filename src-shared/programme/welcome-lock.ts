import type { MemberId } from "../base/ids.ts";
import type { PayloadOf } from "../ledger/event-types.ts";
import { refKey, type DatedEvent } from "../ledger/lot.ts";
import { compareDated } from "../ledger/lots.ts";

/**
 * What a welcome gift waits for. "paid-purchase" is what the first programmes said; what was given under it opens by it
 * still. See docs/decisions/0110-a-welcome-gift-waits-for-two-things.md.
 */
export const WELCOME_LOCKS = ["paid-purchase", "paid-purchase-verified"] as const;
export type WelcomeLock = (typeof WELCOME_LOCKS)[number];

/**
 * The locks that a member's events have opened, whatever their order and whichever journals are known: a purchase, not
 * undone, that money paid for at least in part; and for the second lock that the member's mobile was verified at some
 * moment after which such a purchase was known, or the other way round. What opened once stays open.
 */
export function openWelcomeLocks(events: readonly DatedEvent[], member: MemberId): ReadonlySet<string> {
  return welcomeStanding(events, member).open;
}

/** How a member stands to the locks: those that opened, and which of the two conditions hold by the last event. */
export interface WelcomeStanding {
  readonly open: ReadonlySet<string>;
  readonly hasPaid: boolean;
  readonly isVerified: boolean;
}

/** The same as `openWelcomeLocks`, with what is still missing for those that did not open. */
export function welcomeStanding(events: readonly DatedEvent[], member: MemberId): WelcomeStanding {
  const ordered = events.toSorted(compareDated);
  const undone = new Set(
    ordered.flatMap(({ event }) => (event.type === "sale.voided" ? [refKey(event.payload.sale)] : [])),
  );
  const open = new Set<WelcomeLock>();
  let [hasPaid, isVerified] = [false, false];
  for (const { ref, event } of ordered) {
    if (event.type === "sale.recorded") hasPaid ||= isPaid(event.payload) && !undone.has(refKey(ref));
    // Whoever was merged into this member bought for them; their number may be another.
    if (event.type === "member.verified" && event.payload.member === member) isVerified = true;
    if (event.type === "member.profiled" && event.payload.member === member && event.payload.mobile !== undefined) {
      isVerified = false;
    }
    if (hasPaid) open.add("paid-purchase");
    if (hasPaid && isVerified) open.add("paid-purchase-verified");
  }
  return { open, hasPaid, isVerified };
}

function isPaid({ tenders }: PayloadOf<"sale.recorded">): boolean {
  return tenders.some((tender) => tender.kind === "cash" || tender.kind === "bank-card");
}
