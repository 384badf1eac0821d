import { uintBytes, concatBytes, toBase64Url } from "../../../src-shared/base/bytes.ts";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import type { EventType, PayloadOf } from "../../../src-shared/ledger/event-types.ts";

/** Fixed ids for vectors and tables. */
export const MERCHANT = "AAECAwQFBgcICQoLDA0ODw";
export const JOURNAL = "EBESExQVFhcYGRobHB0eHw";
export const OTHER_JOURNAL = "ICEiIyQlJicoKSorLC0uLw";
export const KEY32 = toBase64Url(Uint8Array.from({ length: 32 }, (_, i) => 0x40 + i));
export const HASH32 = toBase64Url(Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i));

/** A record with a made-up MAC: layout/asset/keyVersion, balance, counter, opSeq, writer. */
export function sampleRecord(balance: number, counter: number, op = 0): string {
  const mac = Uint8Array.of(1, 2, 3, 4, 5, counter & 0xff);
  const head = Uint8Array.of(0x41);
  return toBase64Url(
    concatBytes(head, uintBytes(balance, 4), uintBytes(counter, 2), uintBytes(op, 1), uintBytes(1, 2), mac),
  );
}

/** An envelope of the samples' journal around a payload. */
export function sampleEnvelope(type: string, seq: number, payload: Record<string, unknown>, version = 1): Envelope {
  return {
    merchant: MERCHANT,
    branch: 1,
    journal: JOURNAL,
    epoch: 1,
    writer: 1,
    seq,
    hlc: [1_795_000_000_000 + seq, 0],
    at: 1_795_000_000_000 + seq,
    offset: 210,
    day: "2026-11-18",
    type,
    version,
    command: `3.${seq}`,
    actor: "1.1",
    shift: "1.3",
    programme: 1,
    engine: 1,
    feed: [0, 0],
    payload,
  };
}

const write = { card: "1.7", before: sampleRecord(5000, 3), after: sampleRecord(5000, 4) };
const spendWrite = {
  card: "1.7",
  before: sampleRecord(25_000, 4),
  after: sampleRecord(13_500, 5, 2),
  ops: [{ op: 2, amount: 500 }],
};
const line = { id: 1, qty: 1000, price: 200_000, net: 200_000 };

/** One payload of every type: a type without a sample fails the vectors' test. */
export const SAMPLES: { readonly [T in EventType]: PayloadOf<T> } = {
  "journal.opened": { contract: 1, role: "terminal", terminal: 1, publicKey: KEY32, reason: "new" },
  "journal.succeeds": { journal: OTHER_JOURNAL, head: { seq: 9, hash: HASH32 } },
  "journal.closed": { journal: OTHER_JOURNAL, seq: 9, state: "lost" },
  "writer.assigned": { journal: OTHER_JOURNAL, writer: 2, terminal: 2 },
  "member.enrolled": { member: "1.5", digest: HASH32, introducer: "1.4" },
  "member.profiled": { member: "1.5", digest: HASH32 },
  "member.merged": { from: "1.6", into: "1.5", asset: 0, amount: 700 },
  "staff.added": { staff: "1.1", role: "owner", digest: HASH32 },
  "shift.opened": { shift: "1.3", day: "2026-11-22", asset: 0, drawer: 1, float: 500_000 },
  "feed.applied": { hot: 12, rest: 40, youSeq: 9 },
  "programme.published": { programme: 1, document: { format: 1 } },
  "gift.granted": { member: "1.5", asset: 0, amount: 10_000, rule: "welcome", lock: "paid-purchase" },
  "lot.unlocked": { member: "1.5", lot: { journal: OTHER_JOURNAL, seq: 4 } },
  "adjustment.made": { member: "1.5", asset: 0, amount: -300, reason: "counted twice" },
  "balance.opened": { member: "1.5", asset: 0, amount: 42_000, kind: "paid" },
  "credit.expired": { member: "1.5", asset: 0, amount: 200 },
  "lease.granted": { terminal: 1, member: "1.5", asset: 0, amount: 9000 },
  "lease.returned": { terminal: 1, member: "1.5", asset: 0, amount: 4000 },
  "review.moved": {
    event: { journal: OTHER_JOURNAL, seq: 8 },
    moves: [{ account: "sales", asset: 0, amount: 100 }],
    reason: "revoked",
  },
  "card.issued": {
    card: "1.7",
    generation: 0,
    member: "1.5",
    asset: 0,
    family: "classic",
    uid: "04a1b2c3",
    header: JOURNAL,
    record: sampleRecord(0, 1),
  },
  "card.blocked": { card: "1.7", reason: "lost" },
  "card.unblocked": { card: "1.7", blocks: [{ journal: OTHER_JOURNAL, seq: 12 }], reason: "found" },
  "card.written": { member: "1.5", asset: 0, reason: "settle", write },
  "card.confirmed": { intent: 11, card: "1.7", member: "1.5", asset: 0, earn: 20_000, ops: [{ op: 1, amount: 600 }] },
  "card.settled": {
    intent: { journal: JOURNAL, seq: 11 },
    card: "1.7",
    member: "1.5",
    asset: 0,
    outcome: "real",
    kind: "spend",
    spend: 15_000,
    earn: 3000,
    evidence: "next-write",
  },
  "card.alarmed": { card: "1.7", kind: "below-last-seen", shown: sampleRecord(10, 2), lastSeen: sampleRecord(9, 3) },
  "operation.created": {
    card: "1.7",
    op: 1,
    member: "1.5",
    asset: 0,
    amount: 600,
    reason: "pool",
    signature: toBase64Url(Uint8Array.from({ length: 64 }, (_, i) => i)),
  },
  "operation.returned": { card: "1.7", op: 1, member: "1.5", asset: 0, amount: 600 },
  "gap.adopted": {
    card: "1.7",
    asset: 0,
    record: sampleRecord(1000, 9),
    owes: 2,
    amount: 800,
    ops: [{ op: 3, amount: 50 }],
    reason: "journal-lost",
  },
  "sale.recorded": {
    asset: 0,
    lines: [
      line,
      {
        id: 2,
        product: "tea-500",
        category: "tea",
        qty: 2500,
        price: 40_000,
        discount: 1000,
        tax: { bp: 1000, amount: 9000 },
        net: 99_000,
      },
    ],
    discount: 1000,
    total: 299_000,
    tenders: [
      { kind: "cash", amount: 184_000, drawer: 1, given: 200_000 },
      { kind: "bank-card", amount: 100_000, ref: "55012" },
      { kind: "purse", amount: 15_000 },
    ],
    member: "1.5",
    inputs: { tier: "gold", progress: 5_000_000, reached: { tier: "gold", from: 4_000_000 } },
    movements: [
      { rule: "credit", kind: "spend", line: 1, amount: 10_033 },
      { rule: "credit", kind: "spend", line: 2, amount: 4967 },
      { rule: "tier-percent", kind: "earn", line: 1, amount: 1900 },
      { rule: "tier-percent", kind: "earn", line: 2, amount: 1500 },
    ],
    toPurse: 3000,
    toPool: 400,
    confirms: { seq: 14, card: "1.7", spend: 15_000, ops: [{ op: 2, amount: 500 }] },
  },
  "tender.intended": { asset: 0, member: "1.5", total: 299_000, spend: 15_000, earn: 3000, write: spendWrite },
  "tender.abandoned": { intent: 14 },
  "sale.voided": {
    sale: { journal: JOURNAL, seq: 15 },
    asset: 0,
    total: 299_000,
    lines: [
      { id: 1, qty: 1000, net: 200_000 },
      { id: 2, qty: 2500, net: 99_000 },
    ],
    tenders: [
      { kind: "cash", amount: 184_000, drawer: 1 },
      { kind: "bank-card", amount: 100_000 },
      { kind: "purse", amount: 15_000 },
    ],
    member: "1.5",
    movements: [{ rule: "tier-percent", kind: "earn-return", line: 1, amount: 3400 }],
    taken: { pool: 3400 },
    restored: { pool: 15_000 },
  },
  "sale.refunded": {
    sale: { journal: JOURNAL, seq: 15 },
    asset: 0,
    total: 99_000,
    lines: [{ id: 2, qty: 2500, net: 99_000 }],
    tenders: [{ kind: "cash", amount: 94_000, drawer: 1 }],
    member: "1.5",
    taken: { pool: 1000, debt: 300, loss: 200 },
    restored: { pool: 4000, breakage: 1000 },
  },
  "refund.claimed": {
    sale: { journal: OTHER_JOURNAL, seq: 15 },
    asset: 0,
    total: 99_000,
    lines: [{ id: 2, qty: 2500, net: 99_000 }],
    tenders: [{ kind: "cash", amount: 94_000, drawer: 2 }],
    member: "1.5",
    held: 5000,
  },
  "cash.moved": { shift: "1.3", asset: 0, drawer: 1, kind: "paid-out", amount: 120_000, reason: "bread" },
  "shift.closed": {
    shift: "1.3",
    asset: 0,
    drawer: 1,
    number: 1,
    openedAt: 1_795_000_000_009,
    openedBy: "1.1",
    counted: 459_000,
    expected: 470_000,
    slips: 100_000,
    totals: {
      float: 500_000,
      sales: { count: 1, sum: 299_000 },
      paid: { cash: 184_000, bankCard: 100_000, credit: 15_000 },
      voids: { count: 0, sum: 0 },
      refunds: { count: 1, sum: 99_000 },
      back: { cash: 94_000, bankCard: 0, credit: 5000 },
      paidIn: { count: 0, sum: 0 },
      paidOut: { count: 1, sum: 120_000 },
      earned: { purse: 3000, pool: 400 },
      taken: 1500,
      doubts: { count: 1, sum: 15_000 },
      unsynced: 0,
    },
    head: { seq: 37, hash: HASH32 },
  },
  "shift.handed": { shift: "1.3", from: "1.1", to: "2.1", count: { counted: 459_000, expected: 470_000 } },
  "staff.changed": { staff: "2.1", role: "manager", digest: HASH32, state: "active", revision: 1 },
  "act.noted": { act: "receipt-copied", sale: { journal: JOURNAL, seq: 15 }, shift: "1.3" },
  "void.intended": {
    sale: { journal: JOURNAL, seq: 15 },
    asset: 0,
    member: "1.5",
    take: 17_500,
    write: { card: "1.7", before: sampleRecord(20_000, 6), after: sampleRecord(2500, 7) },
  },
  "member.verified": { member: "1.5", how: "staff" },
};

const voided = {
  sale: { journal: JOURNAL, seq: 15 },
  asset: 0,
  total: 299_000,
  lines: [
    { id: 1, qty: 1000, net: 200_000 },
    { id: 2, qty: 2500, net: 99_000 },
  ],
  member: "1.5",
};

/** A void that gives the card more than it takes, one that takes more, and one of a bill that nobody earned from. */
export const LATER_VOIDS: readonly {
  readonly type: "sale.voided";
  readonly version: 2;
  readonly payload: PayloadOf<"sale.voided">;
}[] = [
  {
    type: "sale.voided",
    version: 2,
    payload: {
      ...voided,
      tenders: [
        { kind: "cash", amount: 184_000, drawer: 1 },
        { kind: "bank-card", amount: 100_000, ref: "55012" },
        { kind: "purse", amount: 15_000 },
      ],
      movements: [
        { rule: "credit", kind: "spend-return", line: 1, amount: 10_033 },
        { rule: "credit", kind: "spend-return", line: 2, amount: 4967 },
        { rule: "tier-percent", kind: "earn-return", line: 1, amount: 1900 },
        { rule: "tier-percent", kind: "earn-return", line: 2, amount: 1500 },
      ],
      taken: { purse: 3000, pool: 400 },
      restored: { purse: 15_000 },
      raised: { tier: "gold", from: 4_000_000 },
      undoes: 14,
      write: { card: "1.7", before: sampleRecord(13_500, 5, 2), after: sampleRecord(25_500, 6, 2) },
    },
  },
  {
    type: "sale.voided",
    version: 2,
    payload: {
      ...voided,
      tenders: [
        { kind: "cash", amount: 296_500, drawer: 1 },
        { kind: "purse", amount: 2500 },
      ],
      movements: [
        { rule: "credit", kind: "spend-return", line: 1, amount: 2500 },
        { rule: "tier-percent", kind: "earn-return", line: 1, amount: 20_000 },
      ],
      taken: { purse: 20_000 },
      restored: { purse: 2500 },
      undoes: 14,
      confirms: { seq: 16, card: "1.7", take: 17_500 },
    },
  },
  {
    type: "sale.voided",
    version: 2,
    payload: {
      sale: { journal: JOURNAL, seq: 15 },
      asset: 0,
      total: 50_000,
      lines: [{ id: 1, qty: 1000, net: 50_000 }],
      tenders: [{ kind: "cash", amount: 50_000, drawer: 1 }],
      reason: "wrong price",
    },
  },
];

/** Payloads of later versions, in a chain of their own: what was frozen before stays as it is. */
export const LATER_SAMPLES = [
  ...LATER_VOIDS,
  { type: "member.profiled", version: 2, payload: { member: "1.5", digest: HASH32, mobile: "changed" } },
] as const;
