import { must } from "../../../src-shared/base/assert.ts";
import type { ShiftId, StaffId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { ShiftClosed } from "../../../src-shared/ledger/events/shift-events.ts";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import { judgeRight } from "../../../src-shared/staff/rights.ts";
import type { ShiftReport } from "../../../src-shared/staff/shift-report.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import type { SpoolRefusal } from "../../../src-shared/words/printer-words.ts";
import type { StaffRefused } from "../staff/pin-check.ts";
import { staffName } from "../staff/staff-name.ts";
import { shiftOf, today, type Terminal } from "../terminal/context.ts";
import {
  closeShift,
  handShift,
  printX,
  subjectOfZ,
  type CountRequest,
  type EndRefused,
} from "../terminal/end-shift.ts";
import { moveCash, openDrawer, type DrawerRefused } from "../terminal/move-cash.ts";
import { noteAct } from "../terminal/note-act.ts";
import { shopSettings } from "../terminal/shop-settings.ts";
import { openShift, type ShiftRefusal } from "../terminal/shift.ts";
import { shiftReportOf } from "../terminal/shift-report-of.ts";
import { asPermitted, lookingAs, type DeskCall, type DeskParts } from "./desk-parts.ts";

type Empty = Record<string, never>;
type ReportRefused = StaffRefused | EndRefused;

/** Opens a shift; whoever is at the till answers for it. */
export function openShiftCall(
  parts: DeskParts,
  call: DeskCall,
  input: { readonly floatMinor: number },
): Promise<Result<{ readonly shift: ShiftId }, StaffRefused | ShiftRefusal>> {
  return asPermitted(parts, call, { act: "open-shift" }, (by) => openShift(parts.terminal, by, input));
}

/** Cash in or out without a sale. */
export async function cashCall(
  parts: DeskParts,
  call: DeskCall,
  input: { readonly kind: "paid-in" | "paid-out"; readonly amountMinor: number; readonly reason: string },
): Promise<Result<Empty, StaffRefused | DrawerRefused>> {
  const wish = { act: input.kind, amountMinor: input.amountMinor };
  return emptied(await asPermitted(parts, call, wish, (by) => moveCash(parts.terminal, by, input)));
}

/** Opens the drawer without a sale. */
export async function openDrawerCall(
  parts: DeskParts,
  call: DeskCall,
  input: { readonly reason: string },
): Promise<Result<Empty, StaffRefused | DrawerRefused>> {
  return emptied(await asPermitted(parts, call, { act: "open-drawer" }, (by) => openDrawer(parts.terminal, by, input)));
}

/** The X of the open shift, as the person at the till may see it. */
export async function xCall(parts: DeskParts): Promise<Result<ShiftReport, ReportRefused>> {
  const { terminal } = parts;
  const looking = lookingAs(parts);
  if (!looking.ok) return looking;
  const shift = shiftOf(terminal.store.read);
  if (shift === undefined) return err({ refusal: "no-shift" });
  return ok(shiftReportOf(terminal, terminal.store.read, { shift, seesExpected: seesExpected(parts) }));
}

/** Prints the same. */
export async function printXCall(parts: DeskParts, call: DeskCall): Promise<Result<Empty, ReportRefused>> {
  const sees = seesExpected(parts);
  return emptied(
    await asPermitted(parts, call, { act: "open-shift" }, (by) => printX(parts.terminal, by, { seesExpected: sees })),
  );
}

/** Closes the shift and answers with its Z. Whoever does not hold it needs the right to close another's. */
export async function closeCall(
  parts: DeskParts,
  call: DeskCall,
  input: CountRequest,
): Promise<Result<ShiftReport, ReportRefused>> {
  const { terminal } = parts;
  const holder = shiftOf(terminal.store.read)?.staff;
  const isOwn = holder === undefined || holder === parts.staff.signedIn()?.staff;
  const wish = { act: isOwn ? "close-shift" : "close-others-shift" } as const;
  const closed = await asPermitted(parts, call, wish, (by) => closeShift(terminal, by, input));
  return closed.ok ? ok(reportOf(parts, closed.value.shift)) : closed;
}

/** Hands the shift over: who takes it enters their PIN, and is at the till from then on. */
export async function handOverCall(
  parts: DeskParts,
  call: DeskCall,
  input: { readonly to: StaffId; readonly pin: string; readonly countedMinor?: number },
): Promise<Result<Empty, ReportRefused>> {
  const { terminal, staff } = parts;
  const { to, pin, countedMinor } = input;
  const handed = await asPermitted<{ shift: ShiftId }, ReportRefused>(parts, call, { act: "hand-over" }, async (by) => {
    const checked = await staff.pins.check(call.command, to, pin);
    if (!checked.ok) return checked;
    return handShift(terminal, by, { to, ...(countedMinor === undefined ? {} : { countedMinor }) });
  });
  if (handed.ok) staff.enter(call.command, to);
  return emptied(handed);
}

/** Lines of a list at once. */
const LIST_MAX = 50;

/** One line of the list of shifts. */
export interface ShiftLine {
  readonly shift: ShiftId;
  readonly day: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
  readonly number: number | null;
  readonly salesMinor: number;
  readonly differenceMinor: number | null;
  readonly event: { readonly journal: string; readonly seq: number } | null;
}

/** Shifts, newest first. The cursor is the opening of the last one shown. */
export async function shiftListCall(
  parts: DeskParts,
  input: { readonly cursor?: string },
): Promise<Result<{ readonly rows: ShiftLine[]; readonly next: string | null }, StaffRefused>> {
  const looking = lookingAs(parts);
  if (!looking.ok) return looking;
  const before = input.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(input.cursor);
  const beforeMs = Number.isSafeInteger(before) ? before : 0;
  const shifts = parts.terminal.store.read.shiftsBefore(beforeMs, LIST_MAX);
  const next = shifts.length < LIST_MAX ? null : String(shifts.at(-1)?.openedAtMs ?? 0);
  return ok({ rows: shifts.map((shift) => lineOf(parts, shift)), next });
}

/** The report of any shift: an X of the open one, the Z of a closed one. */
export async function reportCall(
  parts: DeskParts,
  input: { readonly shift: ShiftId },
): Promise<Result<ShiftReport, ReportRefused>> {
  const looking = lookingAs(parts);
  if (!looking.ok) return looking;
  const known = parts.terminal.store.read.get("shift", [input.shift]);
  return known === undefined ? err({ refusal: "shift-unknown" }) : ok(reportOf(parts, input.shift));
}

/** Prints a Z again, marked as a copy; noted. */
export function reprintZCall(
  parts: DeskParts,
  call: DeskCall,
  input: { readonly shift: ShiftId },
): Promise<Result<{ readonly copy: number }, ReportRefused | { readonly refusal: SpoolRefusal }>> {
  const { terminal } = parts;
  type Refused = ReportRefused | { readonly refusal: SpoolRefusal };
  return asPermitted<{ readonly copy: number }, Refused>(parts, call, { act: "reprint" }, (by) => {
    const subject = subjectOfZ(terminal, input.shift);
    if (!subject.ok) return subject;
    const { display, locale } = shopSettings(terminal.store.read);
    const copy = parts.reprint(subject.value, display ?? defaultDisplay(locale));
    if (!copy.ok) return err({ refusal: copy.error });
    terminal.store.transaction((tx) => noteAct(terminal, tx, by, { act: "z-copied", shift: input.shift }));
    return ok({ copy: copy.value });
  });
}

/** The open shift as the status strip shows it; `isOverMidnight` when its business day is not today's any more. */
export function openShiftState(terminal: Terminal): {
  readonly shift: ShiftId;
  readonly day: string;
  readonly openedAtMs: number;
  readonly isOverMidnight: boolean;
  readonly staff: StaffId;
  readonly staffName: string;
} | null {
  const row = shiftOf(terminal.store.read);
  if (row === undefined) return null;
  const { shift, day, openedAtMs, staff } = row;
  const isOverMidnight = today(terminal.clock) > day;
  return { shift, day, openedAtMs, isOverMidnight, staff, staffName: staffName(terminal, staff) };
}

function reportOf(parts: DeskParts, shift: ShiftId): ShiftReport {
  const { terminal } = parts;
  const row = must(terminal.store.read.get("shift", [shift]), "the shift has its row");
  return shiftReportOf(terminal, terminal.store.read, { shift: row, seesExpected: seesExpected(parts) });
}

/** A cashier counts blind: what is expected is shown after the count. */
function seesExpected({ staff }: DeskParts): boolean {
  const role = staff.signedIn()?.role;
  return role !== undefined && judgeRight({ act: "see-expected", role, aboveMinor: 0 }).kind === "alone";
}

function lineOf({ terminal }: DeskParts, row: Tables["shift"]): ShiftLine {
  const { shift, day, openedAtMs, closedAtMs, number, state, closedJournal, closedSeq } = row;
  const open = { closedAtMs: null, number: null, differenceMinor: null, event: null };
  if (state === "open") return { shift, day, openedAtMs, salesMinor: 0, ...open };
  const event = { journal: closedJournal, seq: closedSeq };
  const stored = must(terminal.store.read.event(event), "a closed shift has its event");
  // Our own event: its schema was checked before it was hashed.
  const z = (JSON.parse(stored.body) as Envelope).payload as ShiftClosed;
  const differenceMinor = z.counted - z.expected;
  return { shift, day, openedAtMs, closedAtMs, number, salesMinor: z.totals.sales.sum, differenceMinor, event };
}

function emptied<E>(result: Result<unknown, E>): Result<Empty, E> {
  return result.ok ? ok({}) : result;
}
