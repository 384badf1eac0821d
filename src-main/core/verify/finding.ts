import type { JournalId } from "../../../src-shared/base/ids.ts";

/** Something that is not as it must be, with the first place where it shows. */
export type Finding =
  | { readonly kind: "event"; readonly journal: JournalId; readonly seq: number; readonly what: EventDefect }
  | { readonly kind: "head"; readonly journal: JournalId; readonly seq: number }
  /** A journal that events of others name is not here, or ends elsewhere. */
  | { readonly kind: "journal"; readonly journal: JournalId; readonly what: "missing" | "other-head" }
  /** Events of no journal. */
  | { readonly kind: "orphans"; readonly count: number }
  | { readonly kind: "sum"; readonly asset: number; readonly sumMinor: number }
  | { readonly kind: "negative"; readonly account: string; readonly balanceMinor: number }
  | {
      readonly kind: "projection";
      readonly table: string;
      readonly key: string;
      readonly what: "missing" | "differs" | "extra";
    };

/** What is wrong with an event: its hash, its number, its text, its identity, its author, its amounts. */
export type EventDefect = "hash" | "gap" | "text" | "identity" | "authority" | "amounts";
