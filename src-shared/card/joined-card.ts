import { opSeqDistance } from "./card-bytes.ts";
import { recordOf } from "./card-memory.ts";
import type { CardHistory, JournalIntent } from "./card-history.ts";
import type { RecordText } from "./card-view.ts";
import { missingRecords, type MissingRecords } from "./joined-gaps.ts";
import { RIGHT_RULES, type TapRules } from "./tap-rules.ts";

export interface IntentRef {
  readonly journal: string;
  readonly seq: number;
}

export type IntentStatus = "REAL" | "VOID" | "OPEN";

/** An intent's status and what it moved. */
export interface JudgedIntent extends IntentRef {
  readonly status: IntentStatus;
  readonly moved: IntentMoney;
}

/**
 * What an intent moved, in minor units; the parts sum to zero. `programme` pays cash-back; `sold` is what bills took.
 * Operations are not in it. A REAL spend is `sold` only when its journal says so: abandoned, its rest goes to the pool,
 * undecided it is in doubt, and cash-back that no sale earned is paid out of it.
 */
export interface IntentMoney {
  readonly purseMinor: number;
  readonly poolMinor: number;
  readonly doubtMinor: number;
  readonly soldMinor: number;
  readonly programmeMinor: number;
}

/** Two REAL successors of one record: the card exists twice, or was rolled back. */
export interface CardFork {
  readonly before: RecordText;
  readonly successors: readonly RecordText[];
}

export interface JoinedCard {
  readonly intents: readonly JudgedIntent[];
  readonly forks: readonly CardFork[];
  readonly missing: readonly MissingRecords[];
  /** Operations that a REAL record passed without applying them: they go back to the pool. */
  readonly skippedOperations: readonly number[];
  /** Intents that their journal settled one way and the joined chain the other. With a fork, its consequence. */
  readonly contradictions: readonly IntentRef[];
  /** The empty purse, adopted records and the effects of all REAL intents, in minor units. */
  readonly purseMinor: number;
}

/** An intent with its identity and with whether it owns its bytes. */
interface Known extends JournalIntent {
  readonly journal: string;
  /** False when a later intent of its journal writes the very same bytes: what is read on a card is the later one. */
  readonly owns: boolean;
}

/** Classifies all intents on one card by the definitions of docs/design/purse.md. Pure and independent of order. */
export function joinCard(history: CardHistory, rules: TapRules = RIGHT_RULES): JoinedCard {
  const intents = knownIntents(history);
  const real = realRecords(history, intents);
  const voids = voidIntents(intents, real);
  const statusOf = (intent: Known): IntentStatus => {
    if (intent.owns && real.has(intent.after)) return "REAL";
    return voids.has(intent) ? "VOID" : "OPEN";
  };
  const judged = intents.map((intent) => judge(intent, statusOf(intent)));
  const effective = intents.filter((intent) => statusOf(intent) === "REAL");
  return {
    intents: judged,
    forks: forksOf(rules.twoSuccessorsAreFork ? intents : effective),
    missing: missingRecords(history, real),
    skippedOperations: skippedOperations(history, effective),
    contradictions: intents.filter((intent) => contradicts(intent, statusOf(intent))).map(refOf),
    purseMinor: purseOf(history, effective),
  };
}

function knownIntents(history: CardHistory): readonly Known[] {
  const all = history.journals.flatMap(({ journal, intents }) =>
    intents.map((intent) => ({
      ...intent,
      journal,
      owns: !intents.some((later) => later.after === intent.after && later.seq > intent.seq),
    })),
  );
  return all.toSorted((a, b) => (a.journal < b.journal ? -1 : a.journal > b.journal ? 1 : a.seq - b.seq));
}

/** Read back and confirmed, or named as the before-record of a REAL one. */
function realRecords(history: CardHistory, intents: readonly Known[]): ReadonlySet<RecordText> {
  const byAfter = Map.groupBy(intents, (intent) => intent.after);
  const real = new Set<RecordText>();
  const mark = (text: RecordText): void => {
    if (real.has(text)) return;
    real.add(text);
    for (const intent of byAfter.get(text) ?? []) if (intent.owns) mark(intent.before);
  };
  if (history.issued !== null) mark(history.issued);
  for (const { record } of history.adopted) mark(record);
  for (const intent of intents) if (intent.confirmed || intent.settled === "REAL") mark(intent.after);
  return real;
}

/**
 * The before-record has another REAL successor, or is VOID itself; or a later intent of the journal took the bytes; or
 * its own journal settled it so, on evidence whose own journal may not have arrived yet.
 */
function voidIntents(intents: readonly Known[], real: ReadonlySet<RecordText>): ReadonlySet<Known> {
  const realSuccessors = new Set(intents.filter((i) => i.owns && real.has(i.after)).map((i) => i.before));
  const byBefore = Map.groupBy(intents, (intent) => intent.before);
  const voids = new Set<Known>();
  const mark = (intent: Known): void => {
    if (voids.has(intent)) return;
    voids.add(intent);
    if (intent.owns) for (const next of byBefore.get(intent.after) ?? []) mark(next);
  };
  for (const intent of intents) {
    if (!intent.owns) voids.add(intent);
    else if (!real.has(intent.after) && (intent.settled === "VOID" || realSuccessors.has(intent.before))) mark(intent);
  }
  return voids;
}

function judge(intent: Known, status: IntentStatus): JudgedIntent {
  const moved = intent.spendMinor === 0 ? earned(intent, status) : spent(intent, status);
  return { ...refOf(intent), status, moved };
}

const NOTHING: IntentMoney = { purseMinor: 0, poolMinor: 0, doubtMinor: 0, soldMinor: 0, programmeMinor: 0 };

/** The sale was final at the intent: its cash-back is always somewhere. */
function earned({ earnToPurseMinor }: Known, status: IntentStatus): IntentMoney {
  const place = { REAL: "purseMinor", VOID: "poolMinor", OPEN: "doubtMinor" } as const;
  return { ...NOTHING, programmeMinor: 0 - earnToPurseMinor, [place[status]]: earnToPurseMinor };
}

function spent(intent: Known, status: IntentStatus): IntentMoney {
  const { earnToPurseMinor: earn, spendMinor: spend } = intent;
  if (status === "VOID") return NOTHING;
  if (status === "OPEN") return { ...NOTHING, purseMinor: -spend, doubtMinor: spend };
  const purseMinor = earn - spend;
  if (isSold(intent)) return { ...NOTHING, purseMinor, soldMinor: spend, programmeMinor: 0 - earn };
  const rest = Math.max(0, spend - earn);
  const place = intent.abandoned ? "poolMinor" : "doubtMinor";
  return { ...NOTHING, purseMinor, programmeMinor: 0 - Math.max(0, earn - spend), [place]: rest };
}

/** No sale until its own journal, or the authority for it, says so: the goods may still be on the counter. */
function isSold(intent: Known): boolean {
  return !intent.abandoned && (intent.confirmed || intent.settled === "REAL");
}

function forksOf(intents: readonly Known[]): readonly CardFork[] {
  const forks: CardFork[] = [];
  for (const [before, successors] of Map.groupBy(intents, (intent) => intent.before)) {
    const different = [...new Set(successors.map((intent) => intent.after))].toSorted();
    if (different.length > 1) forks.push({ before, successors: different });
  }
  return forks.toSorted((a, b) => (a.before < b.before ? -1 : 1));
}

/** Between a REAL intent's before-record and its after-record, every operation was applied in it or never will be. */
function skippedOperations(history: CardHistory, effective: readonly Known[]): readonly number[] {
  const applied = new Set(effective.flatMap((intent) => intent.opsApplied.map((operation) => operation.opSeq)));
  const passed = (opSeq: number): boolean =>
    effective.some(({ before, after }) => {
      const [from, to] = [recordOf(before).opSeq, recordOf(after).opSeq];
      return opSeqDistance(opSeq, from) > 0 && opSeqDistance(opSeq, to) <= 0;
    });
  return history.operations.filter((opSeq) => !applied.has(opSeq) && passed(opSeq)).toSorted(opSeqDistance);
}

function contradicts(intent: Known, status: IntentStatus): boolean {
  if (intent.settled === "VOID") return status === "REAL";
  return (intent.settled === "REAL" || intent.confirmed) && status !== "REAL";
}

function purseOf(history: CardHistory, effective: readonly Known[]): number {
  const adopted = history.adopted.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return effective.reduce((sum, intent) => {
    const operations = intent.opsApplied.reduce((total, { amountMinor }) => total + amountMinor, 0);
    return sum + operations + intent.earnToPurseMinor - intent.spendMinor;
  }, adopted);
}

function refOf({ journal, seq }: IntentRef): IntentRef {
  return { journal, seq };
}
