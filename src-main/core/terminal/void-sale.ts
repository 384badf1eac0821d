import { assert, must, unreachable } from "../../../src-shared/base/assert.ts";
import type { CardNo } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { counterDistance } from "../../../src-shared/card/card-bytes.ts";
import { recordOf } from "../../../src-shared/card/card-memory.ts";
import type { RecordText } from "../../../src-shared/card/card-view.ts";
import { planTap, type IntentDraft, type TapPlan } from "../../../src-shared/card/tap-plan.ts";
import { appendEvents, type AppendedEvent, type EventDraft } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import type { PresentCard } from "./card-io.ts";
import { cardWriteOf } from "./card-write-of.ts";
import { memoryOf, tapTerminal } from "./card-knowledge.ts";
import { requestHash } from "./command.ts";
import { actNow, programmeOf, shiftOf, type Actor, type Terminal } from "./context.ts";
import type { LastSale } from "./last-sale.ts";
import { rewrite } from "./rewrite-intent.ts";
import { raiseAlarm } from "./sell-with-card.ts";
import { settleCard } from "./settle-card.ts";
import { journalSettlements, pendingName, type PendingVoid } from "./settle-intents.ts";
import { staffName } from "../staff/staff-name.ts";
import { queueVoidReceipt } from "./void-receipt-of.ts";
import { judgeVoid, saleToVoid, type VoidJudgement } from "./voidable-sale.ts";
import {
  voidDone,
  type VoidCardLeft,
  type VoidDone,
  type VoidOutcome,
  type VoidRefused,
  type VoidRequest,
} from "./void-outcome.ts";
import { writeAndConfirm } from "./write-and-confirm.ts";

/** Own open intents that one undoing may have to write again before its own write. */
const REWRITES_MAX = 4;

/**
 * Undoes the last sale of this terminal and shift, whole, or refuses. Where the credit on a card changes, that card
 * must lie on the reader: one that gains is written after the void stands in the journal, one that gives is read back
 * before. The same command id returns the same outcome and undoes nothing twice.
 */
export async function voidSale(
  terminal: Terminal,
  by: Actor,
  request: VoidRequest,
  card: PresentCard | undefined,
): Promise<Result<VoidOutcome, VoidRefused>> {
  const { read } = terminal.store;
  const { journal, seq } = request.sale;
  const hash = requestHash(terminal, "void", [journal, seq]);
  const before = read.commandResult(by.command);
  if (before) {
    if (before.request !== hash) return err({ refusal: "command-reused" });
    // Written below, or when the card was put back, of this very command.
    return ok(asOfNow(terminal, JSON.parse(before.result) as VoidOutcome));
  }
  if (!shiftOf(read)) return err({ refusal: "no-shift" });
  const last = saleToVoid(terminal, request.sale);
  if (typeof last === "string") return err({ refusal: last });
  const judged = judgeVoid(terminal, read, last);
  if (judged.refusal === "void-waits") return finish(terminal, by, { ...judged, hash }, card);
  if (judged.refusal !== null) return err({ refusal: judged.refusal });
  if (judged.card === null) return ok(voidWithoutCard(terminal, by, judged.back, hash));
  const wrong = wrongCard(judged.card, card);
  if (wrong !== undefined) return err(wrong);
  return voidWithCard(terminal, by, { last, hash, card: must(card, "the card of the sale") });
}

/** Nothing on a card changes: final at once. */
function voidWithoutCard(terminal: Terminal, by: Actor, back: VoidJudgement["back"], hash: string): VoidDone {
  return terminal.store.transaction((tx) => {
    const event = append(terminal, tx, by, { type: "sale.voided", payload: back });
    queueVoidReceipt(tx, { event, back, cashier: staffName(terminal, by.actor) });
    const done = voidDone({ event, back, card: "none" });
    tx.putCommandResult({ command: by.command, request: hash, result: JSON.stringify(done) });
    return done;
  });
}

interface CardVoid {
  readonly last: LastSale;
  readonly hash: string;
  readonly card: PresentCard;
}

async function voidWithCard(terminal: Terminal, by: Actor, of: CardVoid): Promise<Result<VoidOutcome, VoidRefused>> {
  let { card } = of;
  for (let round = 0; round <= REWRITES_MAX; round++) {
    // A sale's own write that was in doubt may have ended by now.
    const judged = judgeVoid(terminal, terminal.store.read, of.last);
    if (judged.refusal !== null) return err({ refusal: judged.refusal });
    const tap = plan(terminal, card, judged.gainMinor);
    if (tap.alarm) raiseAlarm(terminal, by, card, tap.alarm);
    const { step } = tap;
    switch (step.kind) {
      case "rewrite": {
        const { intentSeq, slot, record } = step;
        const again = await rewrite(terminal, by, { card, intentSeq, slot, record });
        if (again === undefined) return err({ refusal: "void-needs-card" });
        card = again.card;
        break;
      }
      case "refused":
      case "no-write": {
        const code = step.refusal?.code ?? "amount-invalid";
        return err({ refusal: code === "spend-over-balance" ? "void-member-moved" : code });
      }
      case "write": {
        if (step.intent.before !== recordLeftBy(terminal, of.last, card)) return err({ refusal: "void-member-moved" });
        const writing = { ...of, card, tap, judged, intent: step.intent };
        return ok(await (judged.gainMinor > 0 ? give(terminal, by, writing) : take(terminal, by, writing)));
      }
      default:
        return unreachable(step);
    }
  }
  return err({ refusal: "void-needs-card" });
}

function plan(terminal: Terminal, card: PresentCard, gainMinor: number): TapPlan {
  const { view } = card;
  assert(view.kind === "ours", "the card of the sale is ours");
  const { read } = terminal.store;
  const memory = memoryOf(terminal, read, view.header.cardNo);
  const limits = tapTerminal(terminal, read, { programme: programmeOf(read).document, memory });
  const moved = { giveMinor: Math.max(gainMinor, 0), takeMinor: Math.max(-gainMinor, 0) };
  return planTap({ auth: terminal.recordAuth, view, memory, terminal: limits, request: { kind: "undo", ...moved } });
}

/**
 * The newest record that this till put on the card up to the sale: on any other one the card went on elsewhere. An
 * attempt to undo it that was torn and given up is none of them, unless it came through, and then its credit has moved.
 */
function recordLeftBy(terminal: Terminal, last: LastSale, { view }: PresentCard): RecordText | undefined {
  assert(view.kind === "ours", "the card of the sale is ours");
  const { journal } = terminal.identity;
  const own = last.sale.confirms?.seq ?? last.ref.seq;
  const intents = terminal.store.read.intentsOf(view.header.cardNo, journal, "recent");
  const written = intents.filter((each) => each.seq <= last.ref.seq && (each.status === "real" || each.seq === own));
  const texts = written.map((each) => each.after);
  const byCounter = (text: RecordText): number => recordOf(text).counter;
  return texts.toSorted((a, b) => counterDistance(byCounter(a), byCounter(b))).at(-1);
}

type Writing = CardVoid & { readonly tap: TapPlan; readonly judged: VoidJudgement; readonly intent: IntentDraft };

/** The card gains: the void is final at its intent, the gain in doubt until read back. */
async function give(terminal: Terminal, by: Actor, of: Writing): Promise<VoidOutcome> {
  const { intent, hash } = of;
  const cardBalanceMinor = recordOf(intent.after).balanceMinor;
  const early = terminal.store.transaction((tx) => {
    journalSettlements(terminal, tx, by, of.tap.settlements);
    const back = { ...of.judged.back, write: cardWriteOf(cardNoOf(of), intent) };
    const event = append(terminal, tx, by, { type: "sale.voided", payload: back });
    queueVoidReceipt(tx, { event, back, cashier: staffName(terminal, by.actor), cardBalanceMinor });
    const done = voidDone({ event, back, card: "left-early", cardBalanceMinor });
    tx.putCommandResult({ command: by.command, request: hash, result: JSON.stringify(done) });
    return done;
  });
  const done: VoidDone = { ...early, card: "written" };
  const { slot, after: record } = intent;
  const write = { card: of.card, slot, record, intentSeq: early.void.seq };
  const read = await writeAndConfirm(terminal, by, write, (tx) =>
    tx.putCommandResult({ command: by.command, request: hash, result: JSON.stringify(done) }),
  );
  return read === undefined ? early : done;
}

/** The card gives: the intent first, and no void; only the read-back makes one. */
async function take(terminal: Terminal, by: Actor, of: Writing): Promise<VoidOutcome> {
  const { intent, hash } = of;
  const takeMinor = intent.spendMinor;
  const seq = terminal.store.transaction((tx) => {
    journalSettlements(terminal, tx, by, of.tap.settlements);
    const { back } = of.judged;
    const member = must(back.member, "credit on a card has its member");
    const write = cardWriteOf(cardNoOf(of), intent);
    const payload = { sale: back.sale, asset: back.asset, member, take: takeMinor, write };
    const event = append(terminal, tx, by, { type: "void.intended", payload });
    const pending: PendingVoid = {
      command: by.command,
      actor: by.actor,
      ...(by.approver === undefined ? {} : { approver: by.approver }),
      programme: programmeOf(tx).version,
      shift: must(shiftOf(tx), "a shift is open").shift,
      back,
    };
    tx.putState(pendingName(event.ref.seq), JSON.stringify(pending));
    const left: VoidCardLeft = { kind: "card-left", intent: event.ref.seq, takeMinor, over: false };
    tx.putCommandResult({ command: by.command, request: hash, result: JSON.stringify(left) });
    return event.ref.seq;
  });
  const { slot, after: record } = intent;
  const read = await writeAndConfirm(terminal, by, { card: of.card, slot, record, intentSeq: seq });
  if (read?.own?.kind !== "void") return { kind: "card-left", intent: seq, takeMinor, over: false };
  const { event, pending } = read.own;
  return voidDone({
    event,
    back: pending.back,
    card: "written",
    cardBalanceMinor: recordOf(intent.after).balanceMinor,
  });
}

/** It was begun under another command and waits: the same card ends it. */
async function finish(
  terminal: Terminal,
  by: Actor,
  of: Pick<VoidJudgement, "card"> & { readonly hash: string },
  card: PresentCard | undefined,
): Promise<Result<VoidOutcome, VoidRefused>> {
  if (card === undefined || of.card === null) return err({ refusal: "void-waits" });
  const wrong = wrongCard(of.card, card);
  if (wrong !== undefined) return err(wrong);
  const settled = await settleCard(terminal, by, card);
  if (!settled.ok) return err(settled.error);
  const [own] = settled.value.voids;
  if (own === undefined) return err({ refusal: "void-waits" });
  const { event, pending, intent } = own;
  const cardBalanceMinor = recordOf(intent.after).balanceMinor;
  const done = voidDone({ event, back: pending.back, card: "written", cardBalanceMinor });
  terminal.store.transaction((tx) =>
    tx.putCommandResult({ command: by.command, request: of.hash, result: JSON.stringify(done) }),
  );
  return ok(done);
}

function wrongCard(needed: CardNo, card: PresentCard | undefined): VoidRefused | undefined {
  if (card === undefined) return { refusal: "void-needs-card" };
  if (card.view.kind !== "ours") return { refusal: `card-${card.view.kind}` };
  return card.view.header.cardNo === needed ? undefined : { refusal: "void-other-card" };
}

function cardNoOf({ card }: Writing): CardNo {
  assert(card.view.kind === "ours", "the card of the sale is ours");
  return card.view.header.cardNo;
}

/** A wait that ended since it was answered is told as such. */
function asOfNow({ store, identity }: Terminal, outcome: VoidOutcome): VoidOutcome {
  if (outcome.kind === "done") return outcome;
  const intent = store.read.get("intent", [identity.journal, outcome.intent]);
  return { ...outcome, over: intent?.status !== "open" || intent.abandoned === 1 };
}

function append(terminal: Terminal, tx: LedgerTx, by: Actor, draft: EventDraft): AppendedEvent {
  const act = actNow(terminal, tx, by);
  return must(appendEvents(tx, terminal, terminal.identity.journal, act, [draft])[0], "one event was appended");
}
