import { must } from "../../../src-shared/base/assert.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { BillStatus, PostedBill } from "../../../src-shared/contract/bill-api.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { LedgerRead, LedgerTx } from "../ports/store.ts";
import { BILL_MAX_MINOR } from "../terminal/bill.ts";
import { requestHash } from "../terminal/command.ts";
import type { Terminal } from "../terminal/context.ts";
import type { BillDesk, BillDeskRefusal, BillProgram } from "./bill-desk.ts";
import type { DraftLine } from "./draft.ts";
import { outcomeOf, paidBy, saleAt } from "./sale-at.ts";

/** A bill of another program, as it is kept. */
export interface ShelfBill {
  /** The counter's own name of it: short, and never of the program's choosing. */
  readonly key: string;
  readonly program: string;
  readonly programName: string;
  readonly id: string;
  readonly number: string;
  /** Of what was posted: the same id with other content is refused. */
  readonly hash: string;
  readonly totalMinor: number;
  readonly lines: readonly DraftLine[];
  readonly state: BillStatus["state"];
  /** The command that pays or paid it: the ledger's answer to it says whether it is paid. */
  readonly command: string | null;
  readonly sale: EventRef | null;
}

/** More waiting bills than any counter has: a program that posts on and on is told so. */
const OPEN_MAX = 200;
/** Ended bills that can still be asked for; an older id may be posted anew. A month of a busy shop. */
const ENDED_MAX = 5_000;

const OPEN = "bills-open";
const OPEN_STATES: readonly BillStatus["state"][] = ["waiting", "on-counter", "paying"];

/** The bills of other programs, in the database's `state`: see `BillDesk`. */
export class BillShelf implements BillDesk {
  readonly #terminal: Terminal;
  readonly #listeners = new Set<(change: { readonly cancelled: string | null }) => void>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Called after a program changed the line; `cancelled` is the key of a bill that it took back. */
  onChange(listener: (change: { readonly cancelled: string | null }) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  post(program: BillProgram, bill: PostedBill): Result<BillStatus, BillDeskRefusal> {
    const { store } = this.#terminal;
    const hash = requestHash(this.#terminal, "bill", [JSON.stringify(bill)]);
    const read = readBill(bill);
    if (!read.ok) return read;
    type Posted = Result<{ readonly bill: ShelfBill; readonly isNew: boolean }, BillDeskRefusal>;
    const posted = store.transaction((tx): Posted => {
      const before = find(tx, program, bill.id);
      if (before !== undefined && before.hash !== hash) return err({ code: "bill-differs" });
      if (before !== undefined) return ok({ bill: before, isNew: false });
      if (openKeys(tx).length >= OPEN_MAX) return err({ code: "too-many" });
      const key = `b${tx.nextSerial("bill")}`;
      const names = { program: program.id, programName: program.name, id: bill.id, number: bill.number };
      const kept: ShelfBill = { key, ...names, hash, ...read.value, state: "waiting", command: null, sale: null };
      put(tx, kept);
      tx.putState(nameOf(program.id, bill.id), key);
      tx.putState(OPEN, JSON.stringify([...openKeys(tx), key]));
      return ok({ bill: kept, isNew: true });
    });
    if (!posted.ok) return posted;
    if (posted.value.isNew) this.#tell(null);
    return ok(this.#statusOf(posted.value.bill));
  }

  get(program: BillProgram, id: string): Result<BillStatus, BillDeskRefusal> {
    const bill = find(this.#terminal.store.read, program, id);
    return bill === undefined ? err({ code: "unknown-bill" }) : ok(this.#statusOf(bill));
  }

  cancel(program: BillProgram, id: string): Result<BillStatus, BillDeskRefusal> {
    type Cancelled = Result<{ readonly bill: ShelfBill; readonly isNew: boolean }, BillDeskRefusal>;
    const done = this.#terminal.store.transaction((tx): Cancelled => {
      const bill = find(tx, program, id);
      if (bill === undefined) return err({ code: "unknown-bill" });
      if (bill.state === "cancelled") return ok({ bill, isNew: false });
      if (bill.state !== "waiting" && bill.state !== "on-counter") return err({ code: "too-late" });
      return ok({ bill: end(tx, { ...bill, state: "cancelled" }), isNew: true });
    });
    if (!done.ok) return done;
    if (done.value.isNew) this.#tell(done.value.bill.key);
    return ok(this.#statusOf(done.value.bill));
  }

  /** The bills that wait, oldest first, at most `limit`. */
  waiting(limit: number): readonly ShelfBill[] {
    const { read } = this.#terminal.store;
    const found: ShelfBill[] = [];
    for (const key of openKeys(read)) {
      const bill = byKey(read, key);
      if (bill?.state === "waiting") found.push(bill);
      if (found.length === limit) break;
    }
    return found;
  }

  #statusOf(bill: ShelfBill): BillStatus {
    const { id, number, totalMinor } = bill;
    const paid = this.#paidOf(bill);
    // Paid, and the counter has not yet taken note of it: the ledger is what counts.
    const state = bill.state === "paying" && paid !== null ? "paid" : bill.state;
    return { id, number, state, total: totalMinor, paid };
  }

  #paidOf({ command }: ShelfBill): BillStatus["paid"] {
    const { read } = this.#terminal.store;
    const outcome = command === null ? undefined : outcomeOf(read, command);
    if (outcome?.kind !== "done") return null;
    const { sale, atMs } = must(saleAt(read, outcome.sale), "a sale that is done has its event");
    return {
      atMs,
      tenders: paidBy(sale).map(({ kind, amountMinor }) => ({ kind, amount: amountMinor })),
      earned: outcome.toPurseMinor + outcome.toPoolMinor,
      hasMember: sale.member !== undefined,
      receipt: { ...outcome.sale, hash8: outcome.short },
    };
  }

  #tell(cancelled: string | null): void {
    for (const listener of this.#listeners) listener({ cancelled });
  }
}

/** A bill of the shelf by the counter's own name. */
export function byKey(read: Pick<LedgerRead, "state">, key: string): ShelfBill | undefined {
  const text = read.state(`bill/${key}`);
  // Written below by this program only.
  return text === undefined ? undefined : (JSON.parse(text) as ShelfBill);
}

/** Takes a waiting bill onto the counter, or puts it back into the line, with the counter's own change. */
export function moveBill(tx: LedgerTx, key: string, state: "waiting" | "on-counter"): ShelfBill | undefined {
  const bill = byKey(tx, key);
  if (bill === undefined || !OPEN_STATES.includes(bill.state)) return undefined;
  return put(tx, { ...bill, state, command: null });
}

/** The payment of a bill begins: from now on it can't be called back. False when it was called back before. */
export function beginPaying(tx: LedgerTx, key: string, command: string): boolean {
  const bill = byKey(tx, key);
  if (bill === undefined || bill.state !== "on-counter") return false;
  put(tx, { ...bill, state: "paying", command });
  return true;
}

/** The payment ended without a sale: the bill lies on the counter as before. */
export function endPaying(tx: LedgerTx, key: string): void {
  const bill = byKey(tx, key);
  if (bill?.state === "paying") put(tx, { ...bill, state: "on-counter", command: null });
}

/** The bill is paid by `sale`. */
export function markPaid(tx: LedgerTx, key: string, sale: EventRef): void {
  const bill = byKey(tx, key);
  if (bill?.state !== "paying") return;
  end(tx, { ...bill, state: "paid", sale });
  tx.putState(saleName(sale), key);
}

/** The sale was undone: where it had paid a bill of another program, that program hears of it. */
export function markVoided(tx: LedgerTx, sale: EventRef): void {
  const key = tx.state(saleName(sale));
  const bill = key === undefined ? undefined : byKey(tx, key);
  if (bill?.state === "paid") put(tx, { ...bill, state: "voided" });
}

function find(read: Pick<LedgerRead, "state">, program: BillProgram, id: string): ShelfBill | undefined {
  const key = read.state(nameOf(program.id, id));
  return key === undefined ? undefined : byKey(read, key);
}

function put(tx: LedgerTx, bill: ShelfBill): ShelfBill {
  tx.putState(`bill/${bill.key}`, JSON.stringify(bill));
  return bill;
}

/** Leaves the line for good. The oldest ended one beyond the limit is forgotten. */
function end(tx: LedgerTx, bill: ShelfBill): ShelfBill {
  tx.putState(OPEN, JSON.stringify(openKeys(tx).filter((key) => key !== bill.key)));
  const serial = tx.nextSerial("bill-ended");
  tx.putState(`bill-ended/${serial}`, bill.key);
  const oldest = tx.state(`bill-ended/${serial - ENDED_MAX}`);
  const forgotten = oldest === undefined ? undefined : byKey(tx, oldest);
  if (forgotten !== undefined) {
    tx.dropState(`bill-ended/${serial - ENDED_MAX}`);
    tx.dropState(`bill/${forgotten.key}`);
    tx.dropState(nameOf(forgotten.program, forgotten.id));
    if (forgotten.sale !== null) tx.dropState(saleName(forgotten.sale));
  }
  return put(tx, bill);
}

function openKeys(read: Pick<LedgerRead, "state">): readonly string[] {
  // Written above by this program only.
  return JSON.parse(read.state(OPEN) ?? "[]") as string[];
}

function nameOf(program: string, id: string): string {
  return `bill-of/${program}/${id}`;
}

function saleName(sale: EventRef): string {
  return `bill-sale/${sale.journal}/${sale.seq}`;
}

/** What was posted as lines of a bill. Amounts of lines stand as the program says them: it rounds in its own way. */
function readBill(bill: PostedBill): Result<Pick<ShelfBill, "lines" | "totalMinor">, BillDeskRefusal> {
  const lines = (bill.lines ?? []).map((line, index): DraftLine => ({
    id: index + 1,
    product: null,
    name: line.name,
    category: line.category ?? null,
    qtyMilli: line.quantity,
    priceMinor: line.price,
    discountMinor: line.discount ?? 0,
    netMinor: line.net,
  }));
  const sum = lines.reduce((total, line) => total + line.netMinor, 0);
  if (lines.length > 0 && bill.amount !== undefined && bill.amount !== sum) {
    return err({ code: "bad-bill", detail: `the lines come to ${sum}, the amount is ${bill.amount}` });
  }
  const totalMinor = lines.length > 0 ? sum : (bill.amount ?? 0);
  if (totalMinor <= 0)
    return err({ code: "bad-bill", detail: "a bill has an amount or lines, and comes to more than 0" });
  if (totalMinor > BILL_MAX_MINOR) return err({ code: "bad-bill", detail: `a bill is at most ${BILL_MAX_MINOR} rial` });
  return ok({ lines, totalMinor });
}
