import { equalBytes } from "../../../src-shared/base/bytes.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import type { JournalId } from "../../../src-shared/base/ids.ts";
import { eventHashOfBytes, genesisHash } from "../../../src-shared/ledger/chain.ts";
import type { JournalRow } from "../ports/store.ts";

/** An event as its bytes lie in the database: `body` is the UTF-8 of its canonical text, `hash` has 32 bytes. */
export interface ChainEvent {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly body: Uint8Array;
}

/** The next events of a journal, and the journal's row as it was at that very moment. */
export interface ChainPage {
  readonly journal: JournalRow;
  readonly events: readonly ChainEvent[];
  /** There is nothing behind these events. */
  readonly end: boolean;
}

/** A ledger that is read while it grows. Each page is one snapshot, and none is held open in between. */
export interface ChainSource {
  journals(): readonly JournalRow[];
  page(journal: JournalId, after: number): ChainPage;
}

/** The first event of a journal that is not as it was written: its text or hash, its number, or the journal's end. */
export interface ChainDefect {
  readonly journal: JournalId;
  readonly seq: number;
  readonly what: "hash" | "gap" | "head";
}

/** How far a check has come. `total` is what the heads said at its beginning: what is sold meanwhile comes on top. */
export interface ChainProgress {
  readonly checked: number;
  readonly total: number;
}

/** What a whole check came to. */
export type ChainVerdict =
  | { readonly kind: "intact"; readonly checked: number; readonly journals: number }
  | { readonly kind: "broken"; readonly defect: ChainDefect };

/**
 * Checks every journal from its genesis to its head: each hash over the stored bytes, numbers without a gap, and the
 * head that the journal's row names. Texts and amounts follow from the hashes, as they were checked before they were
 * appended; `proveLedger` looks at them again. Yields after each page, so that the caller can answer others and stop.
 */
export function* checkChains(crypto: CryptoPort, source: ChainSource): Generator<ChainProgress, ChainVerdict> {
  const journals = source.journals();
  const total = journals.reduce((sum, journal) => sum + journal.headSeq, 0);
  let checked = 0;
  for (const { journal } of journals) {
    let at: Link | undefined;
    for (;;) {
      const page = source.page(journal, at?.seq ?? 0);
      const walked = follow(crypto, at ?? { seq: 0, hash: genesisHash(crypto, page.journal) }, page);
      if ("what" in walked) return { kind: "broken", defect: walked };
      at = walked;
      checked += page.events.length;
      yield { checked, total };
      if (page.end) break;
    }
  }
  return { kind: "intact", checked, journals: journals.length };
}

/** The last event that is proven. */
interface Link {
  readonly seq: number;
  readonly hash: Uint8Array;
}

function follow(crypto: CryptoPort, from: Link, page: ChainPage): Link | ChainDefect {
  const { journal, headSeq, headHash } = page.journal;
  let { seq, hash } = from;
  for (const event of page.events) {
    if (event.seq !== seq + 1) return { journal, seq: seq + 1, what: "gap" };
    seq = event.seq;
    hash = eventHashOfBytes(crypto, hash, event.body);
    if (!equalBytes(hash, event.hash)) return { journal, seq, what: "hash" };
  }
  if (!page.end) return { seq, hash };
  const whole = seq === headSeq && equalBytes(hash, headHash);
  return whole ? { seq, hash } : { journal, seq: Math.min(seq, headSeq) + 1, what: "head" };
}
