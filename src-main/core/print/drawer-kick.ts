import type { KnownEvent } from "../../../src-shared/ledger/event-types.ts";
import { drawerOpens } from "../../../src-shared/staff/drawer-opens.ts";
import type { AppendedEvent } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import { deskSettings } from "../terminal/desk-settings.ts";

/**
 * Has the drawer opened for an event, in the event's own transaction, when the rule says so and the shop has one. It
 * is no part of any paper: a copy, a paper that nobody wants or one that waits changes nothing about it.
 */
export function kickDrawer(tx: LedgerTx, { ref, atMs }: Pick<AppendedEvent, "ref" | "atMs">, known: KnownEvent): void {
  if (drawerOpens(known) && deskSettings(tx).drawer) tx.enqueueDrawer({ subject: `${ref.journal}/${ref.seq}`, atMs });
}
