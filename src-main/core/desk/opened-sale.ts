import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import { shortHash } from "../../../src-shared/ledger/chain.ts";
import { parseEnvelope, type Envelope } from "../../../src-shared/ledger/envelope.ts";
import { readEvent } from "../../../src-shared/ledger/event-types.ts";
import type { SaleRecorded } from "../../../src-shared/ledger/events/sale-events.ts";
import type { LedgerRead, StoredEvent } from "../ports/store.ts";

/** A recorded sale as it stands in the ledger. */
export interface OpenedSale {
  readonly ref: EventRef;
  readonly short: string;
  readonly envelope: Envelope;
  readonly sale: SaleRecorded;
}

/** The sale that was recorded there; undefined where nothing stands, or something else. */
export function saleAt(read: Pick<LedgerRead, "event">, ref: EventRef): OpenedSale | undefined {
  const stored = read.event(ref);
  return stored && openedSale(stored);
}

/** The same by the sale's own event or by that of its void. */
export function saleBehind(read: Pick<LedgerRead, "event">, ref: EventRef): OpenedSale | undefined {
  const stored = read.event(ref);
  const opened = stored && openedEvent(stored);
  if (stored === undefined || opened === undefined) return undefined;
  return opened.event.type === "sale.voided" ? saleAt(read, opened.event.payload.sale) : saleIn(stored, opened);
}

/** A stored event as a sale; undefined when it is none. */
export function openedSale(stored: StoredEvent): OpenedSale | undefined {
  const opened = openedEvent(stored);
  return opened && saleIn(stored, opened);
}

function saleIn({ ref, hash }: StoredEvent, { envelope, event }: Opened): OpenedSale | undefined {
  return event.type === "sale.recorded" ? { ref, short: shortHash(hash), envelope, sale: event.payload } : undefined;
}

interface Opened {
  readonly envelope: Envelope;
  readonly event: ReturnType<typeof readEvent>;
}

/** Of all that is no sale only the envelope is looked at: whoever lists a member's sales comes by many of those. */
function openedEvent({ body }: StoredEvent): Opened | undefined {
  const envelope = parseEnvelope(body);
  if (!envelope.ok) return undefined;
  const { type, version, payload } = envelope.value;
  if (type !== "sale.recorded" && type !== "sale.voided") return undefined;
  return { envelope: envelope.value, event: readEvent(type, version, payload) };
}
