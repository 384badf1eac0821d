import { useState } from "react";
import { Columns } from "../kit/page.tsx";
import { Money } from "../kit/shown.tsx";
import { TextField } from "../kit/text-field.tsx";
import { onlyDigits } from "../kit/typed-digits.ts";
import { useDigits, useMoney } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { NOTES_MINOR, sumNotes } from "./sum-notes.ts";

const NUMBER_MAX = 6;

/** Helps to count: the number of notes of each kind; `onSum` gets the sum at every change. */
export function CountNotes({ onSum }: { readonly onSum: (sumMinor: number) => void }) {
  const { t } = useWords();
  const money = useMoney();
  const digits = useDigits();
  const [counts, setCounts] = useState<Readonly<Record<number, number>>>({});
  const type = (note: number, text: string): void => {
    const next = { ...counts, [note]: Number(onlyDigits(text).slice(0, NUMBER_MAX)) };
    setCounts(next);
    onSum(sumNotes(next));
  };
  return (
    <>
      <Columns>
        {NOTES_MINOR.map((note) => (
          <TextField
            key={note}
            label={t("shift.notes-of", { note: money.full(note) })}
            inputMode="numeric"
            isLatin
            value={(counts[note] ?? 0) === 0 ? "" : digits.text(String(counts[note]))}
            onChange={(text) => type(note, text)}
          />
        ))}
      </Columns>
      <p>
        {t("shift.notes-sum")} <Money minor={sumNotes(counts)} />
      </p>
    </>
  );
}
