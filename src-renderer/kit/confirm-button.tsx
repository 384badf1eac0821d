import { useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";

const ARMED_MS = 5000;

/** A dangerous act in two presses of the same place: the first one asks, the second one within five seconds does it. */
export function ConfirmButton(props: {
  readonly children: string;
  /** What the armed button says: "Really delete?". */
  readonly question: string;
  readonly onConfirm: () => void;
  readonly isDisabled?: boolean;
}) {
  const [isArmed, setArmed] = useState(false);
  useEffect(() => {
    if (!isArmed) return;
    const timer = setTimeout(() => setArmed(false), ARMED_MS);
    return () => clearTimeout(timer);
  }, [isArmed]);
  return (
    <AriaButton
      isDisabled={props.isDisabled ?? false}
      onPress={() => {
        setArmed(!isArmed);
        if (isArmed) props.onConfirm();
      }}
      onBlur={() => setArmed(false)}
      className={classNames(styles["button"], styles["danger"], isArmed && styles["armed"])}
    >
      <span aria-live="polite">{isArmed ? props.question : props.children}</span>
    </AriaButton>
  );
}
