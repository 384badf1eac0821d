import { canonicalText, type CanonicalValue } from "../base/canonical.ts";
import type { MemberId } from "../base/ids.ts";
import { checkMinor } from "../money/amount.ts";
import type { EventRef } from "./accounts.ts";
import { projectCard } from "./card-projection.ts";
import { projectDesk } from "./desk-projection.ts";
import type { Envelope } from "./envelope.ts";
import { readEvent, type KnownEvent, type PayloadOf, type UnknownEvent } from "./event-types.ts";
import { postingsOf } from "./postings.ts";
import { balanced } from "./check-event.ts";
import type { ProjectionTx, Tables } from "./tables.ts";
import { withTierMark, type TierMark } from "./tier-marks.ts";

/** What an event's projection did: unknown events and unbalanced ones are stored and move nothing. */
export type Projected = { readonly event: KnownEvent | UnknownEvent; readonly posted: boolean };

/**
 * Applies one event to the projections: the only way in which they change, at the terminal, in a proof and at a server.
 * Events of one journal come in order; independent journals may come in any order and give the same rows.
 */
export function project(tx: ProjectionTx, envelope: Envelope): Projected {
  const event = readEvent(envelope.type, envelope.version, envelope.payload);
  const ref: EventRef = { journal: envelope.journal, seq: envelope.seq };
  const postings = postingsOf(event, ref);
  if (event.type === "unknown" || !balanced(postings)) return { event, posted: false };
  for (const { account, asset, amountMinor } of postings) addTo(tx, { account, asset, amountMinor });
  projectRows(tx, envelope, event, ref);
  projectCard(tx, event, ref);
  projectDesk(tx, envelope, event);
  for (const member of membersOf(event)) tx.put("memberEvent", { member, journal: ref.journal, seq: ref.seq });
  return { event, posted: true };
}

function addTo(
  tx: ProjectionTx,
  add: { readonly account: string; readonly asset: number; readonly amountMinor: number },
): void {
  const balance = tx.get("account", [add.account, add.asset])?.balance ?? 0;
  tx.put("account", { account: add.account, asset: add.asset, balance: checkMinor(balance + add.amountMinor) });
}

function projectRows(tx: ProjectionTx, envelope: Envelope, event: KnownEvent, ref: EventRef): void {
  if (event.type === "member.enrolled") {
    const { member, digest, introducer } = event.payload;
    const known = tx.get("member", [member]) ?? unknownMember(member);
    tx.put("member", { ...known, ...ref, digest, introducer: introducer ?? null });
  } else if (event.type === "programme.published") {
    // The document stood in a canonical envelope, so it is canonical itself.
    const document = canonicalText(event.payload.document as CanonicalValue);
    tx.put("programme", { programme: event.payload.programme, document });
  } else if (event.type === "sale.recorded") {
    const { inputs } = event.payload;
    projectSale(tx, envelope, { ...event.payload, ...(inputs?.reached && { reached: inputs.reached }) }, 1);
  } else if (event.type === "sale.voided") {
    const { raised } = event.payload;
    projectSale(tx, envelope, { ...event.payload, ...(raised && { reached: raised }) }, -1);
  }
}

/**
 * Spending towards tiers is net less credit; the tier row rises by what the sale itself says, so that order is no
 * matter. A void, of the same business day, takes both back.
 */
function projectSale(
  tx: ProjectionTx,
  envelope: Envelope,
  sale: Pick<PayloadOf<"sale.voided">, "member" | "total" | "tenders"> & { readonly reached?: TierMark },
  by: 1 | -1,
): void {
  const { member, reached } = sale;
  if (member === undefined) return;
  const credit = sale.tenders.filter((tender) => tender.kind === "purse" || tender.kind === "lease");
  const net = sale.total - credit.reduce((sum, tender) => sum + tender.amount, 0);
  if (net > 0) {
    const before = tx.get("memberDay", [member, envelope.day])?.net ?? 0;
    tx.put("memberDay", { member, day: envelope.day, net: checkMinor(before + by * net) });
  }
  if (reached === undefined) return;
  tx.put("member", withTierMark(tx.get("member", [member]) ?? unknownMember(member), reached, by));
}

/** A member whose enrolment is in a journal that has not come yet. */
function unknownMember(member: MemberId): Tables["member"] {
  const nothing = { journal: "", seq: 0, digest: "", introducer: null };
  return { member, ...nothing, tier: "", tierFrom: 0, reached: "[]" };
}

/** The members whom an event touches. */
export function membersOf(event: KnownEvent): MemberId[] {
  switch (event.type) {
    case "member.merged":
      return [event.payload.from, event.payload.into];
    case "sale.recorded":
    case "sale.voided":
    case "sale.refunded":
    case "refund.claimed":
      return event.payload.member === undefined ? [] : [event.payload.member];
    case "card.confirmed":
    case "gap.adopted":
      return event.payload.member === undefined ? [] : [event.payload.member];
    case "member.enrolled":
    case "member.profiled":
    case "member.verified":
    case "gift.granted":
    case "lot.unlocked":
    case "adjustment.made":
    case "balance.opened":
    case "credit.expired":
    case "lease.granted":
    case "lease.returned":
    case "card.issued":
    case "card.written":
    case "card.settled":
    case "operation.created":
    case "operation.returned":
    case "tender.intended":
    case "void.intended":
      return [event.payload.member];
    default:
      return [];
  }
}
