import { assert, must } from "../base/assert.ts";
import { fromBase64Url } from "../base/bytes.ts";
import type { CardNo } from "../base/ids.ts";
import {
  counterDistance,
  decodeRecord,
  opSeqDistance,
  OPERATIONS_OUTSTANDING_MAX,
  type CardRecord,
} from "./card-bytes.ts";
import type { RecordText } from "./card-view.ts";
import { RIGHT_RULES, type TapRules } from "./tap-rules.ts";

/** Intents that may wait on one card; above it a terminal writes to that card no more until some are settled. */
export const OPEN_INTENTS_MAX = 32;
/** REAL records kept of one card. What is older is settled by the head office, which has them all. */
export const REAL_RECORDS_MAX = 32;

/** An operation as the terminal knows it, signature checked. A negative amount takes, and names its basis counter. */
export interface CardOperation {
  readonly opSeq: number;
  readonly amountMinor: number;
  readonly basisCounter: number | null;
}

/** An operation inside a write, with the amount that was really applied. */
export interface AppliedOperation {
  readonly opSeq: number;
  readonly amountMinor: number;
}

/** An intent of this terminal's own journal that is still OPEN. */
export interface OpenIntent {
  readonly seq: number;
  readonly before: RecordText;
  readonly after: RecordText;
  readonly earnToPurseMinor: number;
  readonly spendMinor: number;
  readonly opsApplied: readonly AppliedOperation[];
  readonly abandoned: boolean;
  /** A later intent of this journal writes the very same bytes: what is read back is that one. */
  readonly superseded: boolean;
}

/** What one terminal knows of one card. Plain data: it can be stored, and rebuilt from the journal and the feed. */
export interface CardMemory {
  readonly cardNo: CardNo;
  /** The card table has it: issued here or brought by the feed. Others fall under the caps for unknown cards. */
  readonly known: boolean;
  readonly blocked: boolean;
  /** REAL records, counters rising; the last is "last seen". A read alone never adds one. */
  readonly real: readonly RealRecord[];
  /** OPEN intents of this journal, seq rising. */
  readonly open: readonly OpenIntent[];
  /** Operations for this card that its last REAL record has not passed, in their order. */
  readonly operations: readonly CardOperation[];
  /** Own spends that no feed covers yet. */
  readonly spends: readonly { readonly seq: number; readonly amountMinor: number }[];
}

/** A record known to be REAL. */
export interface RealRecord {
  readonly counter: number;
  readonly text: RecordText;
}

/** What can be learnt of a card, each from one event or one row of the feed. Ours unless it says otherwise. */
export type CardFact =
  /** This terminal issued the card and read the first record back. */
  | { readonly kind: "issued"; readonly record: RecordText }
  | ({ readonly kind: "intent" } & Omit<OpenIntent, "abandoned" | "superseded">)
  /** The intent's bytes were read back. */
  | { readonly kind: "confirmed"; readonly intentSeq: number }
  | { readonly kind: "settled"; readonly intentSeq: number; readonly outcome: "REAL" | "VOID" }
  | { readonly kind: "abandoned"; readonly intentSeq: number }
  /** The feed's card row: the card exists and this is its last REAL record. */
  | { readonly kind: "last-seen"; readonly record: RecordText }
  | ({ readonly kind: "operation" } & CardOperation)
  | { readonly kind: "blocked"; readonly blocked: boolean }
  /** A feed that covers this journal's events up to `youSeq`. */
  | { readonly kind: "contact"; readonly youSeq: number };

/** The memory of a card that was never met. */
export function emptyMemory(cardNo: CardNo): CardMemory {
  return { cardNo, known: false, blocked: false, real: [], open: [], operations: [], spends: [] };
}

/** The memory after one more fact. Facts of one journal come in the journal's order; the feed's may come any time. */
export function applyToMemory(memory: CardMemory, fact: CardFact, rules: TapRules = RIGHT_RULES): CardMemory {
  switch (fact.kind) {
    case "issued":
    case "last-seen":
      return withReal({ ...memory, known: true }, [fact.record]);
    case "intent":
      return withIntent(memory, fact, rules);
    case "confirmed":
      return settled(memory, fact.intentSeq, "REAL");
    case "settled":
      return settled(memory, fact.intentSeq, fact.outcome);
    case "abandoned":
      return {
        ...memory,
        open: memory.open.map((intent) => (intent.seq === fact.intentSeq ? { ...intent, abandoned: true } : intent)),
      };
    case "operation":
      return withOperation(memory, fact);
    case "blocked":
      return { ...memory, blocked: fact.blocked };
    case "contact":
      return { ...memory, spends: memory.spends.filter((spend) => spend.seq > fact.youSeq) };
  }
}

/** The newest REAL record that is known: what a card must not be below. */
export function lastSeen(memory: CardMemory): RealRecord | null {
  return memory.real.at(-1) ?? null;
}

/** The fields of a record that we wrote or accepted. Throws on anything else. */
export function recordOf(text: RecordText): CardRecord {
  return must(decodeRecord(fromBase64Url(text)), "a record that was accepted can be read");
}

/**
 * Why an intent can be settled from what is known: the REAL record that proves it, or the intent that took its bytes.
 */
export interface Settlement {
  readonly intentSeq: number;
  readonly outcome: "REAL" | "VOID";
  readonly evidence: "real-successor" | "named-by-real" | "same-bytes-again";
  readonly proof: RecordText;
}

/**
 * The own OPEN intents that the known REAL records settle: REAL when its after-record is one of them; VOID when another
 * REAL record has the counter of its after-record or of its before-record, or when a later intent has its very bytes.
 * One that is REAL names its before-record REAL, which may settle the next: a card torn twice running needs that.
 */
export function provableSettlements(memory: CardMemory): readonly Settlement[] {
  const settlements: Settlement[] = [];
  let state = memory;
  for (;;) {
    const next = settledAtOnce(state);
    if (next.length === 0) return settlements;
    settlements.push(...next);
    state = withSettlements(state, next);
  }
}

function settledAtOnce(memory: CardMemory): readonly Settlement[] {
  const byCounter = new Map(memory.real.map((real) => [real.counter, real.text]));
  return memory.open.flatMap((intent): Settlement[] => {
    const { seq: intentSeq, after, before } = intent;
    if (intent.superseded) return [{ intentSeq, outcome: "VOID", evidence: "same-bytes-again", proof: after }];
    const there = byCounter.get(recordOf(after).counter);
    if (there === after) return [{ intentSeq, outcome: "REAL", evidence: "named-by-real", proof: after }];
    const under = byCounter.get(recordOf(before).counter);
    const proof = there ?? (under === before ? undefined : under);
    return proof === undefined ? [] : [{ intentSeq, outcome: "VOID", evidence: "real-successor", proof }];
  });
}

/** The memory after `settlements` have been journalled. */
export function withSettlements(memory: CardMemory, settlements: readonly Settlement[]): CardMemory {
  return settlements.reduce(
    (state, { intentSeq, outcome }) => applyToMemory(state, { kind: "settled", intentSeq, outcome }),
    memory,
  );
}

function withIntent(memory: CardMemory, fact: CardFact & { kind: "intent" }, rules: TapRules): CardMemory {
  const { kind: _, ...intent } = fact;
  assert(memory.open.length < OPEN_INTENTS_MAX, "too many open intents on one card");
  assert((memory.open.at(-1)?.seq ?? 0) < intent.seq, "intents come in the journal's order");
  const earlier = memory.open.map((open) =>
    open.after === intent.after && !rules.sameBytesBothReal ? { ...open, superseded: true } : open,
  );
  const spends =
    intent.spendMinor > 0 ? [...memory.spends, { seq: intent.seq, amountMinor: intent.spendMinor }] : memory.spends;
  return { ...memory, open: [...earlier, { ...intent, abandoned: false, superseded: false }], spends };
}

/** An intent leaves the open ones. Unknown numbers are left alone: a fact may come twice, by journal and by feed. */
function settled(memory: CardMemory, intentSeq: number, outcome: "REAL" | "VOID"): CardMemory {
  const intent = memory.open.find((open) => open.seq === intentSeq);
  if (intent === undefined) return memory;
  const open = memory.open.filter((other) => other !== intent);
  if (outcome === "REAL") return withReal({ ...memory, open }, [intent.before, intent.after]);
  return { ...memory, open, spends: memory.spends.filter((spend) => spend.seq !== intentSeq) };
}

function withOperation(memory: CardMemory, fact: CardFact & { kind: "operation" }): CardMemory {
  const { kind: _, ...operation } = fact;
  const last = lastSeen(memory);
  const passed = last !== null && opSeqDistance(operation.opSeq, recordOf(last.text).opSeq) <= 0;
  if (passed || memory.operations.some((other) => other.opSeq === operation.opSeq)) return memory;
  const operations = [...memory.operations, operation].toSorted((a, b) => opSeqDistance(a.opSeq, b.opSeq));
  // The authority lets 20 wait: of more, the lowest were applied by records that we don't know yet.
  return { ...memory, operations: operations.slice(-OPERATIONS_OUTSTANDING_MAX) };
}

/** Adds REAL records. Where one is known at that counter already, it stays: the joined chain judges a fork, not we. */
function withReal(memory: CardMemory, texts: readonly RecordText[]): CardMemory {
  let real = memory.real;
  for (const text of texts) {
    const { counter } = recordOf(text);
    if (real.some((known) => known.counter === counter)) continue;
    real = [...real, { counter, text }].toSorted((a, b) => counterDistance(a.counter, b.counter));
  }
  if (real === memory.real) return memory;
  const kept = real.slice(-REAL_RECORDS_MAX);
  const last = must(kept.at(-1), "a record was added");
  const { opSeq } = recordOf(last.text);
  const operations = memory.operations.filter((operation) => opSeqDistance(operation.opSeq, opSeq) > 0);
  return { ...memory, real: kept, operations };
}
