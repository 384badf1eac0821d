import { expect, test } from "vitest";
import { fromBase64Url } from "../../../src-shared/base/bytes.ts";
import { applyToMemory, lastSeen, type CardMemory } from "../../../src-shared/card/card-memory.ts";
import type { CardImage } from "../../../src-shared/card/card-view.ts";
import { spendableHere, type Spendable } from "../../../src-shared/card/spendable-here.ts";
import type { TapTerminal } from "../../../src-shared/card/tap-terminal.ts";
import {
  draftOf,
  intentFact,
  issuedImage,
  ours,
  plan,
  remember,
  sale,
  soldOn,
  TERMINAL,
  withSlot,
} from "./card-kit.ts";

const ISSUED = issuedImage();
const KNOWN = remember({ kind: "issued", record: ours(ISSUED).current.text });

/** A card with `balance` on it, known here. */
function holding(balance: number): { image: CardImage; memory: CardMemory } {
  return soldOn(ISSUED, KNOWN, { seq: 1, request: sale(balance) });
}

function spendable(of: { image: CardImage; memory: CardMemory }, change: Partial<TapTerminal> = {}): Spendable {
  return spendableHere({ view: ours(of.image), memory: of.memory, terminal: { ...TERMINAL, ...change } });
}

test("the balance bounds, then the cap of a tap, of the card, of the terminal", () => {
  expect(spendable(holding(90))).toEqual({ minor: 90, boundBy: "balance" });
  expect(spendable(holding(900_000))).toEqual({ minor: 500_000, boundBy: "per-tap" });
  const spent = {
    ...holding(900_000),
    memory: { ...holding(900_000).memory, spends: [{ seq: 9, amountMinor: 450_000 }] },
  };
  expect(spendable(spent)).toEqual({ minor: 150_000, boundBy: "per-card" });
  const used = { usedMinor: { terminal: 9_990_000, unknownCards: 0 } };
  expect(spendable(holding(900_000), used)).toEqual({ minor: 10_000, boundBy: "per-terminal" });
});

test("a card that nobody told this terminal of has the caps of unknown cards", () => {
  const { image } = holding(900_000);
  const stranger = { image, memory: remember() };
  expect(spendable(stranger)).toEqual({ minor: 400_000, boundBy: "unknown-card" });
  const used = { usedMinor: { terminal: 0, unknownCards: 950_000 } };
  expect(spendable(stranger, used)).toEqual({ minor: 50_000, boundBy: "unknown-cards" });
});

test("caps shrink with the age of the feed, down to nothing; a grant of the head office stands above them", () => {
  const limits = {
    ...TERMINAL.limits,
    shrink: [
      { olderThanMs: 1000, keepBp: 5000 },
      { olderThanMs: 2000, keepBp: 0 },
    ],
  };
  const at = (feedAgeMs: number, authorisedMinor = 0): number =>
    spendable(holding(900_000), { limits, feedAgeMs, authorisedMinor }).minor;
  expect([at(999), at(1000), at(1999), at(2000)]).toEqual([500_000, 250_000, 250_000, 0]);
  expect(at(2000, 700_000)).toBe(700_000);
  expect(at(2000, 5_000_000)).toBe(900_000);
});

test("an open spend counts against the card's cap until it is void or a feed covers it", () => {
  const { image, memory } = holding(900_000);
  const draft = draftOf(plan(image, memory, sale(0, 500_000)));
  const open = applyToMemory(memory, intentFact(2, draft));
  expect(spendable({ image, memory: open }).minor).toBe(100_000);
  const gone = applyToMemory(open, { kind: "settled", intentSeq: 2, outcome: "VOID" });
  expect(spendable({ image, memory: gone }).minor).toBe(500_000);
  expect(spendable({ image, memory: applyToMemory(open, { kind: "contact", youSeq: 1 }) }).minor).toBe(100_000);
  expect(spendable({ image, memory: applyToMemory(open, { kind: "contact", youSeq: 2 }) }).minor).toBe(500_000);
});

test("a refused spend names the amount that works, and that amount works", () => {
  const { image, memory } = holding(900_000);
  const over = plan(image, memory, sale(0, 500_001)).step;
  expect(over).toEqual({ kind: "refused", refusal: { code: "spend-over-limit", worksMinor: 500_000 } });
  expect(plan(image, memory, sale(0, 500_000)).step.kind).toBe("write");
  const small = holding(90);
  const beyond = plan(small.image, small.memory, sale(50, 91)).step;
  expect(beyond).toEqual({ kind: "refused", refusal: { code: "spend-over-balance", worksMinor: 90 } });
});

test("nothing can be spent where the card can't be written: blocked, held, rolled back", () => {
  const { image, memory } = holding(100);
  const blocked = applyToMemory(memory, { kind: "blocked", blocked: true });
  expect(spendable({ image, memory: blocked }).minor).toBe(0);
  expect(spendable({ image, memory }, { mode: "held" }).minor).toBe(0);
  expect(spendable({ image: ISSUED, memory }).minor).toBe(0);
  expect(plan(image, memory, sale(5), { mode: "held" }).step).toMatchObject({
    earnToPoolMinor: 5,
    refusal: { code: "terminal-held" },
  });
  expect(plan(image, blocked, sale(0, 5)).step).toMatchObject({ kind: "refused", refusal: { code: "card-blocked" } });
});

test("what does not fit under the purse's ceiling goes to the pool; a full purse is not written for nothing", () => {
  const { image, memory } = holding(999_990);
  const planned = draftOf(plan(image, memory, sale(30)));
  expect(planned).toMatchObject({ earnToPurseMinor: 10, earnToPoolMinor: 20 });
  const full = holding(1_000_000);
  expect(plan(full.image, full.memory, sale(30)).step).toEqual({
    kind: "no-write",
    earnToPoolMinor: 30,
    refusal: null,
  });
  expect(draftOf(plan(full.image, full.memory, sale(30, 40)))).toMatchObject({ earnToPurseMinor: 30, spendMinor: 40 });
});

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("the amount %d is refused", (minor) => {
  const { image, memory } = holding(100);
  for (const request of [sale(minor), sale(0, minor)]) {
    expect(plan(image, memory, request).step).toMatchObject({ kind: "refused", refusal: { code: "amount-invalid" } });
  }
});

test("operations: in order, above the card's number, in the same write as the sale, once", () => {
  const { image, memory } = holding(100);
  const told = [3, 1, 2].reduce(
    (state, opSeq) => applyToMemory(state, { kind: "operation", opSeq, amountMinor: opSeq * 10, basisCounter: null }),
    memory,
  );
  const draft = draftOf(plan(image, told, sale(5)));
  expect(draft.opsApplied.map(({ opSeq }) => opSeq)).toEqual([1, 2, 3]);
  const sold = soldOn(image, told, { seq: 2, request: sale(5, 20) });
  expect(ours(sold.image).current.record).toMatchObject({ balanceMinor: 145, opSeq: 3 });
  expect(sold.memory.operations).toEqual([]);
  const again = applyToMemory(sold.memory, { kind: "operation", opSeq: 2, amountMinor: 20, basisCounter: null });
  expect(draftOf(plan(sold.image, again, sale(5))).opsApplied).toEqual([]);
});

test("an operation that takes needs every record since its basis, and takes what is left", () => {
  const { image, memory } = holding(100);
  const basis = lastSeen(memory)?.counter ?? 0;
  const take = { kind: "operation", opSeq: 1, amountMinor: -150, basisCounter: basis } as const;
  const told = applyToMemory(memory, take);
  expect(draftOf(plan(image, told, sale(5))).opsApplied).toEqual([{ opSeq: 1, amountMinor: -100 }]);
  // Another terminal wrote since, and nobody told this one.
  const draft = draftOf(plan(image, remember(), sale(7), { writer: 2 }));
  const moved = withSlot(image, draft.slot, fromBase64Url(draft.after));
  expect(draftOf(plan(moved, told, sale(5))).opsApplied).toEqual([]);
  const fed = applyToMemory(told, { kind: "last-seen", record: draft.after });
  expect(draftOf(plan(moved, fed, sale(5))).opsApplied).toEqual([{ opSeq: 1, amountMinor: -107 }]);
});
