import type { Tables } from "../../../src-shared/ledger/tables.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { appendEvents } from "../journal-writer.ts";
import type { LedgerRead, LedgerTx } from "../ports/store.ts";
import { once } from "./command.ts";
import { actNow, type Actor, type Terminal } from "./context.ts";
import { pendingName, takesFromCard } from "./settle-intents.ts";

/** Open intents looked at when the next bill begins: more than a day's would never be abandoned one by one. */
const OPEN_MAX = 1000;

/**
 * "Customer left / pays otherwise", one key: the spends that wait for their card are given up, the credit stays in
 * doubt until a card settles it, and the next bill begins at once. A void that waits is given up alike: its sale
 * stands. Refusal: "nothing-to-abandon".
 */
export function abandonSpend(
  terminal: Terminal,
  by: Actor,
): Result<{ readonly abandoned: number }, { readonly refusal: "nothing-to-abandon" | "command-reused" }> {
  type Nothing = { readonly refusal: "nothing-to-abandon" };
  return once<{ abandoned: number }, Nothing>(terminal, { name: "abandon", by, request: {} }, (tx) => {
    const abandoned = giveUpWaiting(terminal, tx, by);
    return abandoned === 0 ? err({ refusal: "nothing-to-abandon" }) : ok({ abandoned });
  });
}

/** Gives up everything of this journal that waits for its card; returns how much. */
export function abandonOpenSpends(terminal: Terminal, by: Actor): number {
  if (waitingIntents(terminal, terminal.store.read).length === 0) return 0;
  return terminal.store.transaction((tx) => giveUpWaiting(terminal, tx, by));
}

/** The same inside the transaction of the sale that takes the place of the one that waited. */
export function giveUpWaiting(terminal: Terminal, tx: LedgerTx, by: Actor): number {
  const { journal } = terminal.identity;
  const intents = waitingIntents(terminal, tx);
  for (const intent of intents) {
    const draft = { type: "tender.abandoned", payload: { intent: intent.seq } } as const;
    appendEvents(tx, terminal, journal, actNow(terminal, tx, by), [draft]);
    tx.dropState(pendingName(intent.seq));
  }
  return intents.length;
}

/** The spends and voids of this journal that wait for their card. */
export function waitingIntents(terminal: Terminal, read: Pick<LedgerRead, "openIntents">): readonly Tables["intent"][] {
  const open = read.openIntents(terminal.identity.journal, OPEN_MAX);
  return open.filter((intent) => takesFromCard(intent) && intent.abandoned === 0);
}
