import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";
import { useShownFocus } from "./use-shown-focus.ts";

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly look?: "primary" | "plain" | "danger" | "quiet";
  readonly size?: "normal" | "large";
  readonly type?: "button" | "submit";
  readonly isDisabled?: boolean;
  /** Waits for an answer: it keeps its place and its focus, and does nothing when pressed. */
  readonly isPending?: boolean;
  readonly isWide?: boolean;
  readonly autoFocus?: boolean;
  /** A press leaves the focus where it was: at the counter, Enter still finishes the sale. Tab reaches it as ever. */
  readonly leavesFocus?: boolean;
  /** Its name where the text alone does not say it. */
  readonly label?: string;
  /** A key that does the same, shown small at its end: `F2`, `Enter`. */
  readonly shortcut?: string;
}

/** A button of at least 48 px. One primary button on a page at most. */
export function Button({ children, look = "plain", size = "normal", isWide = false, ...rest }: ButtonProps) {
  const { label, shortcut, onPress, leavesFocus = false, autoFocus = false, ...plain } = rest;
  const button = useShownFocus<HTMLButtonElement>(autoFocus);
  return (
    <AriaButton
      {...plain}
      ref={button}
      preventFocusOnPress={leavesFocus}
      {...(onPress === undefined ? {} : { onPress })}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(shortcut === undefined ? {} : { "aria-keyshortcuts": shortcut })}
      className={classNames(styles["button"], styles[look], styles[size], isWide && styles["wide"])}
    >
      <span>{children}</span>
      {shortcut === undefined ? null : (
        <kbd aria-hidden="true" className={classNames(styles["key"])}>
          {shortcut}
        </kbd>
      )}
    </AriaButton>
  );
}
