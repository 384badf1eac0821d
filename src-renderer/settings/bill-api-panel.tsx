import { useState } from "react";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Code, DateText } from "../kit/shown.tsx";
import { Switch } from "../kit/switch.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useWords } from "../look/use-words.ts";
import { settingsChanged } from "./settings-round.ts";
import { useChange } from "./use-settings.ts";

/** Other programs that hand bills over; a program's token is on the screen once and nowhere else. */
export function BillApiPanel({ settings }: { readonly settings: Settings }) {
  const { t } = useWords();
  const { change, refusal } = useChange();
  const add = useCommand("bill-api.add-program");
  const remove = useCommand("bill-api.remove-program");
  const [name, setName] = useState("");
  const [token, setToken] = useState<string | null>(null);
  const { isOn, url, programs } = settings.billApi;
  const allow = async (): Promise<void> => {
    const answer = await add.run({ name: name.trim() });
    if (!answer.ok) return;
    setName("");
    setToken(answer.value.token);
    settingsChanged();
  };
  const drop = async (id: string): Promise<void> => {
    if ((await remove.run({ id })).ok) settingsChanged();
  };
  return (
    <Panel title={t("settings.bill-api")}>
      <Switch isOn={isOn} onChange={(on) => void change({ billApi: { isOn: on } })}>
        {t("settings.bill-api-on")}
      </Switch>
      <RefusalNotice refusal={refusal ?? add.refusal ?? remove.refusal} />
      {isOn ? (
        <>
          <p>
            {t("settings.bill-api-where")} <Code>{url}</Code>
          </p>
          {programs.map((program) => (
            <Row key={program.id}>
              <bdi>{program.name}</bdi>
              <DateText atMs={program.madeAtMs} as="day" />
              <ConfirmButton question={t("settings.program-remove-sure")} onConfirm={() => void drop(program.id)}>
                {t("settings.program-remove")}
              </ConfirmButton>
            </Row>
          ))}
          {token === null ? null : (
            <Notice kind="warn" action={<Button onPress={() => setToken(null)}>{t("settings.token-copied")}</Button>}>
              {t("settings.token-once")} <Code>{token}</Code>
            </Notice>
          )}
          <TextField label={t("settings.program-name")} value={name} maxLength={60} onChange={setName} />
          <Row>
            <Button isDisabled={name.trim() === ""} isPending={add.isBusy} onPress={() => void allow()}>
              {t("settings.program-add")}
            </Button>
          </Row>
        </>
      ) : null}
    </Panel>
  );
}
