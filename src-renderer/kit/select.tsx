import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from "react-aria-components";
import { withoutIsolates } from "../look/isolated.ts";
import { useWords } from "../look/use-words.ts";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import { FieldNotes, type FieldProps } from "./text-field.tsx";

export interface Option<K extends string> {
  readonly id: K;
  readonly text: string;
  /** A second, smaller text at the end of the line. */
  readonly note?: string;
}

/** One of a few fixed things. */
export function Select<K extends string>(
  props: FieldProps & {
    readonly options: readonly Option<K>[];
    readonly value: K | null;
    readonly onChange: (value: K) => void;
    /** The label is its name and isn't shown: what stands around it says it. */
    readonly isBare?: boolean;
  },
) {
  const { t } = useWords();
  const { isBare = false } = props;
  return (
    <AriaSelect
      {...(isBare ? { "aria-label": props.label } : {})}
      className={classNames(styles["field"])}
      value={props.value}
      onChange={(key) => {
        const chosen = props.options.find(({ id }) => id === key);
        if (chosen !== undefined) props.onChange(chosen.id);
      }}
      placeholder={t("kit.choose")}
      isDisabled={props.isDisabled ?? false}
      isRequired={props.isRequired ?? false}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
    >
      {isBare ? null : <Label className={classNames(styles["label"])}>{props.label}</Label>}
      <Button className={classNames(styles["trigger"])}>
        <SelectValue className={classNames(styles["chosen"])} />
        <span aria-hidden="true">▾</span>
      </Button>
      <FieldNotes help={props.help} error={props.error} />
      <Popover className={classNames(styles["popover"])}>
        <ListBox className={classNames(styles["list"])} items={props.options}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** A line of a list of choices. */
export function OptionItem({ option }: { readonly option: Option<string> }) {
  return (
    <ListBoxItem id={option.id} textValue={withoutIsolates(option.text)} className={classNames(styles["option"])}>
      <bdi>{option.text}</bdi>
      {option.note === undefined ? null : <small className={classNames(styles["unit"])}>{option.note}</small>}
    </ListBoxItem>
  );
}
