import { must } from "../../../src-shared/base/assert.ts";
import type { Settlement } from "../../../src-shared/card/card-memory.ts";
import type { ShiftId } from "../../../src-shared/base/ids.ts";
import type { SaleRecorded, SaleVoided } from "../../../src-shared/ledger/events/sale-events.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import type { Reason } from "../../../src-shared/programme/accrue.ts";
import { appendEvents, type AppendedEvent, type EventDraft } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import { appliedOps } from "./card-knowledge.ts";
import { actNow, shiftOf, type Actor, type Terminal } from "./context.ts";
import type { SaleDone } from "./sale-outcome.ts";
import { staffName } from "../staff/staff-name.ts";
import { queueReceipt } from "./sale-receipt-of.ts";
import { recordOf } from "../../../src-shared/card/card-memory.ts";
import { voidDone } from "./void-outcome.ts";
import { queueVoidReceipt } from "./void-receipt-of.ts";

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

/** A void that waits until the card gave back what its sale had put on it. */
export interface PendingVoid {
  readonly command: string;
  readonly actor: string;
  readonly approver?: string;
  readonly programme: number;
  /** A void belongs to the shift of its sale: in a later one it is none any more. */
  readonly shift: ShiftId;
  readonly back: Omit<SaleVoided, "confirms">;
}

/** A sale that a settlement completed. */
export interface CompletedSale {
  readonly kind: "sale";
  readonly event: AppendedEvent;
  readonly pending: PendingSale;
  readonly intent: Tables["intent"];
}

/** A void that a settlement completed. */
export interface CompletedVoid {
  readonly kind: "void";
  readonly event: AppendedEvent;
  readonly pending: PendingVoid;
  readonly intent: Tables["intent"];
}

/** What was waiting for its card, and stands in the journal now. */
export type Completed = CompletedSale | CompletedVoid;

/** Where the pending sale or void of an intent lies in `state`. */
export function pendingName(intentSeq: number): string {
  return `pending/${intentSeq}`;
}

/** The sale or void that waits for an intent, or undefined. */
export function pendingOf(tx: Pick<LedgerTx, "state">, intentSeq: number): PendingSale | PendingVoid | undefined {
  const text = tx.state(pendingName(intentSeq));
  // Written by this program only, in the transaction of its intent.
  return text === undefined ? undefined : (JSON.parse(text) as PendingSale | PendingVoid);
}

/**
 * Journals that this terminal's own intent is REAL because it was read back. An earning or a plain write is confirmed;
 * a spend becomes its sale, and a taking its void, with the receipt, in this very transaction; one that was abandoned
 * goes to the pool.
 */
export function confirmIntent(terminal: Terminal, tx: LedgerTx, by: Actor, intentSeq: number): Completed | undefined {
  const intent = intentRow(terminal, tx, intentSeq);
  if (takesFromCard(intent)) return realTaking(terminal, tx, by, { intent, evidence: "read-back" });
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
): Completed[] {
  return settlements.flatMap((settlement) => {
    const intent = intentRow(terminal, tx, settlement.intentSeq);
    if (intent.status !== "open") return [];
    const { outcome, evidence } = settlement;
    if (outcome === "REAL" && takesFromCard(intent)) return realTaking(terminal, tx, by, { intent, evidence }) ?? [];
    settle(terminal, tx, by, { intent, outcome: outcome === "REAL" ? "real" : "void", evidence });
    tx.dropState(pendingName(intent.seq));
    return [];
  });
}

/** Whether an intent's credit leaves the card for something that is recorded only when it is read back. */
export function takesFromCard(intent: Pick<Tables["intent"], "kind">): boolean {
  return intent.kind === "spend" || intent.kind === "take";
}

function realTaking(
  terminal: Terminal,
  tx: LedgerTx,
  by: Actor,
  of: { readonly intent: Tables["intent"]; readonly evidence: string },
): Completed | undefined {
  const { intent, evidence } = of;
  const pending = pendingOf(tx, intent.seq);
  const late = pending !== undefined && "back" in pending && pending.shift !== shiftOf(tx)?.shift;
  if (pending === undefined || late || intent.abandoned === 1) {
    settle(terminal, tx, by, { intent, outcome: "real", evidence });
    tx.dropState(pendingName(intent.seq));
    return undefined;
  }
  return "back" in pending
    ? completeVoid(terminal, tx, { intent, pending })
    : completeSale(terminal, tx, { intent, pending });
}

function completeSale(
  terminal: Terminal,
  tx: LedgerTx,
  { intent, pending }: Pick<CompletedSale, "intent" | "pending">,
): CompletedSale {
  const ops = appliedOps(intent);
  const confirms = { seq: intent.seq, card: intent.card, spend: intent.spend, ...(ops.length === 0 ? {} : { ops }) };
  const sale: SaleRecorded = { ...pending.sale, confirms };
  const event = appendPending(terminal, tx, pending, { type: "sale.recorded", payload: sale });
  const cardBalanceMinor = recordOf(intent.after).balanceMinor;
  queueReceipt(tx, {
    event,
    sale,
    reason: pending.reason,
    cashier: staffName(terminal, pending.actor),
    cardBalanceMinor,
  });
  tx.dropState(pendingName(intent.seq));
  keepAnswer(tx, { event, pending, intent });
  return { kind: "sale", event, pending, intent };
}

function completeVoid(
  terminal: Terminal,
  tx: LedgerTx,
  { intent, pending }: Pick<CompletedVoid, "intent" | "pending">,
): CompletedVoid {
  const back: SaleVoided = { ...pending.back, confirms: { seq: intent.seq, card: intent.card, take: intent.spend } };
  const event = appendPending(terminal, tx, pending, { type: "sale.voided", payload: back });
  const cardBalanceMinor = recordOf(intent.after).balanceMinor;
  queueVoidReceipt(tx, { event, back, cashier: staffName(terminal, pending.actor), cardBalanceMinor });
  tx.dropState(pendingName(intent.seq));
  const { command } = pending;
  const kept = must(tx.commandResult(command), "the intent's transaction kept an answer");
  const done = voidDone({ event, back, card: "written", cardBalanceMinor });
  tx.putCommandResult({ command, request: kept.request, result: JSON.stringify(done) });
  return { kind: "void", event, pending, intent };
}

/** In the name of who began it, whoever is at the till when the card is put back. */
function appendPending(
  terminal: Terminal,
  tx: LedgerTx,
  pending: PendingSale | PendingVoid,
  draft: EventDraft,
): AppendedEvent {
  const { command, actor, approver, programme } = pending;
  const beginner: Actor = { command, actor, ...(approver === undefined ? {} : { approver }) };
  const act = { ...actNow(terminal, tx, beginner), programme };
  return must(appendEvents(tx, terminal, terminal.identity.journal, act, [draft])[0], "one event was appended");
}

/** Whoever asks again for this bill, after a crash or with the card put back, hears of the sale, not of the wait. */
function keepAnswer(tx: LedgerTx, { event, pending, intent }: Omit<CompletedSale, "kind">): void {
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
  const kind = settledKind(intent.kind);
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

/** What a void takes from a card is settled as a spend: without its void, a real one is the pool's. */
export function settledKind(kind: Tables["intent"]["kind"]): "earn" | "spend" | "write" {
  if (kind === "take" || kind === "undone") return "spend";
  return kind === "issue" ? "write" : kind;
}

function intentRow(terminal: Terminal, tx: LedgerTx, seq: number): Tables["intent"] {
  return must(tx.get("intent", [terminal.identity.journal, seq]), "the intent is this journal's");
}

function append(terminal: Terminal, tx: LedgerTx, by: Actor, draft: EventDraft): AppendedEvent {
  const events = appendEvents(tx, terminal, terminal.identity.journal, actNow(terminal, tx, by), [draft]);
  return must(events[0], "one event was appended");
}
