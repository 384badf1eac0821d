import fc from "fast-check";
import { expect, test } from "vitest";
import type { KnownEvent } from "../../../src-shared/ledger/event-types.ts";
import type { DatedEvent, Lot } from "../../../src-shared/ledger/lot.ts";
import { foldLots, type MemberLots } from "../../../src-shared/ledger/lots.ts";
import { JOURNAL, OTHER_JOURNAL, sampleRecord } from "./samples.ts";

const line = { id: 1, qty: 1000, price: 100_000, net: 100_000 };
const card = "1.7";
const member = "1.5";

/** An event of the till (T) or the authority (A), at a day of November 2026. */
function at(journal: "T" | "A", seq: number, day: number, event: Omit<KnownEvent, "version">): DatedEvent {
  const ref = { journal: journal === "T" ? JOURNAL : OTHER_JOURNAL, seq };
  const text = `2026-11-${String(day).padStart(2, "0")}`;
  // Each call below passes a type with its own payload; Omit loses the pairing of the union.
  return { ref, day: text, atMs: Date.parse(`${text}T10:00:00Z`) + seq, event: { ...event, version: 1 } as KnownEvent };
}

function earning(
  seq: number,
  day: number,
  counter: number,
  amount: number,
  ops?: { op: number; amount: number }[],
): DatedEvent {
  const after = sampleRecord(amount, counter);
  const write = { card, before: sampleRecord(0, counter - 1), after, ...(ops === undefined ? {} : { ops }) };
  const payload = { asset: 0, lines: [line], total: 100_000, tenders: [], member, toPurse: amount, write };
  return at("T", seq, day, { type: "sale.recorded", payload });
}

const confirmed = (seq: number, day: number, intent: number): DatedEvent =>
  at("T", seq, day, { type: "card.confirmed", payload: { intent, card, member, asset: 0 } });

function intended(seq: number, day: number, counter: number, spend: number): DatedEvent {
  const write = { card, before: sampleRecord(9, counter - 1), after: sampleRecord(0, counter) };
  return at("T", seq, day, { type: "tender.intended", payload: { asset: 0, member, total: spend, spend, write } });
}

function settled(
  seq: number,
  day: number,
  intent: number,
  outcome: "real" | "void",
  kind: "earn" | "spend",
  earn?: number,
): DatedEvent {
  const of = { intent: { journal: JOURNAL, seq: intent }, card, member, asset: 0, outcome, kind, evidence: "test" };
  return at("T", seq, day, { type: "card.settled", payload: { ...of, ...(earn === undefined ? {} : { earn }) } });
}

function gift(seq: number, day: number, amount: number, lock?: string): DatedEvent {
  const payload = { member, asset: 0, amount, rule: "gift", ...(lock === undefined ? {} : { lock }) };
  return at("A", seq, day, { type: "gift.granted", payload });
}

/** `day:kind:amount` of each lot, a lock as `!`. */
const brief = (lots: readonly Lot[]): string[] =>
  lots.map((lot) => `${lot.day.slice(8)}:${lot.kind}:${lot.amountMinor}${lot.lock === undefined ? "" : "!"}`);
const purse = (fold: MemberLots): string[] => brief(fold.purses.get(card)?.lots ?? []);

const TABLE: readonly {
  name: string;
  events: readonly DatedEvent[];
  pool?: string[];
  purse?: string[];
  doubts?: string[];
}[] = [
  {
    name: "the purse is first in, first out, in the order of its counter, whatever the clock said",
    events: [
      earning(1, 20, 2, 500),
      confirmed(2, 20, 1),
      earning(3, 18, 3, 300),
      confirmed(4, 18, 3),
      intended(5, 21, 4, 600),
      at("T", 6, 21, {
        type: "sale.recorded",
        payload: { asset: 0, lines: [line], total: 600, tenders: [], member, confirms: { seq: 5, card, spend: 600 } },
      }),
    ],
    purse: ["20:earned:200"],
  },
  {
    name: "an open spend has left the purse for doubt; a void one puts the very lots back with their old days",
    events: [earning(1, 20, 2, 500), confirmed(2, 20, 1), intended(3, 22, 3, 200)],
    purse: ["20:earned:300"],
    doubts: ["20:earned:200"],
  },
  {
    name: "void spend",
    events: [earning(1, 20, 2, 500), confirmed(2, 20, 1), intended(3, 22, 3, 200), settled(4, 23, 3, "void", "spend")],
    purse: ["20:earned:500"],
  },
  {
    name: "a void earning of a recorded sale is the pool's, with the day of the sale",
    events: [gift(1, 21, 50), earning(1, 20, 2, 500), settled(2, 24, 1, "void", "earn", 500)],
    pool: ["20:earned:500", "21:given:50"],
  },
  {
    name: "a spend that no sale took: its lots go to the pool with their old days",
    events: [earning(1, 20, 2, 500), confirmed(2, 20, 1), intended(3, 22, 3, 200), settled(4, 23, 3, "real", "spend")],
    purse: ["20:earned:300"],
    pool: ["20:earned:200"],
  },
  {
    name: "an operation brings the pool's oldest unlocked lots to the card; they take the later of their day and the last one's",
    events: [
      gift(1, 1, 70, "paid-purchase"),
      gift(2, 2, 80),
      at("A", 3, 3, { type: "balance.opened", payload: { member, asset: 0, amount: 40, kind: "paid" } }),
      earning(1, 5, 2, 500),
      confirmed(2, 5, 1),
      at("A", 4, 6, {
        type: "operation.created",
        payload: { card, op: 1, member, asset: 0, amount: 100, reason: "pool", signature: "" },
      }),
      earning(3, 7, 3, 10, [{ op: 1, amount: 100 }]),
      confirmed(4, 7, 3),
    ],
    pool: ["01:given:70!", "03:paid:20"],
    purse: ["05:earned:500", "07:earned:10", "07:given:80", "07:paid:20"],
  },
  {
    name: "a lot that was unlocked is as any other",
    events: [
      gift(1, 1, 70, "paid-purchase"),
      at("A", 2, 2, { type: "lot.unlocked", payload: { member, lot: { journal: OTHER_JOURNAL, seq: 1 } } }),
    ],
    pool: ["01:given:70"],
  },
];

test.each(TABLE)("golden: $name", ({ events, pool = [], purse: wanted = [], doubts = [] }) => {
  const shuffled = fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });
  fc.assert(
    fc.property(shuffled, (list) => {
      const fold = foldLots(list, member);
      expect(brief(fold.pool)).toEqual(pool);
      expect(purse(fold)).toEqual(wanted);
      expect([...fold.doubts.values()].flatMap(brief)).toEqual(doubts);
    }),
    { numRuns: 20 },
  );
});
