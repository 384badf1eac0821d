import { assert } from "../../../src-shared/base/assert.ts";
import type { RecordText, Slot } from "../../../src-shared/card/card-view.ts";
import { judgeReadBack } from "../../../src-shared/card/tap-plan.ts";
import type { LedgerTx } from "../ports/store.ts";
import { writeRecord, type PresentCard } from "./card-io.ts";
import { memoryOf } from "./card-knowledge.ts";
import type { Actor, Terminal } from "./context.ts";
import { confirmIntent, journalSettlements, type Completed } from "./settle-intents.ts";

/**
 * Writes a journalled intent's bytes and journals what the read-back proves, with `onReal` in the same transaction;
 * `own` is the sale or void that this completed. Undefined when the intent stays open.
 */
export async function writeAndConfirm(
  terminal: Terminal,
  by: Actor,
  of: { readonly card: PresentCard; readonly slot: Slot; readonly record: RecordText; readonly intentSeq: number },
  onReal?: (tx: LedgerTx) => void,
): Promise<{ readonly own?: Completed } | undefined> {
  const { card, intentSeq } = of;
  const before = card.view;
  assert(before.kind === "ours", "a card of ours");
  const view = await writeRecord(terminal, card, { slot: of.slot, record: of.record });
  try {
    return terminal.store.transaction((tx) => {
      const memory = memoryOf(terminal, tx, before.header.cardNo);
      const back = judgeReadBack({ memory, intentSeq, view });
      if (back.outcome === "OPEN") return undefined;
      const own = confirmIntent(terminal, tx, by, intentSeq);
      journalSettlements(terminal, tx, by, back.settlements);
      onReal?.(tx);
      return own === undefined ? {} : { own };
    });
  } catch (error) {
    // The intent is on disk: "not recorded" would be a lie, and an earning would be sold again. It stays open, as
    // after a tear, and the card settles it when it comes back.
    terminal.log.log("error", "confirmation-failed", { intent: intentSeq, detail: String(error) });
    return undefined;
  }
}
