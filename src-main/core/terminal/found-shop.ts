import { toBase64Url } from "../../../src-shared/base/bytes.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import { idFromBytes, type JournalId, type MerchantId } from "../../../src-shared/base/ids.ts";
import { CONTRACT_VERSION } from "../../../src-shared/ledger/event-types.ts";
import { genesisHash } from "../../../src-shared/ledger/chain.ts";
import { assert } from "../../../src-shared/base/assert.ts";
import { readProgramme, type Programme } from "../../../src-shared/programme/document.ts";
import { appendEvents, type ActContext } from "../journal-writer.ts";
import type { ClockPort, RandomPort } from "../ports/clock.ts";
import type { SignerPort } from "../ports/signing.ts";
import type { JournalRow, LedgerTx, StorePort } from "../ports/store.ts";
import { today } from "./context.ts";

/** The writers of a standalone shop: the authority is the first, its one terminal the second. */
export const AUTHORITY_WRITER = 1;
export const FIRST_TERMINAL_WRITER = 2;
/** The owner, made when the shop is founded. */
export const OWNER = "1.1";
/** State: the step of a first start that comes next, "done" when none does. */
export const STATE_SETUP = "setup";

/** What founding a shop needs. The signers' seeds are in the keychain already: no journal without its key. */
export interface FoundShop {
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly terminalSigner: SignerPort;
  readonly authoritySigner: SignerPort;
  readonly merchant: MerchantId;
  readonly programme: Programme;
  /** What else stands or falls with the founding, in its transaction. */
  readonly also?: (tx: LedgerTx) => void;
}

/**
 * Makes a standalone shop in an empty database, in one transaction: the authority's journal and the terminal's, the
 * first programme, the owner. Throws when there is a journal already.
 */
export function foundShop(
  store: StorePort,
  found: FoundShop,
): { readonly authority: JournalId; readonly terminal: JournalId } {
  const programme = readProgramme(found.programme);
  // Published for ever, and read at every sale: a document that nobody checked would stop the shop.
  assert(programme.ok, "the first programme validates");
  return store.transaction((tx) => {
    if (tx.journals().length > 0) throw new Error("this database has a shop already");
    const authority = openJournal(tx, found, { role: "authority", writer: AUTHORITY_WRITER, terminal: 1, epoch: 1 });
    const terminal = openJournal(tx, found, { role: "terminal", writer: FIRST_TERMINAL_WRITER, terminal: 1, epoch: 1 });
    const act = foundingAct(found, 0);
    appendEvents(tx, found, authority, act, [
      { type: "writer.assigned", payload: { journal: terminal, writer: FIRST_TERMINAL_WRITER, terminal: 1 } },
      { type: "programme.published", payload: { programme: 1, document: { ...found.programme } } },
      { type: "staff.added", payload: { staff: OWNER, role: "owner", digest: toBase64Url(found.random.bytes(32)) } },
    ]);
    found.also?.(tx);
    return { authority, terminal };
  });
}

/** A new journal in this database, with its first event. */
export function openJournal(
  tx: LedgerTx,
  found: Pick<FoundShop, "crypto" | "clock" | "random" | "merchant" | "terminalSigner" | "authoritySigner">,
  of: Pick<JournalRow, "role" | "writer" | "terminal" | "epoch"> & { readonly reason?: "restored" | "forked" },
): JournalId {
  const journal = idFromBytes(found.random.bytes(16));
  const signer = of.role === "terminal" ? found.terminalSigner : found.authoritySigner;
  const publicKey = toBase64Url(signer.publicKey);
  const { role, writer, terminal, epoch } = of;
  const identity = { merchant: found.merchant, journal, epoch, writer, publicKey };
  tx.addJournal({
    ...identity,
    role,
    terminal,
    state: "open",
    branch: 1,
    headSeq: 0,
    headHash: genesisHash(found.crypto, identity),
    hlcMs: 0,
    hlcN: 0,
  });
  const drawn = writer > 0x7fff ? { drawnWriter: true as const } : {};
  const payload = {
    contract: CONTRACT_VERSION,
    role,
    terminal,
    publicKey,
    reason: of.reason ?? "new",
    ...drawn,
  } as const;
  appendEvents(tx, found, journal, foundingAct(found, 0), [{ type: "journal.opened", payload }]);
  return journal;
}

function foundingAct(found: Pick<FoundShop, "clock">, programme: number): ActContext {
  return { command: "found", actor: OWNER, day: today(found.clock), programme, feed: [0, 0] };
}
