import { theApi } from "../api/the-api.ts";
import { Button } from "../kit/button.tsx";
import { classNames } from "../kit/class-names.ts";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { useWords } from "../look/use-words.ts";
import { useConnection, useHealth } from "../stores/event-stores.ts";
import styles from "./frame.module.css";

/** What the line to the core says when it is not simply there. */
export function LineNotice() {
  const connection = useConnection((state) => state.connection);
  const health = useHealth((state) => state.refusal);
  const said = connection === "ready" ? <RefusalNotice refusal={health} /> : <LineTrouble connection={connection} />;
  return connection === "ready" && health === null ? null : <div className={classNames(styles["line"])}>{said}</div>;
}

function LineTrouble({ connection }: { readonly connection: "connecting" | "reconnecting" | "seat-lost" | "stale" }) {
  const { t } = useWords();
  switch (connection) {
    case "connecting":
      return <Notice kind="info">{t("shell.connecting")}</Notice>;
    case "reconnecting":
      return <Notice kind="warn">{t("shell.reconnecting")}</Notice>;
    case "seat-lost":
      return (
        <RefusalNotice
          refusal={{ refusal: "seat-taken" }}
          action={
            <Button look="primary" onPress={() => theApi().take()}>
              {t("shell.take-till")}
            </Button>
          }
        />
      );
    case "stale":
      return (
        <RefusalNotice
          refusal={{ refusal: "page-stale" }}
          action={<Button onPress={() => location.reload()}>{t("shell.reload")}</Button>}
        />
      );
  }
}
