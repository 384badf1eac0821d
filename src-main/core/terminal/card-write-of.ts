import type { CardNo } from "../../../src-shared/base/ids.ts";
import type { IntentDraft } from "../../../src-shared/card/tap-plan.ts";
import type { CardWrite } from "../../../src-shared/ledger/events/parts.ts";

/** What a planned write puts into its event: the exact bytes, and every operation that is in them. */
export function cardWriteOf(card: CardNo, intent: IntentDraft): CardWrite {
  const ops = intent.opsApplied.map(({ opSeq, amountMinor }) => ({ op: opSeq, amount: amountMinor }));
  return { card, before: intent.before, after: intent.after, ...(ops.length === 0 ? {} : { ops }) };
}
