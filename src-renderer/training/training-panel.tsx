import { useCommand } from "../api/use-command.ts";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { useWords } from "../look/use-words.ts";
import { useStrip } from "../stores/event-stores.ts";

/** The way into training; the way out stands in the band on every page. */
export function TrainingPanel() {
  const { t } = useWords();
  const enter = useCommand("training.enter");
  const isTraining = useStrip(({ state }) => state?.training ?? false);
  if (isTraining) return null;
  return (
    <Panel title={t("training.title")}>
      <p>{t("training.what")}</p>
      <RefusalNotice refusal={enter.refusal} />
      <Row>
        <ConfirmButton
          question={t("training.enter-sure")}
          isDisabled={enter.isBusy}
          onConfirm={() => void enter.run({})}
        >
          {t("training.enter")}
        </ConfirmButton>
      </Row>
    </Panel>
  );
}
