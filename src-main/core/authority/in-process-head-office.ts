import { must } from "../../../src-shared/base/assert.ts";
import type { BusinessDay } from "../../../src-shared/base/business-day.ts";
import { toBase64Url } from "../../../src-shared/base/bytes.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import type { JournalId, MemberId } from "../../../src-shared/base/ids.ts";
import { opSeqDistance } from "../../../src-shared/card/card-bytes.ts";
import { recordOf } from "../../../src-shared/card/card-memory.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { poolOf, purseOf, transitOf } from "../../../src-shared/ledger/accounts.ts";
import { parseEnvelope } from "../../../src-shared/ledger/envelope.ts";
import { readEvent, type KnownEvent, type UnknownEvent } from "../../../src-shared/ledger/event-types.ts";
import { isUsable } from "../../../src-shared/ledger/lot.ts";
import { foldLots } from "../../../src-shared/ledger/lots.ts";
import { operationMessage } from "../../../src-shared/ledger/operation-message.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import { sumMinor } from "../../../src-shared/money/amount.ts";
import { openWelcomeLocks } from "../../../src-shared/programme/welcome-lock.ts";
import { adjustPool } from "./adjust-pool.ts";
import { openBalances } from "./open-balances.ts";
import { appendEvents, type ActContext, type EventDraft } from "../journal-writer.ts";
import type { ClockPort } from "../ports/clock.ts";
import type { PeopleStore } from "../ports/people.ts";
import type { Away, Contact, HeadOfficePort, TapOperation } from "../ports/head-office.ts";
import type { SignerPort } from "../ports/signing.ts";
import type { LedgerRead, LedgerTx, StorePort, StoredEvent } from "../ports/store.ts";
import { appliedOps } from "../terminal/card-knowledge.ts";
import { programmeOf, STATE_RECOVERING, today } from "../terminal/context.ts";
import { OWNER } from "../terminal/found-shop.ts";
import { lotsOf, memberEventsOf } from "../terminal/member-lots.ts";
import { settledKind } from "../terminal/settle-intents.ts";

/** What the authority of a standalone shop works with: the shop's own database, and a journal and key of its own. */
export interface AuthorityPorts {
  readonly store: StorePort;
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly signer: SignerPort;
  readonly journal: JournalId;
  /** Where the reasons of corrections go, beside the chain. */
  readonly notes: Pick<PeopleStore, "putNote">;
}

/** The head office of a standalone shop. `setAway` cuts the line, for tests and for the demo. */
export interface InProcessHeadOffice extends HeadOfficePort {
  setAway(away: boolean): void;
}

/** How far the authority has folded a terminal's journal: the name in `state`. */
const cursorName = (journal: JournalId): string => `authority/folded/${journal}`;
/** Events that one contact folds at most, so that a till that was away for a month does not hold the others up. */
const FOLD_MAX = 5000;
/** An operation number is one byte and at most 20 may be outstanding: at the tap one is enough. */
const OP_MODULUS = 256;

/**
 * The authority in the shop's own process, behind the asynchronous port: it writes only its own journal, and knows a
 * terminal's events only once a contact has brought them.
 */
export function createInProcessHeadOffice(ports: AuthorityPorts): InProcessHeadOffice {
  let away = false;
  // Every answer comes in a later turn, as one over a network would; an absent office never answers, and the caller's
  // own time limit ends the wait.
  const answer = async <T>(make: () => T): Promise<Result<T, Away>> => {
    await Promise.resolve();
    return away ? err("away") : ok(make());
  };
  return {
    setAway: (value) => {
      away = value;
    },
    contact: (request) => answer(() => ports.store.transaction((tx) => contact(ports, tx, request))),
    operationAtTap: (request) => answer(() => operationAtTap(ports, request)),
    adoptRecord: (request) => answer(() => adoptRecord(ports, request)),
    adjust: (request) => answer(() => adjustPool({ ...ports, freePool }, request)),
    openBalances: (request) => answer(() => openBalances(ports, request)),
  };
}

function contact(ports: AuthorityPorts, tx: LedgerTx, request: { journal: JournalId; headSeq: number }): Contact {
  // What an epoch that has ended never told is told by the one that goes on.
  const ended = tx.journals().filter((row) => row.role === "terminal" && row.state !== "open");
  for (const row of ended) fold(ports, tx, row);
  const youSeq = fold(ports, tx, request);
  const head = must(tx.journal(ports.journal), "the authority's journal is here").headSeq;
  return { youSeq, hot: head, rest: head };
}

/** Folds what is new of a journal, and answers how far it is folded now. */
function fold(ports: AuthorityPorts, tx: LedgerTx, of: { journal: JournalId; headSeq: number }): number {
  const from = Number(tx.state(cursorName(of.journal)) ?? "0");
  if (of.headSeq <= from) return from;
  const events = tx.events(of.journal, from + 1, Math.min(FOLD_MAX, of.headSeq - from));
  for (const event of events) react(ports, tx, event);
  const youSeq = events.at(-1)?.ref.seq ?? from;
  if (youSeq > from) tx.putState(cursorName(of.journal), String(youSeq));
  return youSeq;
}

/** What the authority does on a terminal's event: a welcome gift, its unlocking, an end to lost doubts. */
function react(ports: AuthorityPorts, tx: LedgerTx, stored: StoredEvent): void {
  const envelope = parseEnvelope(stored.body);
  if (!envelope.ok) return;
  const event = readEvent(envelope.value.type, envelope.value.version, envelope.value.payload);
  if (event.type === "member.enrolled") {
    const { welcome, asset } = programmeOf(tx).document;
    if (!welcome) return;
    const payload = {
      member: event.payload.member,
      asset,
      amount: welcome.amount,
      rule: "welcome",
      lock: welcome.lock,
    };
    append(ports, tx, `welcome:${event.payload.member}`, [{ type: "gift.granted", payload }]);
  }
  if (event.type === "sale.recorded" || event.type === "member.verified") {
    const { member } = event.payload;
    if (member !== undefined) unlock(ports, tx, member);
  }
  const real = realIntentOf(event);
  const intent = real === undefined ? undefined : tx.get("intent", [envelope.value.journal, real]);
  if (intent !== undefined) settleLost(ports, tx, { card: intent.card, real: [intent.before, intent.after] });
}

/** The intent of its own journal that an event says is REAL. */
function realIntentOf(event: KnownEvent | UnknownEvent): number | undefined {
  if (event.type === "card.confirmed") return event.payload.intent;
  if (event.type === "sale.recorded" || event.type === "sale.voided") return event.payload.confirms?.seq;
  return event.type === "card.settled" && event.payload.outcome === "real" ? event.payload.intent.seq : undefined;
}

/** Opens what the member's events have earned by now; without a locked lot nothing is folded a second time. */
function unlock(ports: AuthorityPorts, tx: LedgerTx, member: MemberId): void {
  const events = memberEventsOf(tx, member);
  const locked = foldLots(events, member).pool.filter((lot) => lot.lock !== undefined);
  const open: ReadonlySet<string> = locked.length === 0 ? new Set() : openWelcomeLocks(events, member);
  for (const { origin } of locked.filter((lot) => open.has(lot.lock ?? ""))) {
    const lot = { journal: origin.journal, seq: origin.seq };
    append(ports, tx, `unlock:${origin.seq}`, [{ type: "lot.unlocked", payload: { member, lot } }]);
  }
}

/**
 * One operation that brings the free pool to the card that is on the reader: reserved `pool → transit` at birth. One
 * that waits already is answered again, so that a lost answer costs nothing.
 */
function operationAtTap(
  ports: AuthorityPorts,
  request: Parameters<HeadOfficePort["operationAtTap"]>[0],
): TapOperation | null {
  const { card, member, roomMinor, opOnCard } = request;
  return ports.store.transaction((tx) => {
    const known = tx.operationsOf(card);
    const waiting = known.find((operation) => operation.state === "outstanding");
    if (waiting) return { card, op: waiting.op, amountMinor: waiting.amount };
    const row = tx.get("card", [card]);
    if (row?.member !== member || row.state !== "active") return null;
    const { asset } = programmeOf(tx).document;
    const amountMinor = Math.min(freePool(tx, { member, asset, day: today(ports.clock) }), roomMinor);
    if (amountMinor <= 0) return null;
    // Applied ones are behind the card, though after 128 of them the oldest numbers look as if they were ahead.
    const reserved = known.filter((operation) => operation.state !== "applied");
    const ahead = reserved.map((operation) => opSeqDistance(operation.op, opOnCard));
    const op = (opOnCard + Math.max(0, ...ahead) + 1) % OP_MODULUS;
    const { merchant } = must(tx.journal(ports.journal), "the authority's journal is here");
    const terms = { card, op, member, asset, amount: amountMinor };
    const signature = toBase64Url(ports.signer.sign(operationMessage({ ...terms, merchant, basis: null })));
    const payload = { ...terms, reason: "pool", signature };
    append(ports, tx, `tap:${card}:${op}`, [{ type: "operation.created", payload }]);
    return { card, op, amountMinor };
  });
}

/**
 * Cards bring back what a lost epoch never told: the purse follows the card, the difference is the programme's loss. A
 * writer of an open journal owes its records itself; one that this database never saw wrote after the backup. Until the
 * owner has said that the old machine is gone, it may still be there, and nothing is adopted.
 */
function adoptRecord(ports: AuthorityPorts, request: Parameters<HeadOfficePort["adoptRecord"]>[0]): boolean {
  const { card, record, writer, balanceMinor, owes } = request;
  return ports.store.transaction((tx) => {
    if (tx.state(STATE_RECOVERING) !== undefined) return false;
    const journals = tx.journals();
    const owing = journals.find((row) => row.writer === writer);
    const restored = journals.some((row) => row.epoch > 1);
    if (owing?.state === "open" || (owing === undefined && !restored)) return false;
    const row = tx.get("card", [card]);
    if (row === undefined) return false;
    const { asset } = programmeOf(tx).document;
    settleLost(ports, tx, { card, real: [record] });
    const ops = passedBy(tx, card, recordOf(record).opSeq);
    const brought = sumMinor(ops.map((each) => each.amount));
    const purse = tx.get("account", [purseOf(card), asset])?.balance ?? 0;
    const member = row.member === null ? {} : { member: row.member };
    const reason = owing === undefined ? "after-backup" : "journal-lost";
    const amount = purse + brought - balanceMinor;
    const applied = ops.length === 0 ? {} : { ops };
    const payload = { card, ...member, asset, record, owes, amount, ...applied, reason };
    append(ports, tx, `adopt:${card}:${record}`, [{ type: "gap.adopted", payload }]);
    return true;
  });
}

/** The outstanding operations that a record has passed: the lost machine brought them to the card. */
function passedBy(tx: LedgerTx, card: string, opSeq: number): { readonly op: number; readonly amount: number }[] {
  const outstanding = tx.operationsOf(card).filter((operation) => operation.state === "outstanding");
  return outstanding
    .filter((operation) => opSeqDistance(operation.op, opSeq) <= 0)
    .map(({ op, amount }) => ({ op, amount }));
}

/**
 * Settles for closed journals, by records of one card that are REAL: an intent is VOID when another record took its
 * place or its before-record's, and REAL when the card has its very bytes. A REAL spend stays in doubt: whether its
 * sale was made is on paper only, and the owner decides.
 */
function settleLost(
  ports: AuthorityPorts,
  tx: LedgerTx,
  of: { readonly card: string; readonly real: readonly string[] },
): void {
  const lost = tx.journals().filter((row) => row.role === "terminal" && row.state !== "open");
  const open = lost.flatMap((row) => tx.intentsOf(of.card, row.journal, "open"));
  for (const intent of open) {
    const outcome = lostOutcome(intent, of.real);
    const { journal, seq, kind, member } = intent;
    if (outcome === undefined || kind === "issue" || member === null) continue;
    if (outcome === "real" && settledKind(kind) === "spend") continue;
    const ops = appliedOps(intent);
    const payload = {
      intent: { journal, seq },
      card: of.card,
      member,
      asset: recordOf(intent.after).asset,
      outcome,
      kind: settledKind(kind),
      ...(intent.spend > 0 ? { spend: intent.spend } : {}),
      ...(intent.earn > 0 ? { earn: intent.earn } : {}),
      ...(ops.length > 0 ? { ops } : {}),
      evidence: outcome === "real" ? "card-shows-it" : "real-successor",
    };
    append(ports, tx, `settle:${journal}:${seq}`, [{ type: "card.settled", payload }]);
  }
}

function lostOutcome(intent: Tables["intent"], real: readonly string[]): "real" | "void" | undefined {
  if (intent.before === "") return undefined;
  if (real.includes(intent.after)) return "real";
  const taken = (text: string): boolean =>
    real.some((other) => other !== "" && other !== text && recordOf(other).counter === recordOf(text).counter);
  return taken(intent.after) || taken(intent.before) ? "void" : undefined;
}

/** What of the pool may be used on `day`. */
export function freePool(
  read: LedgerRead,
  of: { readonly member: MemberId; readonly asset: number; readonly day: BusinessDay },
): number {
  const balance = read.get("account", [poolOf(of.member), of.asset])?.balance ?? 0;
  if (balance <= 0) return 0;
  const kept = lotsOf(read, of.member).pool.filter((lot) => !isUsable(lot, of.day));
  return Math.max(balance - sumMinor(kept.map((lot) => lot.amountMinor)), 0);
}

/** What is on its way to a card. */
export function inTransit(read: LedgerRead, card: string, asset: number): number {
  const waiting = read.operationsOf(card).filter((operation) => operation.state === "outstanding");
  return waiting.reduce((sum, { op }) => sum + (read.get("account", [transitOf(card, op), asset])?.balance ?? 0), 0);
}

function append(ports: AuthorityPorts, tx: LedgerTx, command: string, drafts: readonly EventDraft[]): void {
  const act: ActContext = {
    command,
    actor: OWNER,
    day: today(ports.clock),
    programme: tx.newestProgramme()?.programme ?? 0,
    feed: [0, 0],
  };
  appendEvents(tx, ports, ports.journal, act, drafts);
}
