import { REFUSAL_WORDS } from "../../src-shared/contract/refusal-codes.ts";
import { CORE_NOTICES } from "../../src-shared/words/core-notices.ts";
import { type SharedWords, useShared } from "../look/use-words.ts";

const ALL: Readonly<Record<string, SharedWords>> = { ...REFUSAL_WORDS, ...CORE_NOTICES };

/** Says a key that the core gave instead of a sentence; one of a newer core is shown as the code it is. */
export function useKeyWords(): (key: string) => string {
  const say = useShared();
  return (key) => {
    const words = ALL[key];
    return words === undefined ? key : say(words);
  };
}
