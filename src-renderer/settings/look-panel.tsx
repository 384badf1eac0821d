import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { RefusalNotice } from "../kit/notice.tsx";
import { Columns, Panel } from "../kit/page.tsx";
import { RadioGroup } from "../kit/radio-group.tsx";
import { Switch } from "../kit/switch.tsx";
import { useWords } from "../look/use-words.ts";
import { useChange } from "./use-settings.ts";

/** How the shop shows itself, on every screen at once. */
export function LookPanel({ settings }: { readonly settings: Settings }) {
  const { t } = useWords();
  const { change, refusal } = useChange();
  const { display, sound } = settings;
  const put = (changed: Partial<Settings["display"]>): void => void change({ display: changed });
  return (
    <Panel title={t("settings.look")}>
      <Columns>
        <RadioGroup
          label={t("settings.language")}
          value={display.locale}
          onChange={(locale) => put({ locale })}
          options={[
            { id: "fa", text: "فارسی" },
            { id: "en", text: "English" },
          ]}
        />
        <RadioGroup
          label={t("settings.digits")}
          value={display.digits}
          onChange={(digits) => put({ digits })}
          options={[
            { id: "persian", text: "۱۲۳" },
            { id: "latin", text: "123" },
          ]}
        />
        <RadioGroup
          label={t("settings.unit")}
          value={display.moneyUnit}
          onChange={(moneyUnit) => put({ moneyUnit })}
          options={[
            { id: "toman", text: t("settings.toman") },
            { id: "rial", text: t("settings.rial") },
          ]}
        />
        <RadioGroup
          label={t("settings.calendar")}
          value={display.calendar}
          onChange={(calendar) => put({ calendar })}
          options={[
            { id: "solar-hijri", text: t("settings.solar") },
            { id: "gregorian", text: t("settings.gregorian") },
          ]}
        />
        <RadioGroup
          label={t("settings.theme")}
          value={display.theme}
          onChange={(theme) => put({ theme })}
          options={[
            { id: "light", text: t("settings.light") },
            { id: "dark", text: t("settings.dark") },
            { id: "system", text: t("settings.system") },
          ]}
        />
      </Columns>
      <Switch isOn={sound} onChange={(isOn) => void change({ sound: isOn })}>
        {t("settings.sound")}
      </Switch>
      <RefusalNotice refusal={refusal} />
    </Panel>
  );
}
