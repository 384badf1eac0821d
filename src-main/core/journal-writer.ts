import { assert, must } from "../../src-shared/base/assert.ts";
import type { BusinessDay } from "../../src-shared/base/business-day.ts";
import type { CryptoPort } from "../../src-shared/base/crypto-port.ts";
import { hlcNext } from "../../src-shared/base/hybrid-clock.ts";
import type { JournalId, ShiftId, StaffId } from "../../src-shared/base/ids.ts";
import type { EventRef } from "../../src-shared/ledger/accounts.ts";
import { eventHash, shortHash } from "../../src-shared/ledger/chain.ts";
import { authorityFault, checkEvent } from "../../src-shared/ledger/check-event.ts";
import { envelopeSchema, envelopeText, type Envelope } from "../../src-shared/ledger/envelope.ts";
import { newestVersion, readEvent, type EventType, type PayloadOf } from "../../src-shared/ledger/event-types.ts";
import { postingsOf } from "../../src-shared/ledger/postings.ts";
import { project } from "../../src-shared/ledger/projection.ts";
import { ENGINE_VERSION } from "../../src-shared/programme/accrue.ts";
import { mustNotBeNegative } from "../../src-shared/ledger/accounts.ts";
import type { ClockPort } from "./ports/clock.ts";
import type { JournalRow, LedgerTx } from "./ports/store.ts";

/** An event to append. */
export type EventDraft = { [T in EventType]: { readonly type: T; readonly payload: PayloadOf<T> } }[EventType];

/** Who acts, when and under what: the envelope's share that a command fixes once for all its events. */
export interface ActContext {
  readonly command: string;
  readonly actor: StaffId;
  readonly approver?: StaffId;
  readonly shift?: ShiftId;
  readonly day: BusinessDay;
  readonly programme: number;
  readonly feed: readonly [hot: number, rest: number];
}

/** An event that now stands in a journal. `short` is what receipts show. */
export interface AppendedEvent {
  readonly ref: EventRef;
  readonly short: string;
  readonly type: EventType;
  readonly atMs: number;
}

/** What appending needs from outside. */
export interface WriterPorts {
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
}

/**
 * Appends `drafts` to a journal and updates the projections, inside the caller's transaction: the only way in which an
 * event comes to be. Everything is checked before it is hashed; a draft that breaks a rule is our defect and throws.
 */
export function appendEvents(
  tx: LedgerTx,
  ports: WriterPorts,
  journal: JournalId,
  context: ActContext,
  drafts: readonly EventDraft[],
): AppendedEvent[] {
  return drafts.map((draft) => {
    const row = must(tx.journal(journal), "the journal is in this database");
    assert(row.state === "open", "a closed journal gets no events");
    const wallMs = ports.clock.wallMs();
    const envelope = envelopeOf(row, { context, draft, wallMs, offsetMin: ports.clock.offsetMin() });
    checkDraft(row, envelope, draft);
    const body = envelopeText(envelope);
    const headHash = eventHash(ports.crypto, row.headHash, body);
    const [hlcMs, hlcN] = envelope.hlc;
    tx.append({ journal: row, head: { ...row, headSeq: envelope.seq, headHash, hlcMs, hlcN }, body });
    assert(project(tx, envelope).posted, "an appended event is posted");
    const ref = { journal, seq: envelope.seq };
    checkBalances(tx, draft, ref);
    return { ref, short: shortHash(headHash), type: draft.type, atMs: envelope.at };
  });
}

function envelopeOf(
  row: JournalRow,
  of: { readonly context: ActContext; readonly draft: EventDraft; readonly wallMs: number; readonly offsetMin: number },
): Envelope {
  const { context, draft, wallMs, offsetMin } = of;
  const hlc = hlcNext({ ms: row.hlcMs, n: row.hlcN }, wallMs);
  return {
    merchant: row.merchant,
    branch: row.branch,
    journal: row.journal,
    epoch: row.epoch,
    writer: row.writer,
    seq: row.headSeq + 1,
    hlc: [hlc.ms, hlc.n],
    at: wallMs,
    offset: offsetMin,
    day: context.day,
    type: draft.type,
    version: newestVersion(draft.type),
    command: context.command,
    actor: context.actor,
    ...(context.approver === undefined ? {} : { approver: context.approver }),
    ...(context.shift === undefined ? {} : { shift: context.shift }),
    programme: context.programme,
    engine: ENGINE_VERSION,
    feed: [context.feed[0], context.feed[1]],
    payload: draft.payload,
  };
}

function checkDraft(row: JournalRow, envelope: Envelope, draft: EventDraft): void {
  assert(envelopeSchema.safeParse(envelope).success, `${draft.type}: the envelope has its frozen form`);
  const event = readEvent(draft.type, newestVersion(draft.type), draft.payload);
  assert(event.type !== "unknown", `${draft.type}: the payload has its frozen form`);
  assert(!authorityFault(event, row), `${draft.type} is not this journal's to write`);
  const fault = checkEvent(event, postingsOf(event, { journal: row.journal, seq: envelope.seq }));
  assert(fault === undefined, `${draft.type}: ${fault ?? ""}`);
}

/** Accounts that may never be below zero stop the transaction: better no sale than invented credit. */
function checkBalances(tx: LedgerTx, draft: EventDraft, ref: EventRef): void {
  const event = readEvent(draft.type, newestVersion(draft.type), draft.payload);
  for (const { account, asset } of postingsOf(event, ref)) {
    const balance = tx.get("account", [account, asset])?.balance ?? 0;
    assert(balance >= 0 || !mustNotBeNegative(account), `${draft.type}: an account that may not be negative would be`);
  }
}
