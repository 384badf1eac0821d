import { z } from "zod";
import { DRAWER_WORD_LIST } from "../words/drawer-words.ts";
import {
  amount,
  cardNo,
  eventRef,
  instant,
  memberId,
  names,
  natural,
  positive,
  refusal,
  role,
  shiftId,
  staffId,
  wordKey,
} from "./parts.ts";

/** Why a bill earns what it earns: the `Reason` of src-shared/programme/accrue.ts, said by `explain`. */
export const reason = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("percent"),
    amountMinor: amount,
    rateBp: natural,
    baseMinor: amount,
    creditMinor: amount,
    tier: names,
  }),
  z.strictObject({ kind: z.literal("all-paid-with-credit") }),
  z.strictObject({ kind: z.literal("too-small"), rateBp: natural, baseMinor: amount }),
  z.strictObject({ kind: z.literal("tier-earns-nothing"), tier: names }),
  z.strictObject({ kind: z.literal("staff-own-card") }),
]);

/** A line of the open bill. `qtyMilli` in thousandths; `netMinor` is after the discount. */
export const billLine = z.strictObject({
  id: z.int().min(1).max(5000),
  product: z.nullable(z.string().max(40)),
  name: z.string().max(120),
  qtyMilli: positive,
  priceMinor: natural,
  discountMinor: natural,
  netMinor: natural,
});

/** How the rest beside credit is paid. `givenMinor` is the cash that the customer hands over. */
export const billTender = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("cash"), amountMinor: positive, givenMinor: z.exactOptional(positive) }),
  z.strictObject({ kind: z.literal("bank-card"), amountMinor: positive, ref: z.exactOptional(z.string().max(40)) }),
]);

/** Lines of one bill. */
export const BILL_LINES_MAX = 5000;

/**
 * The open bill, kept by the core: a crash or another window finds it as it was. `revision` rises with every change, so
 * that a payment names the very bill that the cashier saw.
 */
export const bill = z.strictObject({
  revision: natural,
  kind: z.enum(["amount", "basket"]),
  /** What was typed, for kind "amount". */
  amountMinor: natural,
  lines: z.array(billLine).max(BILL_LINES_MAX),
  discountMinor: natural,
  totalMinor: natural,
  /** The bill came from another program (F14): its own number there. */
  external: z.nullable(z.strictObject({ id: z.string(), number: z.string().max(60), program: z.string().max(60) })),
});

/** Who the bill is for. Amounts as a cashier says them: spendable here now · on the card · held or on its way. */
export const memberPanel = z.strictObject({
  member: memberId,
  name: z.string().max(170),
  via: z.enum(["card", "mobile", "qr", "left"]),
  card: z.nullable(cardNo),
  tier: names,
  /** The next tier and what is missing to it; null at the top. */
  next: z.nullable(z.strictObject({ tier: names, missingMinor: natural, shareBp: z.int().min(0).max(10_000) })),
  spendableMinor: natural,
  onCardMinor: z.nullable(amount),
  poolMinor: amount,
  heldMinor: natural,
  /** Why less may be spent than there is: keys of the refusals and of HELD_WORDS. */
  heldWhy: z.array(wordKey).max(2),
  isBirthday: z.boolean(),
  isStaff: z.boolean(),
});

/** What lies on the reader, in the words of the counter ("States of the card"). */
export const cardState = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("waiting") }),
  z.strictObject({ kind: z.literal("reading") }),
  z.strictObject({ kind: z.literal("member") }),
  z.strictObject({ kind: z.literal("writing") }),
  z.strictObject({ kind: z.literal("done") }),
  /** The member's card is gone; the member may still earn. */
  z.strictObject({ kind: z.literal("left") }),
  /** A spend (or a void) waits for the same card: put it back, or "customer left". */
  z.strictObject({ kind: z.literal("put-back"), spendMinor: natural, what: z.enum(["sale", "void"]) }),
  /** A card that can be issued to a member. */
  z.strictObject({ kind: z.literal("issuable"), uid: z.string().max(20) }),
  z.strictObject({ kind: z.literal("refused"), refusal: wordKey }),
  z.strictObject({ kind: z.literal("no-reader"), state: wordKey }),
]);

/** The `EarnTerms` of src-shared/programme/accrue.ts. */
const earnTerms = z.strictObject({
  tier: names,
  rateBp: natural,
  base: z.enum(["net-less-credit", "net"]),
  rounding: z.strictObject({ mode: z.enum(["down", "half-up", "up"]), step: positive }),
});

/** What this bill would do for this member now; what it earns is said as if no credit paid of it. */
export const offer = z.strictObject({
  earnMinor: natural,
  reason: z.nullable(reason),
  /** A refusal's key when nothing is earned for another cause (own card of the cashier, limit of sales per card). */
  earnWhyNot: z.nullable(wordKey),
  /** By these `earnWith` (src-shared/programme) says what it earns with the chosen credit; null without a bill. */
  terms: z.nullable(earnTerms),
  /** "All credit": what it would pay; 0 when it can't, with the reason. */
  allCreditMinor: natural,
  /** "Round with credit": pays the odd end of the bill so that the rest is a round sum; 0 when it can't. */
  roundCreditMinor: natural,
  creditWhyNot: z.nullable(wordKey),
});

/** A finished sale as the result screen shows it; it stays until the next bill begins. */
export const saleResult = z.strictObject({
  sale: eventRef,
  short: z.string().max(8),
  totalMinor: natural,
  paid: z.array(z.strictObject({ kind: z.enum(["cash", "bank-card", "credit"]), amountMinor: positive })),
  changeMinor: natural,
  spentMinor: natural,
  earnedMinor: natural,
  toPoolMinor: natural,
  reason: z.nullable(reason),
  /** What became of the card: "written" says take it; "left-early" that it is to be put back. */
  card: z.enum(["none", "written", "left-early", "to-pool"]),
  balanceMinor: z.nullable(amount),
  notice: z.nullable(wordKey),
  memberName: z.nullable(z.string().max(170)),
  atMs: instant,
});

/** Where the payment of the open bill stands. */
export const payment = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("open") }),
  z.strictObject({ kind: z.literal("working") }),
  z.strictObject({ kind: z.literal("card-left"), spendMinor: natural, dueMinor: natural }),
]);

/** "Undo": whether the last sale may be voided now, and if not, why. */
export const undo = z.strictObject({
  sale: eventRef,
  totalMinor: natural,
  whyNot: z.nullable(refusal),
  needsCard: z.boolean(),
});

/** The whole counter as a page shows it: published at every change, never computed by a page. */
export const counterState = z.strictObject({
  bill,
  member: z.nullable(memberPanel),
  card: cardState,
  offer: z.nullable(offer),
  payment,
  result: z.nullable(saleResult),
  undone: z.nullable(z.strictObject({ sale: eventRef, totalMinor: natural, atMs: instant })),
  undo: z.nullable(undo),
  /** Bills of other programs that wait, oldest first. */
  waiting: z
    .array(z.strictObject({ id: z.string(), number: z.string(), program: z.string(), totalMinor: positive }))
    .max(20),
});
export type CounterState = z.infer<typeof counterState>;
export type MemberPanel = z.infer<typeof memberPanel>;
export type BillState = z.infer<typeof bill>;
export type SaleResult = z.infer<typeof saleResult>;
export type CardState = z.infer<typeof cardState>;
export type Offer = z.infer<typeof offer>;

/** A word and a colour of the status strip; `word` is a key of its catalogue. */
const light = z.strictObject({ word: wordKey, colour: z.enum(["good", "info", "warn", "bad"]) });

/** The status strip. Offline is a normal colour. */
export const stripState = z.strictObject({
  reader: light,
  printer: light,
  /** Receipts that wait or that a person should look at. */
  receipts: z.strictObject({ waiting: natural, attention: natural }),
  /** A drawer that should have opened: which opening, and a key of DRAWER_WORDS; null when there is nothing to say. */
  drawer: z.nullable(z.strictObject({ job: positive, word: z.enum(DRAWER_WORD_LIST) })),
  network: z.strictObject({
    word: z.enum(["standalone", "online", "offline"]),
    colour: z.enum(["good", "info", "warn"]),
  }),
  queued: natural,
  shift: z.nullable(
    z.strictObject({
      shift: shiftId,
      day: z.string(),
      openedAtMs: instant,
      isOverMidnight: z.boolean(),
      staff: staffId,
      staffName: z.string().max(80),
    }),
  ),
  staff: z.nullable(z.strictObject({ staff: staffId, name: z.string().max(80), role })),
  /** Standing warnings for the owner: keys of CORE_NOTICES and of the refusals. */
  notices: z.array(wordKey).max(20),
  training: z.boolean(),
  /** Spends and earnings whose card has not been seen again. */
  doubts: z.strictObject({ count: natural, sumMinor: natural }),
});
export type StripState = z.infer<typeof stripState>;

/** What the customer display shows. */
export const displayState = z.strictObject({
  shopName: z.string().max(120),
  locale: z.enum(["fa", "en"]),
  phase: z.enum(["idle", "bill", "paid"]),
  totalMinor: natural,
  lastLine: z.nullable(z.strictObject({ name: z.string().max(120), qtyMilli: positive, netMinor: natural })),
  firstName: z.nullable(z.string().max(80)),
  earnMinor: natural,
  spentMinor: natural,
  changeMinor: natural,
  balanceMinor: z.nullable(amount),
  cardHint: z.nullable(z.enum(["put-card", "leave-card", "take-card", "put-back"])),
  moneyUnit: z.enum(["toman", "rial"]),
  digits: z.enum(["persian", "latin"]),
});
export type DisplayState = z.infer<typeof displayState>;

/** The kind of a sound the page plays. */
export const sound = z.enum(["done", "put-back", "refused"]);
