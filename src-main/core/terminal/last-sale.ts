import { equalBytes } from "../../../src-shared/base/bytes.ts";
import type { JournalId } from "../../../src-shared/base/ids.ts";
import { parseEnvelope, type Envelope } from "../../../src-shared/ledger/envelope.ts";
import { readEvent, type KnownEvent, type UnknownEvent } from "../../../src-shared/ledger/event-types.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import { shortHash } from "../../../src-shared/ledger/chain.ts";
import type { SaleRecorded } from "../../../src-shared/ledger/events/sale-events.ts";
import type { LedgerRead, StoredEvent } from "../ports/store.ts";
import { shiftOf, type TerminalIdentity } from "./context.ts";

/** The newest sale of a terminal in its open shift, and the events of the terminal's journal since. */
export interface LastSale {
  readonly ref: EventRef;
  readonly short: string;
  readonly envelope: Envelope;
  readonly sale: SaleRecorded;
  readonly later: readonly LaterEvent[];
}

export interface LaterEvent {
  readonly ref: EventRef;
  readonly event: KnownEvent | UnknownEvent;
}

/** A sale lies a few events back; a page holds what one look mostly needs. */
const PAGE = 8;
/** A sale behind so many events (a morning of enrolments) is refunded, not undone. */
const LOOK_BACK_MAX = 2_000;

/** What a look found, and up to which event: the journal only grows, so the next look begins behind it. */
interface Look {
  readonly journal: string;
  readonly shift: string;
  readonly head: number;
  readonly headHash: Uint8Array;
  readonly last: LastSale | undefined;
}

/** The newest look at each store: during an import every key would otherwise walk thousands of enrolments. */
const looks = new WeakMap<LedgerRead, Look>();

/** The last sale of this terminal's open shift, looked for from the journal's head; undefined when there is none. */
export function lastSaleOf(read: LedgerRead, identity: Pick<TerminalIdentity, "journal">): LastSale | undefined {
  const { journal } = identity;
  const shift = shiftOf(read);
  const row = read.journal(journal);
  if (shift === undefined || row === undefined) return undefined;
  const head = row.headSeq;
  const before = looks.get(read);
  const known =
    before !== undefined && stands(read, before, { journal, shift: shift.shift, head }) ? before : undefined;
  const oldest = Math.max(shift.journal === journal ? shift.seq + 1 : 1, head - LOOK_BACK_MAX);
  const looked = lookBack(read, journal, { head, first: Math.max(oldest, (known?.head ?? 0) + 1) });
  const { found, later } = looked;
  const kept = known?.last === undefined || known.last.ref.seq < oldest ? undefined : known.last;
  let last: LastSale | undefined;
  // A shift that a restored till goes on with began in another journal, before every event of this one.
  if (found !== undefined) last = found.envelope.shift === shift.shift ? found : undefined;
  else if (kept !== undefined) last = { ...kept, later: [...kept.later, ...later] };
  looks.set(read, { journal, shift: shift.shift, head, headHash: row.headHash, last });
  return last;
}

/** Whether what a look saw is still so: a transaction that was undone may have shown events that are none. */
function stands(
  read: LedgerRead,
  look: Look,
  now: { readonly journal: string; readonly shift: string; readonly head: number },
): boolean {
  if (look.journal !== now.journal || look.shift !== now.shift || look.head > now.head) return false;
  const event = read.event({ journal: look.journal, seq: look.head });
  return event !== undefined && equalBytes(event.hash, look.headHash);
}

/** The newest sale from `head` down to `first`, and what came after it; all events where there is none. */
function lookBack(
  read: LedgerRead,
  journal: JournalId,
  { head, first }: { readonly head: number; readonly first: number },
): { readonly found: LastSale | undefined; readonly later: readonly LaterEvent[] } {
  let later: LaterEvent[] = [];
  for (let end = head; end >= first; end -= PAGE) {
    const from = Math.max(first, end - PAGE + 1);
    const page = read.events(journal, from, end - from + 1).map(opened);
    const at = page.findLastIndex(({ event }) => event.type === "sale.recorded");
    later = [...page.slice(at + 1).map(({ ref, event }) => ({ ref, event })), ...later];
    const sale = page[at];
    if (sale?.event.type !== "sale.recorded") continue;
    const { ref, short, envelope } = sale;
    return { found: { ref, short, envelope, sale: sale.event.payload, later }, later };
  }
  return { found: undefined, later };
}

/** A stored event of this program's own journal, opened. Throws on a text that is none: the proof names such a one. */
function opened(stored: StoredEvent): LaterEvent & { readonly envelope: Envelope; readonly short: string } {
  const read = parseEnvelope(stored.body);
  if (!read.ok) throw new Error(`event ${stored.ref.seq} can't be read`);
  const { type, version, payload } = read.value;
  return {
    ref: stored.ref,
    envelope: read.value,
    short: shortHash(stored.hash),
    event: readEvent(type, version, payload),
  };
}
