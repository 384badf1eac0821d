import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { appendEvents } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import { actNow, type Actor, type Terminal } from "./context.ts";
import { pendingName } from "./settle-intents.ts";

/** Open intents looked at when the next bill begins: more than a day's would never be abandoned one by one. */
const OPEN_MAX = 1000;

/**
 * "Customer left / pays otherwise", one key: the spends that wait for their card are given up, the credit stays in doubt
 * until a card settles it, and the next bill begins at once. Refusal: "nothing-to-abandon".
 */
export function abandonSpend(
  terminal: Terminal,
  by: Actor,
): Result<{ readonly abandoned: number }, { readonly refusal: "nothing-to-abandon" }> {
  const abandoned = abandonOpenSpends(terminal, by);
  return abandoned === 0 ? err({ refusal: "nothing-to-abandon" }) : ok({ abandoned });
}

/** Gives up every spend of this journal that waits for its card; returns how many. */
export function abandonOpenSpends(terminal: Terminal, by: Actor): number {
  const { journal } = terminal.identity;
  const waiting = (read: Pick<LedgerTx, "openIntents">) =>
    read.openIntents(journal, OPEN_MAX).filter((intent) => intent.kind === "spend" && intent.abandoned === 0);
  if (waiting(terminal.store.read).length === 0) return 0;
  return terminal.store.transaction((tx) => {
    const intents = waiting(tx);
    for (const intent of intents) {
      const draft = { type: "tender.abandoned", payload: { intent: intent.seq } } as const;
      appendEvents(tx, terminal, journal, actNow(terminal, tx, by), [draft]);
      tx.dropState(pendingName(intent.seq));
    }
    return intents.length;
  });
}
