import { assert, must } from "../../../src-shared/base/assert.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { recordOf } from "../../../src-shared/card/card-memory.ts";
import type { OurCard } from "../../../src-shared/card/card-view.ts";
import { planTap, type IntentDraft, type TapPlan, type TapRequest } from "../../../src-shared/card/tap-plan.ts";
import { spendableHere } from "../../../src-shared/card/spendable-here.ts";
import { appendEvents, type AppendedEvent } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import type { Bill } from "./bill.ts";
import type { PresentCard } from "./card-io.ts";
import { cardWriteOf } from "./card-write-of.ts";
import { memoryOf, tapTerminal } from "./card-knowledge.ts";
import { abandonOpenSpends } from "./abandon.ts";
import { askAdoption, askContact, askOperation } from "./ask-head-office.ts";
import { actNow, programmeOf, shiftOf, type Actor, type Terminal } from "./context.ts";
import { decideSale, salePayload, type SaleDecision } from "./decide-sale.ts";
import { staffName } from "../staff/staff-name.ts";
import { rewrite } from "./rewrite-intent.ts";
import { queueReceipt } from "./sale-receipt-of.ts";
import type { CardLeft, SaleDone, SaleOutcome, SellRefusal } from "./sale-outcome.ts";
import { decideRefusal, sellWithoutCard } from "./sell-without-card.ts";
import { journalSettlements, pendingName, type PendingSale } from "./settle-intents.ts";
import { writeAndConfirm } from "./write-and-confirm.ts";

/** A bill on its way onto a card of ours. */
export interface CardSale {
  readonly bill: Bill;
  readonly hash: string;
  readonly card: PresentCard;
  readonly member?: MemberId;
}

/**
 * Own open intents that one tap may have to write again before its own write; more than these wait for the next tap.
 */
const REWRITES_MAX = 4;

/**
 * Sells with the card that was read: asks the head office where that changes anything, brings older intents to an end,
 * then writes. The card's binding says whose sale it is; another member's bill is refused.
 */
export async function sellWithCard(
  terminal: Terminal,
  by: Actor,
  sale: CardSale,
): Promise<Result<SaleOutcome, SellRefusal>> {
  const member = memberOfCard(terminal, sale.card);
  if (sale.member !== undefined && member !== sale.member) return err({ refusal: "card-of-other-member" });
  if (member === undefined) return err({ refusal: "member-unknown" });
  // The next bill begins at once: a spend that still waits for its card was paid otherwise.
  abandonOpenSpends(terminal, by);
  await askAdoption(terminal, sale.card);
  await askOperation(terminal, sale.card, member);
  let { card } = sale;
  for (let round = 0; round <= REWRITES_MAX; round++) {
    const planned = await plan(terminal, { ...sale, card, member, by });
    if (!planned.ok) return planned;
    const { tap, decision } = planned.value;
    const { step } = tap;
    if (tap.alarm) raiseAlarm(terminal, by, card, tap.alarm);
    if (step.kind === "rewrite") {
      const again = await rewrite(terminal, by, {
        card,
        intentSeq: step.intentSeq,
        slot: step.slot,
        record: step.record,
      });
      if (again === undefined) return cardGone(terminal, by, { ...sale, member });
      card = again.card;
      continue;
    }
    if (step.kind === "refused") {
      const possible = step.refusal.worksMinor === null ? {} : { possibleMinor: step.refusal.worksMinor };
      return err({ refusal: step.refusal.code, ...possible });
    }
    if (step.kind === "no-write") {
      journal(terminal, (tx) => journalSettlements(terminal, tx, by, tap.settlements));
      const notice = step.refusal === null ? {} : { notice: step.refusal.code };
      return sellWithoutCard(terminal, by, { bill: sale.bill, hash: sale.hash, member, ...notice });
    }
    assert(step.kind === "write", "the only step left");
    const writing = { ...sale, card, member, tap, decision, intent: step.intent };
    return sale.bill.creditMinor > 0 ? spend(terminal, by, writing) : earn(terminal, by, writing);
  }
  return cardGone(terminal, by, { ...sale, member });
}

/** Whose card it is: the card table's binding, and for a card that it does not have, the header's hint. */
export function memberOfCard(terminal: Terminal, card: PresentCard): MemberId | undefined {
  const view = ours(card);
  const row = terminal.store.read.get("card", [view.header.cardNo]);
  return row?.member ?? view.header.memberId ?? undefined;
}

interface Planned {
  readonly tap: TapPlan;
  readonly decision: SaleDecision;
}

type Writing = CardSale & Planned & { readonly member: MemberId; readonly intent: IntentDraft };

/** Plans the tap; when a cap stands in the way, asks for a contact, which may lift it, and plans once more. */
async function plan(
  terminal: Terminal,
  sale: CardSale & { readonly member: MemberId; readonly by: Actor },
): Promise<Result<Planned, SellRefusal>> {
  const first = planOnce(terminal, sale);
  const capped = first.ok
    ? first.value.tap.step.kind === "refused" && first.value.tap.step.refusal.code === "spend-over-limit"
    : sale.bill.creditMinor > 0;
  return capped && (await askContact(terminal)) ? planOnce(terminal, sale) : first;
}

function planOnce(
  terminal: Terminal,
  sale: CardSale & { readonly member: MemberId; readonly by: Actor },
): Result<Planned, SellRefusal> {
  const { read } = terminal.store;
  const view = ours(sale.card);
  const programme = programmeOf(read).document;
  const memory = memoryOf(terminal, read, view.header.cardNo);
  const limits = tapTerminal(terminal, read, { programme, memory });
  const spendableMinor = spendableHere({ view, memory, terminal: limits }).minor;
  const day = must(shiftOf(read), "a shift is open").day;
  const decision = decideSale(terminal, read, {
    programme,
    member: sale.member,
    day,
    bill: sale.bill,
    spendableMinor,
    by: sale.by,
  });
  if (!decision.ok) return err(decideRefusal(decision.error));
  const request: TapRequest = {
    kind: "sale",
    earnMinor: decision.value.accrual.totalMinor,
    spendMinor: sale.bill.creditMinor,
  };
  const tap = planTap({ auth: terminal.recordAuth, view, memory, terminal: limits, request });
  return ok({ tap, decision: decision.value });
}

/** The sale is final at its intent: receipt and answer are committed with it; the read-back only ends the doubt. */
async function earn(terminal: Terminal, by: Actor, of: Writing): Promise<Result<SaleOutcome, SellRefusal>> {
  const { intent, decision, bill } = of;
  const cardBalanceMinor = recordOf(intent.after).balanceMinor;
  const done = journal(terminal, (tx): SaleDone => {
    journalSettlements(terminal, tx, by, of.tap.settlements);
    const payload = {
      ...salePayload(bill, programmeOf(tx).document.asset, of.member, decision),
      ...(intent.earnToPurseMinor > 0 ? { toPurse: intent.earnToPurseMinor } : {}),
      ...(intent.earnToPoolMinor > 0 ? { toPool: intent.earnToPoolMinor } : {}),
      write: cardWriteOf(ours(of.card).header.cardNo, of.intent),
    };
    const event = append(terminal, tx, by, { type: "sale.recorded", payload });
    const { reason } = decision.accrual;
    queueReceipt(tx, { event, sale: payload, reason, cashier: staffName(terminal, by.actor), cardBalanceMinor });
    const outcome = doneOf(of, { event, card: "left-early", cardBalanceMinor });
    tx.putCommandResult({ command: by.command, request: of.hash, result: JSON.stringify(outcome) });
    return outcome;
  });
  const outcome: SaleDone = { ...done, card: "written" };
  const { slot, after: record } = intent;
  const settled = await writeAndConfirm(terminal, by, { card: of.card, slot, record, intentSeq: done.sale.seq }, (tx) =>
    tx.putCommandResult({ command: by.command, request: of.hash, result: JSON.stringify(outcome) }),
  );
  return ok(settled === undefined ? done : outcome);
}

/** The intent first, and no sale: only the read-back makes one. A card that left leaves the bill waiting for it. */
async function spend(terminal: Terminal, by: Actor, of: Writing): Promise<Result<SaleOutcome, SellRefusal>> {
  const { intent, decision, bill } = of;
  const seq = journal(terminal, (tx) => {
    journalSettlements(terminal, tx, by, of.tap.settlements);
    const { version, document } = programmeOf(tx);
    const { asset } = document;
    const earned = intent.earnToPurseMinor > 0 ? { earn: intent.earnToPurseMinor } : {};
    const total = { total: bill.totalMinor, spend: intent.spendMinor, ...earned };
    const payload = { asset, member: of.member, ...total, write: cardWriteOf(ours(of.card).header.cardNo, of.intent) };
    const event = append(terminal, tx, by, { type: "tender.intended", payload });
    const pending: PendingSale = {
      command: by.command,
      actor: by.actor,
      ...(by.approver === undefined ? {} : { approver: by.approver }),
      programme: version,
      sale: {
        ...salePayload(bill, asset, of.member, decision),
        ...(intent.earnToPurseMinor > 0 ? { toPurse: intent.earnToPurseMinor } : {}),
        ...(intent.earnToPoolMinor > 0 ? { toPool: intent.earnToPoolMinor } : {}),
      },
      reason: decision.accrual.reason,
      changeMinor: bill.changeMinor,
    };
    tx.putState(pendingName(event.ref.seq), JSON.stringify(pending));
    const left: CardLeft = { kind: "card-left", intent: event.ref.seq, spendMinor: intent.spendMinor, over: false };
    tx.putCommandResult({ command: by.command, request: of.hash, result: JSON.stringify(left) });
    return event.ref.seq;
  });
  const { slot, after: record } = intent;
  const sale = (await writeAndConfirm(terminal, by, { card: of.card, slot, record, intentSeq: seq }))?.own;
  if (sale === undefined) return ok({ kind: "card-left", intent: seq, spendMinor: intent.spendMinor, over: false });
  return ok(doneOf(of, { event: sale.event, card: "written", cardBalanceMinor: recordOf(intent.after).balanceMinor }));
}

/** The card was tapped and is gone: what is earned goes to the pool; credit can't be taken. */
function cardGone(
  terminal: Terminal,
  by: Actor,
  sale: CardSale & { readonly member: MemberId },
): Result<SaleOutcome, SellRefusal> {
  if (sale.bill.creditMinor > 0) return err({ refusal: "no-card" });
  return sellWithoutCard(terminal, by, { bill: sale.bill, hash: sale.hash, member: sale.member });
}

/** Journals that a card showed what no honest card shows. */
export function raiseAlarm(
  terminal: Terminal,
  by: Actor,
  card: PresentCard,
  alarm: NonNullable<TapPlan["alarm"]>,
): void {
  const lastSeen = alarm.lastSeen === null ? {} : { lastSeen: alarm.lastSeen };
  const payload = { card: ours(card).header.cardNo, kind: alarm.kind, shown: alarm.shown, ...lastSeen };
  journal(terminal, (tx) => append(terminal, tx, by, { type: "card.alarmed", payload }));
}

function doneOf(
  of: Writing,
  with_: { readonly event: AppendedEvent; readonly card: SaleDone["card"]; readonly cardBalanceMinor: number },
): SaleDone {
  return {
    kind: "done",
    sale: with_.event.ref,
    short: with_.event.short,
    totalMinor: of.bill.totalMinor,
    changeMinor: of.bill.changeMinor,
    spentMinor: of.intent.spendMinor,
    toPurseMinor: of.intent.earnToPurseMinor,
    toPoolMinor: of.intent.earnToPoolMinor,
    reason: of.decision.accrual.reason,
    card: with_.card,
    cardBalanceMinor: with_.cardBalanceMinor,
  };
}

function append(
  terminal: Terminal,
  tx: LedgerTx,
  by: Actor,
  draft: Parameters<typeof appendEvents>[4][number],
): AppendedEvent {
  const act = actNow(terminal, tx, by);
  return must(appendEvents(tx, terminal, terminal.identity.journal, act, [draft])[0], "one event was appended");
}

function journal<T>(terminal: Terminal, body: (tx: LedgerTx) => T): T {
  return terminal.store.transaction(body);
}

function ours(card: PresentCard): OurCard {
  assert(card.view.kind === "ours", "a card of ours");
  return card.view;
}
