import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Code, DateText } from "../kit/shown.tsx";
import { useWords } from "../look/use-words.ts";
import { settingsChanged } from "./settings-round.ts";
import { useSettings } from "./use-settings.ts";

/** The recovery sheet is made as a file; its text is never on the screen. */
export function SheetPanel() {
  const { t } = useWords();
  const { value } = useSettings();
  const make = useCommand("data.recovery-sheet");
  const [file, setFile] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    const answer = await make.run({});
    if (!answer.ok) return;
    setFile(answer.value.file);
    settingsChanged();
  };
  const madeAtMs = value?.backup.sheetMadeAtMs ?? null;
  return (
    <Panel title={t("settings.sheet")}>
      <p>{t("settings.sheet-what")}</p>
      <p>
        {t("settings.sheet-made")} {madeAtMs === null ? t("settings.never") : <DateText atMs={madeAtMs} />}
      </p>
      <Row>
        <Button isPending={make.isBusy} onPress={() => void send()}>
          {t("settings.sheet-make")}
        </Button>
      </Row>
      <RefusalNotice refusal={make.refusal} />
      {file === null ? null : (
        <Notice kind="good">
          {t("settings.sheet-where")} <Code>{file}</Code> {t("settings.sheet-keep")}
        </Notice>
      )}
    </Panel>
  );
}
