import { useQuery } from "../api/use-query.ts";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel } from "../kit/page.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";

/** What messages to members go through, and what became of them. */
export function MessagesPanel() {
  const { t } = useWords();
  const digits = useDigits();
  const { value, refusal } = useQuery("messages.overview", {});
  return (
    <Panel title={t("settings.messages")}>
      <RefusalNotice refusal={refusal} />
      {value === undefined ? null : value.gateway === "none" ? (
        <Notice kind="info">{t("settings.gateway-none")}</Notice>
      ) : (
        <>
          <Notice kind="warn">{t("settings.gateway-fake")}</Notice>
          <p>
            {t("settings.messages-now", {
              waiting: digits.integer(value.waiting),
              sent: digits.integer(value.sentToday),
              dropped: digits.integer(value.droppedToday),
            })}
          </p>
        </>
      )}
    </Panel>
  );
}
