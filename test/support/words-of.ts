import { CARD_WORDS } from "../../src-shared/words/card-words.ts";
import { CORE_WORDS, type CoreWords } from "../../src-shared/words/core-words.ts";
import { ISSUE_WORDS } from "../../src-shared/words/issue-words.ts";
import { READER_WORDS } from "../../src-shared/words/reader-words.ts";
import { VOID_WORDS } from "../../src-shared/words/void-words.ts";
import { STORAGE_WORDS } from "../../src-shared/words/storage-words.ts";

const ALL: Readonly<Record<string, CoreWords>> = {
  ...STORAGE_WORDS,
  ...READER_WORDS,
  ...CORE_WORDS,
  ...CARD_WORDS,
  ...ISSUE_WORDS,
  ...VOID_WORDS,
};

/** The words of a refusal: a code, a Persian and an English sentence, as far as a machine can tell. Throws if not. */
export function wordsOf(refusal: string): CoreWords {
  const words = ALL[refusal];
  if (words === undefined) throw new Error(`${refusal} has no words`);
  checkWords(words);
  return words;
}

/** Throws unless these are words for a person, in both languages. */
export function checkWords({ code, fa, en }: CoreWords): void {
  const good = /^[A-Z]{1,2}-\d\d$/.test(code) && /[\u0600-\u06ff]{2}.*\.$/.test(fa) && /^[A-Z].{20,}\.$/.test(en);
  if (!good || /exception|stack|undefined/i.test(en)) throw new Error(`${code} is not said as a person needs it`);
}
