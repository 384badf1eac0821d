import type { z } from "zod";
import { must } from "../base/assert.ts";
import * as card from "./events/card-events.ts";
import * as other from "./events/other-events.ts";
import * as sale from "./events/sale-events.ts";
import * as shift from "./events/shift-events.ts";
import * as staff from "./events/staff-events.ts";

/** Who may write an event of a type: the terminal that acts, the authority alone, or either in its own matters. */
export type EventAuthority = "terminal" | "authority" | "either";

/**
 * The closed union of event types, each with its authority and the schema of each version ever shipped. A shipped
 * schema is frozen: a change is a new version with an upcaster beside it. What is not in here is stored and passed on,
 * unposted.
 */
export const EVENT_TYPES = {
  "journal.opened": { authority: "either", versions: { 1: other.journalOpened } },
  "journal.succeeds": { authority: "either", versions: { 1: other.journalSucceeds } },
  "journal.closed": { authority: "authority", versions: { 1: other.journalClosed } },
  "writer.assigned": { authority: "authority", versions: { 1: other.writerAssigned } },
  "member.enrolled": { authority: "terminal", versions: { 1: other.memberEnrolled } },
  "member.profiled": { authority: "either", versions: { 1: other.memberProfiled1, 2: other.memberProfiled } },
  "member.merged": { authority: "authority", versions: { 1: other.memberMerged } },
  "staff.added": { authority: "either", versions: { 1: other.staffAdded } },
  "shift.opened": { authority: "terminal", versions: { 1: other.shiftOpened } },
  "feed.applied": { authority: "terminal", versions: { 1: other.feedApplied } },
  "programme.published": { authority: "authority", versions: { 1: other.programmePublished } },
  "gift.granted": { authority: "authority", versions: { 1: other.giftGranted } },
  "lot.unlocked": { authority: "authority", versions: { 1: other.lotUnlocked } },
  "adjustment.made": { authority: "authority", versions: { 1: other.adjustmentMade } },
  "balance.opened": { authority: "authority", versions: { 1: other.balanceOpened } },
  "credit.expired": { authority: "authority", versions: { 1: other.creditExpired } },
  "lease.granted": { authority: "authority", versions: { 1: other.leaseGranted } },
  "lease.returned": { authority: "either", versions: { 1: other.leaseReturned } },
  "review.moved": { authority: "authority", versions: { 1: other.reviewMoved } },
  "card.issued": { authority: "terminal", versions: { 1: card.cardIssued } },
  "card.blocked": { authority: "either", versions: { 1: card.cardBlocked } },
  "card.unblocked": { authority: "authority", versions: { 1: card.cardUnblocked } },
  "card.written": { authority: "terminal", versions: { 1: card.cardWritten } },
  "card.confirmed": { authority: "terminal", versions: { 1: card.cardConfirmed } },
  "card.settled": { authority: "either", versions: { 1: card.cardSettled } },
  "card.alarmed": { authority: "terminal", versions: { 1: card.cardAlarmed } },
  "operation.created": { authority: "authority", versions: { 1: card.operationCreated } },
  "operation.returned": { authority: "authority", versions: { 1: card.operationReturned } },
  "gap.adopted": { authority: "authority", versions: { 1: card.gapAdopted } },
  "sale.recorded": { authority: "terminal", versions: { 1: sale.saleRecorded } },
  "tender.intended": { authority: "terminal", versions: { 1: sale.tenderIntended } },
  "tender.abandoned": { authority: "terminal", versions: { 1: sale.tenderAbandoned } },
  "sale.voided": { authority: "terminal", versions: { 1: sale.saleVoided1, 2: sale.saleVoided } },
  "void.intended": { authority: "terminal", versions: { 1: sale.voidIntended } },
  "sale.refunded": { authority: "terminal", versions: { 1: sale.saleRefunded } },
  "refund.claimed": { authority: "terminal", versions: { 1: sale.refundClaimed } },
  "cash.moved": { authority: "terminal", versions: { 1: shift.cashMoved } },
  "shift.closed": { authority: "terminal", versions: { 1: shift.shiftClosed } },
  "shift.handed": { authority: "terminal", versions: { 1: shift.shiftHanded } },
  "staff.changed": { authority: "either", versions: { 1: staff.staffChanged } },
  "act.noted": { authority: "either", versions: { 1: staff.actNoted } },
  "member.verified": { authority: "either", versions: { 1: other.memberVerified } },
} as const satisfies Record<string, { authority: EventAuthority; versions: Record<number, z.ZodType> }>;

/** Raised by one when a type or version is added; a receiver keeps what a newer one sends. */
export const CONTRACT_VERSION = 4;

export type EventType = keyof typeof EVENT_TYPES;

type VersionsOf<T extends EventType> = (typeof EVENT_TYPES)[T]["versions"];
type Newest<V> = V extends { readonly 2: infer S } ? S : V extends { readonly 1: infer S } ? S : never;

/** The payload of the newest version of a type; upcasters bring older ones to it. */
export type PayloadOf<T extends EventType> = z.infer<Newest<VersionsOf<T>>>;

/** A payload with its type, as the folds see it: of the newest version. `version` is the one it was written in. */
export type KnownEvent = {
  [T in EventType]: { readonly type: T; readonly version: number; readonly payload: PayloadOf<T> };
}[EventType];

/** Brings a payload of a version one further, type by type; a type of one version has none. */
const UPCASTERS = {
  "member.profiled": { 1: other.upcastMemberProfiled1 },
  "sale.voided": { 1: sale.upcastSaleVoided1 },
} as const satisfies { readonly [T in EventType]?: Record<number, (older: never) => PayloadOf<T>> };

/**
 * Kept as it came: a type or version of a newer contract, or a payload that does not parse. It is stored and never
 * posted.
 */
export interface UnknownEvent {
  readonly type: "unknown";
  readonly sentType: string;
  readonly version: number;
  readonly reason: "type" | "version" | "payload";
}

/**
 * Reads a payload by the schema of its type and version. Never throws: what this program does not know is `unknown`, so
 * that one strange event cannot stop the others.
 */
export function readEvent(type: string, version: number, payload: unknown): KnownEvent | UnknownEvent {
  if (!isEventType(type)) return { type: "unknown", sentType: type, version, reason: "type" };
  const { versions }: { readonly versions: Readonly<Record<number, z.ZodType>> } = EVENT_TYPES[type];
  const schema = Object.hasOwn(versions, version) ? versions[version] : undefined;
  if (schema === undefined) return { type: "unknown", sentType: type, version, reason: "version" };
  const parsed = schema.safeParse(payload);
  if (!parsed.success) return { type: "unknown", sentType: type, version, reason: "payload" };
  // The schema of this very type and version parsed it; TypeScript can't follow a union of schemas through an index.
  return { type, version, payload: upcast(type, version, parsed.data) } as KnownEvent;
}

/** The version in which this program writes events of a type. */
export function newestVersion(type: EventType): number {
  return Math.max(...Object.keys(EVENT_TYPES[type].versions).map(Number));
}

/** Whether this program knows the type at all. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_TYPES, type);
}

function upcast(type: EventType, version: number, payload: unknown): unknown {
  // Each step takes what its version's schema parsed; the index by text loses that pairing.
  const steps = UPCASTERS as { readonly [type: string]: { readonly [version: number]: (older: unknown) => unknown } };
  let newer = payload;
  for (let at = version; at < newestVersion(type); at++) {
    newer = must(steps[type]?.[at], `${type} ${at} has its upcaster`)(newer);
  }
  return newer;
}
