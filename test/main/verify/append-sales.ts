import { appendEvents, type EventDraft, type WriterPorts } from "../../../src-main/core/journal-writer.ts";
import type { StorePort } from "../../../src-main/core/ports/store.ts";
import type { JournalId } from "../../../src-shared/base/ids.ts";

/** Appends `count` cash sales to a terminal's journal in one transaction: a long chain without a long wait. */
export function appendSales(
  to: WriterPorts & { readonly store: StorePort; readonly identity: { readonly journal: JournalId } },
  count: number,
): void {
  const draft = (net: number): EventDraft => ({
    type: "sale.recorded",
    payload: {
      asset: 0,
      lines: [{ id: 1, qty: 1000, price: net, net }],
      total: net,
      tenders: [{ kind: "cash", amount: net, drawer: 1 }],
    },
  });
  const drafts = Array.from({ length: count }, (_, n) => draft(1000 + n));
  const act = { command: "bulk", actor: "1.1", day: "2026-11-18", programme: 1, feed: [0, 0] } as const;
  to.store.transaction((tx) => void appendEvents(tx, to, to.identity.journal, act, drafts));
}
