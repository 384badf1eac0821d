import { CARD_WORDS } from "../words/card-words.ts";
import { CORE_WORDS, type CoreWords } from "../words/core-words.ts";
import { IMPORT_WORDS } from "../words/import-words.ts";
import { ISSUE_WORDS } from "../words/issue-words.ts";
import { COUNTER_WORDS } from "../words/counter-words.ts";
import { MEMBER_WORDS } from "../words/member-words.ts";
import { SPOOL_REFUSAL_WORDS } from "../words/printer-words.ts";
import { READER_WORDS } from "../words/reader-words.ts";
import { SETUP_WORDS } from "../words/setup-words.ts";
import { SHIFT_WORDS } from "../words/shift-words.ts";
import { STAFF_WORDS } from "../words/staff-words.ts";
import { STORAGE_WORDS } from "../words/storage-words.ts";
import { VOID_WORDS } from "../words/void-words.ts";

/**
 * Every refusal that can cross the line to a page, with its sentence in both languages: the areas' catalogues side by
 * side. An area that gets refusals of its own adds its catalogue here; no code may stand in two of them.
 */
export const REFUSAL_WORDS = {
  ...CORE_WORDS,
  ...CARD_WORDS,
  ...ISSUE_WORDS,
  ...READER_WORDS,
  ...STORAGE_WORDS,
  ...SPOOL_REFUSAL_WORDS,
  ...COUNTER_WORDS,
  ...STAFF_WORDS,
  ...MEMBER_WORDS,
  ...IMPORT_WORDS,
  ...SHIFT_WORDS,
  ...VOID_WORDS,
  ...SETUP_WORDS,
} as const satisfies Readonly<Record<string, CoreWords>>;

export type RefusalCode = keyof typeof REFUSAL_WORDS;

/** The codes as a list, for the schema of the wire. */
// The keys of an object literal are exactly those of its type.
export const REFUSAL_CODES = Object.keys(REFUSAL_WORDS) as [RefusalCode, ...RefusalCode[]];
