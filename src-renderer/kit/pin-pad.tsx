import { useState } from "react";
import { showDigits } from "../../src-shared/words/format.ts";
import { useLook } from "../look/look-store.ts";
import { useWords } from "../look/use-words.ts";
import { classNames } from "./class-names.ts";
import styles from "./pin-pad.module.css";
import { onlyDigits } from "./typed-digits.ts";
import { useShownFocus } from "./use-shown-focus.ts";

const PIN_MAX = 12;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/**
 * A PIN by touch or by keyboard (any digits; Enter sends, Backspace deletes). The digits are never shown, never kept
 * beyond `onPin`, and gone when it is sent.
 */
export function PinPad(props: {
  /** Whose PIN it is: the name of the field. */
  readonly label: string;
  readonly onPin: (pin: string) => void;
  readonly isBusy?: boolean;
  readonly autoFocus?: boolean;
}) {
  const { t } = useWords();
  const digits = useLook((look) => look.display.digits);
  const [pin, setPin] = useState("");
  const input = useShownFocus<HTMLInputElement>(props.autoFocus ?? true);
  const isBusy = props.isBusy ?? false;

  const send = (): void => {
    if (pin === "" || isBusy) return;
    setPin("");
    props.onPin(pin);
  };
  const add = (digit: string): void => setPin((before) => (before + digit).slice(0, PIN_MAX));
  return (
    <div className={classNames(styles["pad"])}>
      <input
        ref={input}
        type="password"
        className={classNames(styles["pin"])}
        aria-label={props.label}
        inputMode="none"
        autoComplete="off"
        value={pin}
        onChange={({ target }) => setPin(onlyDigits(target.value).slice(0, PIN_MAX))}
        onKeyDown={(event) => (event.key === "Enter" ? send() : undefined)}
      />
      <span className={classNames(styles["said"])} aria-live="polite">
        {t("kit.pin-typed", { n: pin.length })}
      </span>
      <div className={classNames(styles["keys"])} dir="ltr">
        {KEYS.map((key) => (
          <PadKey key={key} name={showDigits(key, digits)} onPress={() => add(key)} />
        ))}
        <PadKey name="⌫" label={t("kit.delete-digit")} onPress={() => setPin((before) => before.slice(0, -1))} />
        <PadKey name={showDigits("0", digits)} onPress={() => add("0")} />
        <PadKey name="⏎" label={t("kit.confirm")} isMain isDisabled={pin === "" || isBusy} onPress={send} />
      </div>
    </div>
  );
}

/** A native button that acts on pointerdown: the pad answers at once (and the keyboard's click as well). */
function PadKey(props: {
  readonly name: string;
  readonly label?: string;
  readonly isMain?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      className={classNames(styles["key"], props.isMain === true && styles["main"])}
      disabled={props.isDisabled ?? false}
      {...(props.label === undefined ? {} : { "aria-label": props.label })}
      onPointerDown={(event) => {
        // The focus stays in the field, so that keys and touches mix.
        event.preventDefault();
        if (event.button === 0) props.onPress();
      }}
      onClick={(event) => (event.detail === 0 ? props.onPress() : undefined)}
    >
      {props.name}
    </button>
  );
}
