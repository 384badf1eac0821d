import { useState } from "react";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { Button } from "../kit/button.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Columns, Panel, Row } from "../kit/page.tsx";
import { Switch } from "../kit/switch.tsx";
import { TextField } from "../kit/text-field.tsx";
import { onlyDigits } from "../kit/typed-digits.ts";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { useChange } from "./use-settings.ts";

type Limits = Settings["limits"];
const DIGITS_MAX = 4;

/** When a second person is asked, and what keeps staff from crediting themselves. */
export function LimitsPanel({ settings }: { readonly settings: Settings }) {
  const { t } = useWords();
  const digits = useDigits();
  const { change, refusal, isBusy } = useChange();
  const [typed, setTyped] = useState<Partial<Limits>>({});
  const limits = { ...settings.limits, ...typed };
  const put = (changed: Partial<Limits>): void => setTyped({ ...typed, ...changed });
  const number = (text: string): number => Number(onlyDigits(text).slice(0, DIGITS_MAX));
  const save = async (): Promise<void> => {
    if (await change({ limits: typed })) setTyped({});
  };
  return (
    <Panel title={t("settings.limits")}>
      <Columns>
        <AmountField
          label={t("settings.approval-above")}
          help={t("settings.approval-help")}
          valueMinor={limits.approvalAboveMinor}
          onChange={(minor) => put({ approvalAboveMinor: minor ?? 0 })}
        />
        <TextField
          label={t("settings.per-card")}
          help={t("settings.per-card-help")}
          inputMode="numeric"
          isLatin
          value={digits.text(String(limits.salesPerCardAndShift))}
          onChange={(text) => put({ salesPerCardAndShift: number(text) })}
        />
        <TextField
          label={t("settings.lock-after")}
          help={t("settings.lock-help")}
          inputMode="numeric"
          isLatin
          value={digits.text(String(limits.lockAfterMinutes))}
          onChange={(text) => put({ lockAfterMinutes: number(text) })}
        />
      </Columns>
      <Switch isOn={limits.verifiedByStaff} onChange={(verifiedByStaff) => put({ verifiedByStaff })}>
        {t("settings.verified")}
      </Switch>
      <RefusalNotice refusal={refusal} />
      <Row>
        <Button
          isDisabled={Object.keys(typed).length === 0 || limits.salesPerCardAndShift < 1}
          isPending={isBusy}
          onPress={() => void save()}
        >
          {t("settings.save")}
        </Button>
      </Row>
    </Panel>
  );
}
