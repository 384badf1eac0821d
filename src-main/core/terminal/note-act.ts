import { must } from "../../../src-shared/base/assert.ts";
import type { PayloadOf } from "../../../src-shared/ledger/event-types.ts";
import type { NotedAct } from "../../../src-shared/words/audit-words.ts";
import { appendEvents, type AppendedEvent } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import { actNow, type Actor, type Terminal } from "./context.ts";

/** Notes a sensitive act that has no event of its own, in the caller's transaction. Codes and ids only. */
export function noteAct(
  terminal: Terminal,
  tx: LedgerTx,
  by: Actor,
  payload: PayloadOf<"act.noted"> & { readonly act: NotedAct },
): AppendedEvent {
  const act = actNow(terminal, tx, by);
  const noted = appendEvents(tx, terminal, terminal.identity.journal, act, [{ type: "act.noted", payload }]);
  return must(noted[0], "one event was appended");
}
