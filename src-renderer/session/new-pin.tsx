import { useState } from "react";
import { readPin } from "../../src-shared/staff/pin.ts";
import { TextField } from "../kit/text-field.tsx";
import { onlyDigits } from "../kit/typed-digits.ts";
import { useWords } from "../look/use-words.ts";

const PIN_MAX = 9;

/** A new PIN, typed twice; `onPin` gets it while both are the same and good, otherwise null. */
export function NewPin({ onPin }: { readonly onPin: (pin: string | null) => void }) {
  const { t } = useWords();
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const type = (one: string, two: string): void => {
    setFirst(one);
    setSecond(two);
    onPin(one === two && readPin(one) !== undefined ? one : null);
  };
  const digits = (text: string): string => onlyDigits(text).slice(0, PIN_MAX);
  const isBad = first.length >= 4 && readPin(first) === undefined;
  const differs = second.length >= first.length && second !== "" && second !== first;
  return (
    <>
      <TextField
        label={t("session.new-pin")}
        type="password"
        inputMode="numeric"
        isLatin
        value={first}
        help={t("session.pin-help")}
        error={isBad ? t("session.pin-bad") : undefined}
        onChange={(text) => type(digits(text), second)}
      />
      <TextField
        label={t("session.pin-again")}
        type="password"
        inputMode="numeric"
        isLatin
        value={second}
        error={differs ? t("session.pin-differs") : undefined}
        onChange={(text) => type(first, digits(text))}
      />
    </>
  );
}
