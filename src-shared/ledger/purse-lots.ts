import type { CardNo } from "../base/ids.ts";
import type { EventRef } from "./accounts.ts";
import { counterOf, refKey, takeLots, type DatedEvent, type Lot } from "./lot.ts";

/** A write of a card, with what settled it. */
interface CardMove {
  readonly ref: EventRef;
  readonly dated: DatedEvent;
  readonly counter: number;
  readonly spend: number;
  readonly earn: number;
  readonly ops: readonly { readonly op: number; readonly amount: number }[];
  readonly status: "real" | "void" | "open" | "real-without-sale";
}

interface Purse {
  lots: Lot[];
  shortMinor: number;
  next: number;
  readonly moves: readonly CardMove[];
}

/** Looks up the lots that an operation reserved in the pool, when the pool's fold has met it. */
export type TransitLots = (card: CardNo, op: number) => readonly Lot[] | undefined;

/**
 * The purses of one member: per card in the order of its counter, first in, first out. A void write never happened
 * here; an open one has taken its spend and holds its earning in doubt.
 */
export class PurseLots {
  readonly #cards = new Map<CardNo, Purse>();
  readonly #doubts = new Map<string, Lot[]>();
  readonly #toPool = new Map<string, Lot[]>();
  readonly #transit: TransitLots;

  constructor(events: readonly DatedEvent[], transit: TransitLots) {
    this.#transit = transit;
    const statuses = statusesOf(events);
    const moves = Map.groupBy(
      events.flatMap((dated) => moveOf(dated, statuses)),
      ([card]) => card,
    );
    for (const [card, list] of moves) {
      const ordered = list
        .map(([, move]) => move)
        .toSorted((a, b) => a.counter - b.counter || compareRefs(a.ref, b.ref));
      this.#cards.set(card, { lots: [], shortMinor: 0, next: 0, moves: ordered });
    }
  }

  /** The lots that a settlement moves to the pool: a void earning, or a spend that no sale took. */
  toPool(settled: DatedEvent): Lot[] {
    if (settled.event.type !== "card.settled") return [];
    const { card, intent } = settled.event.payload;
    this.#advance(card, intent);
    return this.#toPool.get(refKey(intent)) ?? [];
  }

  /** Folds what nothing asked for. */
  finish(): void {
    for (const card of this.#cards.keys()) this.#advance(card, undefined);
  }

  purses(): ReadonlyMap<CardNo, { readonly lots: readonly Lot[]; readonly shortMinor: number }> {
    return this.#cards;
  }

  doubts(): ReadonlyMap<string, readonly Lot[]> {
    return this.#doubts;
  }

  #advance(card: CardNo, until: EventRef | undefined): void {
    const purse = this.#cards.get(card);
    if (!purse) return;
    const last = until === undefined ? -1 : purse.moves.findIndex((move) => refKey(move.ref) === refKey(until));
    const end = last < 0 ? purse.moves.length : last + 1;
    for (; purse.next < end; purse.next++) {
      const move = purse.moves[purse.next];
      if (move) this.#apply(card, purse, move);
    }
  }

  #apply(card: CardNo, purse: Purse, move: CardMove): void {
    const earned: Lot = { origin: { ...move.ref, n: 0 }, kind: "earned", amountMinor: move.earn, day: move.dated.day };
    if (move.status === "void") {
      // A void spend moved nothing; a void earning of a recorded sale is the member's, in the pool, with its own day.
      if (move.dated.event.type === "sale.recorded" && move.earn > 0) this.#toPool.set(refKey(move.ref), [earned]);
      return;
    }
    const { taken, rest, shortMinor } = takeLots(purse.lots, move.spend);
    purse.lots = rest;
    purse.shortMinor += shortMinor;
    if (move.status === "open") {
      const doubt = move.dated.event.type === "sale.recorded" && move.earn > 0 ? [...taken, earned] : taken;
      if (doubt.length > 0) this.#doubts.set(refKey(move.ref), this.#whole(doubt, shortMinor, move));
      return;
    }
    if (move.status === "real-without-sale") this.#keepEarning(purse, move, this.#whole(taken, shortMinor, move));
    else if (move.earn > 0) this.#append(purse, earned);
    for (const { op, amount } of move.ops) this.#operation(card, purse, move, op, amount);
  }

  /** The card kept `earn` that no sale earned: it is paid out of the spend's own lots, the rest goes to the pool. */
  #keepEarning(purse: Purse, move: CardMove, spent: readonly Lot[]): void {
    const { taken, rest, shortMinor } = takeLots(spent, move.earn);
    for (const lot of taken) this.#append(purse, lot);
    if (shortMinor > 0) {
      this.#append(purse, {
        origin: { ...move.ref, n: 1 },
        kind: "given",
        amountMinor: shortMinor,
        day: move.dated.day,
      });
    }
    this.#toPool.set(refKey(move.ref), rest);
  }

  #operation(card: CardNo, purse: Purse, move: CardMove, op: number, amount: number): void {
    if (amount < 0) {
      const { rest, shortMinor } = takeLots(purse.lots, -amount);
      purse.lots = rest;
      purse.shortMinor += shortMinor;
      return;
    }
    const own: Lot = { origin: { ...move.ref, n: 2 + op }, kind: "earned", amountMinor: amount, day: move.dated.day };
    for (const lot of this.#transit(card, op) ?? [own]) this.#append(purse, lot);
  }

  /**
   * First in, first out: what comes later takes the later of its own day and the last one's, never shorter than
   * promised.
   */
  #append(purse: Purse, lot: Lot): void {
    const paid = Math.min(purse.shortMinor, lot.amountMinor);
    purse.shortMinor -= paid;
    if (paid === lot.amountMinor) return;
    const last = purse.lots.at(-1);
    const day = last !== undefined && last.day > lot.day ? last.day : lot.day;
    purse.lots.push({ ...lot, day, amountMinor: lot.amountMinor - paid });
  }

  /** Lots of the full amount: what was short has no lot yet and gets one that names the write. */
  #whole(lots: readonly Lot[], shortMinor: number, move: CardMove): Lot[] {
    if (shortMinor === 0) return [...lots];
    const unknown = {
      origin: { ...move.ref, n: 1 },
      kind: "earned" as const,
      amountMinor: shortMinor,
      day: move.dated.day,
    };
    return [...lots, unknown];
  }
}

function compareRefs(a: EventRef, b: EventRef): number {
  return a.journal < b.journal ? -1 : a.journal > b.journal ? 1 : a.seq - b.seq;
}

function moveOf(dated: DatedEvent, statuses: ReadonlyMap<string, CardMove["status"]>): [CardNo, CardMove][] {
  const { event, ref } = dated;
  const status = statuses.get(refKey(ref)) ?? "open";
  const base = { ref, dated, status };
  if (event.type === "sale.recorded" && event.payload.write) {
    const { write, toPurse } = event.payload;
    return [
      [write.card, { ...base, counter: counterOf(write.after), spend: 0, earn: toPurse ?? 0, ops: write.ops ?? [] }],
    ];
  }
  if (event.type === "tender.intended") {
    const { write, spend, earn } = event.payload;
    return [[write.card, { ...base, counter: counterOf(write.after), spend, earn: earn ?? 0, ops: write.ops ?? [] }]];
  }
  if (event.type === "card.written") {
    const { write } = event.payload;
    return [[write.card, { ...base, counter: counterOf(write.after), spend: 0, earn: 0, ops: write.ops ?? [] }]];
  }
  if (event.type === "gap.adopted") {
    // The card shows what a lost journal did: `amount` less, or more, than the purse; it is REAL by the card's own MAC.
    const { card, record, amount, ops } = event.payload;
    const change = { spend: Math.max(amount, 0), earn: Math.max(-amount, 0), ops: ops ?? [] };
    return [[card, { ...base, ...change, status: "real", counter: counterOf(record) }]];
  }
  return [];
}

/** What the events themselves say of each intent. */
function statusesOf(events: readonly DatedEvent[]): ReadonlyMap<string, CardMove["status"]> {
  const statuses = new Map<string, CardMove["status"]>();
  for (const { event, ref } of events) {
    const own = (seq: number): string => refKey({ journal: ref.journal, seq });
    if (event.type === "card.confirmed") statuses.set(own(event.payload.intent), "real");
    if (event.type === "sale.recorded" && event.payload.confirms) statuses.set(own(event.payload.confirms.seq), "real");
    if (event.type === "card.settled") {
      const { outcome, kind, intent } = event.payload;
      const real = kind === "spend" ? "real-without-sale" : "real";
      statuses.set(refKey(intent), outcome === "void" ? "void" : real);
    }
  }
  return statuses;
}
