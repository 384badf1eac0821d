import { REFUSAL_WORDS } from "../../src-shared/contract/refusal-codes.ts";
import { CORE_NOTICES } from "../../src-shared/words/core-notices.ts";
import { HELD_WORDS } from "../../src-shared/words/held-words.ts";
import { OFFER_WORDS } from "../../src-shared/words/offer-words.ts";
import { PRINTER_WORDS } from "../../src-shared/words/printer-words.ts";
import { fillIn } from "../look/use-refusal.ts";
import { type SharedWords, useShared } from "../look/use-words.ts";

const ALL: Readonly<Record<string, SharedWords>> = {
  ...CORE_NOTICES,
  ...PRINTER_WORDS,
  ...OFFER_WORDS,
  ...HELD_WORDS,
  ...REFUSAL_WORDS,
};

/**
 * Says a key of the shared catalogues as the core sends it in a state; the amount that would work stands elsewhere on
 * the screen there, so a sentence that names it says "—".
 */
export function useRefusalText(): (key: string) => string {
  const say = useShared();
  return (key) => fillIn(say(ALL[key] ?? REFUSAL_WORDS.defect), "—", "—");
}

/** The technician's code of a key. */
export function codeOf(key: string): string {
  return (ALL[key] ?? REFUSAL_WORDS.defect).code;
}
