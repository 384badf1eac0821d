import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";

/** A button that shows a sign only; `label` is its name. */
export function IconButton(props: {
  readonly label: string;
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <AriaButton
      aria-label={props.label}
      onPress={props.onPress}
      isDisabled={props.isDisabled ?? false}
      className={classNames(styles["button"], styles["quiet"], styles["icon"])}
    >
      <span aria-hidden="true">{props.children}</span>
    </AriaButton>
  );
}
