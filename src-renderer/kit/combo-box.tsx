import { Button, ComboBox as AriaComboBox, Input, Label, ListBox, Popover } from "react-aria-components";
import { useWords } from "../look/use-words.ts";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import { type Option, OptionItem } from "./select.tsx";
import { FieldNotes, type FieldProps } from "./text-field.tsx";

/**
 * One of many things, found by typing. The caller finds (`onType`, then new `options`): the core folds ی/ي and digits,
 * so nothing is filtered here.
 */
export function ComboBox<K extends string>(
  props: FieldProps & {
    readonly options: readonly Option<K>[];
    readonly text: string;
    readonly onType: (text: string) => void;
    readonly onChoose: (id: K) => void;
  },
) {
  const { t } = useWords();
  return (
    <AriaComboBox
      className={classNames(styles["field"])}
      items={props.options}
      inputValue={props.text}
      onInputChange={props.onType}
      onChange={(key) => {
        const chosen = props.options.find(({ id }) => id === key);
        if (chosen !== undefined) props.onChoose(chosen.id);
      }}
      // What the core found is right although its letters may differ from those typed.
      defaultFilter={() => true}
      allowsEmptyCollection
      allowsCustomValue
      isDisabled={props.isDisabled ?? false}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
    >
      <Label className={classNames(styles["label"])}>{props.label}</Label>
      <div className={classNames(styles["box"])}>
        <Input className={classNames(styles["input"])} autoComplete="off" />
        <Button className={classNames(styles["small"])}>
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      <FieldNotes help={props.help} error={props.error} />
      <Popover className={classNames(styles["popover"])}>
        <ListBox
          className={classNames(styles["list"])}
          renderEmptyState={() => <div className={classNames(styles["empty"])}>{t("kit.nothing-found")}</div>}
        >
          {(option: Option<K>) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
