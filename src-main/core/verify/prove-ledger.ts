import { equalBytes, toBase64Url } from "../../../src-shared/base/bytes.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import type { JournalId } from "../../../src-shared/base/ids.ts";
import { mustNotBeNegative } from "../../../src-shared/ledger/accounts.ts";
import { eventHash, genesisHash } from "../../../src-shared/ledger/chain.ts";
import { authorityFault, checkEvent } from "../../../src-shared/ledger/check-event.ts";
import { parseEnvelope, type Envelope } from "../../../src-shared/ledger/envelope.ts";
import { readEvent, type KnownEvent } from "../../../src-shared/ledger/event-types.ts";
import { postingsOf } from "../../../src-shared/ledger/postings.ts";
import { project } from "../../../src-shared/ledger/projection.ts";
import { MemoryTables } from "../../../src-shared/ledger/tables.ts";
import type { JournalRow } from "../ports/store.ts";
import type { EventDefect, Finding } from "./finding.ts";
import { compareTables, type TableRows } from "./compare-tables.ts";

/** A whole ledger to prove: read only, every row once. */
export interface ProofSource extends TableRows {
  journals(): readonly JournalRow[];
  /** A journal's events in the order of seq. */
  /** How many events belong to no journal. */
  orphans(): number;
  events(journal: JournalRow): Iterable<{ readonly seq: number; readonly hash: Uint8Array; readonly body: string }>;
}

/** What a proof read, and what it found: nothing found is the proof. */
export interface Proof {
  readonly events: number;
  readonly journals: number;
  readonly unknownEvents: number;
  readonly findings: readonly Finding[];
}

/** Findings listed at most: the first ones name the damage, thousands more say nothing. */
const FINDINGS_MAX = 100;

/**
 * Proves a ledger: every chain from its genesis, every event's text, author and amounts, all postings to zero per
 * asset, and the stored projections equal to a fresh fold. An event that is wrong ends its own journal's walk, since
 * nothing after it is proven.
 */
export function proveLedger(crypto: CryptoPort, source: ProofSource): Proof {
  const fold = new MemoryTables();
  const findings: Finding[] = [];
  const count = { events: 0, unknown: 0 };
  const named: NamedJournal[] = [];
  const journals = source.journals();
  for (const journal of journals) {
    const finding = walk(crypto, source, { journal, fold, count, named });
    if (finding) findings.push(finding);
  }
  findings.push(...named.flatMap((each) => journalFinding(journals, each)));
  const orphans = source.orphans();
  if (orphans > 0) findings.push({ kind: "orphans", count: orphans });
  // With a broken chain the fold is incomplete: comparing it would only bury the one finding that matters.
  if (findings.length === 0) {
    // Only a head office elsewhere sends rows without events; where the authority's journal is here, there are none.
    const hasFeed = !journals.some((journal) => journal.role === "authority");
    findings.push(...sums(fold), ...compareTables(fold, source, { max: FINDINGS_MAX, hasFeed }));
  }
  return {
    events: count.events,
    journals: journals.length,
    unknownEvents: count.unknown,
    findings: findings.slice(0, FINDINGS_MAX),
  };
}

interface Walk {
  readonly journal: JournalRow;
  readonly fold: MemoryTables;
  readonly count: { events: number; unknown: number };
  /** Journals that events speak of: taking away a whole one must show. */
  readonly named: NamedJournal[];
}

interface NamedJournal {
  readonly journal: JournalId;
  readonly head?: { readonly seq: number; readonly hash: string };
}

function walk(crypto: CryptoPort, source: ProofSource, { journal, fold, count, named }: Walk): Finding | undefined {
  let hash = genesisHash(crypto, journal);
  let last = 0;
  const at = (seq: number, what: EventDefect): Finding => ({ kind: "event", journal: journal.journal, seq, what });
  for (const event of source.events(journal)) {
    if (event.seq !== last + 1) return at(last + 1, "gap");
    last = event.seq;
    hash = eventHash(crypto, hash, event.body);
    if (!equalBytes(hash, event.hash)) return at(event.seq, "hash");
    const envelope = parseEnvelope(event.body);
    if (!envelope.ok) return at(event.seq, "text");
    const defect = defectOf(journal, envelope.value, event.seq);
    if (defect) return at(event.seq, defect);
    const projected = project(fold, envelope.value);
    count.events += 1;
    if (projected.event.type === "unknown") count.unknown += 1;
    else {
      named.push(...namedBy(projected.event));
      const postings = postingsOf(projected.event, { journal: journal.journal, seq: event.seq });
      if (checkEvent(projected.event, postings) !== undefined) return at(event.seq, "amounts");
    }
  }
  const whole = last === journal.headSeq && equalBytes(hash, journal.headHash);
  return whole ? undefined : { kind: "head", journal: journal.journal, seq: Math.min(last, journal.headSeq) + 1 };
}

function defectOf(journal: JournalRow, envelope: Envelope, seq: number): EventDefect | undefined {
  const { merchant, branch, epoch, writer } = envelope;
  const sameShop = merchant === journal.merchant && branch === journal.branch;
  const own = sameShop && epoch === journal.epoch && writer === journal.writer;
  if (!own || envelope.journal !== journal.journal || envelope.seq !== seq) return "identity";
  const event = readEvent(envelope.type, envelope.version, envelope.payload);
  if ((event.type === "journal.opened") !== (seq === 1)) return "identity";
  if (event.type === "journal.opened") {
    const { role, terminal, publicKey } = event.payload;
    const same = role === journal.role && terminal === journal.terminal && publicKey === journal.publicKey;
    return same ? undefined : "identity";
  }
  return event.type !== "unknown" && authorityFault(event, journal) ? "authority" : undefined;
}

function namedBy(event: KnownEvent): NamedJournal[] {
  if (event.type === "writer.assigned") return [{ journal: event.payload.journal }];
  return event.type === "journal.succeeds" ? [{ journal: event.payload.journal, head: event.payload.head }] : [];
}

function journalFinding(journals: readonly JournalRow[], { journal, head }: NamedJournal): Finding[] {
  const row = journals.find((each) => each.journal === journal);
  if (row === undefined) return [{ kind: "journal", journal, what: "missing" }];
  const same = head === undefined || (head.seq === row.headSeq && head.hash === toBase64Url(row.headHash));
  return same ? [] : [{ kind: "journal", journal, what: "other-head" }];
}

function sums(fold: MemoryTables): Finding[] {
  const byAsset = Map.groupBy(fold.rows("account"), (row) => row.asset);
  const unbalanced = [...byAsset].flatMap(([asset, rows]): Finding[] => {
    const sumMinor = rows.reduce((sum, row) => sum + row.balance, 0);
    return sumMinor === 0 ? [] : [{ kind: "sum", asset, sumMinor }];
  });
  const negative = fold.rows("account").filter((row) => row.balance < 0 && mustNotBeNegative(row.account));
  return [
    ...unbalanced,
    ...negative.map((row): Finding => ({ kind: "negative", account: row.account, balanceMinor: row.balance })),
  ];
}
