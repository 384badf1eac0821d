import { must } from "../../../src-shared/base/assert.ts";
import { idFromBytes } from "../../../src-shared/base/ids.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import { newestVersion, type EventType, type PayloadOf } from "../../../src-shared/ledger/event-types.ts";
import type { CardWrite } from "../../../src-shared/ledger/events/parts.ts";
import type { Card, Open } from "./honest-parts.ts";
import { undo, type Sold } from "./honest-void.ts";
import { HonestDesk } from "./honest-desk.ts";
import { HASH32, MERCHANT, sampleRecord } from "./samples.ts";

/** One thing that happens. `fate`: 0, 1 written and read back; 2 written, card gone; 3 never written. */
export interface Step {
  readonly till: number;
  readonly what: number;
  readonly member: number;
  readonly amount: number;
  readonly fate: number;
  readonly day: number;
}

export const MEMBERS = ["2.1", "2.2", "3.1"] as const;
const JOURNALS = [1, 2, 3, 4].map((n) => idFromBytes(new Uint8Array(16).fill(n)));
const AUTHORITY = 0;

/**
 * Three tills and an authority who keep the rules: what they write are honest histories, with cards that were torn off,
 * operations, leases, and clocks that are days apart. It knows what is on each card, and what was given and spent.
 */
export class HonestShops {
  given = 0;
  spent = 0;
  expired = 0;
  cash = 0;
  readonly desk = new HonestDesk((till, type, payload) => this.#append(till, type, payload));
  readonly #events: Envelope[][] = JOURNALS.map(() => []);
  readonly #cards: Card[];
  readonly #open: Open[] = [];
  readonly #pool = new Map<string, number>();
  readonly #lease = new Map<string, number>();
  readonly #operations = new Map<string, { op: number; amount: number }>();
  readonly #locked: { readonly ref: EventRef; readonly member: string; readonly amount: number }[] = [];
  #day = 10;
  /** The sale that was recorded last, while nothing else has happened. */
  #last: Sold | undefined;

  constructor() {
    MEMBERS.forEach((member, index) => this.#append(1 + (index % 3), "member.enrolled", { member, digest: HASH32 }));
    this.#cards = MEMBERS.map((member, index): Card => {
      const card = { card: `2.${10 + index}`, member, record: sampleRecord(0, 1), balance: 0, counter: 1, op: 0 };
      const image = {
        header: JOURNALS[0] ?? "",
        record: card.record,
        family: "classic" as const,
        uid: `04a1b2c${index}`,
      };
      const intent = this.#append(1, "card.issued", { card: card.card, generation: 0, member, asset: 0, ...image });
      this.#append(1, "card.confirmed", { intent: intent.seq, card: card.card, member });
      return card;
    });
  }

  journals(): readonly (readonly Envelope[])[] {
    return this.#events;
  }

  cards(): readonly Readonly<Card>[] {
    return this.#cards;
  }

  firstCard(): Readonly<Card> {
    return must(this.#cards[0], "a card");
  }

  authority<T extends EventType>(type: T, payload: PayloadOf<T>): EventRef {
    return this.#append(AUTHORITY, type, payload);
  }

  run(steps: readonly Step[]): this {
    for (const step of steps) this.#do(step);
    return this;
  }

  /** Every till meets its cards again: what was written is REAL, what was not is VOID. */
  settleAll(): this {
    for (const intent of this.#open.splice(0)) this.#settle(intent);
    return this;
  }

  /** The sale of the step before, if that was one. */
  lastSold(): Sold | undefined {
    return this.#last;
  }

  /** Undoes the sale of the step before, at once and on its business day; nothing when that was none. */
  undo(fate: number): void {
    const last = this.#last;
    this.#last = undefined;
    if (last === undefined) return;
    const [card, open] = [this.#cards.find((each) => each.card === last.card), this.#openOf(last)];
    if (open !== undefined) this.#settle(open);
    const sold = { ...last, toPool: open?.written === false };
    const undone = undo(sold, fate, {
      append: (till, type, payload) => this.#append(till, type, payload),
      write: (change, written) => {
        const on = must(card, "a card");
        return this.#write(on, { balance: on.balance + change, op: on.op, written, ops: [] });
      },
    });
    if (last.sale.member !== undefined) this.#add(last.sale.member, -undone.pool);
    this.given -= undone.earned;
    this.spent -= undone.spent;
    this.#takeCash(last.till, -undone.cash);
    if (undone.open === undefined || card === undefined) return;
    const { seq, gain, written } = undone.open;
    this.#open.push({ journal: last.till, seq, card, kind: "earn", earn: gain, spend: 0, ops: [], written });
  }

  /** The first card gets one operation in a write of its own, read back. */
  bring(op: number, amount: number): void {
    const card = must(this.#cards[0], "a card");
    const write = this.#write(card, { balance: card.balance + amount, op, written: true, ops: [{ op, amount }] });
    const { seq } = this.#append(1, "card.written", { member: card.member, asset: 0, reason: "operations", write });
    this.#append(1, "card.confirmed", {
      intent: seq,
      card: card.card,
      member: card.member,
      asset: 0,
      ops: [{ op, amount }],
    });
  }

  #openOf({ till, ref }: Sold): Open | undefined {
    const at = this.#open.findIndex((each) => each.journal === till && each.seq === ref.seq);
    return at < 0 ? undefined : this.#open.splice(at, 1)[0];
  }

  #do(step: Step): void {
    if (step.what > 51 && step.what < 55) return this.undo(step.fate);
    this.#last = undefined;
    this.#day = 10 + step.day;
    const till = 1 + step.till;
    const member = must(MEMBERS[step.member], "a member");
    const card = must(this.#cards[step.member], "a card");
    if (step.what < 25) return this.#earn(till, card, step);
    if (step.what < 45) return this.#spend(till, card, step);
    if (step.what < 55) return this.#settleOne(till);
    if (step.what < 62) return this.#sellToPool(till, member, step.amount);
    if (step.what < 82) return this.#give(member, step);
    if (step.what < 90) return this.#operate(card);
    if (step.what >= 100) return this.desk.run(till, { ...step, day: this.#day });
    if (step.what > 97) return void this.#append(till, "card.blocked", { card: card.card, reason: "lost" });
    return this.#lend(till, member, step);
  }

  #record(till: number, sale: PayloadOf<"sale.recorded">, card?: Card): EventRef {
    const ref = this.#append(till, "sale.recorded", sale);
    const written = card === undefined ? {} : { card: card.card, intent: sale.confirms?.seq ?? ref.seq };
    this.#last = { till, ref, sale, ...written };
    return ref;
  }

  #sellToPool(till: number, member: string, amount: number): void {
    const earned = Math.floor(amount / 10);
    const reached = { tier: `t${amount % 3}`, from: 1000 * (amount % 3) };
    this.#record(till, {
      ...this.#bill(amount, earned),
      member,
      inputs: { tier: "base", progress: 0, reached },
      ...(earned > 0 ? { toPool: earned } : {}),
      tenders: [{ kind: "cash", amount, drawer: till }],
    });
    this.#takeCash(till, amount);
    this.given += earned;
    this.#add(member, earned);
  }

  #earn(till: number, card: Card, { amount, fate }: Step): void {
    const earned = 1 + Math.floor(amount / 10);
    const ops = this.#due(card);
    const brought = ops.reduce((sum, each) => sum + each.amount, card.balance);
    const written = fate < 3;
    const write = this.#write(card, { balance: brought + earned, op: ops[0]?.op ?? card.op, written, ops });
    const sale = { ...this.#bill(amount, earned), member: card.member, toPurse: earned, write };
    const ref = this.#record(till, { ...sale, tenders: [{ kind: "cash", amount, drawer: till }] }, card);
    this.#takeCash(till, amount);
    this.given += earned;
    this.#end({ journal: till, seq: ref.seq, card, kind: "earn", earn: earned, spend: 0, ops, written }, fate);
  }

  #spend(till: number, card: Card, { amount, fate }: Step): void {
    const ops = this.#due(card);
    const brought = ops.reduce((sum, each) => sum + each.amount, card.balance);
    const spend = Math.min(amount, brought);
    if (spend === 0) return;
    const written = fate < 3;
    const earn = amount % 3 === 0 ? 7 : 0;
    const write = this.#write(card, { balance: brought - spend + earn, op: ops[0]?.op ?? card.op, written, ops });
    const bill = { asset: 0, member: card.member, total: spend + 100, spend };
    const { seq } = this.#append(till, "tender.intended", { ...bill, ...(earn > 0 ? { earn } : {}), write });
    const open: Open = { journal: till, seq, card, kind: "spend", earn, spend, ops, written };
    if (fate < 2) this.#sold(open);
    else {
      this.#append(till, "tender.abandoned", { intent: seq });
      this.#open.push(open);
    }
  }

  #sold({ journal, seq, card, earn, spend, ops }: Open): void {
    const { movements, ...bill } = this.#bill(spend + 100, earn);
    const sale: PayloadOf<"sale.recorded"> = {
      ...bill,
      member: card.member,
      movements: [{ rule: "credit", kind: "spend", line: 1, amount: spend }, ...(movements ?? [])],
      ...(earn > 0 ? { toPurse: earn } : {}),
      tenders: [
        { kind: "cash", amount: 100, drawer: journal },
        { kind: "purse", amount: spend },
      ],
      confirms: { seq, card: card.card, spend, ...(ops.length > 0 ? { ops } : {}) },
    };
    this.#record(journal, sale, card);
    this.#takeCash(journal, 100);
    this.spent += spend;
    this.given += earn;
  }

  #end(open: Open, fate: number): void {
    if (fate >= 2) return void this.#open.push(open);
    const { journal, seq, card, earn, ops } = open;
    const more = ops.length > 0 ? { ops } : {};
    this.#append(journal, "card.confirmed", {
      intent: seq,
      card: card.card,
      member: card.member,
      asset: 0,
      earn,
      ...more,
    });
  }

  #settleOne(till: number): void {
    const at = this.#open.findIndex((intent) => intent.journal === till);
    for (const intent of at < 0 ? [] : this.#open.splice(at, 1)) this.#settle(intent);
  }

  #settle({ journal, seq, card, kind, earn, spend, ops, written }: Open): void {
    this.#append(journal, "card.settled", {
      intent: { journal: must(JOURNALS[journal], "a journal"), seq },
      card: card.card,
      member: card.member,
      asset: 0,
      outcome: written ? "real" : "void",
      kind,
      ...(spend > 0 ? { spend } : {}),
      ...(earn > 0 ? { earn } : {}),
      ...(ops.length > 0 ? { ops } : {}),
      evidence: "law",
    });
    if (!written && kind === "earn") this.#add(card.member, earn);
    if (written && kind === "spend") this.#add(card.member, Math.max(spend - earn, 0));
  }

  /** Gifts, locked ones, corrections, expiry, brought balances. */
  #give(member: string, { amount, what, fate }: Step): void {
    if (what % 4 === 0) {
      const lock = fate === 0 ? { lock: "paid-purchase" } : {};
      const ref = this.authority("gift.granted", { member, asset: 0, amount, rule: "law", ...lock });
      this.given += amount;
      if (fate === 0) this.#locked.push({ ref, member, amount });
      else this.#add(member, amount);
    } else if (what % 4 === 1) {
      const [unlocked] = this.#locked.splice(0, 1);
      if (unlocked === undefined) return;
      this.authority("lot.unlocked", { member: unlocked.member, lot: unlocked.ref });
      this.#add(unlocked.member, unlocked.amount);
    } else if (what % 4 === 2) {
      const kind = (["earned", "given", "paid"] as const)[fate % 3] ?? "paid";
      this.authority("balance.opened", { member, asset: 0, amount, kind });
      this.given += amount;
      this.#add(member, amount);
    } else {
      const less = Math.min(amount, this.#of(member));
      if (less === 0) return;
      if (fate < 2) this.authority("credit.expired", { member, asset: 0, amount: less });
      else this.authority("adjustment.made", { member, asset: 0, amount: -less, reason: "law" });
      this.expired += less;
      this.#add(member, -less);
    }
  }

  /**
   * One operation at a time and card, as the authority makes them; one that was not applied comes back now and then.
   */
  #operate(card: Card): void {
    const known = this.#operations.get(card.card);
    const waits = this.#open.some((intent) => intent.card === card && intent.ops.length > 0);
    if (known !== undefined && known.op <= card.op) this.#operations.delete(card.card);
    const amount = Math.min(this.#of(card.member), 5000);
    if (waits || this.#operations.has(card.card) || amount === 0) return;
    const op = card.op + 1;
    const terms = { card: card.card, op, member: card.member, asset: 0, amount, reason: "pool" };
    this.authority("operation.created", { ...terms, signature: `${"B".repeat(85)}A` });
    this.#operations.set(card.card, { op, amount });
    this.#add(card.member, -amount);
  }

  #lend(terminal: number, member: string, { amount, fate }: Step): void {
    const key = `${terminal}/${member}`;
    const lent = this.#lease.get(key) ?? 0;
    const part = Math.min(amount, fate === 0 ? this.#of(member) : lent);
    if (part === 0) return;
    const of = { terminal, member, asset: 0, amount: part };
    if (fate === 0) this.authority("lease.granted", of);
    else if (fate === 1) this.#append(terminal, "lease.returned", of);
    else this.#sellOnLease(terminal, member, part);
    this.#lease.set(key, lent + (fate === 0 ? part : -part));
    if (fate < 2) this.#add(member, fate === 0 ? -part : part);
  }

  #sellOnLease(terminal: number, member: string, amount: number): void {
    this.#append(terminal, "sale.recorded", {
      ...this.#bill(amount, 0),
      member,
      movements: [{ rule: "credit", kind: "spend", line: 1, amount }],
      tenders: [{ kind: "lease", amount, terminal }],
    });
    this.spent += amount;
  }

  #takeCash(till: number, amount: number): void {
    this.cash += amount;
    this.desk.take(till, amount);
  }

  #due(card: Card): { readonly op: number; readonly amount: number }[] {
    const known = this.#operations.get(card.card);
    return known !== undefined && known.op > card.op ? [known] : [];
  }

  #write(
    card: Card,
    next: {
      readonly balance: number;
      readonly op: number;
      readonly written: boolean;
      readonly ops: { readonly op: number; readonly amount: number }[];
    },
  ): CardWrite {
    const after = sampleRecord(next.balance, card.counter + 1, next.op);
    const write = { card: card.card, before: card.record, after, ...(next.ops.length > 0 ? { ops: next.ops } : {}) };
    if (next.written)
      Object.assign(card, { record: after, balance: next.balance, counter: card.counter + 1, op: next.op });
    return write;
  }

  #bill(total: number, earned: number): Pick<PayloadOf<"sale.recorded">, "asset" | "lines" | "total" | "movements"> {
    const movements =
      earned > 0 ? { movements: [{ rule: "law", kind: "earn" as const, line: 1, amount: earned }] } : {};
    return { asset: 0, lines: [{ id: 1, qty: 1000, price: total, net: total }], total, ...movements };
  }

  #of(member: string): number {
    return this.#pool.get(member) ?? 0;
  }

  #add(member: string, amount: number): void {
    this.#pool.set(member, this.#of(member) + amount);
  }

  #append<T extends EventType>(journal: number, type: T, payload: PayloadOf<T>): EventRef {
    const events = must(this.#events[journal], "a journal");
    const id = must(JOURNALS[journal], "a journal");
    const seq = events.length + 1;
    const at = 1_795_000_000_000 + this.#day * 86_400_000 + seq;
    events.push({
      merchant: MERCHANT,
      branch: 1,
      journal: id,
      epoch: 1,
      writer: 1 + journal,
      seq,
      hlc: [at, 0],
      at,
      offset: 210,
      day: `2026-11-${this.#day}`,
      type,
      version: newestVersion(type),
      command: `law.${seq}`,
      actor: "1.1",
      programme: 1,
      engine: 1,
      feed: [0, 0],
      payload: { ...payload },
    });
    return { journal: id, seq };
  }
}
