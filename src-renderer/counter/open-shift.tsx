import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { Button } from "../kit/button.tsx";
import { classNames } from "../kit/class-names.ts";
import { RefusalNotice } from "../kit/notice.tsx";
import { useWords } from "../look/use-words.ts";
import styles from "./counter.module.css";

/** No shift is open: the float and one key, and selling begins. */
export function OpenShift() {
  const { t } = useWords();
  const [floatMinor, setFloat] = useState<number | null>(null);
  const open = useCommand("shift.open");
  const run = (): void => void open.run({ floatMinor: floatMinor ?? 0 });
  return (
    <section className={classNames(styles["panel"], styles["shift"])} aria-label={t("counter.shift-closed")}>
      <h2>{t("counter.shift-closed")}</h2>
      <p>{t("counter.shift-open-help")}</p>
      <AmountField
        label={t("counter.shift-float")}
        valueMinor={floatMinor}
        onChange={setFloat}
        onEnter={run}
        autoFocus
      />
      <Button look="primary" size="large" shortcut="Enter" isPending={open.isBusy} onPress={run}>
        {t("counter.shift-open")}
      </Button>
      <RefusalNotice refusal={open.refusal} />
    </section>
  );
}
