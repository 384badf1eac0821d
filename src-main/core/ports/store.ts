import type { BusinessDay } from "../../../src-shared/base/business-day.ts";
import type { CardNo, JournalId, MemberId, MerchantId, StaffId } from "../../../src-shared/base/ids.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import type { ProjectionTx, Tables } from "../../../src-shared/ledger/tables.ts";

/** A journal of this database with its head: the hash and number of its last event, and its hybrid clock. */
export interface JournalRow {
  readonly no: number;
  readonly journal: JournalId;
  readonly role: "terminal" | "authority";
  readonly state: "open" | "closed" | "lost";
  readonly merchant: MerchantId;
  readonly branch: number;
  readonly terminal: number;
  readonly epoch: number;
  readonly writer: number;
  readonly publicKey: string;
  readonly headSeq: number;
  readonly headHash: Uint8Array;
  readonly hlcMs: number;
  readonly hlcN: number;
}

/** An event as it is stored. */
export interface StoredEvent {
  readonly ref: EventRef;
  readonly hash: Uint8Array;
  readonly body: string;
}

/** A receipt or report to print: put into the spool by the transaction that makes it necessary. */
export interface PrintRequest {
  /** The sale that it belongs to, `journal/seq`: it is queued once for each. */
  readonly subject: string;
  readonly document: ReceiptDocument;
  readonly atMs: number;
  /** How long it is worth printing; as long as a sale's receipt when left out. */
  readonly lastsMs?: number;
}

/** An opening of the drawer, put into its queue by the transaction that makes it necessary. */
export interface DrawerRequest {
  /** The event that opens it, `journal/seq`: it is opened once for each. */
  readonly subject: string;
  readonly atMs: number;
}

/** Which entries of the audit, newest first. `act` with hyphens for dots; `before` is the last entry that was seen. */
export interface AuditFilter {
  readonly staff?: StaffId;
  readonly act?: string;
  readonly day?: BusinessDay;
  readonly before?: { readonly atMs: number; readonly journal: JournalId; readonly seq: number };
}

/** Reads of the ledger. Synchronous: SQLite lies in the same process. */
export interface LedgerRead {
  get: ProjectionTx["get"];
  journals(): readonly JournalRow[];
  journal(id: JournalId): JournalRow | undefined;
  event(ref: EventRef): StoredEvent | undefined;
  /** Events of a journal from `seq` on, at most `limit`. */
  events(journal: JournalId, seq: number, limit: number): readonly StoredEvent[];
  commandResult(command: string): { readonly request: string; readonly result: string } | undefined;
  state(name: string): string | undefined;
  /** Intents of a card by one journal, oldest first: the last 64 and every open one, or only the open ones. */
  intentsOf(card: CardNo, journal: JournalId, which: "recent" | "open"): readonly Tables["intent"][];
  /** All open intents of a journal, oldest first, at most `limit`. */
  openIntents(journal: JournalId, limit: number): readonly Tables["intent"][];
  operationsOf(card: CardNo): readonly Tables["operation"][];
  /**
   * Credit that a journal's intents after `seq` took from cards and that is not void; of one card where it is given.
   */
  spentSince(journal: JournalId, seq: number, card?: CardNo): number;
  /** The same of cards that the card table did not have. */
  spentOnUnknownSince(journal: JournalId, seq: number): number;
  /** Spending that counts towards tiers on and after `from`. */
  progressSince(member: MemberId, from: BusinessDay): number;
  /** What touched a member, the blocks of their cards with it. */
  memberEvents(member: MemberId): readonly StoredEvent[];
  /** Those of one journal after `seq`. */
  memberEventsAfter(member: MemberId, journal: JournalId, seq: number): readonly StoredEvent[];
  /** A member's events in one journal from `seq` on, at most `limit`. */
  memberEventsSince(member: MemberId, from: EventRef, limit: number): readonly StoredEvent[];
  /** The card with this chip's UID (hexadecimal); the newest where a plastic was issued again. */
  cardByUid(uid: string): Tables["card"] | undefined;
  cardsOf(member: MemberId): readonly Tables["card"][];
  shifts(): readonly Tables["shift"][];
  /** Shifts newest first, those opened before `beforeMs`, at most `limit`. */
  shiftsBefore(beforeMs: number, limit: number): readonly Tables["shift"][];
  /** The highest number that a Z of this drawer has, 0 before the first. */
  lastZ(drawer: number): number;
  /** Open intents of a journal that hold credit, and how much. */
  doubtsOf(journal: JournalId): { readonly count: number; readonly sum: number };
  /** All members of the staff, also those who left, by id. */
  staff(): readonly Tables["staff"][];
  audit(filter: AuditFilter, limit: number): readonly Tables["audit"][];
  newestProgramme(): Tables["programme"] | undefined;
}

/** One transaction: everything in it is on disk when it returns, or nothing is. */
export interface LedgerTx extends LedgerRead, ProjectionTx {
  addJournal(row: Omit<JournalRow, "no">): void;
  closeJournal(id: JournalId, state: "closed" | "lost"): void;
  /** Stores the next event of a journal and moves its head. Throws when `seq` is not the next. */
  append(row: { readonly journal: JournalRow; readonly head: JournalRow; readonly body: string }): void;
  /** Keeps a command's answer; a later answer of the same request takes its place. */
  putCommandResult(row: { readonly command: string; readonly request: string; readonly result: string }): void;
  /** The next number of a series, from 1. */
  nextSerial(name: string): number;
  putState(name: string, value: string): void;
  /** Forgets a state; nothing happens when there is none. */
  dropState(name: string): void;
  enqueuePrint(request: PrintRequest): void;
  enqueueDrawer(request: DrawerRequest): void;
}

/** The terminal's database. */
export interface StorePort {
  /** Runs `body` in one durable transaction (one writer); what it throws undoes it whole. */
  transaction<T>(body: (tx: LedgerTx) => T): T;
  readonly read: LedgerRead;
}
