import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Code } from "../kit/shown.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { settingsChanged } from "./settings-round.ts";
import { useKeyWords } from "./use-key-words.ts";
import { useSettings } from "./use-settings.ts";

/** The card readers: which there are, what their state is in words, and a test with a card. */
export function ReaderPanel() {
  const { t } = useWords();
  const { value, refusal } = useSettings();
  const unlock = useCommand("settings.unlock-reader");
  const readers = value?.reader.readers ?? [];
  const open = async (reader: string): Promise<void> => {
    const answer = await unlock.run({ reader });
    if (answer.ok) settingsChanged();
  };
  return (
    <Panel title={t("settings.reader")}>
      <RefusalNotice refusal={refusal ?? unlock.refusal} />
      {readers.map(({ id, name, used, locked }) => (
        <Row key={id}>
          <Code>{name}</Code>
          <span>{used ? t("settings.reader-used") : t("settings.reader-spare")}</span>
          {locked ? (
            <Button isPending={unlock.isBusy} onPress={() => void open(id)}>
              {t("settings.reader-unlock")}
            </Button>
          ) : null}
        </Row>
      ))}
      <ReaderTest />
    </Panel>
  );
}

function ReaderTest() {
  const { t } = useWords();
  const say = useKeyWords();
  const digits = useDigits();
  const [isTesting, setTesting] = useState(false);
  const { value, refusal, isLoading, again } = useQuery("settings.test-reader", isTesting ? {} : null);
  return (
    <>
      <p>{t("settings.reader-how")}</p>
      <Row>
        <Button isPending={isTesting && isLoading} onPress={() => (isTesting ? again() : setTesting(true))}>
          {t("settings.reader-test")}
        </Button>
      </Row>
      <RefusalNotice refusal={refusal} />
      {value === undefined ? null : (
        <Notice kind={value.uid === null ? "info" : "good"}>
          {say(value.state)}
          {value.driver === null ? null : (
            <>
              {" "}
              <Code>{value.driver}</Code>
            </>
          )}
          {value.uid === null ? null : (
            <>
              {" "}
              {t("settings.reader-saw")} <Code>{value.uid}</Code>
              {value.tookMs === null ? null : ` · ${t("settings.reader-took", { ms: digits.integer(value.tookMs) })}`}
            </>
          )}
        </Notice>
      )}
    </>
  );
}
