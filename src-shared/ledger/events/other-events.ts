import { z } from "zod";
import { isAccount } from "../accounts.ts";
import {
  amount,
  asset,
  businessDay,
  bytes32,
  code,
  eventRef,
  journalId,
  memberId,
  natural,
  note,
  positive,
  seq,
  shiftId,
  staffId,
  terminal,
  writer,
} from "./parts.ts";

const head = z.strictObject({ seq, hash: bytes32 });

/** The first event of every journal. */
export const journalOpened = z.strictObject({
  contract: positive,
  role: z.enum(["terminal", "authority"]),
  terminal,
  publicKey: bytes32,
  reason: z.enum(["new", "restored", "forked"]),
  drawnWriter: z.exactOptional(z.literal(true)),
});
/** The second event of a journal that goes on after another: where its own memory ended, and what the server held. */
export const journalSucceeds = z.strictObject({
  journal: journalId,
  head,
  serverHead: z.exactOptional(head),
  restore: z.exactOptional(bytes32),
});
/** The authority closes a journal: nothing more is expected of it. */
export const journalClosed = z.strictObject({ journal: journalId, seq: natural, state: z.enum(["closed", "lost"]) });
export const writerAssigned = z.strictObject({ journal: journalId, writer, terminal });

/** A member joins; the profile itself lies outside the chain, here is only its salted digest. */
export const memberEnrolled = z.strictObject({
  member: memberId,
  digest: bytes32,
  introducer: z.exactOptional(memberId),
});
/** Frozen: what tills wrote before a mobile could be verified. */
export const memberProfiled1 = z.strictObject({ member: memberId, digest: bytes32 });
/** A profile changed; `mobile` is there when the number did, which ends what `member.verified` said. */
export const memberProfiled = z.strictObject({
  member: memberId,
  digest: bytes32,
  mobile: z.exactOptional(z.literal("changed")),
});
/** Brings a profile's change to version 2: before it no mobile was verified, so nothing could end. */
export function upcastMemberProfiled1(older: z.infer<typeof memberProfiled1>): z.infer<typeof memberProfiled> {
  return older;
}
/** The mobile in the profile was shown to be the member's: by a code that was sent there, or by a person's word. */
export const memberVerified = z.strictObject({ member: memberId, how: z.enum(["code", "staff"]) });
export const memberMerged = z.strictObject({
  from: memberId,
  into: memberId,
  asset,
  amount: z.exactOptional(positive),
});

export const staffAdded = z.strictObject({
  staff: staffId,
  role: z.enum(["owner", "manager", "cashier"]),
  digest: bytes32,
});
/** A shift begins; its business day is fixed here. The float comes from the safe. */
export const shiftOpened = z.strictObject({
  shift: shiftId,
  day: businessDay,
  asset,
  drawer: terminal,
  float: natural,
});
/** Which cursors of the feed this terminal has applied. */
export const feedApplied = z.strictObject({ hot: natural, rest: natural, youSeq: natural });

/** A whole programme document, validated by its own schema. */
export const programmePublished = z.strictObject({ programme: positive, document: z.record(z.string(), z.unknown()) });

const lotTerms = {
  lock: z.exactOptional(code),
  usableFrom: z.exactOptional(businessDay),
  endsOn: z.exactOptional(businessDay),
};
/** Given credit: welcome, birthday, goodwill. */
export const giftGranted = z.strictObject({ member: memberId, asset, amount: positive, rule: code, ...lotTerms });
export const lotUnlocked = z.strictObject({ member: memberId, lot: eventRef });
/** A correction with its reason; the amount is signed. */
export const adjustmentMade = z.strictObject({ member: memberId, asset, amount, reason: note });
/** A balance brought from another club. */
export const balanceOpened = z.strictObject({
  member: memberId,
  asset,
  amount: positive,
  kind: z.enum(["earned", "given", "paid"]),
});
export const creditExpired = z.strictObject({ member: memberId, asset, amount: positive });
/** An allowance of the pool for one terminal, and what it gives back. */
export const leaseGranted = z.strictObject({ terminal, member: memberId, asset, amount: positive });
export const leaseReturned = z.strictObject({ terminal, member: memberId, asset, amount: positive });
/** The head office's objection to postings that were posted as they said. */
export const reviewMoved = z.strictObject({
  event: eventRef,
  moves: z
    .array(z.strictObject({ account: z.string().refine(isAccount, "account expected"), asset, amount }))
    .min(1)
    .max(50),
  reason: code,
});
