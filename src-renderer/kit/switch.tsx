import { Switch as AriaSwitch } from "react-aria-components";
import styles from "./choice.module.css";
import { classNames } from "./class-names.ts";

/** On or off, at once. */
export function Switch(props: {
  readonly children: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <AriaSwitch
      className={classNames(styles["line"])}
      isSelected={props.isOn}
      onChange={props.onChange}
      isDisabled={props.isDisabled ?? false}
    >
      <span className={classNames(styles["track"])} aria-hidden="true">
        <span className={classNames(styles["thumb"])} />
      </span>
      <span>{props.children}</span>
    </AriaSwitch>
  );
}
