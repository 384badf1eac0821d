import type { EventType, PayloadOf } from "../../../src-shared/ledger/event-types.ts";
import { HASH32 } from "./samples.ts";

type Append = <T extends EventType>(till: number, type: T, payload: PayloadOf<T>) => unknown;

/** One thing that happens at a desk; `what` from 100 on. */
export interface DeskStep {
  readonly what: number;
  readonly amount: number;
  readonly fate: number;
  readonly day: number;
}

/** Cash in and out, shifts handed over and closed, and staff changed at tills that don't know of each other. */
export class HonestDesk {
  /** Cash that went into the drawers less what went out, sales apart. */
  moved = 0;
  readonly #append: Append;
  readonly #drawer = new Map<number, number>();
  readonly #revision = new Map<number, number>();
  #shifts = 0;

  constructor(append: Append) {
    this.#append = append;
  }

  /** A sale's cash. */
  take(till: number, amount: number): void {
    this.#drawer.set(till, (this.#drawer.get(till) ?? 0) + amount);
  }

  run(till: number, { what, amount, fate, day }: DeskStep): void {
    const [asset, drawer, shift] = [0, till, `${1 + till}.${1 + this.#shifts}`];
    if (what < 104) {
      const kind = fate < 2 ? "paid-in" : "paid-out";
      this.#append(till, "cash.moved", { shift, asset, drawer, kind, amount, reason: "law" });
      this.#move(till, fate < 2 ? amount : -amount);
    } else if (what < 106) {
      this.#append(till, "shift.opened", { shift, asset, drawer, float: amount, day: `2026-11-${day}` });
      this.#append(till, "shift.handed", { shift, from: "1.1", to: `1.${1 + fate}` });
      this.#move(till, amount);
    } else if (what < 108) this.#close(till, shift, amount);
    else {
      const revision = (this.#revision.get(till) ?? 0) + 1;
      const role = (["owner", "manager", "cashier"] as const)[amount % 3] ?? "cashier";
      const state = fate === 3 ? "left" : "active";
      this.#append(till, "staff.changed", { staff: "1.2", role, digest: HASH32, state, revision });
      this.#append(till, "act.noted", { act: "pin-changed", staff: "1.2" });
      this.#revision.set(till, revision);
    }
  }

  #close(till: number, shift: string, counted: number): void {
    const expected = this.#drawer.get(till) ?? 0;
    const [none, tenders] = [
      { count: 0, sum: 0 },
      { cash: 0, bankCard: 0, credit: 0 },
    ];
    const totals = {
      float: 0,
      sales: none,
      paid: tenders,
      voids: none,
      refunds: none,
      back: tenders,
      paidIn: { count: 1, sum: Math.max(expected, 0) },
      paidOut: { count: 1, sum: Math.max(-expected, 0) },
      earned: { purse: 0, pool: 0 },
      taken: 0,
      doubts: none,
      unsynced: 0,
    };
    this.#shifts += 1;
    const head = { seq: 1, hash: HASH32 };
    const of = { shift, asset: 0, drawer: till, number: this.#shifts, openedAt: 1, openedBy: "1.1" };
    this.#append(till, "shift.closed", { ...of, counted, expected, totals, head });
    this.#move(till, -expected);
  }

  #move(till: number, amount: number): void {
    this.moved += amount;
    this.take(till, amount);
  }
}
