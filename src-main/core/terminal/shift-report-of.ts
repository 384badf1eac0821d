import { must } from "../../../src-shared/base/assert.ts";
import { shortHash } from "../../../src-shared/ledger/chain.ts";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import type { ShiftClosed } from "../../../src-shared/ledger/events/shift-events.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import type { ReportTender, ShiftReport } from "../../../src-shared/staff/shift-report.ts";
import { staffName } from "../staff/staff-name.ts";
import type { LedgerRead } from "../ports/store.ts";
import type { Terminal } from "./context.ts";
import { expectedCash, tallyShift, type ShiftTally } from "./shift-tally.ts";

/**
 * The report of a shift as the ledger has it now: an X while it is open, its Z afterwards. `seesExpected` is false for
 * those who count blind: their X has no sums by way of paying either, for the cash could be added up from them. Of a
 * closed shift everybody may see everything.
 */
export function shiftReportOf(
  terminal: Pick<Terminal, "identity" | "staff">,
  read: LedgerRead,
  of: { readonly shift: Tables["shift"]; readonly seesExpected: boolean },
): ShiftReport {
  const { shift } = of;
  const tally = tallyShift(read, shift);
  const closed = shift.state === "closed" ? closedOf(read, shift) : undefined;
  const doubts = closed?.z.totals.doubts ?? read.doubtsOf(terminal.identity.journal);
  const expected = closed?.z.expected ?? (of.seesExpected ? expectedCash(tally, shift.float) : null);
  return {
    kind: closed === undefined ? "x" : "z",
    shift: shift.shift,
    number: closed === undefined ? null : closed.z.number,
    day: shift.day,
    openedAtMs: shift.openedAtMs,
    closedAtMs: closed === undefined ? null : shift.closedAtMs,
    openedBy: staffName(terminal, closed?.z.openedBy ?? tally.openedBy),
    closedBy: closed === undefined ? null : staffName(terminal, closed.actor),
    sales: counted(tally.sales),
    voids: counted(tally.voids),
    refunds: counted(tally.refunds),
    byTender: closed === undefined && !of.seesExpected ? [] : byTender(tally),
    earned: { purseMinor: tally.earned.purse, poolMinor: tally.earned.pool },
    spentMinor: tally.paid.credit.sum,
    paidIn: counted(tally.paidIn),
    paidOut: counted(tally.paidOut),
    floatMinor: shift.float,
    expectedMinor: expected,
    countedMinor: closed?.z.counted ?? null,
    differenceMinor: closed === undefined ? null : closed.z.counted - closed.z.expected,
    bankCardCountedMinor: closed?.z.slips ?? null,
    doubts: counted(doubts),
    notSynced: closed?.z.totals.unsynced ?? 0,
    head: closed?.head ?? headOf(terminal, read),
  };
}

function byTender({ paid, back }: ShiftTally): ShiftReport["byTender"] {
  const row = (kind: ReportTender, column: "cash" | "bankCard" | "credit"): ShiftReport["byTender"][number] => {
    return { kind, count: paid[column].count, sumMinor: paid[column].sum - back[column].sum };
  };
  return [row("cash", "cash"), row("bank-card", "bankCard"), row("credit", "credit")];
}

function counted({ count, sum }: { readonly count: number; readonly sum: number }): ShiftReport["sales"] {
  return { count, sumMinor: sum };
}

function closedOf(
  read: LedgerRead,
  { closedJournal, closedSeq }: Tables["shift"],
): { readonly z: ShiftClosed; readonly actor: string; readonly head: ShiftReport["head"] } {
  const stored = must(read.event({ journal: closedJournal, seq: closedSeq }), "a closed shift has its event");
  // Our own event: its schema was checked before it was hashed.
  const { payload, actor } = JSON.parse(stored.body) as Envelope;
  const head = { journal: closedJournal.slice(0, 6), seq: closedSeq, short: shortHash(stored.hash) };
  return { z: payload as ShiftClosed, actor, head };
}

function headOf({ identity }: Pick<Terminal, "identity">, read: LedgerRead): ShiftReport["head"] {
  const { journal, headSeq, headHash } = must(read.journal(identity.journal), "this terminal has its journal");
  return { journal: journal.slice(0, 6), seq: headSeq, short: shortHash(headHash) };
}
