import { must } from "../../../src-shared/base/assert.ts";
import { toBase64Url } from "../../../src-shared/base/bytes.ts";
import { MEMBER_SERIAL_MAX, writerSerialText, type MemberId, type StaffId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { PROFILE_SALT_BYTES } from "../../../src-shared/members/profile.ts";
import { readPin } from "../../../src-shared/staff/pin.ts";
import type { StaffRole } from "../../../src-shared/staff/rights.ts";
import { staffDigest, staffFields, type StaffFields } from "../../../src-shared/staff/staff-profile.ts";
import { foldLetters } from "../../../src-shared/words/format.ts";
import { appendEvents, type EventDraft } from "../journal-writer.ts";
import { STAFF_MAX } from "../ports/staff.ts";
import type { LedgerTx } from "../ports/store.ts";
import { once } from "../terminal/command.ts";
import { actNow, type Actor, type Terminal } from "../terminal/context.ts";
import { OWNER } from "../terminal/found-shop.ts";
import { noteAct } from "../terminal/note-act.ts";
import type { PinCheck, StaffRefused } from "./pin-check.ts";

/** A new member of the staff. `member` is their own membership, where they have one. */
export interface NewStaff {
  readonly name: string;
  readonly role: StaffRole;
  readonly pin: string;
  readonly member?: MemberId;
}

/** Adds a member of the staff with a PIN. Who may, the caller has asked. */
export async function addStaff(
  terminal: Terminal,
  pins: PinCheck,
  by: Actor,
  { name, role, pin, member }: NewStaff,
): Promise<Result<{ readonly staff: StaffId }, StaffRefused>> {
  const fields = readFields(terminal, { name, ...(member === undefined ? {} : { member }) });
  if (!fields.ok) return fields;
  const typed = readPin(pin);
  if (typed === undefined) return err({ refusal: "pin-invalid" });
  const pinHash = await pins.hash(typed);
  // Not the PIN: what tells requests apart is kept, and four digits would be guessed from it.
  const request = { name, role, member: member ?? "" };
  return once<{ staff: StaffId }, StaffRefused>(terminal, { name: "add-staff", by, request }, (tx) => {
    if (tx.staff().length >= STAFF_MAX) return err({ refusal: "staff-too-many" });
    const { writer } = terminal.identity;
    const staff = writerSerialText({ writer, serial: tx.nextSerial("staff") }, MEMBER_SERIAL_MAX);
    const digest = keep(terminal, staff, fields.value);
    terminal.staff.setPin(staff, pinHash, terminal.clock.wallMs());
    append(terminal, tx, by, { type: "staff.added", payload: { staff, role, digest } });
    return ok({ staff });
  });
}

/** What changes of a person; what is left out stays. A `member` of null unlinks the membership. */
export interface StaffChange {
  readonly staff: StaffId;
  readonly name?: string;
  readonly role?: StaffRole;
  readonly state?: "active" | "left";
  readonly member?: MemberId | null;
}

/** Changes a member of the staff. The last owner stays an owner and stays. Who may, the caller has asked. */
export function changeStaff(
  terminal: Terminal,
  by: Actor,
  change: StaffChange,
): Result<{ readonly staff: StaffId }, StaffRefused> {
  const before = terminal.staff.get(change.staff);
  const member = change.member === undefined ? before?.fields.member : (change.member ?? undefined);
  const name = change.name ?? before?.fields.name ?? change.staff;
  const fields = readFields(terminal, { name, ...(member === undefined ? {} : { member }) });
  if (!fields.ok) return fields;
  const request = { ...change, member: change.member === undefined ? "" : (change.member ?? "none") };
  return once<{ staff: StaffId }, StaffRefused>(terminal, { name: "change-staff", by, request }, (tx) => {
    const row = tx.get("staff", [change.staff]);
    if (row === undefined) return err({ refusal: "staff-unknown" });
    const role = change.role ?? asRole(row.role);
    const state = change.state ?? row.state;
    const stays = role === "owner" && state === "active";
    const owners = tx.staff().filter((each) => each.role === "owner" && each.state === "active");
    if (!stays && owners.length === 1 && owners[0]?.staff === row.staff) return err({ refusal: "last-owner" });
    const digest = keep(terminal, row.staff, fields.value);
    const payload = { staff: row.staff, role, digest, state, revision: row.revision + 1 };
    append(terminal, tx, by, { type: "staff.changed", payload });
    return ok({ staff: row.staff });
  });
}

/** Sets a PIN and forgives the wrong ones. Who may, the caller has asked. */
export async function setPin(
  terminal: Terminal,
  pins: PinCheck,
  by: Actor,
  of: { readonly staff: StaffId; readonly pin: string; readonly act?: "pin-changed" | "pin-recovered" },
): Promise<Result<object, StaffRefused>> {
  const typed = readPin(of.pin);
  if (typed === undefined) return err({ refusal: "pin-invalid" });
  if (terminal.store.read.get("staff", [of.staff]) === undefined) return err({ refusal: "staff-unknown" });
  const pinHash = await pins.hash(typed);
  terminal.store.transaction((tx) => {
    if (terminal.staff.get(of.staff) === undefined) keep(terminal, of.staff, { name: of.staff });
    terminal.staff.setPin(of.staff, pinHash, terminal.clock.wallMs());
    noteAct(terminal, tx, by, { act: of.act ?? "pin-changed", staff: of.staff });
  });
  return ok({});
}

/** Forgives wrong PINs. Who may, the caller has asked. */
export function unlockStaff(terminal: Terminal, by: Actor, staff: StaffId): Result<object, StaffRefused> {
  if (terminal.staff.get(staff) === undefined) return err({ refusal: "staff-unknown" });
  terminal.store.transaction((tx) => {
    terminal.staff.setAttempts(staff, { wrongPins: 0, lockedUntilMs: 0 });
    noteAct(terminal, tx, by, { act: "staff-unlocked", staff });
  });
  return ok({});
}

/**
 * Names the owner that was made with the shop and sets their first PIN: the one act before anybody can sign in. Refused
 * as soon as the owner has a PIN.
 */
export async function nameOwner(
  terminal: Terminal,
  pins: PinCheck,
  of: { readonly command: string; readonly name: string; readonly pin: string },
): Promise<Result<{ readonly staff: StaffId }, StaffRefused>> {
  const named = readFields(terminal, { name: of.name });
  if (!named.ok) return named;
  const typed = readPin(of.pin);
  if (typed === undefined) return err({ refusal: "pin-invalid" });
  const pinHash = await pins.hash(typed);
  return terminal.store.transaction((tx) => {
    if ((terminal.staff.get(OWNER)?.pinHash ?? null) !== null) return err({ refusal: "not-allowed" as const });
    putOwner(terminal, tx, { command: of.command, fields: named.value, pinHash });
    return ok({ staff: OWNER });
  });
}

/** Names the owner and sets the hash of their first PIN, in the caller's transaction: that of the shop's founding. */
export function putOwner(
  terminal: Terminal,
  tx: LedgerTx,
  of: { readonly command: string; readonly fields: StaffFields; readonly pinHash: string },
): void {
  const row = must(tx.get("staff", [OWNER]), "the owner was made with the shop");
  const digest = keep(terminal, OWNER, of.fields);
  terminal.staff.setPin(OWNER, of.pinHash, terminal.clock.wallMs());
  const payload = { staff: OWNER, role: "owner", digest, state: "active", revision: row.revision + 1 } as const;
  append(terminal, tx, { command: of.command, actor: OWNER }, { type: "staff.changed", payload });
}

/** Keeps the profile beside the chain under a new salt; returns the digest that goes into the event. */
function keep(terminal: Terminal, staff: StaffId, fields: StaffFields): string {
  const salt = terminal.random.bytes(PROFILE_SALT_BYTES);
  const digest = staffDigest(terminal.crypto, { staff, fields, salt });
  terminal.staff.put({ staff, fields, salt, digest }, terminal.clock.wallMs());
  return toBase64Url(digest);
}

function readFields(terminal: Terminal, typed: StaffFields): Result<StaffFields, StaffRefused> {
  const name = foldLetters(typed.name.trim());
  const fields = { ...typed, name };
  if (!staffFields.safeParse(fields).success) return err({ refusal: "staff-name-invalid" });
  const known = fields.member === undefined || terminal.store.read.get("member", [fields.member]) !== undefined;
  return known ? ok(fields) : err({ refusal: "member-unknown" });
}

function append(terminal: Terminal, tx: LedgerTx, by: Actor, draft: EventDraft): void {
  appendEvents(tx, terminal, terminal.identity.journal, actNow(terminal, tx, by), [draft]);
}

function asRole(role: string): StaffRole {
  return role === "owner" || role === "manager" ? role : "cashier";
}
