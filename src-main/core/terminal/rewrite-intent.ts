import { assert } from "../../../src-shared/base/assert.ts";
import { judgeReadBack } from "../../../src-shared/card/tap-plan.ts";
import type { RecordText, Slot } from "../../../src-shared/card/card-view.ts";
import { withWritten, writeRecord, type PresentCard } from "./card-io.ts";
import { memoryOf } from "./card-knowledge.ts";
import type { Actor, Terminal } from "./context.ts";
import { confirmIntent, journalSettlements, type Completed } from "./settle-intents.ts";

/** A card after an older intent's bytes were written again and read back, with what this completed. */
export interface Rewritten {
  readonly card: PresentCard;
  readonly completed: readonly Completed[];
}

/** Writes an older intent's bytes once more. Undefined when the card left, or shows something else. */
export async function rewrite(
  terminal: Terminal,
  by: Actor,
  of: { readonly card: PresentCard; readonly intentSeq: number; readonly slot: Slot; readonly record: RecordText },
): Promise<Rewritten | undefined> {
  const { view: before } = of.card;
  assert(before.kind === "ours", "a card of ours");
  const view = await writeRecord(terminal, of.card, { slot: of.slot, record: of.record });
  if (view === null) return undefined;
  return terminal.store.transaction((tx) => {
    const memory = memoryOf(terminal, tx, before.header.cardNo);
    const back = judgeReadBack({ memory, intentSeq: of.intentSeq, view });
    if (back.outcome === "OPEN") return undefined;
    const own = confirmIntent(terminal, tx, by, of.intentSeq);
    const others = journalSettlements(terminal, tx, by, back.settlements);
    const completed = own === undefined ? others : [own, ...others];
    return { card: withWritten(of.card, of.slot, of.record, view), completed };
  });
}
