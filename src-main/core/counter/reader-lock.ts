import { toHex } from "../../../src-shared/base/bytes.ts";
import type { LedgerRead } from "../ports/store.ts";
import type { CardReading, PresentCard } from "../terminal/card-io.ts";
import type { Terminal } from "../terminal/context.ts";

/**
 * Forging a record means trying MACs at a reader: after so many cards in a row with a wrong one, that reader issues and
 * spends no more until a person has looked (docs/design/purse.md, "Keys"). Selling and earning go on.
 */
export const BAD_MACS_MAX = 5;

/** Whether issuing and spending are locked on this reader. The lock outlives a restart. */
export function isReaderLocked(read: Pick<LedgerRead, "state">, readerId: string): boolean {
  return rowOf(read, readerId).inARow >= BAD_MACS_MAX;
}

/**
 * Takes note of what a reader read. A card with a right MAC ends the row; the same bytes again are the same attempt (a
 * damaged card that is tapped and tapped); cards without a record of ours say nothing. True when this one locked it.
 */
export function noteReading(terminal: Terminal, readerId: string, reading: CardReading): boolean {
  if (reading.kind !== "card") return false;
  const { card } = reading;
  const { store } = terminal;
  const row = rowOf(store.read, readerId);
  if (row.inARow >= BAD_MACS_MAX) return false;
  if (card.view.kind === "ours") {
    if (row.inARow > 0) store.transaction((tx) => tx.dropState(rowName(readerId)));
    return false;
  }
  if (card.view.kind !== "damaged" && card.view.kind !== "other-merchant") return false;
  const last = fingerprintOf(terminal, card);
  if (last === row.last) return false;
  const next: BadMacs = { inARow: row.inARow + 1, last };
  store.transaction((tx) => tx.putState(rowName(readerId), JSON.stringify(next)));
  return next.inARow >= BAD_MACS_MAX;
}

/** A person has looked: the reader issues and spends again. Nothing happens when it was not locked. */
export function unlockReader(terminal: Terminal, readerId: string): void {
  terminal.store.transaction((tx) => tx.dropState(rowName(readerId)));
}

/** How many different cards in a row had a wrong MAC, and what the last one was. */
interface BadMacs {
  readonly inARow: number;
  readonly last: string;
}

function rowName(readerId: string): string {
  return `bad-macs/${readerId}`;
}

function rowOf(read: Pick<LedgerRead, "state">, readerId: string): BadMacs {
  const text = read.state(rowName(readerId));
  // Written by this file only.
  return text === undefined ? { inARow: 0, last: "" } : (JSON.parse(text) as BadMacs);
}

/** Names a card's bytes without keeping them. */
function fingerprintOf(terminal: Terminal, { uid, image }: PresentCard): string {
  const bytes = Uint8Array.from([...uid, ...image.header, ...image.slots[0], ...image.slots[1]]);
  return toHex(terminal.crypto.sha256(bytes)).slice(0, 16);
}
