import { useState } from "react";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Code, DateText } from "../kit/shown.tsx";
import { Switch } from "../kit/switch.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { settingsChanged } from "./settings-round.ts";
import { useChange } from "./use-settings.ts";

/** The customer's screen: on or off, where it opens, and which devices know the way. */
export function DisplayPanel({ settings }: { readonly settings: Settings }) {
  const { t } = useWords();
  const digits = useDigits();
  const { change, refusal } = useChange();
  const pair = useCommand("display.pairing-code");
  const forget = useCommand("display.forget");
  const [code, setCode] = useState<{ readonly code: string; readonly untilMs: number } | null>(null);
  const { isOn, urls, paired } = settings.customerDisplay;
  const show = async (): Promise<void> => {
    const answer = await pair.run({});
    if (answer.ok) setCode(answer.value);
  };
  const drop = async (): Promise<void> => {
    if ((await forget.run({})).ok) settingsChanged();
  };
  return (
    <Panel title={t("settings.display")}>
      <Switch isOn={isOn} onChange={(on) => void change({ customerDisplay: { isOn: on } })}>
        {t("settings.display-on")}
      </Switch>
      <RefusalNotice refusal={refusal ?? pair.refusal ?? forget.refusal} />
      {isOn ? (
        <>
          <p>{t("settings.display-how")}</p>
          {urls.map((url) => (
            <p key={url}>
              <Code>{url}</Code>
            </p>
          ))}
          <p>{t("settings.display-paired", { n: digits.integer(paired) })}</p>
          {code === null ? null : (
            <Notice kind="info">
              {t("settings.display-code")} <Code>{code.code}</Code> · <DateText atMs={code.untilMs} as="time" />
            </Notice>
          )}
          <Row>
            <Button isPending={pair.isBusy} onPress={() => void show()}>
              {t("settings.display-pair")}
            </Button>
            <ConfirmButton question={t("settings.display-forget-sure")} onConfirm={() => void drop()}>
              {t("settings.display-forget")}
            </ConfirmButton>
          </Row>
        </>
      ) : null}
    </Panel>
  );
}
