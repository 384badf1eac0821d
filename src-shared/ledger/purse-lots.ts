import type { CardNo } from "../base/ids.ts";
import type { EventRef } from "./accounts.ts";
import type { CardWrite } from "./events/parts.ts";
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
  /** The credit is the member's even where the card never got it: it goes to the pool. */
  readonly owed: boolean;
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
    const undone = undoneBy(events, statuses);
    const moves = Map.groupBy(
      events.flatMap((dated) => moveOf(dated, statuses, undone)),
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
    const move = this.#cards.get(card)?.moves.find(({ ref }) => refKey(ref) === refKey(intent));
    if (move === undefined || move.status === "real") return [];
    // The purse is folded for its own lots only: an operation in it may be one that the pool's fold meets later.
    if (move.status === "void" && move.spend === 0) return move.owed && move.earn > 0 ? [earnedLot(move)] : [];
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
    // A void spend moved nothing; a void earning of a recorded sale is the member's, in the pool.
    if (move.status === "void" && (!move.owed || move.spend === 0)) return;
    const { taken, rest, shortMinor } = takeLots(purse.lots, move.spend);
    purse.lots = rest;
    purse.shortMinor += shortMinor;
    if (move.status === "void") {
      this.#toPool.set(refKey(move.ref), this.#whole(taken, shortMinor, move));
      return;
    }
    if (move.status === "open") {
      const doubt = move.owed && move.earn > 0 ? [...taken, earnedLot(move)] : taken;
      if (doubt.length > 0) this.#doubts.set(refKey(move.ref), this.#whole(doubt, shortMinor, move));
      return;
    }
    if (move.status === "real-without-sale") this.#keepEarning(purse, move, this.#whole(taken, shortMinor, move));
    else if (move.earn > 0) this.#append(purse, earnedLot(move));
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

/** What a write earned, with the day of its own event. */
function earnedLot({ ref, earn, dated }: CardMove): Lot {
  return { origin: { ...ref, n: 0 }, kind: "earned", amountMinor: earn, day: dated.day };
}

function compareRefs(a: EventRef, b: EventRef): number {
  return a.journal < b.journal ? -1 : a.journal > b.journal ? 1 : a.seq - b.seq;
}

function moveOf(
  dated: DatedEvent,
  statuses: ReadonlyMap<string, CardMove["status"]>,
  undone: ReadonlySet<string>,
): [CardNo, CardMove][] {
  const { event, ref } = dated;
  const status = statuses.get(refKey(ref)) ?? "open";
  const base = { ref, dated, status, owed: event.type === "sale.recorded", spend: 0, earn: 0 };
  // A sale that was undone, and what undid it, never happened here: the very lots are in their old places again.
  const amounts = (moved: { readonly spend?: number; readonly earn?: number }): typeof moved =>
    undone.has(refKey(ref)) ? {} : moved;
  const moveFor = (
    write: CardWrite,
    moved: { readonly spend?: number; readonly earn?: number },
  ): [CardNo, CardMove] => {
    const rest = { counter: counterOf(write.after), ops: write.ops ?? [] };
    return [write.card, { ...base, ...amounts(moved), ...rest }];
  };
  switch (event.type) {
    case "sale.recorded": {
      const { write, toPurse } = event.payload;
      return write ? [moveFor(write, { earn: toPurse ?? 0 })] : [];
    }
    case "tender.intended":
      return [moveFor(event.payload.write, { spend: event.payload.spend, earn: event.payload.earn ?? 0 })];
    case "void.intended":
      return [moveFor(event.payload.write, { spend: event.payload.take })];
    case "sale.voided": {
      // Its sale's move is undone, so what the card gains comes out of the lots that lie there again.
      const { write, taken, restored } = event.payload;
      if (write === undefined) return [];
      const spend = status === "real" ? 0 : (restored?.purse ?? 0) - (taken?.purse ?? 0);
      const [card, move] = moveFor(write, { spend });
      return [[card, { ...move, owed: true }]];
    }
    case "card.written":
      return [moveFor(event.payload.write, {})];
    case "gap.adopted": {
      // The card shows what a lost journal did: `amount` less, or more, than the purse; it is REAL by the card's own
      // MAC.
      const { card, record, amount, ops } = event.payload;
      const change = { spend: Math.max(amount, 0), earn: Math.max(-amount, 0), ops: ops ?? [] };
      return [[card, { ...base, ...change, status: "real", counter: counterOf(record) }]];
    }
    default:
      return [];
  }
}

/**
 * The writes of sales that were voided, and the writes that took back what such a sale earned. While such a sale's own
 * write is in doubt, both count as they stand.
 */
function undoneBy(
  events: readonly DatedEvent[],
  statuses: ReadonlyMap<string, CardMove["status"]>,
): ReadonlySet<string> {
  return new Set(
    events.flatMap(({ event, ref }) => {
      if (event.type !== "sale.voided" || event.payload.undoes === undefined) return [];
      const { undoes, confirms } = event.payload;
      const own = (seq: number): string => refKey({ journal: ref.journal, seq });
      if (statuses.get(own(undoes)) !== "real") return [];
      return confirms === undefined ? [own(undoes)] : [own(undoes), own(confirms.seq)];
    }),
  );
}

/** What the events themselves say of each intent. */
function statusesOf(events: readonly DatedEvent[]): ReadonlyMap<string, CardMove["status"]> {
  const statuses = new Map<string, CardMove["status"]>();
  for (const { event, ref } of events) {
    const own = (seq: number): string => refKey({ journal: ref.journal, seq });
    if (event.type === "card.confirmed") statuses.set(own(event.payload.intent), "real");
    if (event.type === "sale.recorded" && event.payload.confirms) statuses.set(own(event.payload.confirms.seq), "real");
    if (event.type === "sale.voided" && event.payload.confirms) statuses.set(own(event.payload.confirms.seq), "real");
    if (event.type === "card.settled") {
      const { outcome, kind, intent } = event.payload;
      const real = kind === "spend" ? "real-without-sale" : "real";
      statuses.set(refKey(intent), outcome === "void" ? "void" : real);
    }
  }
  return statuses;
}
