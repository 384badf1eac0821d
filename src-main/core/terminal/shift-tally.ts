import { sumMinor } from "../../../src-shared/money/amount.ts";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import type { EventType, PayloadOf } from "../../../src-shared/ledger/event-types.ts";
import type { SaleRecorded, Tender } from "../../../src-shared/ledger/events/sale-events.ts";
import type { ShiftTotals } from "../../../src-shared/ledger/events/shift-events.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import type { LedgerRead } from "../ports/store.ts";

/** Events read at once: some hundred kilobytes. */
const PAGE = 500;

interface Counted {
  count: number;
  sum: number;
}

/** What the events of one shift add up to. `taken` is the money by each way of paying, `back` what went back by it. */
export interface ShiftTally {
  openedBy: string;
  closedBy: string | null;
  readonly sales: Counted;
  readonly voids: Counted;
  readonly refunds: Counted;
  readonly paid: Record<"cash" | "bankCard" | "credit", Counted>;
  readonly back: Record<"cash" | "bankCard" | "credit", Counted>;
  readonly paidIn: Counted;
  readonly paidOut: Counted;
  readonly earned: { purse: number; pool: number };
  taken: number;
}

/**
 * Adds a shift up from its own events, read in pages from its opening on. A shift that began in another epoch of this
 * till goes on in the next journal.
 */
export function tallyShift(read: LedgerRead, shift: Tables["shift"]): ShiftTally {
  const tally = emptyTally();
  for (const from of rangesOf(read, shift)) {
    for (let seq = from.seq; ;) {
      const page = read.events(from.journal, seq, PAGE);
      for (const { ref, body } of page) {
        if (ref.seq > from.last) break;
        // Our own events: text, schema and amounts were checked before they were hashed.
        const event = JSON.parse(body) as Envelope;
        if (event.shift === shift.shift) addEvent(tally, event);
      }
      seq += page.length;
      if (page.length < PAGE || seq > from.last) break;
    }
  }
  return tally;
}

/** The cash that must be in the drawer. */
export function expectedCash(tally: ShiftTally, floatMinor: number): number {
  const { paid, back, paidIn, paidOut } = tally;
  return sumMinor([floatMinor, paid.cash.sum, -back.cash.sum, paidIn.sum, -paidOut.sum]);
}

/** The tally as a Z's event says it. */
export function totalsOf(
  tally: ShiftTally,
  of: { readonly floatMinor: number; readonly doubts: { readonly count: number; readonly sum: number } },
): ShiftTotals {
  const sums = (by: ShiftTally["paid"]): ShiftTotals["paid"] => {
    return { cash: by.cash.sum, bankCard: by.bankCard.sum, credit: by.credit.sum };
  };
  const { sales, voids, refunds, paidIn, paidOut, earned, taken } = tally;
  const [paid, back] = [sums(tally.paid), sums(tally.back)];
  const { doubts, floatMinor } = of;
  // A standalone shop syncs with nobody: nothing waits.
  return { float: floatMinor, sales, paid, voids, refunds, back, paidIn, paidOut, earned, taken, doubts, unsynced: 0 };
}

interface Range {
  readonly journal: string;
  readonly seq: number;
  /** The last seq that may be the shift's. */
  readonly last: number;
}

function rangesOf(read: LedgerRead, shift: Tables["shift"]): Range[] {
  const tills = read.journals().filter((row) => row.role === "terminal" && row.terminal === shift.drawer);
  const begins = tills.findIndex((row) => row.journal === shift.journal);
  const ends = tills.findIndex((row) => row.journal === shift.closedJournal);
  const mine = tills.slice(Math.max(begins, 0), ends < 0 ? tills.length : ends + 1);
  return mine.map(({ journal, headSeq }) => ({
    journal,
    seq: journal === shift.journal ? shift.seq : 1,
    last: journal === shift.closedJournal ? shift.closedSeq : headSeq,
  }));
}

function addEvent(tally: ShiftTally, { type, actor, payload }: Envelope): void {
  // Each type has the payload of its own schema (see `tallyShift`).
  const as = <T extends EventType>(): PayloadOf<T> => payload as PayloadOf<T>;
  switch (type) {
    case "shift.opened":
      tally.openedBy = actor;
      return;
    case "shift.closed":
      tally.closedBy = actor;
      return;
    case "sale.recorded":
      return addSale(tally, as<"sale.recorded">());
    case "sale.voided":
      return addReturn(tally, tally.voids, as<"sale.voided">());
    case "sale.refunded":
      return addReturn(tally, tally.refunds, as<"sale.refunded">());
    case "refund.claimed":
      return addReturn(tally, tally.refunds, as<"refund.claimed">());
    case "cash.moved": {
      const { kind, amount } = as<"cash.moved">();
      return add(kind === "paid-in" ? tally.paidIn : tally.paidOut, amount);
    }
    default:
      return;
  }
}

function addSale(tally: ShiftTally, sale: SaleRecorded): void {
  add(tally.sales, sale.total);
  for (const tender of sale.tenders) add(tally.paid[columnOf(tender)], tender.amount);
  tally.earned.purse = sumMinor([tally.earned.purse, sale.toPurse ?? 0]);
  tally.earned.pool = sumMinor([tally.earned.pool, sale.toPool ?? 0]);
}

/** What did not go back in cash or to a bank card went back as credit, whatever became of it. */
function addReturn(
  tally: ShiftTally,
  column: Counted,
  back: {
    readonly total: number;
    readonly tenders: readonly Tender[];
    readonly taken?: Readonly<Record<string, number | undefined>> | undefined;
  },
): void {
  add(column, back.total);
  const money = back.tenders.filter((tender) => tender.kind === "cash" || tender.kind === "bank-card");
  for (const tender of money) add(tally.back[columnOf(tender)], tender.amount);
  const credit = back.total - sumMinor(money.map((tender) => tender.amount));
  if (credit > 0) add(tally.back.credit, credit);
  tally.taken = sumMinor([tally.taken, ...Object.values(back.taken ?? {}).map((amount) => amount ?? 0)]);
}

function columnOf(tender: Tender): "cash" | "bankCard" | "credit" {
  if (tender.kind === "cash") return "cash";
  return tender.kind === "bank-card" ? "bankCard" : "credit";
}

function add(to: Counted, amount: number): void {
  to.count += 1;
  to.sum = sumMinor([to.sum, amount]);
}

function emptyTally(): ShiftTally {
  const none = (): Counted => ({ count: 0, sum: 0 });
  const columns = (): ShiftTally["paid"] => ({ cash: none(), bankCard: none(), credit: none() });
  return {
    openedBy: "",
    closedBy: null,
    sales: none(),
    voids: none(),
    refunds: none(),
    paid: columns(),
    back: columns(),
    paidIn: none(),
    paidOut: none(),
    earned: { purse: 0, pool: 0 },
    taken: 0,
  };
}
