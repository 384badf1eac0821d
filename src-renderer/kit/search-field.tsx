import { Button, Input, Label, SearchField as AriaSearchField } from "react-aria-components";
import { useWords } from "../look/use-words.ts";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import { useShownFocus } from "./use-shown-focus.ts";

/** A field to search by; Enter calls `onEnter`, the first Esc empties it. */
export function SearchField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
  readonly autoFocus?: boolean | "once";
  readonly placeholder?: string;
}) {
  const { t } = useWords();
  const input = useShownFocus<HTMLInputElement>(props.autoFocus ?? false);
  return (
    <AriaSearchField
      className={classNames(styles["field"])}
      value={props.value}
      onChange={props.onChange}
      {...(props.onEnter === undefined ? {} : { onSubmit: props.onEnter })}
    >
      <Label className={classNames(styles["label"])}>{props.label}</Label>
      <div className={classNames(styles["box"])}>
        {/* A field of type "search" has a cross of the browser's own beside ours. */}
        <Input
          ref={input}
          type="text"
          role="searchbox"
          className={classNames(styles["input"])}
          placeholder={props.placeholder ?? ""}
          autoComplete="off"
        />
        {props.value === "" ? null : (
          <Button className={classNames(styles["small"])} aria-label={t("kit.clear")}>
            <span aria-hidden="true">✕</span>
          </Button>
        )}
      </div>
    </AriaSearchField>
  );
}
