import { PRINTER_WORDS } from "../../src-shared/words/printer-words.ts";
import { type SharedWords, useShared } from "./use-words.ts";

const WORDS: Readonly<Record<string, SharedWords>> = PRINTER_WORDS;

/** What the printer's word in a state says, and its code. Other devices have words of the same names. */
export function usePrinterWords(): (word: string) => { readonly text: string; readonly code: string } {
  const say = useShared();
  return (word) => {
    const words = WORDS[word] ?? PRINTER_WORDS["printer-error"];
    return { text: say(words), code: words.code };
  };
}
