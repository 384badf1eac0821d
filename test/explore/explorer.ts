import { assert, must } from "../../src-shared/base/assert.ts";
import { applyToMemory, lastSeen, type CardFact, type Settlement } from "../../src-shared/card/card-memory.ts";
import type { CardView } from "../../src-shared/card/card-view.ts";
import type { JournalIntent } from "../../src-shared/card/card-history.ts";
import { afterRead } from "../../src-shared/card/tap-mutants.ts";
import {
  judgeReadBack,
  planTap,
  type IntentDraft,
  type TapPlan,
  type TapRequest,
  type TapStep,
} from "../../src-shared/card/tap-plan.ts";
import { RIGHT_RULES, type TapRules } from "../../src-shared/card/tap-rules.ts";
import type { TapTerminal } from "../../src-shared/card/tap-terminal.ts";
import type { Bounds, TapAction } from "./bounds.ts";
import { lastReal, leafFinding } from "./checks.ts";
import { AUTH, faded, firstWorld, tapTerminal, viewOf, written, type Plastic, type Till, type World } from "./world.ts";

/** A history that breaks a promise, one line for each thing that happened. */
export interface Finding {
  readonly what: string;
  readonly history: readonly string[];
}

export interface Explored {
  readonly name: string;
  readonly kind: Bounds["kind"];
  /** Whole histories, each a different sequence of events. */
  readonly histories: number;
  /** Taps that the real tap machine decided; histories share their beginnings. */
  readonly taps: number;
  /** How often each thing was done, so that a class that never does it is noticed. */
  readonly seen: Readonly<Record<Seen, number>>;
  readonly findings: readonly Finding[];
}

/** The rows of the table of docs/design/purse.md and what else a class must meet to mean anything. */
export type Seen =
  | "same bytes again"
  | "on top of own open record"
  | "on top of another's record"
  | "settled real"
  | "settled void"
  | "operation applied"
  | "undone"
  | "abandoned"
  | "faded"
  | "destroyed"
  | "alarm";

export interface ExploreOptions {
  readonly rules?: TapRules;
  /** Stop at this many findings. */
  readonly findingsMax?: number;
  /** Called with every whole history, for tests; slow. */
  readonly onHistory?: (history: readonly string[]) => void;
}

/** Runs every history within `bounds` through the product's tap machine and joined classification. */
export function explore(bounds: Bounds, options: ExploreOptions = {}): Explored {
  return new Explorer(bounds, options).run();
}

const REQUESTS: Readonly<Record<Exclude<TapAction, "undo">, TapRequest>> = {
  earn: { kind: "sale", earnMinor: 7, spendMinor: 0 },
  spend: { kind: "sale", earnMinor: 0, spendMinor: 5 },
  "earn+spend": { kind: "sale", earnMinor: 3, spendMinor: 5 },
  "put back": { kind: "settle" },
};

/** A tap under way at one till: what the card and the till's journal are by now. */
interface Tap {
  readonly world: World;
  readonly card: Plastic;
  readonly till: Till;
  readonly index: number;
  readonly request: TapRequest;
  /** Something was journalled or written; a tap without any of it is no history of its own. */
  readonly acted: boolean;
}

class Explorer {
  readonly #bounds: Bounds;
  readonly #rules: TapRules;
  readonly #findingsMax: number;
  readonly #onHistory: ((history: readonly string[]) => void) | undefined;
  readonly #terminals: readonly TapTerminal[];
  readonly #labels: string[] = [];
  readonly #findings: Finding[] = [];
  readonly #seen: Record<Seen, number> = {
    "same bytes again": 0,
    "on top of own open record": 0,
    "on top of another's record": 0,
    "settled real": 0,
    "settled void": 0,
    "operation applied": 0,
    undone: 0,
    abandoned: 0,
    faded: 0,
    destroyed: 0,
    alarm: 0,
  };
  #histories = 0;
  #taps = 0;
  #met = 0;
  #left = 0;

  constructor(bounds: Bounds, options: ExploreOptions) {
    this.#bounds = bounds;
    this.#rules = options.rules ?? RIGHT_RULES;
    this.#findingsMax = options.findingsMax ?? 20;
    this.#onHistory = options.onHistory;
    this.#terminals = Array.from({ length: bounds.tills }, (_, index) => tapTerminal(index + 1));
  }

  run(): Explored {
    const { name, kind, taps } = this.#bounds;
    this.#left = taps;
    this.#next(firstWorld(this.#bounds));
    const [histories, tapsDecided] = [this.#histories, this.#taps];
    return { name, kind, histories, taps: tapsDecided, seen: this.#seen, findings: this.#findings };
  }

  /** One more tap, or the end. Terminals are alike but for what they know: the first to meet the card is number 1. */
  #next(world: World): void {
    if (this.#findings.length >= this.#findingsMax) return;
    if (this.#left === 0) return this.#end(world);
    this.#left--;
    for (const [shown, age] of this.#shown(world)) {
      const tapped = (): void =>
        this.#fadings(shown, (card, destroyed) => {
          const now = { ...world, copied: world.copied || age > 0, destroyed };
          if (destroyed) this.#finish(now, card);
          else this.#meet(now, card);
        });
      if (age === 0) tapped();
      else this.#labelled(`the card as it was ${age} taps ago`, tapped);
    }
    this.#left++;
  }

  #meet(world: World, card: Plastic): void {
    const met = this.#met;
    for (let index = 0; index < Math.min(met + 1, this.#bounds.tills); index++) {
      this.#met = Math.max(met, index + 1);
      const till = must(world.tills[index], "a till of these bounds");
      this.#act({ world, card, till, index });
      const informed = this.#informed(world, till);
      if (informed !== till) {
        this.#labelled(`till ${index + 1} hears the news`, () => this.#act({ world, card, till: informed, index }));
      }
    }
    this.#met = met;
  }

  #act(at: Pick<Tap, "world" | "card" | "till" | "index">): void {
    for (const action of this.#bounds.actions) {
      const request = action === "undo" ? undoOf(at.till) : REQUESTS[action];
      if (request === undefined) continue;
      const tap = { ...at, request, acted: false };
      this.#labelled(`till ${at.index + 1}: ${action}`, () => this.#tap(tap));
    }
  }

  /** The till after the feed told it the card's last REAL record; the very same till when that is no news. */
  #informed(world: World, till: Till): Till {
    if (!this.#bounds.news) return till;
    const record = lastReal({ world, operation: this.#bounds.operation, rules: this.#rules });
    const memory = applyToMemory(till.memory, { kind: "last-seen", record });
    return lastSeen(memory)?.text === lastSeen(till.memory)?.text ? till : { ...till, memory };
  }

  /** Reads, plans and does the step; a rewrite that is read back is followed by a new plan. */
  #tap(tap: Tap): void {
    this.#taps++;
    const view = viewOf(tap.card);
    const terminal = must(this.#terminals[tap.index], "a till of these bounds");
    const { memory } = tap.till;
    const plan = planTap({ auth: AUTH, view, memory, terminal, request: tap.request }, this.#rules);
    this.#countPlan(tap, plan);
    let till = settle(tap.till, plan.settlements);
    till = { ...till, memory: afterRead(view, till.memory, this.#rules) };
    const acted = tap.acted || plan.settlements.length > 0;
    const world = plan.alarm === null ? tap.world : { ...tap.world, alarms: tap.world.alarms + 1 };
    if (plan.alarm !== null && this.#bounds.kind !== "adversarial") {
      return this.#found(`an honest card raises an alarm: ${plan.alarm.kind}`);
    }
    if (view.kind !== "ours") return this.#found(`an honest card is ${view.kind}`);
    this.#step({ ...tap, world, till, acted }, plan.step);
  }

  #countPlan(tap: Tap, { settlements, alarm, step }: TapPlan): void {
    this.#countSettled(settlements);
    if (alarm !== null) this.#seen.alarm++;
    if (step.kind === "rewrite") this.#seen["same bytes again"]++;
    if (step.kind !== "write") return;
    if (tap.request.kind === "undo") this.#seen.undone++;
    if (step.intent.opsApplied.length > 0) this.#seen["operation applied"]++;
    const own = tap.till.memory.open.some((intent) => intent.after === step.intent.before);
    const known = tap.till.memory.real.some((real) => real.text === step.intent.before);
    if (own) this.#seen["on top of own open record"]++;
    else if (!known) this.#seen["on top of another's record"]++;
  }

  #countSettled(settlements: readonly Settlement[]): void {
    for (const { outcome } of settlements) this.#seen[outcome === "REAL" ? "settled real" : "settled void"]++;
  }

  #step(tap: Tap, step: TapStep): void {
    switch (step.kind) {
      case "rewrite":
        return this.#write({ ...tap, acted: true }, { ...step, again: true });
      case "write": {
        const seq = tap.till.journal.length + 1;
        const till = intend(tap.till, seq, step.intent, this.#rules);
        const { slot, after } = step.intent;
        return this.#write({ ...tap, till, acted: true }, { intentSeq: seq, slot, record: after, again: false });
      }
      case "no-write": {
        const toPoolMinor = tap.till.toPoolMinor + step.earnToPoolMinor;
        const changed = tap.acted || step.earnToPoolMinor > 0;
        return changed ? this.#after({ ...tap, till: { ...tap.till, toPoolMinor } }) : undefined;
      }
      case "refused":
        return tap.world.alarms > 0 ? this.#after(tap) : this.#found(`an honest card is refused: ${step.refusal.code}`);
    }
  }

  #write(tap: Tap, of: { intentSeq: number; slot: 0 | 1; record: string; again: boolean }): void {
    for (const outcome of this.#bounds.outcomes) {
      const card = written(tap.card, { slot: of.slot, text: of.record, outcome });
      this.#labelled(`${of.again ? "same bytes again" : "write"}: ${outcome}`, () => {
        const view = outcome === "done" ? viewOf(card) : null;
        this.#readBack({ ...tap, card }, { intentSeq: of.intentSeq, view, again: of.again });
      });
    }
  }

  #readBack(tap: Tap, of: { intentSeq: number; view: CardView | null; again: boolean }): void {
    const judged = judgeReadBack({ memory: tap.till.memory, intentSeq: of.intentSeq, view: of.view }, this.#rules);
    if (judged.outcome === "REAL") {
      this.#countSettled(judged.settlements);
      const till = settle(confirm(tap.till, of.intentSeq), judged.settlements);
      const on = of.again && of.view !== null;
      return on ? this.#tap({ ...tap, till }) : this.#after({ ...tap, till });
    }
    if (of.view !== null) return this.#found("an undisturbed write does not read back");
    this.#after(tap);
    const intent = tap.till.journal.find(({ seq }) => seq === of.intentSeq);
    if (intent === undefined || intent.spendMinor === 0) return;
    const till = abandon(tap.till, of.intentSeq);
    this.#seen.abandoned++;
    this.#labelled("the customer pays otherwise", () => this.#after({ ...tap, till }));
  }

  /** The card leaves the reader. */
  #after(tap: Tap): void {
    const { world, card, till, index } = tap;
    if (tap.request.kind === "settle" && !tap.acted) return;
    const tills = world.tills.map((other, at) => (at === index ? till : other));
    const images = this.#bounds.kind === "adversarial" ? [...world.images, card] : [card];
    this.#next({ ...world, tills, images });
  }

  #end(world: World): void {
    const card = must(world.images.at(-1), "there is a card");
    this.#fadings(card, (final, destroyed) => this.#finish({ ...world, destroyed }, final));
  }

  #finish(world: World, card: Plastic): void {
    // Histories that showed no older image are the honest classes' own.
    if (this.#bounds.kind === "adversarial" && !world.copied) return;
    this.#histories++;
    if (world.destroyed) this.#seen.destroyed++;
    this.#onHistory?.([...this.#labels]);
    const what = leafFinding({ world, card, operation: this.#bounds.operation, rules: this.#rules });
    if (what !== null) this.#found(what);
  }

  /**
   * The images that can be shown, with their age in taps: the card itself or, for those who copy, any earlier state.
   */
  #shown(world: World): readonly (readonly [Plastic, number])[] {
    if (this.#bounds.kind !== "adversarial") return [[must(world.images.at(-1), "there is a card"), 0]];
    const shown = new Map<string, readonly [Plastic, number]>();
    for (const [age, image] of world.images.toReversed().entries()) {
      const name = image.map(({ text }) => text).join();
      // The newest of equal states stands for all of them.
      if (!shown.has(name)) shown.set(name, [image, age]);
    }
    return [...shown.values()];
  }

  /** The card as it is and, for every weak slot, as it has faded. */
  #fadings(card: Plastic, then: (card: Plastic, destroyed: boolean) => void): void {
    then(card, false);
    const beyond = this.#bounds.kind === "beyond";
    for (const slot of [0, 1] as const) {
      if (card[slot].fadesTo === null) continue;
      const less = faded(card, slot, beyond);
      this.#seen.faded++;
      this.#labelled(`slot ${slot} fades`, () => {
        if (viewOf(less).kind !== "ours") return then(less, true);
        // The other slot may fade too; each order once.
        return slot === 0 ? this.#fadings(less, then) : then(less, false);
      });
    }
  }

  #found(what: string): void {
    if (this.#findings.length < this.#findingsMax) this.#findings.push({ what, history: [...this.#labels] });
  }

  #labelled(label: string, then: () => void): void {
    this.#labels.push(label);
    then();
    this.#labels.pop();
  }
}

/**
 * The undoing of the till's last sale, when the card has a write of it that stood or may stand. What it gives and takes
 * is what that sale moved, so that the promises about money cover it as any other earning or spend.
 */
function undoOf({ journal }: Till): TapRequest | undefined {
  const last = journal.at(-1);
  const isSale = last !== undefined && !last.abandoned && last.settled !== "VOID";
  // A spend that was not read back is no sale yet.
  if (!isSale || (last.spendMinor > 0 && !last.confirmed && last.settled !== "REAL")) return undefined;
  const gain = last.spendMinor - last.earnToPurseMinor;
  return gain === 0 ? undefined : { kind: "undo", giveMinor: Math.max(gain, 0), takeMinor: Math.max(-gain, 0) };
}

function intend(till: Till, seq: number, draft: IntentDraft, rules: TapRules): Till {
  const { before, after, opsApplied, earnToPurseMinor, spendMinor } = draft;
  const intent = { seq, before, after, opsApplied, earnToPurseMinor, spendMinor };
  const told = { abandoned: false, confirmed: false, settled: null };
  const fact: CardFact = { kind: "intent", ...intent };
  const toPoolMinor = till.toPoolMinor + draft.earnToPoolMinor;
  return {
    memory: applyToMemory(till.memory, fact, rules),
    journal: [...till.journal, { ...intent, ...told }],
    toPoolMinor,
  };
}

function confirm(till: Till, seq: number): Till {
  const memory = applyToMemory(till.memory, { kind: "confirmed", intentSeq: seq });
  return { ...till, memory, journal: changed(till.journal, seq, { confirmed: true }) };
}

function settle(till: Till, settlements: readonly Settlement[]): Till {
  return settlements.reduce((state, { intentSeq, outcome }) => {
    const memory = applyToMemory(state.memory, { kind: "settled", intentSeq, outcome });
    return { ...state, memory, journal: changed(state.journal, intentSeq, { settled: outcome }) };
  }, till);
}

function abandon(till: Till, seq: number): Till {
  const memory = applyToMemory(till.memory, { kind: "abandoned", intentSeq: seq });
  return { ...till, memory, journal: changed(till.journal, seq, { abandoned: true }) };
}

function changed(
  journal: readonly JournalIntent[],
  seq: number,
  change: Partial<JournalIntent>,
): readonly JournalIntent[] {
  return journal.map((intent) => {
    if (intent.seq !== seq) return intent;
    assert(!intent.confirmed && intent.settled === null, "an intent is settled once");
    return { ...intent, ...change };
  });
}
