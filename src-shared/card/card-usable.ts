import type { CardRefusalCode } from "../words/card-words.ts";
import { COUNTER_REFUSE, counterDistance, opSeqDistance, OPERATIONS_OUTSTANDING_MAX } from "./card-bytes.ts";
import {
  lastSeen,
  OPEN_INTENTS_MAX,
  recordOf,
  type AppliedOperation,
  type CardMemory,
  type CardOperation,
} from "./card-memory.ts";
import type { CardView, OurCard } from "./card-view.ts";
import { RIGHT_RULES, type TapRules } from "./tap-rules.ts";
import type { TapTerminal } from "./tap-terminal.ts";

/** Something that no honest card shows: it is journalled, and people are told. */
export interface CardAlarm {
  readonly kind: "below-last-seen" | "other-record-than-last-seen" | "two-records-of-one-counter";
  readonly shown: string;
  readonly lastSeen: string | null;
}

/** Whether this card may be written here; `refusal` null means yes. */
export interface Usability {
  readonly refusal: CardRefusalCode | null;
  readonly alarm: CardAlarm | null;
}

/**
 * Judges a card as it was read, against what this terminal knows. Earning then goes to the pool, where it has a member.
 */
export function usability(
  of: { readonly view: CardView; readonly memory: CardMemory; readonly terminal: Pick<TapTerminal, "mode" | "asset"> },
  rules: TapRules = RIGHT_RULES,
): Usability {
  const { view, memory, terminal } = of;
  if (view.kind !== "ours") return { refusal: `card-${view.kind}`, alarm: null };
  if (memory.blocked) return { refusal: "card-blocked", alarm: null };
  const alarm = alarmOf(view, memory, rules);
  if (alarm !== null) return { refusal: "card-rolled-back", alarm };
  return { refusal: refusalOf(view, memory, terminal), alarm: null };
}

/**
 * The operations that the next write applies: above the record's opSeq, in their order, at most 20 ahead. One that
 * takes needs every REAL record since its basis, and takes at most what is left; the first that can't be applied ends
 * the list, so that nothing is skipped by who could have brought it.
 */
export function applicableOperations(
  of: { readonly view: OurCard; readonly memory: CardMemory; readonly ceilingMinor: number },
  rules: TapRules = RIGHT_RULES,
): readonly AppliedOperation[] {
  const { record } = of.view.current;
  const applied: AppliedOperation[] = [];
  let balanceMinor = record.balanceMinor;
  for (const operation of of.memory.operations) {
    const ahead = opSeqDistance(operation.opSeq, record.opSeq);
    const due = rules.applyAnyKnownOperation || (ahead >= 1 && ahead <= OPERATIONS_OUTSTANDING_MAX);
    if (!due) continue;
    if (operation.amountMinor < 0 && !knowsAllSince(of.view, of.memory, operation)) break;
    const amountMinor = Math.max(operation.amountMinor, -balanceMinor);
    if (balanceMinor + amountMinor > of.ceilingMinor) break;
    balanceMinor += amountMinor;
    applied.push({ opSeq: operation.opSeq, amountMinor });
  }
  return applied;
}

function knowsAllSince(view: OurCard, memory: CardMemory, operation: CardOperation): boolean {
  if (operation.basisCounter === null) return false;
  const { counter } = view.current.record;
  const steps = counterDistance(counter, operation.basisCounter);
  if (steps < 0 || steps > memory.real.length) return false;
  const known = new Map(memory.real.map((real) => [real.counter, real.text]));
  for (let back = 0; back < steps; back++) if (!known.has((counter - back) & 0xffff)) return false;
  return known.get(counter) === view.current.text;
}

/**
 * A card below, or beside, a record that is known to be REAL was rolled back or copied. A record only read proves
 * nothing.
 */
function alarmOf(view: OurCard, memory: CardMemory, rules: TapRules): CardAlarm | null {
  const seen = lastSeen(memory);
  const shown = view.current.text;
  if (view.twins) return { kind: "two-records-of-one-counter", shown, lastSeen: seen?.text ?? null };
  const { counter } = view.current.record;
  if (rules.alarmBelowOwnBefore) {
    const above = memory.open.find(
      ({ before }) => before !== shown && counterDistance(counter, recordOf(before).counter) <= 0,
    );
    if (above !== undefined) return { kind: "below-last-seen", shown, lastSeen: above.before };
  }
  if (seen === null) return null;
  const ahead = counterDistance(counter, seen.counter);
  if (ahead < 0) return { kind: "below-last-seen", shown, lastSeen: seen.text };
  return ahead === 0 && shown !== seen.text
    ? { kind: "other-record-than-last-seen", shown, lastSeen: seen.text }
    : null;
}

function refusalOf(
  view: OurCard,
  memory: CardMemory,
  terminal: Pick<TapTerminal, "mode" | "asset">,
): CardRefusalCode | null {
  const { record, text } = view.current;
  if (view.revokedKey && !memory.real.some((real) => real.text === text)) return "card-key-revoked";
  if (terminal.mode === "held") return "terminal-held";
  if (record.asset !== terminal.asset) return "card-other-asset";
  if (record.counter >= COUNTER_REFUSE) return "card-worn-out";
  return memory.open.length >= OPEN_INTENTS_MAX ? "card-too-many-doubts" : null;
}
