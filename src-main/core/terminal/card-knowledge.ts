import { fromBase64Url } from "../../../src-shared/base/bytes.ts";
import type { CardNo } from "../../../src-shared/base/ids.ts";
import { counterDistance } from "../../../src-shared/card/card-bytes.ts";
import {
  recordOf,
  REAL_RECORDS_MAX,
  type CardMemory,
  type OpenIntent,
  type RealRecord,
} from "../../../src-shared/card/card-memory.ts";
import type { TapTerminal } from "../../../src-shared/card/tap-terminal.ts";
import { lastSeen } from "../../../src-shared/card/card-memory.ts";
import { opSeqDistance } from "../../../src-shared/card/card-bytes.ts";
import { operationMessage } from "../../../src-shared/ledger/operation-message.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import type { Programme } from "../../../src-shared/programme/document.ts";
import type { LedgerRead } from "../ports/store.ts";
import { contactOf, STATE_RECOVERING, type Terminal } from "./context.ts";

/**
 * What this terminal knows of a card, from the projections of its journal: the memory that the tap machine works on.
 */
export function memoryOf(terminal: Terminal, read: LedgerRead, cardNo: CardNo): CardMemory {
  const { journal } = terminal.identity;
  const row = read.get("card", [cardNo]);
  const intents = read.intentsOf(cardNo, journal, "recent");
  const open = intents.filter((intent) => intent.status === "open" && intent.kind !== "issue");
  const memory: CardMemory = {
    cardNo,
    known: row !== undefined && row.state !== "unknown",
    blocked: row?.state === "blocked" || row?.state === "replaced",
    real: realRecords(row, intents),
    open: open.map((intent) => openIntent(intent, open)),
    operations: [],
    spends: spendsSince(intents, contactOf(read)?.youSeq ?? 0),
  };
  return { ...memory, operations: operationsOf(terminal, read, memory) };
}

/** What the programme and the last contact allow this terminal at a tap of the card in `memory` now. */
export function tapTerminal(
  terminal: Terminal,
  read: LedgerRead,
  of: { readonly programme: Programme; readonly memory: CardMemory },
): TapTerminal {
  const { programme, memory } = of;
  const contact = contactOf(read);
  const { limits, purseCeiling, asset } = programme;
  // Before the first contact a terminal knows nothing of the chain: its caps are 0, whatever the programme's ages say.
  const kept = (minor: number): number => (contact === undefined ? 0 : minor);
  const youSeq = contact?.youSeq ?? 0;
  const { identity, clock } = terminal;
  return {
    writer: identity.writer,
    mode: read.state(STATE_RECOVERING) === undefined ? "normal" : "held",
    asset,
    purseCeilingMinor: purseCeiling,
    cardClass: "low",
    limits: {
      perTapMinor: kept(limits.perTap),
      perCardMinor: { low: kept(limits.sinceContact.classic), high: kept(limits.sinceContact.desfire) },
      perTerminalMinor: kept(limits.perTerminal),
      unknownCardMinor: kept(limits.unknownCard),
      unknownCardsMinor: kept(limits.unknownCard),
      shrink: limits.age.map((step) => ({ olderThanMs: step.afterMin * 60_000, keepBp: step.shareBp })),
    },
    usedMinor: {
      terminal: read.spentSince(identity.journal, youSeq),
      // It counts for unknown cards alone, and looks at the card of every spend: not at each of a million known ones.
      unknownCards: memory.known ? 0 : read.spentOnUnknownSince(identity.journal, youSeq),
    },
    feedAgeMs: contact === undefined ? Number.MAX_SAFE_INTEGER : Math.max(clock.wallMs() - contact.atMs, 0),
    authorisedMinor: 0,
  };
}

function realRecords(row: Tables["card"] | undefined, intents: readonly Tables["intent"][]): RealRecord[] {
  const texts = intents.filter((each) => each.status === "real").flatMap(({ before, after }) => [before, after]);
  if (row !== undefined && row.lastRecord !== "") texts.push(row.lastRecord);
  const records = new Map(texts.filter((text) => text !== "").map((text) => [recordOf(text).counter, text]));
  const real = [...records].map(([counter, text]) => ({ counter, text }));
  return real.toSorted((a, b) => counterDistance(a.counter, b.counter)).slice(-REAL_RECORDS_MAX);
}

function openIntent(intent: Tables["intent"], open: readonly Tables["intent"][]): OpenIntent {
  return {
    seq: intent.seq,
    before: intent.before,
    after: intent.after,
    earnToPurseMinor: intent.earn,
    spendMinor: intent.spend,
    opsApplied: appliedOps(intent).map(({ op, amount }) => ({ opSeq: op, amountMinor: amount })),
    abandoned: intent.abandoned === 1,
    superseded: open.some((later) => later.seq > intent.seq && later.after === intent.after),
  };
}

/** The operations inside an intent's write. */
export function appliedOps(intent: Tables["intent"]): { readonly op: number; readonly amount: number }[] {
  // Written by the projection from a checked payload.
  return JSON.parse(intent.ops) as { op: number; amount: number }[];
}

/** Operations that the card has not passed, of its asset, signed by an authority of this shop: a row is no gift. */
function operationsOf(terminal: Terminal, read: LedgerRead, memory: CardMemory): CardMemory["operations"] {
  const last = lastSeen(memory);
  const record = last === null ? null : recordOf(last.text);
  const due = read
    .operationsOf(memory.cardNo)
    .filter((each) => each.state === "outstanding" && opSeqDistance(each.op, record?.opSeq ?? 0) > 0)
    .filter((each) => record === null || each.asset === record.asset);
  if (due.length === 0) return [];
  const keys = read.journals().flatMap((row) => (row.role === "authority" ? [fromBase64Url(row.publicKey)] : []));
  return due
    .filter((each) => isSigned(terminal, keys, each))
    .map((each) => ({ opSeq: each.op, amountMinor: each.amount, basisCounter: each.basis }))
    .toSorted((a, b) => opSeqDistance(a.opSeq, b.opSeq));
}

function isSigned(terminal: Terminal, keys: readonly Uint8Array[], operation: Tables["operation"]): boolean {
  const { merchant } = terminal.identity;
  const { card, op, member, asset, amount, basis } = operation;
  const message = operationMessage({ merchant, card, op, member, asset, amount, basis });
  const signature = fromBase64Url(operation.signature);
  if (keys.some((key) => terminal.verifySignature(key, message, signature))) return true;
  terminal.log.log("error", "operation-not-signed", { card, op });
  return false;
}

function spendsSince(intents: readonly Tables["intent"][], youSeq: number): CardMemory["spends"] {
  const own = intents.filter((each) => each.kind === "spend" && each.seq > youSeq && each.status !== "void");
  return own.map((each) => ({ seq: each.seq, amountMinor: each.spend }));
}
