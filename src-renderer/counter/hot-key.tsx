import type { ReactNode } from "react";
import { classNames } from "../kit/class-names.ts";
import { useLive } from "../kit/live.tsx";
import styles from "./counter.module.css";
import { useTill } from "./till-store.ts";

/**
 * A native button that acts when the finger comes down and never takes the focus from the typing: after a press, Enter
 * still finishes the sale. By Tab and for screen readers it is a button like any other.
 */
export function HotKey(props: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** The key that does the same. */
  readonly letter?: string;
  /** What it says is its key already. */
  readonly isSign?: boolean;
  /** What a sign that is no word is called. */
  readonly label?: string;
  readonly look?: "plain" | "primary" | "danger" | "quiet" | "digit" | "tile";
  readonly isOn?: boolean;
  /** Instead of `isOn`, for what a digit may change: asked whenever what is typed or chosen changes (see `useLive`). */
  readonly isOnNow?: () => boolean;
  readonly isDisabled?: boolean;
  readonly describedBy?: string;
}) {
  const { letter, label, look = "plain", isOn, isOnNow, isSign = false, isDisabled = false } = props;
  const press = (): void => (isDisabled ? undefined : props.onPress());
  const kept = useLive([useTill], isOnNow ?? never, (button: HTMLButtonElement, on) => {
    button.ariaPressed = String(on);
    button.dataset["on"] = String(on);
  });
  return (
    <button
      type="button"
      {...(isOnNow === undefined ? {} : { ref: kept })}
      className={classNames(styles["hot"], styles[look])}
      aria-disabled={isDisabled}
      {...(isOn === undefined ? {} : { "aria-pressed": isOn, "data-on": isOn })}
      {...(letter === undefined ? {} : { "aria-keyshortcuts": letter })}
      {...(props.describedBy === undefined ? {} : { "aria-describedby": props.describedBy })}
      onPointerDown={({ button }) => (button === 0 && look !== "tile" ? press() : undefined)}
      onMouseDown={(event) => event.preventDefault()}
      // A click without a pointer comes from the keyboard or a screen reader. Tiles stand in what a finger scrolls.
      onClick={({ detail }) => (detail === 0 || look === "tile" ? press() : undefined)}
    >
      {label === undefined ? <span>{props.children}</span> : <Named label={label}>{props.children}</Named>}
      {letter === undefined || isSign ? null : <kbd aria-hidden="true">{letter}</kbd>}
    </button>
  );
}

const never = (): boolean => false;

/** Named by its contents: a name beside them would be one that nobody who speaks to the screen can see. */
function Named({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <span>
      <span aria-hidden="true">{children}</span>
      <span className={classNames(styles["unseen"])}>{label}</span>
    </span>
  );
}
