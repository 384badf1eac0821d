import { useState } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Code } from "../kit/shown.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";

/** Proves the data, and says how a restore goes. */
export function CheckPanel() {
  const { t } = useWords();
  const digits = useDigits();
  const check = useCommand("data.check");
  const [verdict, setVerdict] = useState<ValueOf<"data.check"> | null>(null);
  const run = async (): Promise<void> => {
    setVerdict(null);
    const answer = await check.run({});
    if (answer.ok) setVerdict(answer.value);
  };
  return (
    <>
      <Panel title={t("settings.check")}>
        <p>{t("settings.check-what")}</p>
        <Row>
          <Button isPending={check.isBusy} onPress={() => void run()}>
            {t("settings.check-now")}
          </Button>
        </Row>
        <RefusalNotice refusal={check.refusal} />
        {verdict === null ? null : verdict.isSound ? (
          <Notice kind="good">{t("settings.check-good", { n: digits.integer(verdict.events) })}</Notice>
        ) : (
          <Notice kind="refusal">{t("settings.check-bad")}</Notice>
        )}
        {(verdict?.findings ?? []).map((finding) => (
          <p key={finding}>
            <Code>{finding}</Code>
          </p>
        ))}
      </Panel>
      <Panel title={t("settings.restore")}>
        <p>{t("settings.restore-how")}</p>
      </Panel>
    </>
  );
}
