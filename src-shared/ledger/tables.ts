import type { BusinessDay } from "../base/business-day.ts";
import type { CardNo, JournalId, MemberId, ShiftId, StaffId } from "../base/ids.ts";

/**
 * The projections of the ledger: what is derived from events and can always be made again. Rows are plain values, so
 * that a database, a map in memory and a proof can hold the same ones. Bytes are base64url text.
 */
export interface Tables {
  readonly account: { readonly account: string; readonly asset: number; readonly balance: number };
  readonly member: {
    readonly member: MemberId;
    readonly journal: JournalId;
    readonly seq: number;
    /** Of the profile at enrolment: later ones merge per field by their clocks, so no row can name the newest. */
    readonly digest: string;
    /** The highest tier that a sale reached and no void took back: demotion is an event of the authority's. */
    readonly tier: string;
    readonly tierFrom: number;
    /** JSON of [tier, from, sales that name it], the highest first. */
    readonly reached: string;
    readonly introducer: MemberId | null;
  };
  /** Spending that counts towards tiers, per business day. */
  readonly memberDay: { readonly member: MemberId; readonly day: BusinessDay; readonly net: number };
  /** Which events touch a member, for history and lots. */
  readonly memberEvent: { readonly member: MemberId; readonly journal: JournalId; readonly seq: number };
  readonly card: {
    readonly card: CardNo;
    readonly member: MemberId | null;
    readonly generation: number;
    readonly uid: string;
    readonly family: string;
    readonly header: string;
    readonly state: "unknown" | "issuing" | "active" | "blocked" | "replaced";
    /** Blocks that stand: `cardBlock` rows that were placed and not lifted. */
    readonly blocks: number;
    /** The highest record known to be REAL ("last seen"), and its counter; 0 and empty before the first. */
    readonly lastCounter: number;
    readonly lastRecord: string;
    /** The event that issued it; seq 0 when it came by the feed, or is not known yet. */
    readonly journal: JournalId;
    readonly seq: number;
  };
  /**
   * Every event that blocks a card or lifts a block. `lifted` counts the events that name this one, which may come
   * before it from another journal; an event that lifts has a row of its own, never placed.
   */
  readonly cardBlock: {
    readonly card: CardNo;
    readonly journal: JournalId;
    readonly seq: number;
    readonly placed: 0 | 1;
    readonly lifted: number;
  };
  /** Every write that a journal intended, with what became of it. */
  readonly intent: {
    readonly journal: JournalId;
    readonly seq: number;
    readonly card: CardNo;
    readonly member: MemberId | null;
    /** `take`: a void takes back what its sale earned; `undone`: a spend whose sale was voided. Neither is spending. */
    readonly kind: "issue" | "earn" | "spend" | "write" | "take" | "undone";
    readonly before: string;
    readonly after: string;
    readonly spend: number;
    readonly earn: number;
    /** JSON of [{op, amount}]. */
    readonly ops: string;
    readonly status: "open" | "real" | "void";
    readonly abandoned: number;
  };
  readonly operation: {
    readonly card: CardNo;
    readonly op: number;
    readonly member: MemberId;
    readonly asset: number;
    readonly amount: number;
    readonly basis: number | null;
    readonly signature: string;
    readonly state: "outstanding" | "applied" | "returned";
  };
  readonly shift: {
    readonly shift: ShiftId;
    readonly day: BusinessDay;
    readonly drawer: number;
    readonly journal: JournalId;
    readonly seq: number;
    readonly openedAtMs: number;
    readonly float: number;
    /** Who answers for the drawer, and since when (the hybrid clock of the event that says so). */
    readonly staff: StaffId;
    readonly staffMs: number;
    readonly staffN: number;
    readonly state: "open" | "closed";
    /** The Z: its number and its event; 0 and empty while the shift is open. */
    readonly number: number;
    readonly closedJournal: JournalId;
    readonly closedSeq: number;
    readonly closedAtMs: number;
  };
  readonly staff: {
    readonly staff: StaffId;
    readonly role: string;
    readonly digest: string;
    readonly state: "active" | "left";
    /** Of the change that stands: the highest revision, then the later clock, then the greater journal. */
    readonly revision: number;
    readonly hlcMs: number;
    readonly hlcN: number;
    readonly journal: JournalId;
  };
  /** Sensitive acts: who, with whose approval, when and about what. `sale` is `journal/seq`. */
  readonly audit: {
    readonly journal: JournalId;
    readonly seq: number;
    readonly atMs: number;
    readonly day: BusinessDay;
    readonly act: string;
    readonly actor: StaffId;
    readonly approver: StaffId | null;
    readonly shift: ShiftId | null;
    readonly staff: StaffId | null;
    readonly member: MemberId | null;
    readonly card: CardNo | null;
    readonly sale: string | null;
    readonly amount: number | null;
  };
  readonly programme: { readonly programme: number; readonly document: string };
}

export type TableName = keyof Tables;

/** The key columns of each table, in order. */
export const TABLE_KEYS = {
  account: ["account", "asset"],
  member: ["member"],
  memberDay: ["member", "day"],
  memberEvent: ["member", "journal", "seq"],
  card: ["card"],
  cardBlock: ["card", "journal", "seq"],
  intent: ["journal", "seq"],
  operation: ["card", "op"],
  shift: ["shift"],
  staff: ["staff"],
  audit: ["journal", "seq"],
  programme: ["programme"],
} as const satisfies { readonly [T in TableName]: readonly (keyof Tables[T])[] };

export type TableKey = readonly (string | number)[];

/** Reads and writes projections inside one transaction. */
export interface ProjectionTx {
  get<T extends TableName>(table: T, key: TableKey): Tables[T] | undefined;
  put<T extends TableName>(table: T, row: Tables[T]): void;
}

/** The key of a row, in the order of TABLE_KEYS. */
export function keyOf<T extends TableName>(table: T, row: Tables[T]): TableKey {
  // Every key column is text or a number, by the type of TABLE_KEYS; an index by column name loses that.
  return TABLE_KEYS[table].map((column) => (row as Readonly<Record<string, unknown>>)[column] as string | number);
}

/** Projections in memory: for proofs, laws and the simulator. */
export class MemoryTables implements ProjectionTx {
  readonly #tables = new Map<TableName, Map<string, Tables[TableName]>>();

  get<T extends TableName>(table: T, key: TableKey): Tables[T] | undefined {
    // A table's map holds rows of that table only, since `put` is the one writer.
    return this.#tables.get(table)?.get(JSON.stringify(key)) as Tables[T] | undefined;
  }

  put<T extends TableName>(table: T, row: Tables[T]): void {
    const rows = this.#tables.get(table) ?? new Map<string, Tables[TableName]>();
    rows.set(JSON.stringify(keyOf(table, row)), row);
    this.#tables.set(table, rows);
  }

  /** All rows of a table, ordered by their key's text. */
  rows<T extends TableName>(table: T): Tables[T][] {
    const sorted = [...(this.#tables.get(table) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));
    // As in `get`.
    return sorted.map(([, row]) => row as Tables[T]);
  }
}
