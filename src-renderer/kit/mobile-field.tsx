import { showDigits } from "../../src-shared/words/format.ts";
import { useLook } from "../look/look-store.ts";
import { useWords } from "../look/use-words.ts";
import { DigitInput } from "./digit-input.tsx";
import type { FieldProps } from "./text-field.tsx";
import { typedCode } from "./typed-digits.ts";

/** Room for 0098 before the ten digits of a mobile number. */
const TYPED_MAX = 14;

/**
 * A mobile number as typed (Latin digits come out, `0098` and its kin included); `normaliseMobile` makes it a number.
 * Under it stands how long a number is, until there is one.
 */
export function MobileField(
  props: FieldProps & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly onEnter?: () => void;
  },
) {
  const digits = useLook((look) => look.display.digits);
  const { t } = useWords();
  const { value, onChange, onEnter, help, ...field } = props;
  return (
    <DigitInput
      {...field}
      inputMode="tel"
      text={showDigits(value, digits)}
      help={help ?? t("kit.mobile-short")}
      read={(typed, caret) => typedCode(typed, caret, digits, TYPED_MAX)}
      onDigits={onChange}
      onEnter={onEnter}
    />
  );
}
