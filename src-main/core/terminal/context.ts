import { must } from "../../../src-shared/base/assert.ts";
import { businessDayOf, type BusinessDay } from "../../../src-shared/base/business-day.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import type { JournalId, MerchantId, ShiftId, StaffId } from "../../../src-shared/base/ids.ts";
import type { CardKeyRing, RecordAuth } from "../../../src-shared/card/card-keys.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import { readProgramme, type Programme } from "../../../src-shared/programme/document.ts";
import type { TimerPort } from "../process/timers.ts";
import type { ActContext } from "../journal-writer.ts";
import type { ClockPort, RandomPort } from "../ports/clock.ts";
import type { Contact, HeadOfficePort } from "../ports/head-office.ts";
import type { LogPort } from "../ports/log.ts";
import type { MemberDirectory } from "../ports/members.ts";
import type { StaffDirectory } from "../ports/staff.ts";
import type { VerifySignature } from "../ports/signing.ts";
import type { LedgerRead, StorePort } from "../ports/store.ts";

/** Which terminal this is. `terminal` is the number of the till, `writer` that of its present epoch. */
export interface TerminalIdentity {
  readonly merchant: MerchantId;
  readonly branch: number;
  readonly terminal: number;
  readonly writer: number;
  readonly journal: JournalId;
}

/** Everything the commands of a terminal work with. */
export interface Terminal {
  readonly identity: TerminalIdentity;
  readonly store: StorePort;
  readonly members: MemberDirectory;
  readonly staff: StaffDirectory;
  readonly headOffice: HeadOfficePort;
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly timers: TimerPort;
  readonly log: LogPort;
  readonly cardKeys: CardKeyRing;
  readonly recordAuth: RecordAuth;
  readonly verifySignature: VerifySignature;
}

/** Who gives a command. `command` is its id: the same id is never carried out twice. */
export interface Actor {
  readonly command: string;
  readonly actor: StaffId;
  readonly approver?: StaffId;
}

/** The names of what lies in `state`. */
export const STATE_SHIFT = "shift";
export const STATE_CONTACT = "contact";
export const STATE_DRAFT = "draft";
/** Set while this terminal goes on after a restore or a fork, until the owner's statement or a snapshot ends it. */
export const STATE_RECOVERING = "recovering";

/** The last contact with the head office, as it is kept. */
export interface ContactState extends Contact {
  readonly atMs: number;
}

/** The programme in force, with its version; a terminal without one is not set up. */
export function programmeOf(read: LedgerRead): { readonly version: number; readonly document: Programme } {
  const row = must(read.newestProgramme(), "a programme was published when the shop was founded");
  const document = readProgramme(JSON.parse(row.document));
  if (!document.ok) throw new Error(`programme ${row.programme} does not validate`);
  return { version: row.programme, document: document.value };
}

/** The open shift, or undefined. */
export function shiftOf(read: LedgerRead): Tables["shift"] | undefined {
  const id = read.state(STATE_SHIFT);
  return id === undefined || id === "" ? undefined : read.get("shift", [id]);
}

/** The last contact, or undefined before the first. */
export function contactOf(read: LedgerRead): ContactState | undefined {
  const text = read.state(STATE_CONTACT);
  // Written by this program only, in the same database.
  return text === undefined ? undefined : (JSON.parse(text) as ContactState);
}

/** The envelope's share of a command given now. Outside a shift the business day is that of the clock. */
export function actNow(terminal: Terminal, read: LedgerRead, actor: Actor): ActContext {
  const shift = shiftOf(read);
  const contact = contactOf(read);
  return {
    command: actor.command,
    actor: actor.actor,
    ...(actor.approver === undefined ? {} : { approver: actor.approver }),
    ...(shift === undefined ? {} : { shift: shift.shift as ShiftId }),
    day: shift?.day ?? today(terminal.clock),
    programme: read.newestProgramme()?.programme ?? 0,
    feed: [contact?.hot ?? 0, contact?.rest ?? 0],
  };
}

/** The business day of this instant, for shops whose day begins at midnight. */
export function today(clock: ClockPort, startsAtMin = 0): BusinessDay {
  return businessDayOf({ atMs: clock.wallMs(), offsetMin: clock.offsetMin(), startsAtMin });
}
