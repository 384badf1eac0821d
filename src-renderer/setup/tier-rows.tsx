import type { InputOf } from "../../src-shared/contract/contract.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { Button } from "../kit/button.tsx";
import { Columns, Row } from "../kit/page.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { readPercent } from "./read-percent.ts";

/** A tier as it stands in the fields. */
export interface TypedTier {
  readonly id: number;
  readonly fa: string;
  readonly en: string;
  readonly fromMinor: number | null;
  readonly percent: string;
}

const TIERS_MAX = 12;

/** A shop's usual three, to be changed: purchases of a year, in rial. */
export const PRESET: readonly TypedTier[] = [
  { id: 1, fa: "برنزی", en: "Bronze", fromMinor: 0, percent: "3" },
  { id: 2, fa: "نقره‌ای", en: "Silver", fromMinor: 100_000_000, percent: "5" },
  { id: 3, fa: "طلایی", en: "Gold", fromMinor: 300_000_000, percent: "7" },
];

/** The tiers as the core takes them, or null while a field is empty or no percentage. */
export function tiersOf(typed: readonly TypedTier[]): InputOf<"setup.found">["tiers"] | null {
  const read = typed.map(({ fa, en, fromMinor, percent }) => ({
    fa: fa.trim(),
    en: en.trim(),
    fromMinor,
    earnBp: readPercent(percent),
  }));
  const good = read.flatMap(({ fa, en, fromMinor, earnBp }) =>
    fa === "" || en === "" || fromMinor === null || earnBp === undefined ? [] : [{ fa, en, fromMinor, earnBp }],
  );
  return good.length === typed.length ? good : null;
}

export function TierRows(props: {
  readonly tiers: readonly TypedTier[];
  readonly onChange: (tiers: readonly TypedTier[]) => void;
}) {
  const { t } = useWords();
  const digits = useDigits();
  const { tiers, onChange } = props;
  const set = (id: number, change: Partial<TypedTier>): void =>
    onChange(tiers.map((tier) => (tier.id === id ? { ...tier, ...change } : tier)));
  const add = (): void => {
    const id = Math.max(...tiers.map((tier) => tier.id)) + 1;
    onChange([...tiers, { id, fa: "", en: "", fromMinor: null, percent: "" }]);
  };
  return (
    <>
      {tiers.map((tier, at) => (
        <div key={tier.id} role="group" aria-label={t("setup.tier", { n: digits.integer(at + 1) })}>
          <Columns>
            <TextField label={t("setup.tier-fa")} value={tier.fa} onChange={(fa) => set(tier.id, { fa })} />
            <TextField label={t("setup.tier-en")} isLatin value={tier.en} onChange={(en) => set(tier.id, { en })} />
            <AmountField
              label={t("setup.tier-from")}
              valueMinor={tier.fromMinor}
              isDisabled={at === 0}
              onChange={(fromMinor) => set(tier.id, { fromMinor })}
            />
            <TextField
              label={t("setup.tier-percent")}
              inputMode="numeric"
              isLatin
              value={digits.text(tier.percent)}
              error={readPercent(tier.percent) === undefined ? t("setup.percent-bad") : undefined}
              onChange={(percent) => set(tier.id, { percent })}
            />
          </Columns>
        </div>
      ))}
      <Row>
        <Button isDisabled={tiers.length >= TIERS_MAX} onPress={add}>
          {t("setup.tier-add")}
        </Button>
        <Button look="quiet" isDisabled={tiers.length <= 1} onPress={() => onChange(tiers.slice(0, -1))}>
          {t("setup.tier-remove")}
        </Button>
      </Row>
    </>
  );
}
