import { formatInteger } from "../../src-shared/words/format.ts";
import { useLook } from "../look/look-store.ts";
import { useMoney } from "../look/use-format.ts";
import { DigitInput } from "./digit-input.tsx";
import type { FieldProps } from "./text-field.tsx";
import { typedDigits } from "./typed-digits.ts";

const RIAL_OF = { toman: 10, rial: 1 } as const;

/**
 * A rial amount, typed in the shop's unit: Persian, Arabic and Latin digits, grouped while typing. `valueMinor` is null
 * when nothing stands in it. Whole toman only; an odd rial that was set from outside is shown down to the toman.
 */
export function AmountField(
  props: FieldProps & {
    readonly valueMinor: number | null;
    readonly onChange: (valueMinor: number | null) => void;
    readonly onEnter?: () => void;
  },
) {
  const { digits, moneyUnit } = useLook((look) => look.display);
  const { unit } = useMoney();
  const factor = RIAL_OF[moneyUnit];
  const { valueMinor, onChange, onEnter, ...field } = props;
  const text = valueMinor === null ? "" : formatInteger(Math.trunc(valueMinor / factor), digits);
  return (
    <DigitInput
      {...field}
      isLarge
      inputMode="numeric"
      text={text}
      unit={unit}
      read={(typed, caret) => typedDigits(typed, caret, digits)}
      onDigits={(typed) => onChange(typed === "" ? null : Number(typed) * factor)}
      onEnter={onEnter}
    />
  );
}
