import type { HTMLAttributes } from "react";
import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import { useShownFocus } from "./use-shown-focus.ts";

export interface FieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  /** What is wrong with it, in a sentence; undefined when nothing is. */
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly autoFocus?: boolean;
}

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
  readonly maxLength?: number;
  readonly rows?: number;
  /** Latin text, numbers and codes run from left to right in both languages. */
  readonly isLatin?: boolean;
  readonly type?: "text" | "password";
  readonly inputMode?: HTMLAttributes<HTMLInputElement>["inputMode"];
}

/** One line of text, or several (`rows`). */
export function TextField(props: TextFieldProps) {
  const { label, help, error, value, onChange, onEnter, rows, isLatin = false } = props;
  const className = classNames(styles["input"], isLatin && styles["latin"]);
  const isShownFirst = props.autoFocus ?? false;
  const line = useShownFocus<HTMLInputElement>(isShownFirst);
  const lines = useShownFocus<HTMLTextAreaElement>(isShownFirst);
  return (
    <AriaTextField
      className={classNames(styles["field"])}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      isDisabled={props.isDisabled ?? false}
      isRequired={props.isRequired ?? false}
      type={props.type ?? "text"}
      maxLength={props.maxLength ?? 500}
      validationBehavior="aria"
      {...(onEnter === undefined
        ? {}
        : {
            onKeyDown: (event) => {
              // React Aria would keep every other key too: function keys and Esc belong to the frame.
              event.continuePropagation();
              if (event.key === "Enter") onEnter();
            },
          })}
    >
      <Label className={classNames(styles["label"])}>{label}</Label>
      {rows === undefined ? (
        <Input ref={line} className={className} autoComplete="off" inputMode={props.inputMode ?? "text"} />
      ) : (
        <TextArea ref={lines} className={className} rows={rows} />
      )}
      <FieldNotes help={help} error={error} />
    </AriaTextField>
  );
}

/** The help and the error under a field of React Aria. */
export function FieldNotes({ help, error }: { readonly help: string | undefined; readonly error: string | undefined }) {
  return (
    <>
      {help === undefined || error !== undefined ? null : (
        <Text slot="description" className={classNames(styles["help"])}>
          {help}
        </Text>
      )}
      <FieldError className={classNames(styles["error"])}>{error}</FieldError>
    </>
  );
}
