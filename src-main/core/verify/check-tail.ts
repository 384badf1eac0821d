import { equalBytes } from "../../../src-shared/base/bytes.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import { eventHash, genesisHash } from "../../../src-shared/ledger/chain.ts";
import { parseEnvelope } from "../../../src-shared/ledger/envelope.ts";
import type { JournalRow, LedgerRead } from "../ports/store.ts";

/** Events checked before the first sale: a day of a busy till. The whole chain follows in the background. */
const TAIL = 1000;

/** Where a journal's end is not what it must be. */
export interface TailDefect {
  readonly journal: string;
  readonly seq: number;
  readonly what: "hash" | "text" | "head";
}

/** Checks the last events of every open journal against its head. Undefined when all is well. */
export function checkTails(crypto: CryptoPort, read: LedgerRead): TailDefect | undefined {
  const open = read.journals().filter((journal) => journal.state === "open");
  for (const journal of open) {
    const defect = checkTail(crypto, read, journal);
    if (defect) return defect;
  }
  return undefined;
}

function checkTail(crypto: CryptoPort, read: LedgerRead, row: JournalRow): TailDefect | undefined {
  const { journal, headSeq } = row;
  const first = Math.max(1, headSeq - TAIL + 1);
  const before = first === 1 ? genesisHash(crypto, row) : read.event({ journal, seq: first - 1 })?.hash;
  if (before === undefined) return { journal, seq: first - 1, what: "hash" };
  let [hash, seq] = [before, first - 1];
  for (const event of read.events(journal, first, TAIL)) {
    if (event.ref.seq !== seq + 1) return { journal, seq: seq + 1, what: "hash" };
    seq = event.ref.seq;
    hash = eventHash(crypto, hash, event.body);
    if (!equalBytes(hash, event.hash)) return { journal, seq, what: "hash" };
    if (!parseEnvelope(event.body).ok) return { journal, seq, what: "text" };
  }
  return seq === headSeq && equalBytes(hash, row.headHash) ? undefined : { journal, seq: seq + 1, what: "head" };
}
