import type { EventRef } from "./accounts.ts";
import type { Envelope } from "./envelope.ts";
import type { KnownEvent } from "./event-types.ts";
import type { ProjectionTx, Tables } from "./tables.ts";

type ShiftRow = Tables["shift"];

/** Shifts, staff and the audit of one event. Journals may come in any order. */
export function projectDesk(tx: ProjectionTx, envelope: Envelope, event: KnownEvent): void {
  projectShift(tx, envelope, event);
  projectStaff(tx, envelope, event);
  const entry = auditOf(envelope, event);
  if (entry) tx.put("audit", entry);
}

/** A shift opened in one epoch may be handed over and closed in the next, whose journal may come first. */
function projectShift(tx: ProjectionTx, envelope: Envelope, event: KnownEvent): void {
  const { journal, seq, at } = envelope;
  switch (event.type) {
    case "shift.opened": {
      const { shift, day, drawer, float } = event.payload;
      const row = tx.get("shift", [shift]) ?? unknownShift(shift);
      const opened = { ...row, day, drawer, float, journal, seq, openedAtMs: at };
      return tx.put("shift", heldBy(opened, envelope, envelope.actor));
    }
    case "shift.handed": {
      const row = tx.get("shift", [event.payload.shift]) ?? unknownShift(event.payload.shift);
      return tx.put("shift", heldBy(row, envelope, event.payload.to));
    }
    case "shift.closed": {
      const row = tx.get("shift", [event.payload.shift]) ?? unknownShift(event.payload.shift);
      const closed = { number: event.payload.number, closedJournal: journal, closedSeq: seq, closedAtMs: at };
      return tx.put("shift", { ...row, state: "closed", ...closed });
    }
    default:
      return;
  }
}

function heldBy(row: ShiftRow, { hlc }: Envelope, staff: string): ShiftRow {
  const [staffMs, staffN] = hlc;
  const later = staffMs > row.staffMs || (staffMs === row.staffMs && staffN >= row.staffN);
  return later ? { ...row, staff, staffMs, staffN } : row;
}

/** A shift whose opening is in a journal that has not come yet. */
function unknownShift(shift: string): ShiftRow {
  const opening = {
    day: "",
    drawer: 0,
    journal: "",
    seq: 0,
    openedAtMs: 0,
    float: 0,
    staff: "",
    staffMs: 0,
    staffN: 0,
  };
  return { shift, ...opening, state: "open", number: 0, closedJournal: "", closedSeq: 0, closedAtMs: 0 };
}

/** Of all that was ever said of a person one stands, the same in every order of the journals. */
function projectStaff(tx: ProjectionTx, { journal, hlc }: Envelope, event: KnownEvent): void {
  if (event.type !== "staff.added" && event.type !== "staff.changed") return;
  const { staff, role, digest } = event.payload;
  const changed = event.type === "staff.changed" ? event.payload : ({ state: "active", revision: 0 } as const);
  const { state, revision } = changed;
  const row = { staff, role, digest, state, revision, hlcMs: hlc[0], hlcN: hlc[1], journal };
  const known = tx.get("staff", [staff]);
  if (known === undefined || isLater(row, known)) tx.put("staff", row);
}

function isLater(a: Tables["staff"], b: Tables["staff"]): boolean {
  if (a.revision !== b.revision) return a.revision > b.revision;
  if (a.hlcMs !== b.hlcMs) return a.hlcMs > b.hlcMs;
  return a.hlcN === b.hlcN ? a.journal > b.journal : a.hlcN > b.hlcN;
}

/** What an audit lists of an event beside who and when, or undefined for the day's ordinary work. */
function auditOf(envelope: Envelope, event: KnownEvent): Tables["audit"] | undefined {
  const { journal, seq, at, day, actor } = envelope;
  const subject = subjectOf(event) ?? (envelope.approver === undefined ? undefined : {});
  if (subject === undefined) return undefined;
  const nothing = { staff: null, member: null, card: null, sale: null, amount: null };
  const who = { actor, approver: envelope.approver ?? null, shift: envelope.shift ?? null };
  return { journal, seq, atMs: at, day, act: event.type, ...who, ...nothing, ...subject };
}

type Subject = Partial<Pick<Tables["audit"], "act" | "staff" | "member" | "card" | "sale" | "amount">>;

function subjectOf(event: KnownEvent): Subject | undefined {
  switch (event.type) {
    case "act.noted": {
      const { act, staff, member, card, sale, amount } = event.payload;
      return {
        act,
        staff: staff ?? null,
        member: member ?? null,
        card: card ?? null,
        sale: sale === undefined ? null : refText(sale),
        amount: amount ?? null,
      };
    }
    case "cash.moved":
      return { amount: event.payload.amount };
    case "shift.opened":
      return { amount: event.payload.float };
    case "shift.closed":
      return { amount: event.payload.counted - event.payload.expected };
    case "shift.handed":
      return { staff: event.payload.to };
    case "staff.added":
    case "staff.changed":
      return { staff: event.payload.staff };
    case "sale.voided":
    case "sale.refunded":
    case "refund.claimed": {
      const { sale, member, total } = event.payload;
      return { sale: refText(sale), member: member ?? null, amount: total };
    }
    case "gift.granted": {
      const { rule, member, amount } = event.payload;
      return rule === "goodwill" ? { member, amount } : undefined;
    }
    case "member.verified":
      // A code speaks for itself; a person's word is what an owner looks for.
      return event.payload.how === "staff" ? { member: event.payload.member } : undefined;
    case "adjustment.made":
      return { member: event.payload.member, amount: event.payload.amount };
    case "card.blocked":
    case "card.unblocked":
    case "card.alarmed":
      return { card: event.payload.card };
    case "programme.published":
    case "journal.succeeds":
    case "journal.closed":
    case "tender.abandoned":
      return {};
    default:
      return undefined;
  }
}

function refText({ journal, seq }: EventRef): string {
  return `${journal}/${seq}`;
}
