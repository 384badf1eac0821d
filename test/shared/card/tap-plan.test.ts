import { expect, test } from "vitest";
import { fromBase64Url } from "../../../src-shared/base/bytes.ts";
import { COUNTER_REFUSE, COUNTER_WARN, encodeRecordBody } from "../../../src-shared/card/card-bytes.ts";
import { applyToMemory, lastSeen, type CardMemory } from "../../../src-shared/card/card-memory.ts";
import { viewCard, type CardImage, type Slot } from "../../../src-shared/card/card-view.ts";
import { judgeReadBack, type IntentDraft, type TapPlan } from "../../../src-shared/card/tap-plan.ts";
import {
  AUTH,
  draftOf,
  intentFact,
  issuedImage,
  ours,
  plan,
  remember,
  sale,
  soldOn,
  UID,
  withSlot,
  CARD_NO,
} from "./card-kit.ts";

const GARBAGE = new Uint8Array(16).fill(0x5a);
const ISSUED = issuedImage();
const ISSUE_FACT = { kind: "issued", record: ours(ISSUED).current.text } as const;

/** A card that this terminal sold on once (balance 100 at counter 2) and an open intent on top (counter 3). */
function open(request = sale(7)): { image: CardImage; memory: CardMemory; intent: IntentDraft } {
  const first = soldOn(ISSUED, remember(ISSUE_FACT), { seq: 1, request: sale(100) });
  const intent = draftOf(plan(first.image, first.memory, request));
  return { image: first.image, memory: applyToMemory(first.memory, intentFact(2, intent)), intent };
}

function put(image: CardImage, intent: IntentDraft): CardImage {
  return withSlot(image, intent.slot, fromBase64Url(intent.after));
}

function otherTerminalSells(image: CardImage, earnMinor: number): CardImage {
  return put(image, draftOf(plan(image, remember(), sale(earnMinor), { writer: 2 })));
}

/** Journals the intent of a plan, writes and reads back; the settlements that follow. */
function settledBy(image: CardImage, memory: CardMemory, planned: TapPlan): unknown {
  const draft = draftOf(planned);
  const intended = applyToMemory(memory, intentFact(9, draft));
  const judged = judgeReadBack({ memory: intended, intentSeq: 9, view: viewCard(AUTH, put(image, draft)) });
  return {
    outcome: judged.outcome,
    settlements: judged.settlements.map(({ intentSeq, outcome }) => [intentSeq, outcome]),
  };
}

test("a sale writes the older slot, one counter up, and is REAL when read back", () => {
  const first = soldOn(ISSUED, remember(ISSUE_FACT), { seq: 1, request: sale(100) });
  const draft = draftOf(plan(first.image, first.memory, sale(20, 30)));
  expect(draft.slot).toBe(ours(first.image).current.slot === 0 ? 1 : 0);
  expect(draft).toMatchObject({ earnToPurseMinor: 20, earnToPoolMinor: 0, spendMinor: 30, opsApplied: [] });
  expect(ours(put(first.image, draft)).current.record).toMatchObject({ balanceMinor: 90, counter: 3, writer: 1 });
});

test("open, current slot = B exactly: the same bytes again into the same slot", () => {
  const { image, memory, intent } = open();
  const again = { kind: "rewrite", intentSeq: 2, slot: intent.slot, record: intent.after };
  expect(plan(image, memory, { kind: "settle" }).step).toEqual(again);
  expect(plan(withSlot(image, intent.slot, GARBAGE), memory, sale(5)).step).toEqual(again);
  const judged = judgeReadBack({ memory, intentSeq: 2, view: viewCard(AUTH, put(image, intent)) });
  expect(judged.outcome).toBe("REAL");
  expect(judgeReadBack({ memory, intentSeq: 2, view: viewCard(AUTH, image) }).outcome).toBe("OPEN");
  expect(judgeReadBack({ memory, intentSeq: 2, view: null }).outcome).toBe("OPEN");
});

test("open, current slot = X: never refreshed in place; the next record on top makes both REAL", () => {
  const { image, memory, intent } = open();
  const shown = put(image, intent);
  const planned = plan(shown, memory, sale(5));
  expect(planned.settlements).toEqual([]);
  expect(draftOf(planned)).toMatchObject({ before: intent.after, slot: intent.slot === 0 ? 1 : 0 });
  expect(settledBy(shown, memory, planned)).toEqual({ outcome: "REAL", settlements: [[2, "REAL"]] });
  const touched = plan(shown, memory, { kind: "settle" });
  expect(draftOf(touched)).toMatchObject({ earnToPurseMinor: 0, spendMinor: 0 });
  expect(settledBy(shown, memory, touched)).toEqual({ outcome: "REAL", settlements: [[2, "REAL"]] });
});

test("open, n+1 with other bytes: on top of what is current; that is REAL and the intent is VOID", () => {
  const { image, memory } = open();
  const shown = otherTerminalSells(image, 50);
  const planned = plan(shown, memory, sale(5));
  expect(planned).toMatchObject({ settlements: [], alarm: null });
  expect(settledBy(shown, memory, planned)).toEqual({ outcome: "REAL", settlements: [[2, "VOID"]] });
});

test("open, n+2 or more: stays open here, the till sells on top", () => {
  const { image, memory } = open();
  const shown = otherTerminalSells(otherTerminalSells(image, 50), 60);
  const planned = plan(shown, memory, sale(5));
  expect(settledBy(shown, memory, planned)).toEqual({ outcome: "REAL", settlements: [] });
  expect(plan(shown, memory, { kind: "settle" }).step).toEqual({ kind: "no-write", earnToPoolMinor: 0, refusal: null });
});

test("below last seen: alarm, no write, earning to the pool, spending refused", () => {
  const { memory } = open();
  const below = plan(ISSUED, memory, sale(5));
  expect(below.alarm?.kind).toBe("below-last-seen");
  expect(below.step).toEqual({
    kind: "no-write",
    earnToPoolMinor: 5,
    refusal: { code: "card-rolled-back", worksMinor: null },
  });
  expect(plan(ISSUED, memory, sale(0, 5)).step).toMatchObject({
    kind: "refused",
    refusal: { code: "card-rolled-back" },
  });
  const beside = otherTerminalSells(ISSUED, 99);
  expect(plan(beside, memory, sale(5)).alarm?.kind).toBe("other-record-than-last-seen");
});

test("a card below an open intent's before-record that nobody confirmed accuses nobody (decision 0201)", () => {
  // Another terminal's record X was only read; this terminal's intent on X never landed; then X faded.
  const before = soldOn(ISSUED, remember(ISSUE_FACT), { seq: 1, request: sale(100) });
  const faded = otherTerminalSells(before.image, 50);
  const intent = draftOf(plan(faded, before.memory, sale(5)));
  const memory = applyToMemory(before.memory, intentFact(2, intent));
  const planned = plan(before.image, memory, sale(6));
  expect(planned.alarm).toBeNull();
  expect(settledBy(before.image, memory, planned)).toEqual({ outcome: "REAL", settlements: [[2, "VOID"]] });
});

test("no valid slot is damage, never balance 0; what is not ours names nobody and earns nothing", () => {
  const damaged: CardImage = { ...ISSUED, slots: [GARBAGE, GARBAGE.slice().fill(1)] };
  expect(plan(damaged, remember(), sale(5)).step).toMatchObject({
    earnToPoolMinor: 5,
    refusal: { code: "card-damaged" },
  });
  const blank: CardImage = { uid: UID, header: new Uint8Array(16), slots: [new Uint8Array(16), new Uint8Array(16)] };
  expect(plan(blank, remember(), sale(5)).step).toMatchObject({ earnToPoolMinor: 0, refusal: { code: "card-blank" } });
  const foreign: CardImage = { ...blank, header: GARBAGE };
  expect(plan(foreign, remember(), sale(5)).step).toMatchObject({
    earnToPoolMinor: 0,
    refusal: { code: "card-foreign" },
  });
});

test("an abandoned spend is never written again; the next record on B makes it VOID", () => {
  const { image, memory, intent } = open(sale(0, 40));
  const left = applyToMemory(memory, { kind: "abandoned", intentSeq: 2 });
  const planned = plan(image, left, sale(5));
  expect(draftOf(planned)).toMatchObject({ before: intent.before, earnToPurseMinor: 5, spendMinor: 0 });
  expect(settledBy(image, left, planned)).toEqual({ outcome: "REAL", settlements: [[2, "VOID"]] });
});

test("an abandoned spend asked again has the same bytes: the earlier intent is VOID, the later owns the record", () => {
  const { image, memory, intent } = open(sale(0, 40));
  const left = applyToMemory(memory, { kind: "abandoned", intentSeq: 2 });
  const again = draftOf(plan(image, left, sale(0, 40)));
  expect(again.after).toBe(intent.after);
  const both = applyToMemory(left, intentFact(3, again));
  expect(plan(image, both, sale(1)).settlements).toMatchObject([{ intentSeq: 2, outcome: "VOID" }]);
  const judged = judgeReadBack({ memory: both, intentSeq: 3, view: viewCard(AUTH, put(image, again)) });
  expect(judged).toMatchObject({ outcome: "REAL", settlements: [{ intentSeq: 2, outcome: "VOID" }] });
});

test("last seen rises on REAL only, also when the feed brings it", () => {
  const { image, memory, intent } = open();
  const counterOf = (state: CardMemory): number | undefined => lastSeen(state)?.counter;
  plan(put(image, intent), memory, { kind: "read" });
  expect(counterOf(memory)).toBe(2);
  expect(counterOf(applyToMemory(memory, { kind: "confirmed", intentSeq: 2 }))).toBe(3);
  const fed = applyToMemory(memory, { kind: "last-seen", record: intent.after });
  expect(counterOf(fed)).toBe(3);
  expect(plan(put(image, intent), fed, sale(1)).settlements).toMatchObject([{ intentSeq: 2, outcome: "REAL" }]);
});

test("a counter warns at 60,000 and is refused at 65,000; both without losing the earning", () => {
  const at = (counter: number): CardImage => {
    const place = { uid: UID, cardNo: CARD_NO, header: ISSUED.header };
    const body = encodeRecordBody({ asset: 0, keyVersion: 1, balanceMinor: 10, counter, opSeq: 0, writer: 2 });
    const slot: Slot = 0;
    return withSlot({ ...ISSUED, slots: [GARBAGE, GARBAGE] }, slot, AUTH.seal(place, body));
  };
  expect(plan(at(COUNTER_WARN - 1), remember(), sale(5))).toMatchObject({ wearingOut: false, step: { kind: "write" } });
  expect(plan(at(COUNTER_WARN), remember(), sale(5))).toMatchObject({ wearingOut: true, step: { kind: "write" } });
  expect(plan(at(COUNTER_REFUSE - 1), remember(), sale(5)).step.kind).toBe("write");
  expect(plan(at(COUNTER_REFUSE), remember(), sale(5)).step).toMatchObject({
    earnToPoolMinor: 5,
    refusal: { code: "card-worn-out" },
  });
});
