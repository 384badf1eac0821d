import type { Refusal } from "../../src-shared/contract/parts.ts";
import { REFUSAL_WORDS } from "../../src-shared/contract/refusal-codes.ts";
import { useDate, useMoney } from "./use-format.ts";
import { useShared, useWords, type SharedWords } from "./use-words.ts";

/** A refusal as a person reads it: the sentence, and the small code for the technician. */
export interface SaidRefusal {
  readonly sentence: string;
  readonly code: string;
}

const ALL: Readonly<Record<string, SharedWords>> = REFUSAL_WORDS;

/** Says refusals, with the amount or the time that their sentence needs. */
export function useRefusalWords(): (refusal: Refusal) => SaidRefusal {
  const { t } = useWords();
  const say = useShared();
  const money = useMoney();
  const date = useDate();
  return (refusal) => {
    const words = ALL[refusal.refusal] ?? REFUSAL_WORDS.defect;
    const amount = refusal.possibleMinor === undefined ? "" : money.full(refusal.possibleMinor);
    const time = refusal.untilMs === undefined ? "" : date.time(refusal.untilMs);
    const tries = refusal.triesLeft === undefined ? "" : ` ${t("kit.tries-left", { n: refusal.triesLeft })}`;
    return { sentence: fillIn(say(words), amount, time) + tries, code: words.code };
  };
}

/** Puts what a refusal carries into its sentence: `{amount}` or `{works}` for money, `{until}` for a time of day. */
export function fillIn(sentence: string, amount: string, time: string): string {
  return sentence.replaceAll(/\{(?:amount|works)\}/g, () => amount).replaceAll("{until}", () => time);
}
