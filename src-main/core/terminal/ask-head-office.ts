import { must } from "../../../src-shared/base/assert.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import { counterDistance } from "../../../src-shared/card/card-bytes.ts";
import { poolOf } from "../../../src-shared/ledger/accounts.ts";
import { HEAD_OFFICE_WAIT_MS, type OpeningBalances, type PoolChange, type PoolChanged } from "../ports/head-office.ts";
import type { PresentCard } from "./card-io.ts";
import { programmeOf, STATE_CONTACT, type ContactState, type Terminal } from "./context.ts";

/**
 * Asks the head office for a contact and keeps it: what was spent up to it no longer counts against the caps. False
 * when it did not answer in time; the offline rules then go on.
 */
export async function askContact(terminal: Terminal): Promise<boolean> {
  const { store, identity, headOffice, clock } = terminal;
  const { headSeq } = must(store.read.journal(identity.journal), "this terminal's journal");
  const answer = await inTime(terminal, headOffice.contact({ journal: identity.journal, headSeq }));
  if (answer?.ok !== true) return false;
  const contact: ContactState = { ...answer.value, atMs: clock.wallMs() };
  store.transaction((tx) => tx.putState(STATE_CONTACT, JSON.stringify(contact)));
  return true;
}

/** Asks that the member's pool come to the card in this tap's write. Nothing happens when the office is away. */
export async function askOperation(terminal: Terminal, card: PresentCard, member: MemberId): Promise<void> {
  if (card.view.kind !== "ours") return;
  const { read } = terminal.store;
  const { asset, purseCeiling } = programmeOf(read).document;
  // Without a pool the head office has nothing to send, so the queue need not wait for its answer.
  if ((read.get("account", [poolOf(member), asset])?.balance ?? 0) <= 0) return;
  const { record } = card.view.current;
  const request = {
    card: card.view.header.cardNo,
    member,
    opOnCard: record.opSeq,
    roomMinor: purseCeiling - record.balanceMinor,
    atMs: terminal.clock.wallMs(),
  };
  await inTime(terminal, terminal.headOffice.operationAtTap(request));
}

/**
 * A card ahead of what this terminal knows, by no write of its own: asks whether the record may be taken as evidence,
 * so that what a lost machine wrote comes back with the cards.
 */
export async function askAdoption(terminal: Terminal, card: PresentCard): Promise<void> {
  if (card.view.kind !== "ours") return;
  const { read } = terminal.store;
  const { record, text } = card.view.current;
  const cardNo = card.view.header.cardNo;
  const row = read.get("card", [cardNo]);
  const owes = row === undefined ? 0 : counterDistance(record.counter, row.lastCounter);
  if (owes <= 0 || read.intentsOf(cardNo, terminal.identity.journal, "open").some((intent) => intent.after === text))
    return;
  const { writer, balanceMinor } = record;
  await inTime(terminal, terminal.headOffice.adoptRecord({ card: cardNo, record: text, writer, balanceMinor, owes }));
}

/** Asks for goodwill or a correction; undefined when the office did not answer in time, and asking again is safe. */
export async function askAdjustment(terminal: Terminal, change: PoolChange): Promise<PoolChanged | undefined> {
  const answer = await inTime(terminal, terminal.headOffice.adjust(change));
  return answer?.ok === true ? answer.value : undefined;
}

/** Asks that opening balances be opened; false when the office did not answer in time, and asking again is safe. */
export async function askOpenings(terminal: Terminal, request: OpeningBalances): Promise<boolean> {
  return (await inTime(terminal, terminal.headOffice.openBalances(request)))?.ok === true;
}

/** The answer, or undefined after HEAD_OFFICE_WAIT_MS; a late one changes nothing here. */
async function inTime<T>(terminal: Terminal, answer: Promise<T>): Promise<T | undefined> {
  let cancel = (): void => undefined;
  const elapsed = new Promise<undefined>((resolve) => {
    cancel = terminal.timers.after(HEAD_OFFICE_WAIT_MS, () => resolve(undefined));
  });
  try {
    return await Promise.race([answer, elapsed]);
  } finally {
    cancel();
  }
}
