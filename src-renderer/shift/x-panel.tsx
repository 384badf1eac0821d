import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { useWords } from "../look/use-words.ts";
import { ReportPaper } from "./report-paper.tsx";

/** The shift so far, on the screen and on paper; a cashier's X does not say what the drawer should hold. */
export function XPanel() {
  const { t } = useWords();
  const [isShown, setShown] = useState(false);
  const report = useQuery("shift.x", isShown ? {} : null);
  const print = useCommand("shift.print-x");
  return (
    <Panel title={t("shift.x-title")}>
      <Row>
        <Button onPress={() => (isShown ? report.again() : setShown(true))}>{t("shift.show-x")}</Button>
        <Button isPending={print.isBusy} onPress={() => void print.run({})}>
          {t("shift.print")}
        </Button>
      </Row>
      <RefusalNotice refusal={report.refusal ?? print.refusal} />
      {isShown && report.value !== undefined ? <ReportPaper report={report.value} /> : null}
    </Panel>
  );
}
