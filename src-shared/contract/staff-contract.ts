import { z } from "zod";
import {
  amount,
  code,
  command,
  cursor,
  day,
  empty,
  eventRef,
  instant,
  memberId,
  natural,
  pageOf,
  query,
  role,
  staffId,
  typed,
} from "./parts.ts";

export const staffRow = z.strictObject({
  staff: staffId,
  name: z.string(),
  role,
  state: z.enum(["active", "left"]),
  hasPin: z.boolean(),
  lockedUntilMs: z.nullable(instant),
  /** The staff member's own membership: it doesn't earn on their own shift. */
  member: z.nullable(z.strictObject({ member: memberId, name: z.string() })),
});

export const auditRow = z.strictObject({
  ref: eventRef,
  atMs: instant,
  act: code,
  staffName: z.string(),
  approverName: z.nullable(z.string()),
  amountMinor: z.nullable(amount),
  /** What it was about: a member's name, a card's number, a sale's number, a staff member's name. */
  subject: z.nullable(z.string()),
  member: z.nullable(memberId),
  sale: z.nullable(eventRef),
});

/** Staff, PINs, rights, audit. PINs go in and never come out. */
export const staffContract = {
  /** Who may sign in: asked before anybody has. */
  "session.people": query(
    empty,
    z.strictObject({
      people: z
        .array(z.strictObject({ staff: staffId, name: z.string(), role, lockedUntilMs: z.nullable(instant) }))
        .max(100),
      signedIn: z.nullable(staffId),
    }),
  ),
  "session.sign-in": command(
    z.strictObject({ staff: staffId, pin: typed(12) }),
    z.strictObject({ staff: staffId, name: z.string(), role }),
  ),
  "session.lock": command(empty, empty),
  "staff.list": query(empty, z.strictObject({ staff: z.array(staffRow).max(200) })),
  "staff.add": command(
    z.strictObject({ name: typed(80), role, pin: typed(12), member: z.exactOptional(memberId) }),
    z.strictObject({ staff: staffId }),
  ),
  "staff.change": command(
    z.strictObject({
      staff: staffId,
      name: z.exactOptional(typed(80)),
      role: z.exactOptional(role),
      state: z.exactOptional(z.enum(["active", "left"])),
      member: z.exactOptional(z.nullable(memberId)),
    }),
    empty,
  ),
  "staff.set-pin": command(
    z.strictObject({ staff: staffId, pin: typed(12), oldPin: z.exactOptional(typed(12)) }),
    empty,
  ),
  "staff.unlock": command(z.strictObject({ staff: staffId }), empty),
  /** A lost owner's PIN: the recovery sheet answers for it. */
  "staff.recover-owner": command(z.strictObject({ sheet: typed(4000), pin: typed(12) }), empty),
  "audit.list": query(
    z.strictObject({ cursor, staff: z.exactOptional(staffId), act: z.exactOptional(code), day: z.exactOptional(day) }),
    pageOf(auditRow),
  ),
  /** What the signed-in person may do, for showing or hiding what pages offer; the core checks again. */
  "session.rights": query(
    empty,
    z.strictObject({
      rights: z.record(z.string(), z.enum(["alone", "approval", "no"])),
      aboveMinor: z.record(z.string(), natural),
    }),
  ),
} as const;
