import type { AppliedOperation } from "./card-memory.ts";
import type { RecordText } from "./card-view.ts";

/** Everything that the joined journals say about one card. The order of journals and of facts does not matter. */
export interface CardHistory {
  /** The first record, once its issue was confirmed; null while the issuing journal is missing. */
  readonly issued: RecordText | null;
  readonly journals: readonly CardJournal[];
  /** Numbers of the operations that the authority made for this card. */
  readonly operations: readonly number[];
  /** Records that the authority took as evidence in place of a lost journal's intents (`gap.adopted`). */
  readonly adopted: readonly AdoptedRecord[];
}

/** One epoch's journal, as far as it was uploaded. Closed and lost ones bring nothing more. */
export interface CardJournal {
  readonly journal: string;
  readonly writer: number;
  readonly state: "open" | "closed" | "lost";
  readonly intents: readonly JournalIntent[];
}

/** An intent with what its own journal, or the authority for it, said later. */
export interface JournalIntent {
  readonly seq: number;
  readonly before: RecordText;
  readonly after: RecordText;
  readonly opsApplied: readonly AppliedOperation[];
  readonly earnToPurseMinor: number;
  readonly spendMinor: number;
  readonly abandoned: boolean;
  readonly confirmed: boolean;
  readonly settled: "REAL" | "VOID" | null;
}

/** A record without its intent; `amountMinor` is what it adds to the purse, as the authority adopted it. */
export interface AdoptedRecord {
  readonly record: RecordText;
  readonly amountMinor: number;
}
