import { unreachable } from "../../../src-shared/base/assert.ts";
import type { CardNo, MemberId } from "../../../src-shared/base/ids.ts";
import { poolOf, type EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { KnownEvent } from "../../../src-shared/ledger/event-types.ts";
import type { Movement, SaleVoided, Tender } from "../../../src-shared/ledger/events/sale-events.ts";
import { parseEnvelope } from "../../../src-shared/ledger/envelope.ts";
import { readEvent } from "../../../src-shared/ledger/event-types.ts";
import { membersOf } from "../../../src-shared/ledger/projection.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import { sumMinor } from "../../../src-shared/money/amount.ts";
import type { VoidRefusal } from "../../../src-shared/words/void-words.ts";
import type { LedgerRead, StoredEvent } from "../ports/store.ts";
import { waitingIntents } from "./abandon.ts";
import { appliedOps } from "./card-knowledge.ts";
import { shiftOf, type Terminal } from "./context.ts";
import { lastSaleOf, type LastSale, type LaterEvent } from "./last-sale.ts";

/** The last sale of this till and shift, and whether it may be undone. */
export interface VoidableSale {
  readonly sale: EventRef;
  readonly short: string;
  readonly totalMinor: number;
  readonly member: MemberId | null;
  /** The card that must lie on the reader; null when none is needed. */
  readonly card: CardNo | null;
  /** Why not; null when it may. "void-waits": it was begun, and waits for its card. */
  readonly refusal: VoidRefusal | null;
}

/** The last sale with whether it may be undone, cheap enough to be asked after every sale; undefined without one. */
export function voidableSale(terminal: Terminal): VoidableSale | undefined {
  const last = lastSaleOf(terminal.store.read, terminal.identity);
  if (last === undefined) return undefined;
  const { refusal, card } = judgeVoid(terminal, terminal.store.read, last);
  const { ref, short, sale } = last;
  return { sale: ref, short, totalMinor: sale.total, member: sale.member ?? null, card, refusal };
}

/** The sale that a request names, when it is the last one; else why it is not. */
export function saleToVoid(terminal: Terminal, sale: EventRef): LastSale | VoidRefusal {
  const { read } = terminal.store;
  const last = lastSaleOf(read, terminal.identity);
  if (last?.ref.journal === sale.journal && last.ref.seq === sale.seq) return last;
  const stored = read.event(sale);
  const envelope = stored && parseEnvelope(stored.body);
  const isSale = envelope?.ok === true && envelope.value.type === "sale.recorded";
  if (isSale && envelope.value.shift !== shiftOf(read)?.shift) return "void-other-shift";
  return isSale || last !== undefined ? "void-not-last" : "void-no-sale";
}

/** What undoing a sale means now. `back` is its payload, without what the card's own write adds to it. */
export interface VoidJudgement {
  readonly refusal: VoidRefusal | null;
  readonly back: SaleVoided;
  /** What the card gains by it: negative when it gives back more than it gets. */
  readonly gainMinor: number;
  /** The card that must be written; null when nothing on it changes. */
  readonly card: CardNo | null;
}

/** Judges the undoing of a last sale by what the ledger knows; what the card itself shows comes on top. */
export function judgeVoid(terminal: Terminal, read: LedgerRead, last: LastSale): VoidJudgement {
  const { sale, ref } = last;
  const own = intentOf(read, last);
  // An earning that never reached the card went to the pool.
  const toPurse = own?.status === "void" ? 0 : (sale.toPurse ?? 0);
  const pool = (sale.toPool ?? 0) + (sale.toPurse ?? 0) - toPurse;
  const spent = sumMinor(sale.tenders.filter((tender) => tender.kind === "purse").map((tender) => tender.amount));
  const taken = { ...(pool > 0 ? { pool } : {}), ...(toPurse > 0 ? { purse: toPurse } : {}) };
  const movements = (sale.movements ?? []).map(returned);
  const reached = sale.inputs?.reached;
  const back: SaleVoided = {
    sale: ref,
    asset: sale.asset,
    total: sale.total,
    lines: sale.lines.map(({ id, qty, net }) => ({ id, qty, net })),
    tenders: sale.tenders.map(withoutGiven),
    ...(sale.member === undefined ? {} : { member: sale.member }),
    ...(movements.length === 0 ? {} : { movements }),
    ...(pool + toPurse > 0 ? { taken } : {}),
    ...(spent > 0 ? { restored: { purse: spent } } : {}),
    ...(reached === undefined ? {} : { raised: reached }),
    ...(own !== undefined && spent + toPurse > 0 ? { undoes: own.seq } : {}),
  };
  const gainMinor = spent - toPurse;
  const card = gainMinor === 0 || own === undefined ? null : own.card;
  return { refusal: refusalOf(terminal, read, last, pool), back, gainMinor, card };
}

/** The intent with which a sale wrote its card. */
function intentOf(read: LedgerRead, { sale, ref }: LastSale): Tables["intent"] | undefined {
  const seq = sale.confirms?.seq ?? (sale.write === undefined ? undefined : ref.seq);
  return seq === undefined ? undefined : read.get("intent", [ref.journal, seq]);
}

function refusalOf(terminal: Terminal, read: LedgerRead, last: LastSale, poolMinor: number): VoidRefusal | null {
  const { sale, ref, later } = last;
  if (later.some(({ event }) => event.type === "sale.voided" && event.payload.sale.seq === ref.seq)) return "void-done";
  const waiting = waitingIntents(terminal, read);
  const begun = new Set(later.filter(({ event }) => isVoidOf(event, ref)).map((each) => each.ref.seq));
  if (waiting.some((intent) => !begun.has(intent.seq))) return "void-payment-waits";
  const { member } = sale;
  if (member === undefined) return waiting.length > 0 ? "void-waits" : null;
  const moved =
    later.some((each) => touches(each, member, ref)) ||
    elsewhere(terminal, read, last, member).length > 0 ||
    (read.get("account", [poolOf(member), sale.asset])?.balance ?? 0) < poolMinor ||
    sale.tenders.some((tender) => tender.kind === "lease");
  if (moved) return "void-member-moved";
  return waiting.length > 0 ? "void-waits" : null;
}

/** Whether an event of the till's own journal after the sale moved anything of its member. */
function touches({ event }: LaterEvent, member: MemberId, sale: EventRef): boolean {
  // What this program does not know may be anything.
  if (event.type === "unknown") return true;
  if (!membersOf(event).includes(member)) return false;
  switch (event.type) {
    case "card.confirmed":
      return event.payload.intent > sale.seq;
    case "card.settled": {
      // An older doubt that ends, or an attempt to undo that never reached the card, changes nothing of this sale's.
      const { intent, outcome } = event.payload;
      return intent.journal !== sale.journal || (intent.seq > sale.seq && outcome === "real");
    }
    case "member.profiled":
    case "member.verified":
      return false;
    case "void.intended":
      return !isVoidOf(event, sale);
    default:
      return true;
  }
}

function isVoidOf(event: LaterEvent["event"], sale: EventRef): boolean {
  return event.type === "void.intended" && event.payload.sale.seq === sale.seq;
}

/**
 * What other open journals tell of the member since: those events that the sale's own cursor did not cover, apart from
 * operations that this till applied up to the sale.
 */
function elsewhere(terminal: Terminal, read: LedgerRead, last: LastSale, member: MemberId): readonly KnownEvent[] {
  const { identity } = terminal;
  const [hot] = last.envelope.feed;
  const others = read.journals().filter((row) => row.journal !== identity.journal && row.state === "open");
  const stored = others.flatMap((row) => read.memberEventsAfter(member, row.journal, hot));
  return stored.flatMap(known).filter((event) => {
    if (event.type !== "operation.created") return true;
    const { card, op } = event.payload;
    const intents = read.intentsOf(card, identity.journal, "recent").filter((intent) => intent.seq <= last.ref.seq);
    return !intents.some((intent) => appliedOps(intent).some((applied) => applied.op === op));
  });
}

function known(stored: StoredEvent): KnownEvent[] {
  const envelope = parseEnvelope(stored.body);
  if (!envelope.ok) return [];
  const event = readEvent(envelope.value.type, envelope.value.version, envelope.value.payload);
  return event.type === "unknown" ? [] : [event];
}

function returned(movement: Movement): Movement {
  switch (movement.kind) {
    case "earn":
    case "earn-return":
      return { ...movement, kind: "earn-return" };
    case "spend":
    case "spend-return":
      return { ...movement, kind: "spend-return" };
    default:
      return unreachable(movement.kind);
  }
}

function withoutGiven(tender: Tender): Tender {
  return tender.kind === "cash" ? { kind: "cash", amount: tender.amount, drawer: tender.drawer } : tender;
}
