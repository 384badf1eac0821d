import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useWords } from "../look/use-words.ts";

/** A broken machine's shop, from its backup and its recovery sheet. */
export function RestoreShop() {
  const { t } = useWords();
  const restore = useCommand("setup.restore");
  const [backup, setBackup] = useState("");
  const [sheet, setSheet] = useState("");
  const send = async (): Promise<void> => {
    const answer = await restore.run({ backup: backup.trim(), sheet });
    if (answer.ok) setSheet("");
  };
  return (
    <Panel title={t("setup.restore")}>
      <p>{t("setup.restore-help")}</p>
      <TextField label={t("setup.backup-file")} isLatin maxLength={1000} value={backup} onChange={setBackup} />
      <TextField label={t("session.sheet")} isLatin rows={5} maxLength={4000} value={sheet} onChange={setSheet} />
      <RefusalNotice refusal={restore.refusal} />
      <Row isEnd>
        <Button
          look="primary"
          isDisabled={backup.trim() === "" || sheet.trim() === ""}
          isPending={restore.isBusy}
          onPress={() => void send()}
        >
          {t("setup.restore-now")}
        </Button>
      </Row>
    </Panel>
  );
}
