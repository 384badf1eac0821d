import type { MemberId } from "../../../src-shared/base/ids.ts";
import { parseEnvelope, type Envelope } from "../../../src-shared/ledger/envelope.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import { readEvent, type KnownEvent } from "../../../src-shared/ledger/event-types.ts";
import { membersOf } from "../../../src-shared/ledger/projection.ts";
import { refKey } from "../../../src-shared/ledger/lot.ts";
import { sumMinor } from "../../../src-shared/money/amount.ts";
import { movementOf } from "../../../src-shared/messages/movement.ts";
import { memberHistory, type HistoryEntry } from "../members/member-history.ts";
import type { OutboxStore } from "../ports/message-outbox.ts";
import type { PeopleStore } from "../ports/people.ts";
import type { LedgerRead, LedgerTx, StoredEvent } from "../ports/store.ts";
import type { Terminal } from "../terminal/context.ts";

/** What making messages works on. */
export interface CollectParts {
  readonly terminal: Pick<Terminal, "store" | "members" | "clock">;
  readonly people: Pick<PeopleStore, "verification">;
  readonly outbox: OutboxStore;
}

/** A message is worth a day: who hears tomorrow evening of this morning's purchase has forgotten it. */
export const MESSAGE_LASTS_MS = 24 * 3_600_000;
/** More than a till's busiest day; a gateway that is away for longer loses the oldest. */
export const WAITING_MAX = 2_000;
/** Events in one transaction: a sale that comes meanwhile waits for a few milliseconds. */
const BATCH = 100;

/** How far a journal's events have become messages: the name in `state`. */
const cursorName = (journal: string): string => `messages/folded/${journal}`;

/**
 * Makes messages of what the journals tell since the last time, one for each event at most, and says whether there may
 * be more. It reads what is on disk and is part of no sale: a kill anywhere, and the next life goes on from the cursor
 * that stands in the transaction of its rows. A journal that was never read is read from its head on: nobody is told
 * of the past. Without `isSending` (no gateway) the cursors move and nothing is made.
 */
export function collectMessages(parts: CollectParts, isSending: boolean): boolean {
  const { store } = parts.terminal;
  return store.transaction((tx) => {
    const rows = tx.journals().map((row) => ({ row, from: tx.state(cursorName(row.journal)) }));
    for (const { row } of rows.filter(({ from }) => from === undefined)) {
      tx.putState(cursorName(row.journal), String(row.headSeq));
    }
    const behind = rows.filter(({ row, from }) => from !== undefined && Number(from) < row.headSeq);
    if (!isSending) for (const { row } of behind) tx.putState(cursorName(row.journal), String(row.headSeq));
    if (behind.length === 0 || !isSending) return false;
    const next = behind.flatMap(({ row, from }) => tx.events(row.journal, Number(from) + 1, BATCH).map(opened));
    for (const each of next.toSorted(byTime).slice(0, BATCH)) {
      collectOne(parts, tx, each);
      tx.putState(cursorName(each.stored.ref.journal), String(each.stored.ref.seq));
    }
    return true;
  });
}

interface Opened {
  readonly stored: StoredEvent;
  readonly envelope: Envelope;
}

/** Throws on a text that is none: the proof names such a one, and nothing is told past it. */
function opened(stored: StoredEvent): Opened {
  const envelope = parseEnvelope(stored.body);
  if (!envelope.ok) throw new Error(`event ${stored.ref.seq} can't be read`);
  return { stored, envelope: envelope.value };
}

/** The journals' events as they came: within a journal its own order. */
function byTime(a: Opened, b: Opened): number {
  const [ms, n] = [0, 1] as const;
  return a.envelope.hlc[ms] - b.envelope.hlc[ms] || a.envelope.hlc[n] - b.envelope.hlc[n];
}

function collectOne(parts: CollectParts, tx: LedgerTx, { stored, envelope }: Opened): void {
  const { outbox, terminal } = parts;
  const event = readEvent(envelope.type, envelope.version, envelope.payload);
  if (event.type === "unknown") return;
  const [member] = membersOf(event);
  const movement = movementOf(event, giftOf(tx, event));
  if (movement === undefined || member === undefined || mobileFor(parts, member) === undefined) return;
  const { ref } = stored;
  const balanceMinor = usableAfter(memberHistory(tx, member), ref);
  const madeAtMs = terminal.clock.wallMs();
  // Counted from the movement itself, so that a till which was off for a week does not tell old things as new.
  const expiresAtMs = Math.min(envelope.at, madeAtMs) + MESSAGE_LASTS_MS;
  outbox.insert({ ref, member, movement, balanceMinor, madeAtMs, expiresAtMs });
  const oldest = outbox.waiting() > WAITING_MAX ? outbox.first() : undefined;
  if (oldest !== undefined) outbox.change(oldest, { state: "dropped", reason: "too-many" }, madeAtMs);
}

/** What a member had right after an event, without the gifts that were still locked: nobody shall count on those. */
function usableAfter(history: readonly HistoryEntry[], ref: EventRef): number {
  const at = history.findIndex((entry) => refKey(entry.ref) === refKey(ref));
  const locked = new Map<string, number>();
  for (const { event, ref: own } of history.slice(0, at + 1)) {
    if (event.type === "gift.granted" && event.payload.lock !== undefined)
      locked.set(refKey(own), event.payload.amount);
    if (event.type === "lot.unlocked") locked.delete(refKey(event.payload.lot));
  }
  return Math.max((history[at]?.balanceMinor ?? 0) - sumMinor([...locked.values()]), 0);
}

/** The number to write to: verified, and of a member who agreed; undefined when nobody is to be written to. */
export function mobileFor(parts: Pick<CollectParts, "terminal" | "people">, member: MemberId): string | undefined {
  const profile = parts.terminal.members.get(member);
  if (profile?.kind !== "kept" || profile.fields.wantsMessages !== true) return undefined;
  const { mobile } = profile.fields;
  return mobile !== undefined && parts.people.verification(member)?.mobile === mobile ? mobile : undefined;
}

/** The amount of the gift that was unlocked. */
function giftOf(read: LedgerRead, event: KnownEvent): number | undefined {
  if (event.type !== "lot.unlocked") return undefined;
  const stored = read.event(event.payload.lot);
  const envelope = stored && parseEnvelope(stored.body);
  if (envelope?.ok !== true) return undefined;
  const gift = readEvent(envelope.value.type, envelope.value.version, envelope.value.payload);
  return gift.type === "gift.granted" ? gift.payload.amount : undefined;
}
