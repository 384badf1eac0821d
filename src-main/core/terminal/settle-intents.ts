import { must } from "../../../src-shared/base/assert.ts";
import type { Settlement } from "../../../src-shared/card/card-memory.ts";
import type { SaleRecorded } from "../../../src-shared/ledger/events/sale-events.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import type { Reason } from "../../../src-shared/programme/accrue.ts";
import { appendEvents, type AppendedEvent, type EventDraft } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import { appliedOps } from "./card-knowledge.ts";
import { actNow, type Actor, type Terminal } from "./context.ts";
import type { SaleDone } from "./sale-outcome.ts";
import { queueReceipt } from "./sale-receipt-of.ts";
import { recordOf } from "../../../src-shared/card/card-memory.ts";

/** A bill whose credit is being taken from a card: the sale that will be recorded when its intent is read back. */
export interface PendingSale {
  readonly command: string;
  /** Who sold, and who allowed it: the sale is theirs, whoever is at the till when the card is put back. */
  readonly actor: string;
  readonly approver?: string;
  /** The programme that decided it, which may not be in force any more when the card comes back. */
  readonly programme: number;
  readonly sale: Omit<SaleRecorded, "confirms">;
  readonly reason: Reason;
  readonly changeMinor: number;
}

/** A sale that a settlement completed. */
export interface CompletedSale {
  readonly event: AppendedEvent;
  readonly pending: PendingSale;
  readonly intent: Tables["intent"];
}

/** Where the pending sale of an intent lies in `state`. */
export function pendingName(intentSeq: number): string {
  return `pending/${intentSeq}`;
}

/** The sale that waits for an intent, or undefined. */
export function pendingOf(tx: Pick<LedgerTx, "state">, intentSeq: number): PendingSale | undefined {
  const text = tx.state(pendingName(intentSeq));
  // Written by this program only, in the transaction of its intent.
  return text === undefined ? undefined : (JSON.parse(text) as PendingSale);
}

/**
 * Journals that this terminal's own intent is REAL because it was read back. An earning or a plain write is confirmed;
 * a spend becomes its sale, with the receipt, in this very transaction; a spend that was abandoned goes to the pool.
 */
export function confirmIntent(
  terminal: Terminal,
  tx: LedgerTx,
  by: Actor,
  intentSeq: number,
): CompletedSale | undefined {
  const intent = intentRow(terminal, tx, intentSeq);
  if (intent.kind === "spend") return realSpend(terminal, tx, by, { intent, evidence: "read-back" });
  const [ops, earn] = [appliedOps(intent), intent.earn];
  const payload = {
    intent: intent.seq,
    card: intent.card,
    ...(intent.member === null ? {} : { member: intent.member }),
    asset: recordOf(intent.after).asset,
    ...(intent.kind === "earn" && earn > 0 ? { earn } : {}),
    ...(ops.length === 0 ? {} : { ops }),
  };
  append(terminal, tx, by, { type: "card.confirmed", payload });
  return undefined;
}

/** Journals what is proven of older intents of this journal. */
export function journalSettlements(
  terminal: Terminal,
  tx: LedgerTx,
  by: Actor,
  settlements: readonly Settlement[],
): CompletedSale[] {
  return settlements.flatMap((settlement) => {
    const intent = intentRow(terminal, tx, settlement.intentSeq);
    if (intent.status !== "open") return [];
    const { outcome, evidence } = settlement;
    if (outcome === "REAL" && intent.kind === "spend") return realSpend(terminal, tx, by, { intent, evidence }) ?? [];
    settle(terminal, tx, by, { intent, outcome: outcome === "REAL" ? "real" : "void", evidence });
    tx.dropState(pendingName(intent.seq));
    return [];
  });
}

function realSpend(
  terminal: Terminal,
  tx: LedgerTx,
  by: Actor,
  of: { readonly intent: Tables["intent"]; readonly evidence: string },
): CompletedSale | undefined {
  const { intent, evidence } = of;
  const pending = pendingOf(tx, intent.seq);
  if (pending === undefined || intent.abandoned === 1) {
    settle(terminal, tx, by, { intent, outcome: "real", evidence });
    return undefined;
  }
  const ops = appliedOps(intent);
  const confirms = { seq: intent.seq, card: intent.card, spend: intent.spend, ...(ops.length === 0 ? {} : { ops }) };
  const sale: SaleRecorded = { ...pending.sale, confirms };
  const { command, actor, approver, programme } = pending;
  const seller: Actor = { command, actor, ...(approver === undefined ? {} : { approver }) };
  const act = { ...actNow(terminal, tx, seller), programme };
  const { journal } = terminal.identity;
  const drafts = [{ type: "sale.recorded", payload: sale }] as const;
  const event = must(appendEvents(tx, terminal, journal, act, drafts)[0], "one event was appended");
  const cardBalanceMinor = recordOf(intent.after).balanceMinor;
  queueReceipt(tx, { event, sale, reason: pending.reason, cashier: pending.actor, cardBalanceMinor });
  tx.dropState(pendingName(intent.seq));
  keepAnswer(tx, { event, pending, intent });
  return { event, pending, intent };
}

/** Whoever asks again for this bill, after a crash or with the card put back, hears of the sale, not of the wait. */
function keepAnswer(tx: LedgerTx, { event, pending, intent }: CompletedSale): void {
  const { sale, reason, changeMinor, command } = pending;
  const kept = must(tx.commandResult(command), "the intent's transaction kept an answer");
  const done: SaleDone = {
    kind: "done",
    sale: event.ref,
    short: event.short,
    totalMinor: sale.total,
    changeMinor,
    spentMinor: intent.spend,
    toPurseMinor: sale.toPurse ?? 0,
    toPoolMinor: sale.toPool ?? 0,
    reason,
    card: "written",
    cardBalanceMinor: recordOf(intent.after).balanceMinor,
  };
  tx.putCommandResult({ command, request: kept.request, result: JSON.stringify(done) });
}

function settle(
  terminal: Terminal,
  tx: LedgerTx,
  by: Actor,
  of: { readonly intent: Tables["intent"]; readonly outcome: "real" | "void"; readonly evidence: string },
): void {
  const { intent, outcome, evidence } = of;
  const kind = intent.kind === "issue" ? "write" : intent.kind;
  const ops = appliedOps(intent);
  append(terminal, tx, by, {
    type: "card.settled",
    payload: {
      intent: { journal: intent.journal, seq: intent.seq },
      card: intent.card,
      member: must(intent.member, "an intent has its member"),
      asset: recordOf(intent.after).asset,
      outcome,
      kind,
      ...(intent.spend > 0 ? { spend: intent.spend } : {}),
      ...(intent.earn > 0 ? { earn: intent.earn } : {}),
      ...(ops.length === 0 ? {} : { ops }),
      evidence,
    },
  });
}

function intentRow(terminal: Terminal, tx: LedgerTx, seq: number): Tables["intent"] {
  return must(tx.get("intent", [terminal.identity.journal, seq]), "the intent is this journal's");
}

function append(terminal: Terminal, tx: LedgerTx, by: Actor, draft: EventDraft): AppendedEvent {
  const events = appendEvents(tx, terminal, terminal.identity.journal, actNow(terminal, tx, by), [draft]);
  return must(events[0], "one event was appended");
}
