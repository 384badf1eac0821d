import { z } from "zod";
import { reason } from "./counter-state.ts";
import { filePlan } from "./file-plan.ts";
import {
  amount,
  cardNo,
  code,
  command,
  cursor,
  empty,
  eventRef,
  instant,
  memberId,
  names,
  natural,
  pageOf,
  query,
  typed,
  wordKey,
} from "./parts.ts";

/** What may be filled in for a member. Dates are YYYY-MM-DD, Gregorian; the core normalises what was typed. */
export const profileInput = z.strictObject({
  givenName: z.exactOptional(typed(80)),
  familyName: z.exactOptional(typed(80)),
  mobile: z.exactOptional(typed(40)),
  birthDate: z.exactOptional(typed(10)),
  weddingDate: z.exactOptional(typed(10)),
  address: z.exactOptional(typed(400)),
  nationalId: z.exactOptional(typed(20)),
  /** The introducer, by id or as a mobile number. */
  introducer: z.exactOptional(typed(40)),
  groups: z.exactOptional(z.array(typed(40)).max(20)),
  note: z.exactOptional(typed(1000)),
  /** Whether the member agreed to messages about their credit. */
  wantsMessages: z.exactOptional(z.boolean()),
});

export const memberHit = z.strictObject({
  member: memberId,
  name: z.string(),
  mobile: z.nullable(z.string()),
  tier: names,
  /** Pool and cards together. */
  balanceMinor: amount,
});

export const memberCard = z.strictObject({
  card: cardNo,
  state: z.enum(["unknown", "issuing", "active", "blocked", "replaced"]),
  family: z.string(),
  balanceMinor: amount,
  issuedAtMs: z.nullable(instant),
});

export const memberPage = z.strictObject({
  member: memberId,
  /** Null when the profile was erased. */
  profile: z.nullable(
    z.strictObject({
      givenName: z.string(),
      familyName: z.string(),
      mobile: z.string(),
      birthDate: z.string(),
      weddingDate: z.string(),
      address: z.string(),
      nationalId: z.string(),
      introducer: z.nullable(z.strictObject({ member: memberId, name: z.string() })),
      groups: z.array(z.string()),
      note: z.string(),
      wantsMessages: z.boolean(),
    }),
  ),
  isMobileVerified: z.boolean(),
  enrolledAtMs: instant,
  tier: names,
  next: z.nullable(z.strictObject({ tier: names, missingMinor: natural, shareBp: natural })),
  poolMinor: amount,
  purseMinor: amount,
  heldMinor: amount,
  /** What of it is locked, as a key of HELD_WORDS; null when nothing is. */
  lockedWhy: z.nullable(wordKey),
  cards: z.array(memberCard).max(50),
  introducedCount: natural,
  /** What the QR on the issue slip says: `VAFA:M:` and so on. */
  qr: z.string(),
});

/** Why a card is blocked, or is no longer. */
export const blockReason = z.enum(["lost", "stolen", "damaged", "found", "other"]);

/** One line of a member's history, newest first, with its explanation. */
export const historyRow = z.strictObject({
  ref: eventRef,
  atMs: instant,
  kind: z.enum([
    "enrolled",
    "profile-changed",
    "verified",
    "sale",
    "void",
    "refund",
    "gift",
    "adjustment",
    "opening-balance",
    "unlocked",
    "expired",
    "card-issued",
    "card-blocked",
    "card-unblocked",
    "card-written",
    "operation",
    "doubt-settled",
    "merged",
    "other",
  ]),
  totalMinor: z.nullable(amount),
  earnedMinor: amount,
  spentMinor: amount,
  /** The change of what the member holds in all. */
  deltaMinor: amount,
  balanceMinor: amount,
  reason: z.nullable(reason),
  /** Typed by a person (a correction's reason): shown as text, never as markup. */
  note: z.nullable(z.string()),
  /** Of a block and what lifts it. */
  why: z.nullable(blockReason),
  staffName: z.string(),
  card: z.nullable(cardNo),
});

/** Members and the card desk. */
export const peopleContract = {
  "members.search": query(
    z.strictObject({ typed: typed(100) }),
    z.strictObject({ hits: z.array(memberHit).max(20), more: z.boolean() }),
  ),
  "members.get": query(z.strictObject({ member: memberId }), memberPage),
  "members.history": query(z.strictObject({ member: memberId, cursor }), pageOf(historyRow)),
  "members.count": query(empty, z.strictObject({ count: natural })),
  /** A mobile alone is enough. "mobile-taken" names the member who has it. */
  "members.enrol": command(
    z.strictObject({
      mobile: typed(40),
      profile: z.exactOptional(profileInput),
      staffVerified: z.exactOptional(z.boolean()),
    }),
    z.strictObject({ member: memberId }),
  ),
  "members.change": command(z.strictObject({ member: memberId, profile: profileInput }), empty),
  /** Goodwill credit (positive) or a correction (signed), by owner or manager, with a reason. */
  "members.adjust": command(
    z.strictObject({
      member: memberId,
      amountMinor: amount,
      kind: z.enum(["goodwill", "correction"]),
      reason: typed(200),
    }),
    z.strictObject({ poolMinor: amount }),
  ),
  /** Sends a code to the member's mobile through the message port, and checks it. */
  "members.send-code": command(z.strictObject({ member: memberId }), z.strictObject({ sentTo: z.string() })),
  "members.verify-code": command(z.strictObject({ member: memberId, code: typed(12) }), empty),
  /** The owner's option until a gateway comes: staff saw the phone ring. */
  "members.verify-by-staff": command(z.strictObject({ member: memberId }), empty),
  /** What messages go through, how many wait, and what became of those of the last day. */
  "messages.overview": query(
    empty,
    z.strictObject({
      gateway: z.enum(["none", "fake-phone"]),
      waiting: natural,
      sentToday: natural,
      droppedToday: natural,
    }),
  ),
  "members.print-slip": command(z.strictObject({ member: memberId }), empty),
  /** CSV: first a dry run, whose `plan` is then carried out whole or not at all. */
  "members.import-check": query(
    z.strictObject({ csv: z.string().max(20_000_000) }),
    z.lazy(() => importPlan),
  ),
  "members.import": command(
    z.strictObject({ csv: z.string().max(20_000_000), planHash: typed(64) }),
    z.strictObject({ imported: natural, balances: natural }),
  ),
  /** How far the file is, by rows, that is checked or imported now, and how the last import ended; null: none. */
  "imports.progress": query(
    empty,
    z.strictObject({
      now: z.nullable(
        z.strictObject({
          kind: z.enum(["members", "products"]),
          phase: z.enum(["checking", "importing"]),
          done: natural,
          rows: natural,
        }),
      ),
      last: z.nullable(
        z.strictObject({
          kind: z.enum(["members", "products"]),
          atMs: instant,
          added: natural,
          changed: natural,
          balances: natural,
        }),
      ),
    }),
  ),

  "cards.check": query(
    empty,
    z.strictObject({
      uid: z.nullable(z.string()),
      /** A key of the refusals, or what kind of card it is. */
      kind: z.enum(["none", "ours", "issuable", "refused"]),
      refusal: z.nullable(code),
      card: z.nullable(memberCard),
      member: z.nullable(z.strictObject({ member: memberId, name: z.string() })),
      onCardMinor: z.nullable(amount),
      ledgerMinor: z.nullable(amount),
      counter: z.nullable(natural),
    }),
  ),
  "cards.issue": command(
    z.strictObject({ member: memberId, overwrite: z.boolean() }),
    z.strictObject({ card: cardNo }),
  ),
  "cards.block": command(z.strictObject({ card: cardNo, reason: blockReason.exclude(["found"]) }), empty),
  "cards.find": query(
    z.strictObject({ typed: typed(40) }),
    z.strictObject({
      cards: z.array(z.strictObject({ card: memberCard, member: z.nullable(memberId), name: z.string() })).max(50),
    }),
  ),
} as const;

/** What a file would do. Every broken line is reported, and nothing is imported while one of them stands. */
export const importPlan = z.strictObject({
  ...filePlan,
  /** Members who are new; those who are here already stay as they are. */
  added: natural,
  known: natural,
  /** Opening balances that will be opened; `known` are left away, for each member has only one. */
  balances: z.strictObject({ count: natural, sumMinor: natural, known: natural }),
});
