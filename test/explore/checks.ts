import { must } from "../../src-shared/base/assert.ts";
import { emptyMemory, recordOf } from "../../src-shared/card/card-memory.ts";
import type { OurCard, RecordText } from "../../src-shared/card/card-view.ts";
import type { CardJournal, JournalIntent } from "../../src-shared/card/card-history.ts";
import { joinCard, type JoinedCard } from "../../src-shared/card/joined-card.ts";
import { planTap } from "../../src-shared/card/tap-plan.ts";
import type { TapRules } from "../../src-shared/card/tap-rules.ts";
import type { Operation } from "./bounds.ts";
import {
  AUTH,
  CARD_NO,
  HOME_JOURNAL,
  HOME_WRITER,
  ISSUED,
  START_MINOR,
  operationMinor,
  tapTerminal,
  viewOf,
  written,
  type Plastic,
  type World,
} from "./world.ts";

export interface Leaf {
  readonly world: World;
  /** The card as it finally is. */
  readonly card: Plastic;
  readonly operation: Operation | null;
  readonly rules: TapRules;
}

/**
 * Judges a whole history: one more, undisturbed sale at a till that was never there, then all journals are joined.
 * Returns the first broken promise in words, or null.
 */
export function leafFinding(leaf: Leaf): string | null {
  if (leaf.world.destroyed) return shunned(join(leaf, []));
  const view = viewOf(leaf.card);
  if (view.kind !== "ours") return `an honest card is ${view.kind}`;
  if (leaf.world.copied) return copiedFinding(leaf, join(leaf, []));
  const closing = closingSale(leaf, view);
  if (typeof closing === "string") return closing;
  const joined = join(leaf, [closing]);
  return shunned(joined) ?? truthFinding(leaf, closing.after, joined) ?? moneyFinding(leaf, joined, closing);
}

/** No honest card is accused, and no journal disagrees with the joined chain. */
function shunned(joined: JoinedCard): string | null {
  if (joined.forks.length > 0) return "an honest card is accused of a fork";
  if (joined.missing.length > 0) return "an honest card's record is missing";
  return joined.contradictions.length > 0 ? "a settled intent is contradicted by the joined chain" : null;
}

const CLOSING_WRITER = 8;

function closingSale(leaf: Leaf, view: OurCard): JournalIntent | string {
  const request = { kind: "sale", earnMinor: 1, spendMinor: 0 } as const;
  const memory = emptyMemory(CARD_NO);
  const { step } = planTap({ auth: AUTH, view, memory, terminal: tapTerminal(CLOSING_WRITER), request }, leaf.rules);
  if (step.kind !== "write") return `an honest card can't be used at the end: ${step.kind}`;
  const { before, after, opsApplied, earnToPurseMinor, spendMinor, slot } = step.intent;
  const shown = viewOf(written(leaf.card, { slot, text: after, outcome: "done" }));
  if (shown.kind !== "ours" || shown.current.text !== after) return "the closing sale does not read back";
  const told = { abandoned: false, confirmed: true, settled: null };
  return { seq: 1, before, after, opsApplied, earnToPurseMinor, spendMinor, ...told };
}

/** What the head office makes of all journals, `closing` being one more terminal's. */
export function join(
  { world, operation, rules }: Pick<Leaf, "world" | "operation" | "rules">,
  closing: readonly JournalIntent[],
): JoinedCard {
  const journals: CardJournal[] = world.tills.map(({ journal }, index) => ({
    journal: `till ${index + 1}`,
    writer: index + 1,
    state: "open",
    intents: journal,
  }));
  journals.push({ journal: "home", writer: HOME_WRITER, state: "closed", intents: HOME_JOURNAL });
  journals.push({ journal: "closing", writer: CLOSING_WRITER, state: "open", intents: closing });
  const operations = operation === null ? [] : [1];
  return joinCard({ issued: ISSUED, journals, operations, adopted: [] }, rules);
}

/** Statuses against what the explorer knows: REAL is exactly what the final record was built upon. */
function truthFinding(leaf: Leaf, last: RecordText, joined: JoinedCard): string | null {
  const built = ancestry(leaf, last);
  const status = new Map(joined.intents.map(({ journal, seq, status: is }) => [`${journal}/${seq}`, is]));
  for (const [index, till] of leaf.world.tills.entries()) {
    const owner = new Map(till.journal.map((intent) => [intent.after, intent.seq]));
    for (const intent of till.journal) {
      const is = must(status.get(`till ${index + 1}/${intent.seq}`), "every intent is classified");
      const truth = built.has(intent.after) && owner.get(intent.after) === intent.seq ? "REAL" : "VOID";
      if (is !== truth) return `an intent is ${is} and was ${truth}`;
      if (intent.confirmed && intent.settled !== null) return "an intent is settled twice";
    }
  }
  return null;
}

/** The records that `last` was built upon, itself included. */
function ancestry(leaf: Leaf, last: RecordText): ReadonlySet<RecordText> {
  const before = new Map<RecordText, RecordText>();
  for (const { journal } of leaf.world.tills) for (const intent of journal) before.set(intent.after, intent.before);
  const view = viewOf(leaf.card);
  const built = new Set([last]);
  let at: RecordText | undefined = view.kind === "ours" ? view.current.text : undefined;
  while (at !== undefined && !built.has(at)) {
    built.add(at);
    at = before.get(at);
  }
  return built;
}

/** Every rial: the purse of the books is the card's, and what was earned is in one place, what was spent in none. */
function moneyFinding(leaf: Leaf, joined: JoinedCard, closing: JournalIntent): string | null {
  const view = viewOf(leaf.card);
  const shown = view.kind === "ours" ? view.current.record.balanceMinor + closing.earnToPurseMinor : 0;
  if (joined.purseMinor !== shown) return `the card shows ${shown} and the books say ${joined.purseMinor}`;
  const intents = leaf.world.tills.flatMap(({ journal }) => journal);
  const applied = appliedTimes(joined, leaf);
  if (applied > 1) return `the operation reached the card ${applied} times`;
  if (applied === 1 && joined.skippedOperations.length > 0) return "an applied operation is skipped";
  const sold = intents.filter((intent) => intent.spendMinor > 0 && isSold(intent));
  const given = intents.filter((intent) => intent.spendMinor === 0 || isSold(intent));
  const toPool = leaf.world.tills.reduce((sum, till) => sum + till.toPoolMinor, 0);
  const came =
    START_MINOR +
    closing.earnToPurseMinor +
    toPool +
    applied * operationMinor(leaf.operation) +
    sumOf(given, "earnToPurseMinor");
  const went = sumOf(sold, "spendMinor");
  const all = joined.intents.reduce((sum, { moved }) => sum + moved.poolMinor + moved.doubtMinor, toPool);
  // Cash-back of a spend that no sale took is paid out of that spend, so it neither comes nor goes.
  const held = joined.purseMinor + all;
  return held === came - went ? null : `the member holds ${held}; came ${came}, went ${went}`;
}

/** The newest REAL record that the joined journals know: the feed's card row. */
export function lastReal(of: Pick<Leaf, "world" | "operation" | "rules">): RecordText {
  const joined = join(of, []);
  const real = realIntents(joined, of.world).map(({ after }) => ({ after, counter: recordOf(after).counter }));
  const newest = real.toSorted((a, b) => a.counter - b.counter).at(-1);
  return newest?.after ?? must(HOME_JOURNAL[0], "home").after;
}

/** Whoever shows older states gains nothing that nobody notices. */
function copiedFinding(leaf: Leaf, joined: JoinedCard): string | null {
  const noticed = leaf.world.alarms > 0 || joined.forks.length > 0;
  if (noticed) return null;
  if (joined.contradictions.length > 0) return "a copied card contradicts a settlement and raises no alarm";
  const status = new Map(joined.intents.map(({ journal, seq, status: is }) => [`${journal}/${seq}`, is]));
  for (const [index, till] of leaf.world.tills.entries()) {
    const unpaid = till.journal.find(
      (intent) => intent.spendMinor > 0 && isSold(intent) && status.get(`till ${index + 1}/${intent.seq}`) !== "REAL",
    );
    if (unpaid !== undefined) return "goods were handed over for a spend that is not real, and nobody noticed";
  }
  if (appliedTimes(joined, leaf) > 1) return "a copied card got an operation twice, and nobody noticed";
  const intents = leaf.world.tills.flatMap(({ journal }) => journal);
  const chain = chainOf(joined, leaf);
  if (!chain) return "real records are on two branches, and nobody noticed";
  const toPool = leaf.world.tills.reduce((sum, till) => sum + till.toPoolMinor, 0);
  const moved = joined.intents.reduce((sum, { moved: m }) => sum + m.poolMinor + m.soldMinor + m.doubtMinor, toPool);
  const came =
    START_MINOR +
    toPool +
    sumOf(intents, "earnToPurseMinor") +
    appliedTimes(joined, leaf) * operationMinor(leaf.operation);
  return moved <= came ? null : `a copied card gained ${moved - came}, and nobody noticed`;
}

/** Whether the REAL records form one line from the issue. */
function chainOf(joined: JoinedCard, leaf: Leaf): boolean {
  const real = realIntents(joined, leaf.world);
  const next = new Map(real.map((intent) => [intent.before, intent.after]));
  let [at, steps]: [RecordText | undefined, number] = [must(HOME_JOURNAL[0], "home").after, 0];
  while (at !== undefined && next.has(at)) [at, steps] = [next.get(at), steps + 1];
  return steps === new Set(real.map((intent) => intent.after)).size;
}

function appliedTimes(joined: JoinedCard, leaf: Leaf): number {
  return realIntents(joined, leaf.world).filter((intent) => intent.opsApplied.length > 0).length;
}

function realIntents(joined: JoinedCard, world: World): readonly JournalIntent[] {
  const real = new Set(joined.intents.filter(({ status }) => status === "REAL").map((i) => `${i.journal}/${i.seq}`));
  return world.tills.flatMap(({ journal }, index) =>
    journal.filter((intent) => real.has(`till ${index + 1}/${intent.seq}`)),
  );
}

function isSold(intent: JournalIntent): boolean {
  return !intent.abandoned && (intent.confirmed || intent.settled === "REAL");
}

function sumOf(intents: readonly JournalIntent[], part: "earnToPurseMinor" | "spendMinor"): number {
  return intents.reduce((sum, intent) => sum + intent[part], 0);
}
