import { counterDistance } from "./card-bytes.ts";
import { recordOf, type CardMemory, type OpenIntent, type Settlement } from "./card-memory.ts";
import type { CardView, OurCard } from "./card-view.ts";
import type { TapRules } from "./tap-rules.ts";

/** Settlements that only a mutant makes: by the right rules a read alone settles nothing, and this is empty. */
export function mutantSettlements(view: CardView, memory: CardMemory, rules: TapRules): readonly Settlement[] {
  if (view.kind !== "ours") return [];
  const gone = memory.open.filter(
    (intent) =>
      rules.doubtReleasedByTime ||
      (rules.aheadByTwoIsVoid && counterDistance(view.current.record.counter, recordOf(intent.after).counter) >= 1) ||
      (rules.voidOnMismatch && isMismatch(view, intent)),
  );
  return gone.map(({ seq }) => ({
    intentSeq: seq,
    outcome: "VOID",
    evidence: "real-successor",
    proof: view.current.text,
  }));
}

/** The memory after a read. By the right rules it is what it was: a read neither confirms nor voids. */
export function afterRead(view: CardView, memory: CardMemory, rules: TapRules): CardMemory {
  if (view.kind !== "ours" || !rules.lastSeenRisesOnRead) return memory;
  const { counter } = view.current.record;
  const real = memory.real.filter((known) => counterDistance(known.counter, counter) < 0);
  return { ...memory, real: [...real, { counter, text: view.current.text }] };
}

function isMismatch(view: OurCard, intent: OpenIntent): boolean {
  const { text, record } = view.current;
  if (text === intent.before || text === intent.after) return false;
  return counterDistance(record.counter, recordOf(intent.after).counter) <= 0;
}
