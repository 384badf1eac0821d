import { memo } from "react";
import { showDigits } from "../../src-shared/words/format.ts";
import { classNames } from "../kit/class-names.ts";
import { useLook } from "../look/look-store.ts";
import { useWords } from "../look/use-words.ts";
import styles from "./counter.module.css";
import { HotKey } from "./hot-key.tsx";
import { strike } from "./strikes.ts";

const DIGITS = ["7", "8", "9", "4", "5", "6", "1", "2", "3"];

/** Twelve keys that never move; they type where the keyboard types. Drawn once. */
export const NumberPad = memo(function NumberPad({ isLow }: { readonly isLow: boolean }) {
  const { t } = useWords();
  const shown = useLook(({ display }) => display.digits);
  return (
    <div
      role="group"
      aria-label={t("counter.pad-label")}
      dir="ltr"
      className={classNames(styles["pad"], isLow && styles["low"])}
    >
      {DIGITS.map((digit) => (
        <HotKey key={digit} look="digit" onPress={() => strike({ kind: "digits", digits: digit })}>
          {showDigits(digit, shown)}
        </HotKey>
      ))}
      <HotKey look="digit" label={t("counter.triple-zero")} onPress={() => strike({ kind: "digits", digits: "000" })}>
        {showDigits("000", shown)}
      </HotKey>
      <HotKey look="digit" onPress={() => strike({ kind: "digits", digits: "0" })}>
        {showDigits("0", shown)}
      </HotKey>
      <HotKey look="digit" label={t("counter.pad-back")} onPress={() => strike({ kind: "back" })}>
        ⌫
      </HotKey>
    </div>
  );
});
