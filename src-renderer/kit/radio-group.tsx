import { Label, Radio, RadioGroup as AriaRadioGroup } from "react-aria-components";
import styles from "./choice.module.css";
import { classNames } from "./class-names.ts";
import type { Option } from "./select.tsx";

/** One of a few things, all in sight. */
export function RadioGroup<K extends string>(props: {
  readonly label: string;
  readonly options: readonly Option<K>[];
  readonly value: K | null;
  readonly onChange: (value: K) => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <AriaRadioGroup
      className={classNames(styles["group"])}
      value={props.value}
      onChange={(value) => {
        const chosen = props.options.find(({ id }) => id === value);
        if (chosen !== undefined) props.onChange(chosen.id);
      }}
      isDisabled={props.isDisabled ?? false}
    >
      <Label className={classNames(styles["label"])}>{props.label}</Label>
      <div className={classNames(styles["row"])}>
        {props.options.map(({ id, text, note }) => (
          <Radio key={id} value={id} className={classNames(styles["line"])}>
            <span className={classNames(styles["mark"])} aria-hidden="true" />
            <span>
              {text} {note === undefined ? null : <small className={classNames(styles["note"])}>{note}</small>}
            </span>
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  );
}
