import fc from "fast-check";
import { expect, test } from "vitest";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import { project } from "../../../src-shared/ledger/projection.ts";
import { MemoryTables } from "../../../src-shared/ledger/tables.ts";
import { JOURNAL, OTHER_JOURNAL, SAMPLES, sampleEnvelope, sampleRecord } from "./samples.ts";

const CARD = "1.7";
/** What may be said of one card, in the order in which a journal says it: blocks are named by their place. */
type Said = { readonly what: "block" } | { readonly what: "lift"; readonly blocks: readonly number[] };

const said: fc.Arbitrary<Said[]> = fc.array(
  fc.oneof(
    fc.constant({ what: "block" as const }),
    fc.record({ what: fc.constant("lift" as const), blocks: fc.array(fc.nat(11), { minLength: 1, maxLength: 3 }) }),
  ),
  { maxLength: 12 },
);

/** Blocks stand at the till, what lifts them at the authority, each under the number of its place. */
function eventsOf(list: readonly Said[]): Envelope[] {
  return list.map((each, place) =>
    each.what === "block"
      ? sampleEnvelope("card.blocked", place + 10, { card: CARD, reason: "lost" })
      : {
          ...sampleEnvelope("card.unblocked", place + 10, {
            card: CARD,
            blocks: each.blocks.map((block) => ({ journal: JOURNAL, seq: block + 10 })),
            reason: "found",
          }),
          journal: OTHER_JOURNAL,
        },
  );
}

const issued = sampleEnvelope("card.issued", 1, { ...SAMPLES["card.issued"], card: CARD });
const written = [
  sampleEnvelope("gap.adopted", 2, { ...SAMPLES["gap.adopted"], card: CARD, record: sampleRecord(5000, 3) }),
];
const replacement = { ...SAMPLES["card.issued"], card: "1.8", replaces: CARD };
const replaced = { ...sampleEnvelope("card.issued", 3, replacement), journal: OTHER_JOURNAL };

function foldOf(events: readonly Envelope[]): MemoryTables {
  const tables = new MemoryTables();
  for (const each of events) expect(project(tables, each).posted, each.type).toBe(true);
  return tables;
}

const rowsOf = (tables: MemoryTables): unknown => [tables.rows("card"), tables.rows("cardBlock")];
const shuffled = (events: readonly Envelope[]): fc.Arbitrary<Envelope[]> =>
  fc.shuffledSubarray([...events], { minLength: events.length });

test("law: in whatever order blocks, what lifts them, issue, record and replacement come, the rows are the same", () => {
  const story = said.chain((list) => {
    const all = [issued, ...written, ...eventsOf(list)];
    return fc.tuple(fc.constant(list), shuffled(all), shuffled(all), fc.boolean());
  });
  fc.assert(
    fc.property(story, ([list, one, other, isReplaced]) => {
      const more = isReplaced ? [replaced] : [];
      expect(rowsOf(foldOf([...more, ...one]))).toEqual(rowsOf(foldOf([...other, ...more])));
      const named = new Set(list.flatMap((each) => (each.what === "lift" ? each.blocks : [])));
      const standing = list.filter((each, place) => each.what === "block" && !named.has(place)).length;
      const card = foldOf([...one, ...more]).get("card", [CARD]);
      expect(card?.blocks).toBe(standing);
      expect(card?.state).toBe(isReplaced ? "replaced" : standing > 0 ? "blocked" : "active");
    }),
    { numRuns: 300 },
  );
});

test("a block that the lifting did not know of stands, also when both tills blocked the same card", () => {
  const blocks = eventsOf([{ what: "block" }, { what: "block" }]);
  const lifts = eventsOf([{ what: "lift", blocks: [0] }]);
  expect(foldOf([issued, ...blocks, ...lifts]).get("card", [CARD])).toMatchObject({ state: "blocked", blocks: 1 });
});

test("a block that was lifted twice is lifted once: the next block of the card stands", () => {
  const list: Said[] = [{ what: "block" }, { what: "lift", blocks: [0] }, { what: "lift", blocks: [0] }];
  const lifted = foldOf([issued, ...eventsOf(list)]);
  expect(lifted.get("card", [CARD])).toMatchObject({ state: "issuing", blocks: 0 });
  const again = foldOf([issued, ...eventsOf([...list, { what: "block" }])]);
  expect(again.get("card", [CARD])).toMatchObject({ state: "blocked", blocks: 1 });
});
