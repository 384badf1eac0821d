import type { MemberId } from "../../../src-shared/base/ids.ts";
import { poolOf } from "../../../src-shared/ledger/accounts.ts";
import { parseEnvelope } from "../../../src-shared/ledger/envelope.ts";
import { readEvent } from "../../../src-shared/ledger/event-types.ts";
import { refKey, type DatedEvent } from "../../../src-shared/ledger/lot.ts";
import { foldLots } from "../../../src-shared/ledger/lots.ts";
import { sumMinor } from "../../../src-shared/money/amount.ts";
import { welcomeStanding } from "../../../src-shared/programme/welcome-lock.ts";
import type { GiftLocked } from "../../../src-shared/words/held-words.ts";
import type { LedgerRead, StoredEvent } from "../ports/store.ts";

/** The lots of a member, folded from the events that name them or whoever was merged into them. */
export function lotsOf(read: LedgerRead, member: MemberId): ReturnType<typeof foldLots> {
  return foldLots(memberEventsOf(read, member), member);
}

/** Every event that names the member or whoever was merged into them, in no order. */
export function memberEventsOf(read: LedgerRead, member: MemberId): readonly DatedEvent[] {
  return [...eventsOf(read, member).values()];
}

/** A member's pool as people are told of it: what is locked stands apart. */
export function poolOfMember(
  read: LedgerRead,
  of: { readonly member?: MemberId | undefined; readonly asset: number },
): LockedCredit & { readonly poolMinor: number } {
  const { member, asset } = of;
  const balance = member === undefined ? 0 : (read.get("account", [poolOf(member), asset])?.balance ?? 0);
  if (member === undefined || balance <= 0) return { poolMinor: balance, lockedMinor: 0, lockedWhy: null };
  const { lockedMinor: inLots, lockedWhy } = lockedCredit(read, member);
  const lockedMinor = Math.min(inLots, balance);
  return { poolMinor: balance - lockedMinor, lockedMinor, lockedWhy };
}

/** What of a member's pool no rule lets anybody spend yet, in minor units, and what that waits for. */
export interface LockedCredit {
  readonly lockedMinor: number;
  readonly lockedWhy: GiftLocked | null;
}

/** Cheap for whoever has none: their history is looked through, but not folded. */
function lockedCredit(read: LedgerRead, member: MemberId): LockedCredit {
  const none = { lockedMinor: 0, lockedWhy: null };
  const events = memberEventsOf(read, member);
  const opened = new Set(
    events.flatMap(({ event }) => (event.type === "lot.unlocked" ? [refKey(event.payload.lot)] : [])),
  );
  const isLocked = ({ ref, event }: DatedEvent): boolean =>
    event.type === "gift.granted" && event.payload.lock !== undefined && !opened.has(refKey(ref));
  if (!events.some(isLocked)) return none;
  const locked = foldLots(events, member).pool.filter((lot) => lot.lock !== undefined);
  if (locked.length === 0) return none;
  const { hasPaid, isVerified, open } = welcomeStanding(events, member);
  const waiting = locked.find((lot) => !open.has(lot.lock ?? "")) ?? null;
  const lockedMinor = sumMinor(locked.map((lot) => lot.amountMinor));
  if (waiting === null) return { lockedMinor, lockedWhy: "gift-opens-soon" };
  const needsMobile = waiting.lock === "paid-purchase-verified" && !isVerified;
  if (!needsMobile) return { lockedMinor, lockedWhy: "gift-needs-purchase" };
  return { lockedMinor, lockedWhy: hasPaid ? "gift-needs-mobile" : "gift-needs-both" };
}

function eventsOf(read: LedgerRead, member: MemberId, found = new Map<string, DatedEvent>()): Map<string, DatedEvent> {
  for (const event of read.memberEvents(member).flatMap(dated)) {
    const isNew = !found.has(refKey(event.ref));
    found.set(refKey(event.ref), event);
    if (isNew && event.event.type === "member.merged") eventsOf(read, event.event.payload.from, found);
  }
  return found;
}

function dated(stored: StoredEvent): DatedEvent[] {
  const envelope = parseEnvelope(stored.body);
  if (!envelope.ok) return [];
  const { type, version, payload, day, at } = envelope.value;
  const event = readEvent(type, version, payload);
  return event.type === "unknown" ? [] : [{ ref: stored.ref, day, atMs: at, event }];
}
