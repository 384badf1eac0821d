import { z } from "zod";
import {
  amount,
  appliedOperation,
  asset,
  bytes16,
  cardNo,
  cardWrite,
  code,
  eventRef,
  memberId,
  natural,
  opSeq,
  positive,
  seq,
} from "./parts.ts";

/**
 * A card is bound to a member and about to be personalised with these very bytes; `card.confirmed` says that it was.
 */
export const cardIssued = z.strictObject({
  card: cardNo,
  generation: z.int().min(0).max(255),
  member: memberId,
  asset,
  family: z.enum(["classic", "ntag", "desfire"]),
  uid: z.string().regex(/^([0-9a-f]{2}){4,10}$/),
  header: bytes16,
  record: bytes16,
  replaces: z.exactOptional(cardNo),
});
export type CardIssued = z.infer<typeof cardIssued>;

export const cardBlocked = z.strictObject({ card: cardNo, reason: code });
/** Lifts the blocks that it names, so that a block it did not know of stays, whichever journal comes first. */
export const cardUnblocked = z.strictObject({ card: cardNo, blocks: z.array(eventRef).min(1).max(50), reason: code });

/** A write without a sale: to settle an older intent by a next record, or to bring operations. */
export const cardWritten = z.strictObject({
  member: memberId,
  asset,
  reason: z.enum(["settle", "operations", "unload"]),
  write: cardWrite,
});
export type CardWritten = z.infer<typeof cardWritten>;

/** This journal's own intent `intent` was read back from the card: it is REAL. `earn` and `ops` repeat the intent's. */
export const cardConfirmed = z.strictObject({
  intent: seq,
  card: cardNo,
  member: z.exactOptional(memberId),
  asset: z.exactOptional(asset),
  earn: z.exactOptional(positive),
  ops: z.exactOptional(z.array(appliedOperation).min(1).max(20)),
});
export type CardConfirmed = z.infer<typeof cardConfirmed>;

/**
 * An intent that was open is settled, by the journal that made it or, for closed journals, by the authority. A real
 * spend that comes here has no sale (it was abandoned): the member gets it back in the pool.
 */
export const cardSettled = z.strictObject({
  intent: eventRef,
  card: cardNo,
  member: memberId,
  asset,
  outcome: z.enum(["real", "void"]),
  kind: z.enum(["earn", "spend", "write"]),
  spend: z.exactOptional(positive),
  earn: z.exactOptional(positive),
  ops: z.exactOptional(z.array(appliedOperation).min(1).max(20)),
  evidence: code,
});
export type CardSettled = z.infer<typeof cardSettled>;

/** A card showed what no honest card shows: the record it had, and the one that was last known to be real. */
export const cardAlarmed = z.strictObject({
  card: cardNo,
  kind: code,
  shown: bytes16,
  lastSeen: z.exactOptional(bytes16),
});

/**
 * The authority moves credit between a member's pool and one card, once. A negative amount takes, above `basis` only.
 */
export const operationCreated = z.strictObject({
  card: cardNo,
  op: opSeq,
  member: memberId,
  asset,
  amount,
  basis: z.exactOptional(natural),
  reason: code,
  signature: z.string().regex(/^[A-Za-z0-9_-]{85}[AQgw]$/),
});
export type OperationCreated = z.infer<typeof operationCreated>;

/** An operation that the card skipped goes back, or one that took reaches the pool. */
export const operationReturned = z.strictObject({ card: cardNo, op: opSeq, member: memberId, asset, amount });

/**
 * A record that no journal explains is taken as evidence. `ops` are operations that it has passed, which the lost write
 * brought; `amount` is what the purse then has above the record (negative: below).
 */
export const gapAdopted = z.strictObject({
  card: cardNo,
  member: z.exactOptional(memberId),
  asset,
  record: bytes16,
  owes: z.int().min(1).max(65_535),
  amount,
  ops: z.exactOptional(z.array(appliedOperation).min(1).max(20)),
  reason: code,
});
