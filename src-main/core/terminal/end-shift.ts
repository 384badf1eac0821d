import { must } from "../../../src-shared/base/assert.ts";
import { toBase64Url } from "../../../src-shared/base/bytes.ts";
import type { ShiftId, StaffId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { KnownEvent } from "../../../src-shared/ledger/event-types.ts";
import { shiftDocument } from "../../../src-shared/receipt/shift-document.ts";
import type { ShiftWordRefusal } from "../../../src-shared/words/shift-words.ts";
import { appendEvents, type AppendedEvent, type EventDraft } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import { BILL_MAX_MINOR } from "./bill.ts";
import { once } from "./command.ts";
import { actNow, programmeOf, shiftOf, STATE_SHIFT, type Actor, type Terminal } from "./context.ts";
import { deskPaper, queueDeskPaper } from "./desk-paper.ts";
import { noteAct } from "./note-act.ts";
import { shiftReportOf } from "./shift-report-of.ts";
import { expectedCash, tallyShift, totalsOf } from "./shift-tally.ts";

/** Why a shift did not end or change hands. */
export interface EndRefused {
  readonly refusal: ShiftWordRefusal | "no-shift" | "amount-not-positive" | "amount-too-large" | "command-reused";
}

/** What was counted: the cash in the drawer and, where they were added up, the bank's slips. */
export interface CountRequest {
  readonly countedMinor: number;
  readonly bankCardCountedMinor?: number;
}

/**
 * Closes the shift with what was counted, before anybody was told what was expected. The Z stands in the event, its
 * paper is queued with it, and the drawer's account ends at zero. A sale that waits for its card stops it.
 */
export function closeShift(
  terminal: Terminal,
  by: Actor,
  request: CountRequest,
): Result<{ readonly shift: ShiftId; readonly number: number }, EndRefused> {
  const fault = countFault(request.countedMinor) ?? countFault(request.bankCardCountedMinor ?? 0);
  if (fault !== undefined) return err({ refusal: fault });
  const asked = { counted: request.countedMinor, slips: request.bankCardCountedMinor ?? "" };
  return once<{ shift: ShiftId; number: number }, EndRefused>(
    terminal,
    { name: "close-shift", by, request: asked },
    (tx) => {
      const shift = shiftOf(tx);
      if (shift === undefined) return err({ refusal: "no-shift" });
      if (isCardAwaited(terminal, tx)) return err({ refusal: "sale-waits" });
      const payload = closingOf(terminal, tx, request);
      const event = append(terminal, tx, by, { type: "shift.closed", payload });
      const row = must(tx.get("shift", [shift.shift]), "the shift has its row");
      const report = shiftReportOf(terminal, tx, { shift: row, seesExpected: true });
      const document = shiftDocument(report, deskPaper(tx, event.atMs));
      queueDeskPaper(tx, { event, known: { type: "shift.closed", version: 1, payload }, document });
      tx.dropState(STATE_SHIFT);
      return ok({ shift: shift.shift, number: payload.number });
    },
  );
}

/** Open intents looked at: one at a time waits for its card, the others were given up. */
const OPEN_MAX = 1000;

function isCardAwaited({ identity }: Terminal, tx: LedgerTx): boolean {
  const open = tx.openIntents(identity.journal, OPEN_MAX);
  return open.some((intent) => (intent.kind === "spend" || intent.kind === "take") && intent.abandoned === 0);
}

function closingOf(
  terminal: Terminal,
  tx: LedgerTx,
  request: CountRequest,
): Extract<KnownEvent, { type: "shift.closed" }>["payload"] {
  const shift = must(shiftOf(tx), "a shift is open");
  const own = must(tx.journal(terminal.identity.journal), "this terminal has its journal");
  const tally = tallyShift(tx, shift);
  const slips = request.bankCardCountedMinor;
  return {
    shift: shift.shift,
    asset: programmeOf(tx).document.asset,
    drawer: shift.drawer,
    number: tx.lastZ(shift.drawer) + 1,
    openedAt: shift.openedAtMs,
    openedBy: tally.openedBy,
    counted: request.countedMinor,
    expected: expectedCash(tally, shift.float),
    ...(slips === undefined ? {} : { slips }),
    totals: totalsOf(tally, { floatMinor: shift.float, doubts: tx.doubtsOf(own.journal) }),
    head: { seq: own.headSeq, hash: toBase64Url(own.headHash) },
  };
}

/** Hands the open shift over to `to`, whose PIN the caller has checked; a count is kept with what was expected. */
export function handShift(
  terminal: Terminal,
  by: Actor,
  request: { readonly to: StaffId; readonly countedMinor?: number },
): Result<{ readonly shift: ShiftId }, EndRefused> {
  const { to, countedMinor } = request;
  const fault = countFault(countedMinor ?? 0);
  if (fault !== undefined) return err({ refusal: fault });
  const asked = { to, counted: countedMinor ?? "" };
  return once<{ shift: ShiftId }, EndRefused>(terminal, { name: "hand-shift", by, request: asked }, (tx) => {
    const shift = shiftOf(tx);
    if (shift === undefined) return err({ refusal: "no-shift" });
    if (shift.staff === to) return err({ refusal: "handed-to-same" });
    const expected = countedMinor === undefined ? 0 : expectedCash(tallyShift(tx, shift), shift.float);
    const count = countedMinor === undefined ? {} : { count: { counted: countedMinor, expected } };
    append(terminal, tx, by, {
      type: "shift.handed",
      payload: { shift: shift.shift, from: shift.staff, to, ...count },
    });
    return ok({ shift: shift.shift });
  });
}

/** Prints an X of the open shift; that it was asked for is noted. `seesExpected` as in `shiftReportOf`. */
export function printX(
  terminal: Terminal,
  by: Actor,
  of: { readonly seesExpected: boolean },
): Result<{ readonly shift: ShiftId }, EndRefused> {
  return once<{ shift: ShiftId }, EndRefused>(terminal, { name: "print-x", by, request: {} }, (tx) => {
    const shift = shiftOf(tx);
    if (shift === undefined) return err({ refusal: "no-shift" });
    const report = shiftReportOf(terminal, tx, { shift, ...of });
    const payload = { act: "x-printed", shift: shift.shift } as const;
    const event = noteAct(terminal, tx, by, payload);
    const document = shiftDocument(report, deskPaper(tx, event.atMs));
    queueDeskPaper(tx, { event, known: { type: "act.noted", version: 1, payload }, document });
    return ok({ shift: shift.shift });
  });
}

/** Where a Z's paper stands in the spool: `journal/seq` of its event. Refused for a shift that is open or unknown. */
export function subjectOfZ(terminal: Terminal, shift: ShiftId): Result<string, EndRefused> {
  const row = terminal.store.read.get("shift", [shift]);
  if (row === undefined) return err({ refusal: "shift-unknown" });
  return row.state === "closed" ? ok(`${row.closedJournal}/${row.closedSeq}`) : err({ refusal: "shift-not-closed" });
}

function countFault(countedMinor: number): "amount-not-positive" | "amount-too-large" | undefined {
  if (!Number.isSafeInteger(countedMinor) || countedMinor < 0) return "amount-not-positive";
  return countedMinor > BILL_MAX_MINOR ? "amount-too-large" : undefined;
}

function append(terminal: Terminal, tx: LedgerTx, by: Actor, draft: EventDraft): AppendedEvent {
  const act = actNow(terminal, tx, by);
  return must(appendEvents(tx, terminal, terminal.identity.journal, act, [draft])[0], "one event was appended");
}
