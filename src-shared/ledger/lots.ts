import type { BusinessDay } from "../base/business-day.ts";
import type { CardNo, MemberId } from "../base/ids.ts";
import type { EventRef } from "./accounts.ts";
import type { PayloadOf } from "./event-types.ts";
import { isUsable, refKey, takeLots, wholeLots, type DatedEvent, type Lot } from "./lot.ts";
import { PurseLots } from "./purse-lots.ts";

/**
 * Where a member's credit lies. `shortMinor` is what was spent beyond the lots known so far (journals still joining).
 */
export interface MemberLots {
  readonly pool: readonly Lot[];
  readonly poolShortMinor: number;
  readonly purses: ReadonlyMap<CardNo, { readonly lots: readonly Lot[]; readonly shortMinor: number }>;
  /** Credit whose intent is open, by `journal/seq`. */
  readonly doubts: ReadonlyMap<string, readonly Lot[]>;
  /** Credit that a terminal may spend offline, by `terminal/member`. */
  readonly leases: ReadonlyMap<string, readonly Lot[]>;
}

/**
 * The lots of `member`, from all events that name the member, a card of theirs, or a member who was merged into them,
 * in any order: which lots an amount consumed is a fold in canonical order (purse: card, counter; pool: business day,
 * wall time, journal, seq), because no offline terminal can know it. The sums equal the balances of the accounts.
 */
export function foldLots(events: readonly DatedEvent[], member: MemberId): MemberLots {
  const fold = new LotFold(events);
  return fold.result(member);
}

/** Canonical order of the pool. */
export function compareDated(a: DatedEvent, b: DatedEvent): number {
  return (
    compareText(a.day, b.day) || a.atMs - b.atMs || compareText(a.ref.journal, b.ref.journal) || a.ref.seq - b.ref.seq
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One pass over the pools in canonical order; purses are folded on demand, since lots cross in both directions. */
class LotFold {
  readonly #purses: PurseLots;
  readonly #pools = new Map<MemberId, Pool>();
  readonly #transit = new Map<string, Lot[]>();
  readonly #leases = new Map<string, Lot[]>();
  /** Lots that were unlocked: a clock that was set back may put the unlocking before the lot itself. */
  readonly #unlocked = new Set<string>();
  /** What undone sales gave a pool and had taken back, by `journal/seq/member`: neither of it happened here. */
  readonly #undone: ReadonlyMap<string, number>;
  readonly #toSkip: Map<string, number>;

  constructor(events: readonly DatedEvent[]) {
    const ordered = events.toSorted(compareDated);
    this.#undone = undoneInPool(ordered);
    this.#toSkip = new Map(this.#undone);
    this.#purses = new PurseLots(ordered, (card, op) => this.#transit.get(`${card}/${op}`));
    for (const dated of ordered) this.#step(dated);
    this.#purses.finish();
  }

  result(member: MemberId): MemberLots {
    const { lots, shortMinor } = this.#pool(member);
    const [purses, doubts] = [this.#purses.purses(), this.#purses.doubts()];
    return { pool: lots, poolShortMinor: shortMinor, purses, doubts, leases: this.#leases };
  }

  #step(dated: DatedEvent): void {
    const { event } = dated;
    switch (event.type) {
      case "sale.recorded":
        return this.#sale(dated, event.payload);
      case "gift.granted":
        return this.#gift(dated, event.payload);
      case "balance.opened":
        return this.#give(dated, event.payload.member, { kind: event.payload.kind, amountMinor: event.payload.amount });
      case "adjustment.made": {
        const { member, amount } = event.payload;
        if (amount < 0) this.#pool(member).take(-amount, dated.day);
        return this.#give(dated, member, { kind: "given", amountMinor: Math.max(amount, 0) });
      }
      case "lot.unlocked":
        this.#unlocked.add(refKey(event.payload.lot));
        return this.#pool(event.payload.member).unlock(event.payload.lot);
      case "credit.expired":
        return this.#pool(event.payload.member).expire(event.payload.amount, dated.day);
      case "member.merged": {
        const { from, into, amount } = event.payload;
        return this.#put(this.#pool(from).takeAny(amount ?? 0), amount ?? 0, dated, into);
      }
      case "sale.voided":
      case "sale.refunded": {
        const { member, taken, restored, sale } = event.payload;
        if (member === undefined) return;
        const pool = this.#pool(member);
        const undone = this.#undone.get(giftKey(sale, member)) ?? 0;
        if (event.type === "sale.voided") pool.takeBack((taken?.pool ?? 0) - undone, sale);
        else pool.take(taken?.pool ?? 0, dated.day);
        return this.#give(dated, member, { kind: "earned", amountMinor: restored?.pool ?? 0 });
      }
      default:
        return this.#cross(dated);
    }
  }

  /** Credit between the pool, the leases and the cards. */
  #cross(dated: DatedEvent): void {
    const { event, day } = dated;
    switch (event.type) {
      case "lease.granted": {
        const { terminal, member, amount } = event.payload;
        const key = `${terminal}/${member}`;
        const lots = wholeLots(this.#pool(member).take(amount, day), amount, unknownLot(dated));
        this.#leases.set(key, [...(this.#leases.get(key) ?? []), ...lots]);
        return;
      }
      case "lease.returned": {
        const { terminal, member, amount } = event.payload;
        return this.#put(this.#takeLease(`${terminal}/${member}`, amount), amount, dated, member);
      }
      case "operation.created": {
        const { card, op, amount, member } = event.payload;
        if (amount <= 0) return;
        this.#transit.set(`${card}/${op}`, wholeLots(this.#pool(member).take(amount, day), amount, unknownLot(dated)));
        return;
      }
      case "operation.returned": {
        const { card, op, member, amount } = event.payload;
        return this.#put(this.#transit.get(`${card}/${op}`) ?? [], amount, dated, member);
      }
      case "card.settled":
        return this.#put(this.#purses.toPool(dated), 0, dated, event.payload.member);
      default:
        return;
    }
  }

  #pool(member: MemberId): Pool {
    const pool = this.#pools.get(member) ?? new Pool();
    this.#pools.set(member, pool);
    return pool;
  }

  #sale(dated: DatedEvent, { member, toPool, tenders }: PayloadOf<"sale.recorded">): void {
    if (member === undefined) return;
    this.#give(dated, member, { kind: "earned", amountMinor: toPool ?? 0 });
    for (const tender of tenders) {
      if (tender.kind === "lease") this.#takeLease(`${tender.terminal}/${member}`, tender.amount);
    }
  }

  #gift(dated: DatedEvent, { member, amount, lock, usableFrom, endsOn }: PayloadOf<"gift.granted">): void {
    const locked = lock !== undefined && !this.#unlocked.has(refKey(dated.ref));
    this.#give(dated, member, {
      kind: "given",
      amountMinor: amount,
      ...(locked ? { lock } : {}),
      ...(usableFrom === undefined ? {} : { usableFrom }),
      ...(endsOn === undefined ? {} : { endsOn }),
    });
  }

  #give(dated: DatedEvent, member: MemberId, lot: Omit<Lot, "origin" | "day">): void {
    this.#insert({ origin: { ...dated.ref, n: 0 }, day: dated.day, ...lot }, member);
  }

  /** Puts lots back with their old dates; what they lack of the amount (a cycle of clocks) becomes a lot of its own. */
  #put(lots: readonly Lot[], expectedMinor: number, dated: DatedEvent, member: MemberId): void {
    for (const lot of wholeLots(lots, expectedMinor, unknownLot(dated))) this.#insert(lot, member);
  }

  #insert(lot: Lot, member: MemberId): void {
    const key = giftKey(lot.origin, member);
    const left = this.#toSkip.get(key) ?? 0;
    const skipped = Math.min(left, lot.amountMinor);
    if (skipped > 0) this.#toSkip.set(key, left - skipped);
    if (skipped < lot.amountMinor) this.#pool(member).insert({ ...lot, amountMinor: lot.amountMinor - skipped });
  }

  #takeLease(key: string, amountMinor: number): Lot[] {
    const { taken, rest } = takeLots(this.#leases.get(key) ?? [], amountMinor);
    this.#leases.set(key, rest);
    return taken;
  }
}

/** What an event gave to a member's pool. */
function giftKey(ref: EventRef, member: MemberId): string {
  return `${refKey(ref)}/${member}`;
}

/**
 * Of each undone sale: what it gave the pool, at once or when its write proved void, as far as its undoing took it
 * back. With clocks apart, something may have been taken before anything was there: such a debt must not meet this
 * credit.
 */
function undoneInPool(events: readonly DatedEvent[]): ReadonlyMap<string, number> {
  const [given, taken] = [new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, key: string, amountMinor = 0): unknown =>
    to.set(key, (to.get(key) ?? 0) + amountMinor);
  for (const { event, ref } of events) {
    if (event.type === "sale.recorded" && event.payload.member !== undefined)
      add(given, giftKey(ref, event.payload.member), event.payload.toPool);
    if (event.type === "card.settled" && event.payload.kind === "earn" && event.payload.outcome === "void")
      add(given, giftKey(event.payload.intent, event.payload.member), event.payload.earn);
    if (event.type === "sale.voided" && event.payload.member !== undefined)
      add(taken, giftKey(event.payload.sale, event.payload.member), event.payload.taken?.pool);
  }
  return new Map([...taken].map(([key, amount]) => [key, Math.min(amount, given.get(key) ?? 0)]));
}

/** What an event moved before any lot of it was known: it counts from that event. */
function unknownLot({ ref, day }: DatedEvent): Omit<Lot, "amountMinor"> {
  return { origin: { ...ref, n: 0 }, kind: "earned", day };
}

function isSameLot(a: Lot, b: Lot): boolean {
  return refKey(a.origin) === refKey(b.origin) && a.origin.n === b.origin.n && a.day === b.day && a.lock === b.lock;
}

/** One member's pool: older days first, and what was taken beyond it. */
class Pool {
  lots: Lot[] = [];
  shortMinor = 0;

  /** First in, first out, of what may be used on that day. */
  take(amountMinor: number, day: BusinessDay): Lot[] {
    return this.#take(amountMinor, (lot) => isUsable(lot, day));
  }

  /** Takes what that event gave, and nothing else. */
  takeBack(amountMinor: number, origin: EventRef): Lot[] {
    return this.#take(amountMinor, (lot) => refKey(lot.origin) === refKey(origin));
  }

  /** A merge takes all there is, locked or not. */
  takeAny(amountMinor: number): Lot[] {
    return this.#take(amountMinor, () => true);
  }

  /** What has ended goes first, locked or not; paid-in money only when there is nothing else. */
  expire(amountMinor: number, day: BusinessDay): void {
    const ended = takeLots(this.lots, amountMinor, (lot) => lot.endsOn !== undefined && lot.endsOn < day);
    const unpaid = takeLots(ended.rest, ended.shortMinor, (lot) => lot.lock === undefined && lot.kind !== "paid");
    this.lots = unpaid.rest;
    this.#take(unpaid.shortMinor, (lot) => lot.lock === undefined);
  }

  /** Older days first, equal ones as they arrive; a part joins its lot. A credit first pays what was short. */
  insert(lot: Lot): void {
    const left = this.#payShort(lot);
    if (left.amountMinor === 0) return;
    const whole = this.lots.findIndex((other) => isSameLot(other, lot));
    const before = this.lots[whole];
    if (before !== undefined) {
      this.lots[whole] = { ...left, amountMinor: before.amountMinor + left.amountMinor };
      return;
    }
    const at = this.lots.findIndex((other) => other.day > lot.day);
    this.lots.splice(at < 0 ? this.lots.length : at, 0, left);
  }

  unlock(ref: EventRef): void {
    this.lots = this.lots.flatMap((lot) => {
      if (refKey(lot.origin) !== refKey(ref)) return [lot];
      const { lock: _, ...open } = lot;
      const left = this.#payShort(open);
      return left.amountMinor === 0 ? [] : [left];
    });
  }

  #payShort(lot: Lot): Lot {
    const paid = lot.lock === undefined ? Math.min(this.shortMinor, lot.amountMinor) : 0;
    this.shortMinor -= paid;
    return { ...lot, amountMinor: lot.amountMinor - paid };
  }

  #take(amountMinor: number, mayTake: (lot: Lot) => boolean): Lot[] {
    const { taken, rest, shortMinor } = takeLots(this.lots, amountMinor, mayTake);
    this.lots = rest;
    this.shortMinor += shortMinor;
    return taken;
  }
}
