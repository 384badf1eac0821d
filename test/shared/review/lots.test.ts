import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventType, KnownEvent, PayloadOf } from "../../../src-shared/ledger/event-types.ts";
import type { DatedEvent, Lot } from "../../../src-shared/ledger/lot.ts";
import { foldLots, type MemberLots } from "../../../src-shared/ledger/lots.ts";
import { JOURNAL, OTHER_JOURNAL } from "../ledger/samples.ts";

const MEMBER = "1.5";
const OTHER = "1.6";

/** An event of the authority at a day of November 2026. */
function at<T extends EventType>(seq: number, day: number, type: T, payload: PayloadOf<T>): DatedEvent {
  const text = `2026-11-${String(day).padStart(2, "0")}`;
  // A type with its own payload, by this function's signature; the union's member can't be named by a variable type.
  const event = { type, version: 1, payload } as unknown as KnownEvent;
  return { ref: { journal: OTHER_JOURNAL, seq }, day: text, atMs: Date.parse(`${text}T10:00:00Z`) + seq, event };
}

const opened = (
  seq: number,
  day: number,
  amount: number,
  kind: "paid" | "earned" | "given" = "paid",
  member = MEMBER,
) => at(seq, day, "balance.opened", { member, asset: 0, amount, kind });
const leased = (seq: number, day: number, amount: number) =>
  at(seq, day, "lease.granted", { terminal: 1, member: MEMBER, asset: 0, amount });
const back = (seq: number, day: number, amount: number) =>
  at(seq, day, "lease.returned", { terminal: 1, member: MEMBER, asset: 0, amount });
const gift = (seq: number, day: number, amount: number, terms: Partial<PayloadOf<"gift.granted">> = {}) =>
  at(seq, day, "gift.granted", { member: MEMBER, asset: 0, amount, rule: "gift", ...terms });
const unlocked = (seq: number, day: number, lot: number) =>
  at(seq, day, "lot.unlocked", { member: MEMBER, lot: { journal: OTHER_JOURNAL, seq: lot } });
const adjusted = (seq: number, day: number, amount: number) =>
  at(seq, day, "adjustment.made", { member: MEMBER, asset: 0, amount, reason: "test" });
const expired = (seq: number, day: number, amount: number) =>
  at(seq, day, "credit.expired", { member: MEMBER, asset: 0, amount });
const boughtOnLease = (seq: number, day: number, amount: number) =>
  at(seq, day, "sale.recorded", {
    asset: 0,
    lines: [{ id: 1, qty: 1000, price: amount, net: amount }],
    total: amount,
    tenders: [{ kind: "lease", amount, terminal: 1 }],
    member: MEMBER,
  });

/** `day:kind:amount` of each lot, a lock as `!`. */
const brief = (lots: readonly Lot[]): string[] =>
  lots.map((lot) => `${lot.day.slice(8)}:${lot.kind}:${lot.amountMinor}${lot.lock === undefined ? "" : "!"}`);
const leases = (fold: MemberLots): string[] => [...fold.leases.values()].flatMap(brief);

const TABLE: readonly {
  readonly name: string;
  readonly events: readonly DatedEvent[];
  readonly pool: string[];
  readonly lease?: string[];
}[] = [
  {
    name: "what a lease gives back is the very lots, with their kind and day",
    events: [opened(1, 1, 500), gift(2, 5, 100), leased(3, 9, 550), back(4, 20, 550)],
    pool: ["01:paid:500", "05:given:100"],
  },
  {
    name: "a lease is spent first in, first out",
    events: [opened(1, 1, 500), gift(2, 5, 100), leased(3, 9, 550), boughtOnLease(4, 10, 520)],
    pool: ["05:given:50"],
    lease: ["05:given:30"],
  },
  {
    name: "a merged member brings lots with kinds, days and locks",
    events: [
      opened(1, 3, 500, "paid", OTHER),
      at(2, 1, "gift.granted", { member: OTHER, asset: 0, amount: 70, rule: "welcome", lock: "paid-purchase" }),
      gift(3, 2, 20),
      at(4, 9, "member.merged", { from: OTHER, into: MEMBER, asset: 0, amount: 570 }),
      adjusted(5, 10, -30),
    ],
    pool: ["01:given:70!", "03:paid:490"],
  },
  {
    name: "an unlocking that a clock put before its lot still unlocks it",
    events: [unlocked(2, 1, 1), gift(1, 5, 70, { lock: "paid-purchase" })],
    pool: ["05:given:70"],
  },
  {
    name: "what was short is paid by a lot when it is unlocked",
    events: [gift(1, 1, 70, { lock: "paid-purchase" }), adjusted(2, 2, -30), unlocked(3, 3, 1)],
    pool: ["01:given:40"],
  },
  {
    name: "credit that is not usable yet is passed over",
    events: [gift(1, 1, 70, { usableFrom: "2026-11-10" }), opened(2, 2, 50), adjusted(3, 9, -20), adjusted(4, 10, -20)],
    pool: ["01:given:50", "02:paid:30"],
  },
  {
    name: "expiry takes what has ended, locked or not, and paid-in money last",
    events: [
      opened(1, 1, 50),
      gift(2, 2, 70, { lock: "paid-purchase", endsOn: "2026-11-08" }),
      gift(3, 3, 30),
      expired(4, 9, 90),
    ],
    pool: ["01:paid:50", "03:given:10"],
  },
];

test.each(TABLE)("golden: $name", ({ events, pool, lease = [] }) => {
  const shuffled = fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });
  fc.assert(
    fc.property(shuffled, (list) => {
      const fold = foldLots(list, MEMBER);
      expect(brief(fold.pool)).toEqual(pool);
      expect(leases(fold)).toEqual(lease);
      expect(fold.poolShortMinor).toBe(0);
    }),
    { numRuns: 10 },
  );
});

test("a merged member has nothing left", () => {
  const events = [
    opened(1, 3, 500, "earned", OTHER),
    at(2, 4, "member.merged", { from: OTHER, into: MEMBER, asset: 0, amount: 500 }),
  ];
  expect(brief(foldLots(events, OTHER).pool)).toEqual([]);
  expect(JOURNAL).not.toBe(OTHER_JOURNAL);
});
