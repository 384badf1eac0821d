import { type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import type { FieldProps } from "./text-field.tsx";
import { caretForDeletion, type TypedDigits } from "./typed-digits.ts";
import { useShownFocus } from "./use-shown-focus.ts";

interface DigitInputProps extends FieldProps {
  /** What is shown now. */
  readonly text: string;
  readonly read: (typed: string, caret: number) => TypedDigits;
  readonly onDigits: (digits: string) => void;
  readonly onEnter?: (() => void) | undefined;
  readonly unit?: ReactNode;
  readonly isLarge?: boolean;
  readonly inputMode: "numeric" | "tel";
}

/** A field that takes the digits of three scripts and shows the screen's own; the caret stays where it was typed. */
export function DigitInput(props: DigitInputProps) {
  const id = useId();
  const input = useShownFocus<HTMLInputElement>(props.autoFocus ?? false);
  const caret = useRef<number | null>(null);
  // A key that changes no digit must still put the caret back, so every key draws anew.
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    if (caret.current !== null && document.activeElement === input.current)
      input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const isWrong = props.error !== undefined;
  const note = props.error ?? props.help;
  return (
    <div className={classNames(styles["field"])}>
      <label className={classNames(styles["label"])} htmlFor={id}>
        {props.label}
      </label>
      <div className={classNames(styles["box"])} {...(isWrong ? { "data-invalid": true } : {})}>
        <input
          id={id}
          ref={input}
          className={classNames(styles["input"], props.isLarge === true ? styles["number"] : styles["latin"])}
          value={props.text}
          inputMode={props.inputMode}
          autoComplete="off"
          disabled={props.isDisabled ?? false}
          aria-required={props.isRequired ?? false}
          aria-invalid={isWrong}
          {...(note === undefined ? {} : { "aria-describedby": `${id}-note` })}
          onChange={({ target }) => {
            const typed = props.read(target.value, target.selectionStart ?? target.value.length);
            caret.current = typed.caret;
            redraw((n) => n + 1);
            props.onDigits(typed.digits);
          }}
          onKeyDown={({ key, currentTarget }) => {
            if (key === "Enter") props.onEnter?.();
            if (key === "Backspace" || key === "Delete") stepOverSeparator(currentTarget, key);
          }}
        />
        {props.unit === undefined ? null : <span className={classNames(styles["unit"])}>{props.unit}</span>}
      </div>
      {note === undefined ? null : (
        <span id={`${id}-note`} className={classNames(isWrong ? styles["error"] : styles["help"])}>
          {note}
        </span>
      )}
    </div>
  );
}

function stepOverSeparator(input: HTMLInputElement, key: "Backspace" | "Delete"): void {
  const { value, selectionStart, selectionEnd } = input;
  if (selectionStart === null || selectionStart !== selectionEnd) return;
  const caret = caretForDeletion(value, selectionStart, key);
  input.setSelectionRange(caret, caret);
}
