import type { MemberId, StaffId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { lockedUntil } from "../../../src-shared/staff/pin.ts";
import type { StaffRole } from "../../../src-shared/staff/rights.ts";
import { addStaff, changeStaff, setPin, unlockStaff, type NewStaff, type StaffChange } from "../staff/manage-staff.ts";
import type { StaffRefused } from "../staff/pin-check.ts";
import { recoverOwner } from "../staff/recover-owner.ts";
import type { Approval, SignedIn } from "../staff/staff-desk.ts";
import { memberName } from "../staff/member-name.ts";
import { staffName } from "../staff/staff-name.ts";
import type { Terminal } from "../terminal/context.ts";
import { roleOf } from "../terminal/earn-at-till.ts";
import { asPermitted, type DeskCall, type DeskParts } from "./desk-parts.ts";

type Empty = Record<string, never>;

/** Who may sign in, and who is: the one question that is answered before anybody has signed in. */
export async function peopleCall({ terminal, staff }: DeskParts): Promise<
  Result<
    {
      readonly people: {
        readonly staff: StaffId;
        readonly name: string;
        readonly role: StaffRole;
        readonly lockedUntilMs: number | null;
      }[];
      readonly signedIn: StaffId | null;
    },
    never
  >
> {
  const active = terminal.store.read.staff().filter((row) => row.state === "active");
  const people = active
    .filter((row) => terminal.staff.get(row.staff)?.pinHash)
    .map((row) => ({
      staff: row.staff,
      name: staffName(terminal, row.staff),
      role: roleOf(terminal.store.read, row.staff),
      lockedUntilMs: lockOf(terminal, row.staff),
    }));
  return ok({ people, signedIn: staff.signedIn()?.staff ?? null });
}

export function signInCall(
  { staff }: DeskParts,
  call: DeskCall,
  input: Approval,
): Promise<Result<SignedIn, StaffRefused>> {
  return staff.signIn(call.command, input);
}

export async function lockCall({ staff }: DeskParts): Promise<Result<Empty, never>> {
  staff.lock();
  return ok({});
}

/** One line of the staff's page. */
export interface StaffLine {
  readonly staff: StaffId;
  readonly name: string;
  readonly role: StaffRole;
  readonly state: "active" | "left";
  readonly hasPin: boolean;
  readonly lockedUntilMs: number | null;
  readonly member: { readonly member: MemberId; readonly name: string } | null;
}

/** Everybody, also those who left. */
export async function staffListCall(
  parts: DeskParts,
  call: DeskCall,
): Promise<Result<{ readonly staff: StaffLine[] }, StaffRefused>> {
  const { terminal } = parts;
  return asPermitted(parts, call, { act: "audit" }, () => {
    const staff = terminal.store.read.staff().map((row): StaffLine => {
      const profile = terminal.staff.get(row.staff);
      const member = profile?.fields.member;
      return {
        staff: row.staff,
        name: staffName(terminal, row.staff),
        role: roleOf(terminal.store.read, row.staff),
        state: row.state,
        hasPin: (profile?.pinHash ?? null) !== null,
        lockedUntilMs: lockOf(terminal, row.staff),
        member: member === undefined ? null : { member, name: memberName(terminal, member) },
      };
    });
    return ok({ staff });
  });
}

export function addStaffCall(
  parts: DeskParts,
  call: DeskCall,
  input: NewStaff,
): Promise<Result<{ readonly staff: StaffId }, StaffRefused>> {
  const { terminal, staff } = parts;
  return asPermitted(parts, call, { act: "staff" }, (by) => addStaff(terminal, staff.pins, by, input));
}

/** A changed name, role or state shows at once, also at this till. */
export async function changeStaffCall(
  parts: DeskParts,
  call: DeskCall,
  input: StaffChange,
): Promise<Result<Empty, StaffRefused>> {
  const changed = await asPermitted(parts, call, { act: "staff" }, (by) => changeStaff(parts.terminal, by, input));
  if (!changed.ok) return changed;
  parts.staff.changed();
  return ok({});
}

/** Whoever has a PIN changes it with the old one; the owner sets everybody else's. */
export async function setPinCall(
  parts: DeskParts,
  call: DeskCall,
  input: { readonly staff: StaffId; readonly pin: string; readonly oldPin?: string },
): Promise<Result<Empty, StaffRefused>> {
  const { terminal, staff } = parts;
  const isOwn = staff.signedIn()?.staff === input.staff;
  const act = isOwn ? "sell" : "staff";
  const set = await asPermitted<object, StaffRefused>(parts, call, { act }, async (by) => {
    const checked = isOwn ? await staff.pins.check(call.command, input.staff, input.oldPin ?? "") : ok(null);
    return checked.ok ? setPin(terminal, staff.pins, by, input) : checked;
  });
  return set.ok ? ok({}) : set;
}

export async function unlockStaffCall(
  parts: DeskParts,
  call: DeskCall,
  input: { readonly staff: StaffId },
): Promise<Result<Empty, StaffRefused>> {
  const { terminal } = parts;
  const done = await asPermitted(parts, call, { act: "unlock-staff" }, (by) => {
    return unlockStaff(terminal, by, input.staff);
  });
  return done.ok ? ok({}) : done;
}

/** A lost owner's PIN; nobody need be signed in, the recovery sheet is the word. */
export async function recoverOwnerCall(
  parts: DeskParts,
  call: DeskCall,
  input: { readonly sheet: string; readonly pin: string },
): Promise<Result<Empty, StaffRefused>> {
  const { terminal, staff, checkSheet } = parts;
  const done = await recoverOwner(terminal, staff.pins, checkSheet, { command: call.command, ...input });
  return done.ok ? ok({}) : done;
}

/** What the person at the till may do. */
export async function rightsCall({
  staff,
}: DeskParts): Promise<Result<ReturnType<DeskParts["staff"]["rights"]>, StaffRefused>> {
  return staff.signedIn() === undefined ? err({ refusal: "signed-out" }) : ok(staff.rights());
}

function lockOf(terminal: Terminal, staff: StaffId): number | null {
  const lockedUntilMs = terminal.staff.get(staff)?.lockedUntilMs ?? 0;
  const untilMs = lockedUntil({ lockedUntilMs, nowMs: terminal.clock.wallMs() });
  return untilMs === 0 ? null : untilMs;
}
