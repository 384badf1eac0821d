import { must } from "../base/assert.ts";
import type { CardNo } from "../base/ids.ts";
import type { EventRef } from "./accounts.ts";
import { refKey, takeLots, type DatedEvent, type Lot, type LotKind } from "./lot.ts";
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
}

/**
 * The lots of one member, from all events that name the member or a card of theirs, in any order: which lots an amount
 * consumed is a fold in canonical order (purse: card, counter; pool: business day, wall time, journal, seq), because no
 * offline terminal can know it. The sums equal the balances of the accounts.
 */
export function foldLots(events: readonly DatedEvent[]): MemberLots {
  const fold = new LotFold(events);
  return fold.result();
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

/** One pass over the pool in canonical order; purses are folded on demand, since lots cross in both directions. */
class LotFold {
  readonly #ordered: readonly DatedEvent[];
  readonly #purses: PurseLots;
  #pool: Lot[] = [];
  #short = 0;
  readonly #transit = new Map<string, Lot[]>();

  constructor(events: readonly DatedEvent[]) {
    this.#ordered = events.toSorted(compareDated);
    this.#purses = new PurseLots(this.#ordered, (card, op) => this.#transit.get(`${card}/${op}`));
    for (const dated of this.#ordered) this.#step(dated);
    this.#purses.finish();
  }

  result(): MemberLots {
    const purses = this.#purses.purses();
    return { pool: this.#pool, poolShortMinor: this.#short, purses, doubts: this.#purses.doubts() };
  }

  #step(dated: DatedEvent): void {
    const { event } = dated;
    switch (event.type) {
      case "sale.recorded":
        return this.#give(dated, "earned", event.payload.toPool ?? 0);
      case "gift.granted": {
        const { lock, usableFrom, endsOn, amount } = event.payload;
        const terms = {
          ...(lock === undefined ? {} : { lock }),
          ...(usableFrom === undefined ? {} : { usableFrom }),
          ...(endsOn === undefined ? {} : { endsOn }),
        };
        return this.#give(dated, "given", amount, terms);
      }
      case "balance.opened":
        return this.#give(dated, event.payload.kind, event.payload.amount);
      case "adjustment.made":
        if (event.payload.amount >= 0) return this.#give(dated, "given", event.payload.amount);
        this.#take(-event.payload.amount);
        return;
      case "lot.unlocked":
        return this.#unlock(event.payload.lot);
      case "credit.expired":
      case "lease.granted":
        this.#take(event.payload.amount);
        return;
      case "lease.returned":
        return this.#give(dated, "earned", event.payload.amount);
      case "operation.created": {
        const { card, op, amount } = event.payload;
        if (amount > 0) this.#transit.set(`${card}/${op}`, this.#take(amount));
        return;
      }
      case "operation.returned": {
        const { card, op } = event.payload;
        return this.#put(this.#transit.get(`${card}/${op}`) ?? [], event.payload.amount, dated);
      }
      case "card.settled":
        return this.#put(this.#purses.toPool(dated), undefined, dated);
      case "sale.voided":
      case "sale.refunded":
        this.#take(event.payload.taken?.pool ?? 0);
        return this.#give(dated, "earned", event.payload.restored?.pool ?? 0);
      default:
        return;
    }
  }

  #give(dated: DatedEvent, kind: LotKind, amountMinor: number, terms: Partial<Lot> = {}): void {
    if (amountMinor === 0) return;
    this.#insert({ origin: { ...dated.ref, n: 0 }, kind, amountMinor, day: dated.day, ...terms });
  }

  /** Puts lots back with their old dates; an amount without lots (a cycle of clocks) becomes one lot of its own. */
  #put(lots: readonly Lot[], expectedMinor: number | undefined, dated: DatedEvent): void {
    for (const lot of lots) this.#insert(lot);
    const missing = (expectedMinor ?? 0) - lots.reduce((sum, lot) => sum + lot.amountMinor, 0);
    if (expectedMinor !== undefined && missing > 0) this.#give(dated, "earned", missing);
  }

  /** Older days first; among equal days the order of arrival. A credit first pays what was short. */
  #insert(lot: Lot): void {
    const paid = lot.lock === undefined ? Math.min(this.#short, lot.amountMinor) : 0;
    this.#short -= paid;
    if (paid === lot.amountMinor) return;
    const at = this.#pool.findIndex((other) => other.day > lot.day);
    this.#pool.splice(at < 0 ? this.#pool.length : at, 0, { ...lot, amountMinor: lot.amountMinor - paid });
  }

  #take(amountMinor: number): Lot[] {
    const { taken, rest, shortMinor } = takeLots(this.#pool, amountMinor);
    this.#pool = rest;
    this.#short += shortMinor;
    return taken;
  }

  #unlock(lot: EventRef): void {
    const at = this.#pool.findIndex((other) => refKey(other.origin) === refKey(lot));
    if (at < 0) return;
    const { lock: _, ...open } = must(this.#pool[at], "lot just found");
    this.#pool[at] = open;
  }
}
