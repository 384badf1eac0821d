import { must } from "../../../src-shared/base/assert.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { recordOf } from "../../../src-shared/card/card-memory.ts";
import { judgeReadBack, planTap } from "../../../src-shared/card/tap-plan.ts";
import type { CardRefusalCode } from "../../../src-shared/words/card-words.ts";
import { appendEvents } from "../journal-writer.ts";
import { writeRecord, type PresentCard } from "./card-io.ts";
import { cardWriteOf } from "./card-write-of.ts";
import { memoryOf, tapTerminal } from "./card-knowledge.ts";
import { actNow, programmeOf, type Actor, type Terminal } from "./context.ts";
import { rewrite } from "./rewrite-intent.ts";
import { memberOfCard } from "./sell-with-card.ts";
import {
  confirmIntent,
  journalSettlements,
  type Completed,
  type CompletedSale,
  type CompletedVoid,
} from "./settle-intents.ts";

/**
 * What putting a card back came to: sales and voids that it completed, and how many intents of this till are still open
 * on it.
 */
export interface Settled {
  readonly sales: readonly CompletedSale[];
  readonly voids: readonly CompletedVoid[];
  readonly stillOpen: number;
}

/** As many rounds as one card may have rewrites, and one more for the write that settles by standing on top. */
const ROUNDS_MAX = 5;

/**
 * "Put the same card back": brings the open intents between this terminal and this card to an end, by writing the same
 * bytes again or by one more record on top. Sells nothing new; a spend that is confirmed
 * becomes its sale, and a taking its void.
 */
export async function settleCard(
  terminal: Terminal,
  by: Actor,
  present: PresentCard,
): Promise<Result<Settled, { readonly refusal: CardRefusalCode }>> {
  const completed: Completed[] = [];
  let card = present;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    if (card.view.kind !== "ours") return err({ refusal: `card-${card.view.kind}` });
    const { view } = card;
    const { read } = terminal.store;
    const memory = memoryOf(terminal, read, view.header.cardNo);
    const limits = tapTerminal(terminal, read, { programme: programmeOf(read).document, memory });
    const tap = planTap({ auth: terminal.recordAuth, view, memory, terminal: limits, request: { kind: "settle" } });
    terminal.store.transaction((tx) => completed.push(...journalSettlements(terminal, tx, by, tap.settlements)));
    const { step } = tap;
    if (step.kind === "refused") return err({ refusal: step.refusal.code });
    if (step.kind === "no-write") {
      return step.refusal === null ? ok(outcome(terminal, card, completed)) : err({ refusal: step.refusal.code });
    }
    if (step.kind === "rewrite") {
      const again = await rewrite(terminal, by, {
        card,
        intentSeq: step.intentSeq,
        slot: step.slot,
        record: step.record,
      });
      if (again === undefined) return ok(outcome(terminal, card, completed));
      completed.push(...again.completed);
      card = again.card;
      continue;
    }
    const { slot, after } = step.intent;
    const seq = terminal.store.transaction((tx) => {
      const member = must(memberOfCard(terminal, card), "a card that this till wrote has its member");
      const write = cardWriteOf(view.header.cardNo, step.intent);
      const payload = { member, asset: recordOf(after).asset, reason: "settle" as const, write };
      const act = actNow(terminal, tx, by);
      const draft = { type: "card.written", payload } as const;
      return must(appendEvents(tx, terminal, terminal.identity.journal, act, [draft])[0], "appended").ref.seq;
    });
    const shown = await writeRecord(terminal, card, { slot, record: after });
    terminal.store.transaction((tx) => {
      const back = judgeReadBack({ memory: memoryOf(terminal, tx, view.header.cardNo), intentSeq: seq, view: shown });
      if (back.outcome === "OPEN") return;
      confirmIntent(terminal, tx, by, seq);
      completed.push(...journalSettlements(terminal, tx, by, back.settlements));
    });
    return ok(outcome(terminal, card, completed));
  }
  return ok(outcome(terminal, card, completed));
}

function outcome(terminal: Terminal, card: PresentCard, completed: readonly Completed[]): Settled {
  const cardNo = card.view.kind === "ours" ? card.view.header.cardNo : "";
  const open = terminal.store.read.intentsOf(cardNo, terminal.identity.journal, "open");
  const sales = completed.filter((each) => each.kind === "sale");
  const voids = completed.filter((each) => each.kind === "void");
  return { sales, voids, stillOpen: open.filter((intent) => intent.kind !== "issue").length };
}
