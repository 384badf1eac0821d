import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvent, type EventType, type PayloadOf } from "../../../src-shared/ledger/event-types.ts";
import type { DatedEvent } from "../../../src-shared/ledger/lot.ts";
import { openWelcomeLocks } from "../../../src-shared/programme/welcome-lock.ts";
import { HASH32, JOURNAL } from "../ledger/samples.ts";

type Step = "bought" | "bought-with-credit" | "undone" | "code" | "word" | "number" | "address" | "other-verified";

const sale = { asset: 0, member: "1.5", total: 100, lines: [{ id: 1, qty: 1000, price: 100, net: 100 }] };
const EVENTS: Readonly<Record<Step, readonly [EventType, number, unknown]>> = {
  bought: ["sale.recorded", 1, { ...sale, tenders: [{ kind: "bank-card", amount: 100 }] }],
  "bought-with-credit": ["sale.recorded", 1, { ...sale, tenders: [{ kind: "purse", amount: 100 }] }],
  undone: ["sale.voided", 2, { ...sale, lines: [], tenders: [], sale: { journal: JOURNAL, seq: 1 } }],
  code: ["member.verified", 1, { member: "1.5", how: "code" }],
  word: ["member.verified", 1, { member: "1.5", how: "staff" }],
  number: ["member.profiled", 2, { member: "1.5", digest: HASH32, mobile: "changed" }],
  address: ["member.profiled", 1, { member: "1.5", digest: HASH32 }],
  "other-verified": ["member.verified", 1, { member: "1.6", how: "code" }],
};

/** The steps one after the other; an undoing undoes the purchase before it. */
function events(steps: readonly Step[]): DatedEvent[] {
  return steps.map((step, at) => {
    const [type, version, payload] = EVENTS[step];
    const bought = steps.slice(0, at).lastIndexOf("bought") + 1;
    const fixed: unknown =
      step === "undone"
        ? {
            ...(payload as PayloadOf<"sale.voided">),
            lines: [{ id: 1, qty: 1000, net: 100 }],
            tenders: cash,
            sale: { journal: JOURNAL, seq: bought },
          }
        : payload;
    const event = readEvent(type, version, fixed);
    if (event.type === "unknown") throw new Error(`${step}: ${event.reason}`);
    return { ref: { journal: JOURNAL, seq: at + 1 }, day: "2026-11-22", atMs: at, event };
  });
}
const cash = [{ kind: "cash", amount: 100, drawer: 1 }];

const open = (steps: readonly Step[]): string[] => [...openWelcomeLocks(events(steps), "1.5")];
const [PAID, BOTH] = ["paid-purchase", "paid-purchase-verified"];

test.each<[string, Step[], (string | undefined)[]]>([
  ["nothing happened", [], []],
  ["a purchase opens the first lock alone", ["bought"], [PAID]],
  ["a verified mobile alone opens none", ["code"], []],
  ["purchase, then code", ["bought", "code"], [PAID, BOTH]],
  ["code, then purchase", ["code", "bought"], [PAID, BOTH]],
  ["the staff's word is as good", ["word", "bought"], [PAID, BOTH]],
  ["credit alone is no paid purchase", ["code", "bought-with-credit"], []],
  ["an undone purchase is none", ["code", "bought", "undone"], []],
  ["an undone purchase, then a second one", ["code", "bought", "undone", "bought"], [PAID, BOTH]],
  ["the number changed before the purchase", ["code", "number", "bought"], [PAID]],
  ["and the new one was verified", ["code", "number", "bought", "code"], [PAID, BOTH]],
  ["the number changed afterwards: what opened stays open", ["code", "bought", "number"], [PAID, BOTH]],
  ["another part of the profile changed", ["code", "address", "bought"], [PAID, BOTH]],
  ["somebody else's number, merged into this member", ["other-verified", "bought"], [PAID]],
])("%s", (_what, steps, locks) => {
  expect(open(steps)).toEqual(locks);
});

test("in whatever order the events come, the same locks are open; and more events never lock again", () => {
  const step = fc.constantFrom<Step>("bought", "bought-with-credit", "code", "word", "number", "address");
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.integer(), fc.nat(), (steps, seed, cut) => {
      const all = events(steps);
      const shuffled = all.toSorted((a, b) => ((a.ref.seq * seed) % 7) - ((b.ref.seq * seed) % 7));
      expect(openWelcomeLocks(shuffled, "1.5")).toEqual(openWelcomeLocks(all, "1.5"));
      const before = openWelcomeLocks(all.slice(0, cut % (all.length + 1)), "1.5");
      expect([...before].every((lock) => openWelcomeLocks(all, "1.5").has(lock))).toBe(true);
    }),
  );
});
