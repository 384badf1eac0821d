import type { BusinessDay } from "../../../src-shared/base/business-day.ts";
import { isId16, type MemberId, type StaffId } from "../../../src-shared/base/ids.ts";
import { ok, type Result } from "../../../src-shared/base/result.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import type { AuditFilter } from "../ports/store.ts";
import type { StaffRefused } from "../staff/pin-check.ts";
import { memberName } from "../staff/member-name.ts";
import { staffName } from "../staff/staff-name.ts";
import type { Terminal } from "../terminal/context.ts";
import { asPermitted, type DeskCall, type DeskParts } from "./desk-parts.ts";

/** Entries at once. */
const PAGE = 100;

/** One entry of the audit page. `act` is the event's type with hyphens, or the noted act's code. */
export interface AuditLine {
  readonly ref: EventRef;
  readonly atMs: number;
  readonly act: string;
  readonly staffName: string;
  readonly approverName: string | null;
  readonly amountMinor: number | null;
  readonly subject: string | null;
  readonly member: MemberId | null;
  readonly sale: EventRef | null;
}

/** Sensitive acts, newest first, by person (who did or approved it), act or business day. */
export function auditCall(
  parts: DeskParts,
  call: DeskCall,
  input: {
    readonly cursor?: string;
    readonly staff?: StaffId;
    readonly act?: string;
    readonly day?: BusinessDay;
  },
): Promise<Result<{ readonly rows: AuditLine[]; readonly next: string | null }, StaffRefused>> {
  const { terminal } = parts;
  return asPermitted(parts, call, { act: "audit" }, () => {
    const { cursor, ...filter } = input;
    const rows = terminal.store.read.audit({ ...filter, ...beforeOf(cursor) }, PAGE);
    const last = rows.length < PAGE ? undefined : rows.at(-1);
    const next = last === undefined ? null : `${last.atMs}/${last.journal}/${last.seq}`;
    return ok({ rows: rows.map((row) => lineOf(terminal, row)), next });
  });
}

/** A cursor that nobody of ours made begins at the newest entry. */
function beforeOf(cursor: string | undefined): Pick<AuditFilter, "before"> {
  const [atMs, journal, seq] = (cursor ?? "").split("/");
  const good =
    journal !== undefined && isId16(journal) && /^\d{1,15}$/.test(atMs ?? "") && /^\d{1,15}$/.test(seq ?? "");
  return good ? { before: { atMs: Number(atMs), journal, seq: Number(seq) } } : {};
}

function lineOf(terminal: Terminal, row: Tables["audit"]): AuditLine {
  return {
    ref: { journal: row.journal, seq: row.seq },
    atMs: row.atMs,
    act: row.act.replaceAll(".", "-"),
    staffName: staffName(terminal, row.actor),
    approverName: row.approver === null ? null : staffName(terminal, row.approver),
    amountMinor: row.amount,
    subject: subjectOf(terminal, row),
    member: row.member,
    sale: saleOf(row.sale),
  };
}

/** A person's name, a card's number or a sale's number, whichever says most. */
function subjectOf(terminal: Terminal, { staff, member, card, sale }: Tables["audit"]): string | null {
  if (staff !== null) return staffName(terminal, staff);
  if (member !== null) return memberName(terminal, member);
  return card ?? saleOf(sale)?.seq.toString() ?? null;
}

function saleOf(sale: string | null): EventRef | null {
  const [journal, seq] = (sale ?? "").split("/");
  return journal === undefined || seq === undefined ? null : { journal, seq: Number(seq) };
}
