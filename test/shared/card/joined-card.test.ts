import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64Url } from "../../../src-shared/base/bytes.ts";
import type { CardImage } from "../../../src-shared/card/card-view.ts";
import type { CardHistory, CardJournal, JournalIntent } from "../../../src-shared/card/card-history.ts";
import { joinCard } from "../../../src-shared/card/joined-card.ts";
import type { IntentDraft, TapRequest } from "../../../src-shared/card/tap-plan.ts";
import { draftOf, issuedImage, ours, plan, remember, sale, withSlot } from "./card-kit.ts";

const ISSUED = issuedImage();
const RECORD = ours(ISSUED).current.text;

/** A write by the terminal `writer` on the card as it is; the card after it. */
function write(image: CardImage, writer: number, request: TapRequest): { draft: IntentDraft; image: CardImage } {
  const draft = draftOf(plan(image, remember(), request, { writer }));
  return { draft, image: withSlot(image, draft.slot, fromBase64Url(draft.after)) };
}

function told(seq: number, draft: IntentDraft, more: Partial<JournalIntent> = {}): JournalIntent {
  const { before, after, opsApplied, earnToPurseMinor, spendMinor } = draft;
  const intent = { seq, before, after, opsApplied, earnToPurseMinor, spendMinor };
  return { ...intent, abandoned: false, confirmed: false, settled: null, ...more };
}

function journal(writer: number, intents: JournalIntent[], state: CardJournal["state"] = "open"): CardJournal {
  return { journal: `j${writer}`, writer, state, intents };
}

function join(journals: CardJournal[], more: Partial<CardHistory> = {}): ReturnType<typeof joinCard> {
  return joinCard({ issued: RECORD, journals, operations: [], adopted: [], ...more });
}

const first = write(ISSUED, 1, sale(100));
const second = write(first.image, 2, sale(0, 30));
const third = write(second.image, 1, sale(5));
const other = write(first.image, 3, sale(9));

test("an unconfirmed intent is REAL when a REAL one names it, through any number of journals", () => {
  const joined = join([
    journal(1, [told(1, first.draft), told(2, third.draft, { confirmed: true })]),
    journal(2, [told(1, second.draft)]),
  ]);
  expect(joined.intents.map(({ status }) => status)).toEqual(["REAL", "REAL", "REAL"]);
  expect(joined).toMatchObject({ forks: [], missing: [], contradictions: [], purseMinor: 75 });
  // The spend is real and nobody has said yet whether the goods left.
  expect(joined.intents[2]?.moved).toMatchObject({ purseMinor: -30, doubtMinor: 30, soldMinor: 0 });
});

test("an intent is VOID when its before-record has another REAL successor, and so is what stands on it", () => {
  const onOther = write(other.image, 3, sale(1));
  const joined = join([
    journal(1, [told(1, first.draft, { confirmed: true })]),
    journal(2, [told(1, second.draft, { confirmed: true })]),
    journal(3, [told(1, other.draft), told(2, onOther.draft)]),
  ]);
  expect(joined.intents.filter(({ journal: name }) => name === "j3").map(({ status }) => status)).toEqual([
    "VOID",
    "VOID",
  ]);
  expect(joined.forks).toEqual([]);
  expect(joined.intents[2]?.moved).toMatchObject({ poolMinor: 9, purseMinor: 0, programmeMinor: -9 });
});

test("two unconfirmed successors of one record are open and no fork; two REAL ones are a fork", () => {
  const unconfirmed = [journal(2, [told(1, second.draft)]), journal(3, [told(1, other.draft)])];
  const base = journal(1, [told(1, first.draft, { confirmed: true })]);
  expect(join([base, ...unconfirmed])).toMatchObject({ forks: [] });
  expect(join([base, ...unconfirmed]).intents.map(({ status }) => status)).toEqual(["REAL", "OPEN", "OPEN"]);
  const both = [
    journal(2, [told(1, second.draft, { confirmed: true })]),
    journal(3, [told(1, other.draft, { confirmed: true })]),
  ];
  expect(join([base, ...both]).forks).toEqual([
    { before: first.draft.after, successors: [second.draft.after, other.draft.after].toSorted() },
  ]);
});

test("a missing record is the debt of the journal that it names: waited for, an alarm, or adopted", () => {
  const base = journal(1, [told(1, first.draft, { confirmed: true }), told(2, third.draft, { confirmed: true })]);
  const owed = (state: CardJournal["state"], intents: JournalIntent[] = []): unknown =>
    join([base, journal(2, intents, state)]).missing.map(({ writer, owes, debt }) => [writer, owes, debt]);
  expect(owed("open")).toEqual([[2, 1, "wait"]]);
  expect(owed("closed")).toEqual([[2, 1, "alarm"]]);
  expect(owed("lost")).toEqual([[2, 1, "adopt"]]);
  const later = write(write(third.image, 2, sale(1)).image, 2, sale(1));
  expect(owed("open", [told(9, later.draft)])).toEqual([[2, 1, "alarm"]]);
  expect(join([base]).missing).toMatchObject([{ writer: 2, debt: "unknown" }]);
  const adopted = join([base, journal(2, [], "lost")], { adopted: [{ record: second.draft.after, amountMinor: -30 }] });
  expect(adopted).toMatchObject({ missing: [], purseMinor: 75 });
});

test("a gap counts what is owed down to the last record known below it", () => {
  let at = first.image;
  let last = first.draft;
  for (let n = 0; n < 4; n++) ({ image: at, draft: last } = write(at, 3, sale(1)));
  const top = write(at, 1, sale(2));
  const joined = join([
    journal(1, [told(1, first.draft, { confirmed: true }), told(2, top.draft, { confirmed: true })]),
    journal(3, []),
  ]);
  expect(joined.missing).toEqual([{ record: last.after, writer: 3, owes: 4, debt: "wait" }]);
});

test("an operation passed by a REAL record without being in it is skipped", () => {
  const memory = remember({ kind: "operation", opSeq: 2, amountMinor: 11, basisCounter: null });
  const draft = draftOf(plan(ISSUED, memory, sale(1)));
  const confirmed = journal(1, [told(1, draft, { confirmed: true })]);
  expect(join([confirmed], { operations: [1, 2, 3] })).toMatchObject({ skippedOperations: [1], purseMinor: 12 });
  expect(join([journal(1, [told(1, draft)])], { operations: [1, 2, 3] }).skippedOperations).toEqual([]);
});

test("a real spend that was abandoned goes to the pool, less the cash-back that no sale earned", () => {
  const tender = write(first.image, 2, sale(4, 30));
  const joined = join([
    journal(1, [told(1, first.draft, { confirmed: true })]),
    journal(2, [told(1, tender.draft, { abandoned: true, settled: "REAL" })]),
  ]);
  expect(joined.intents[1]?.moved).toEqual({
    purseMinor: -26,
    poolMinor: 26,
    doubtMinor: 0,
    soldMinor: 0,
    programmeMinor: 0,
  });
});

test("a journal's own settlement holds while the journal of its evidence is missing", () => {
  const late = write(other.image, 1, sale(3));
  const joined = join([
    journal(1, [told(1, first.draft, { confirmed: true }), told(2, late.draft, { confirmed: true })]),
    journal(2, [told(1, second.draft, { settled: "VOID" })]),
  ]);
  expect(joined.intents.map(({ status }) => status)).toEqual(["REAL", "REAL", "VOID"]);
  expect(joined).toMatchObject({ contradictions: [], missing: [{ writer: 3, debt: "unknown" }] });
});

test("a journal that settled against the joined chain is named", () => {
  const joined = join([
    journal(1, [told(1, first.draft, { settled: "VOID" })]),
    journal(2, [told(1, second.draft, { confirmed: true })]),
  ]);
  expect(joined.contradictions).toEqual([{ journal: "j1", seq: 1 }]);
});

test("the order in which journals and intents arrive does not matter, and every movement sums to zero", () => {
  const onOther = write(other.image, 1, sale(2, 3));
  const flags = fc.record({
    abandoned: fc.boolean(),
    confirmed: fc.boolean(),
    settled: fc.constantFrom("REAL" as const, "VOID" as const, null),
  });
  const drafts = [first, second, third, other, onOther].map(({ draft }) => draft);
  const writers = [1, 2, 1, 3, 1];
  fc.assert(
    fc.property(
      fc.array(flags, { minLength: 5, maxLength: 5 }),
      fc.array(fc.nat(99), { minLength: 5, maxLength: 5 }),
      (all, keys) => {
        const entries = drafts.map((draft, i) => ({
          writer: writers[i] ?? 0,
          intent: told(i + 1, draft, all[i]),
          key: keys[i],
        }));
        const joinedOf = (list: typeof entries): ReturnType<typeof joinCard> =>
          join(
            [...Map.groupBy(list, ({ writer }) => writer)].map(([writer, group]) =>
              journal(
                writer,
                group.map((e) => e.intent),
              ),
            ),
          );
        const straight = joinedOf(entries);
        expect(joinedOf(entries.toSorted((a, b) => (a.key ?? 0) - (b.key ?? 0)))).toEqual(straight);
        for (const { moved } of straight.intents) {
          expect(Object.values(moved).reduce((sum, minor) => sum + minor, 0)).toBe(0);
        }
      },
    ),
  );
});
