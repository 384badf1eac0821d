import { useState } from "react";
import type { ShiftReport } from "../../src-shared/contract/shift-contract.ts";
import { useCommand } from "../api/use-command.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { Button } from "../kit/button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Columns, Page, Panel, Row } from "../kit/page.tsx";
import { DateText } from "../kit/shown.tsx";
import { isolated } from "../look/isolated.ts";
import { useWords } from "../look/use-words.ts";
import { useStrip } from "../stores/event-stores.ts";
import { TrainingPanel } from "../training/training-panel.tsx";
import { CashPanel, DrawerPanel } from "./cash-panels.tsx";
import { ClosePanel } from "./close-panel.tsx";
import { DrawerNotice } from "./drawer-notice.tsx";
import { HandOverPanel } from "./hand-over-panel.tsx";
import { ReportPaper } from "./report-paper.tsx";
import { ShiftList } from "./shift-list.tsx";
import { XPanel } from "./x-panel.tsx";

/** The shift and its drawer: open, cash in and out, X, hand over, count and Z. */
export function ShiftPage() {
  const { t } = useWords();
  const shift = useStrip(({ state }) => state?.shift ?? null);
  const [closed, setClosed] = useState<ShiftReport | null>(null);
  return (
    <Page title={t("shift.title")}>
      <DrawerNotice />
      {closed === null ? null : (
        <Panel
          title={t("shift.closed-title")}
          side={
            <Button autoFocus onPress={() => setClosed(null)}>
              {t("shift.seen")}
            </Button>
          }
        >
          <ReportPaper report={closed} />
        </Panel>
      )}
      {shift === null ? <OpenPanel isFirst={closed === null} onOpened={() => setClosed(null)} /> : null}
      {shift === null ? null : (
        <>
          {shift.isOverMidnight ? <Notice kind="warn">{t("shift.over-midnight")}</Notice> : null}
          <p>
            {t("shift.open-of", { name: isolated(shift.staffName) })} <DateText atMs={shift.openedAtMs} />
          </p>
          <Columns>
            <ClosePanel onClosed={setClosed} />
            <CashPanel />
            <XPanel />
            <HandOverPanel />
            <DrawerPanel />
          </Columns>
        </>
      )}
      <ShiftList current={shift === null ? `closed ${closed?.shift ?? ""}` : shift.shift} />
      <TrainingPanel />
    </Page>
  );
}

/** Under a Z that was just made it takes no focus: the Z would be scrolled out of sight. */
function OpenPanel({ isFirst, onOpened }: { readonly isFirst: boolean; readonly onOpened: () => void }) {
  const { t } = useWords();
  const open = useCommand("shift.open");
  const [floatMinor, setFloat] = useState<number | null>(null);
  const send = async (): Promise<void> => {
    const answer = await open.run({ floatMinor: floatMinor ?? 0 });
    if (answer.ok) onOpened();
  };
  return (
    <Panel title={t("shift.open-title")}>
      <p>{t("shift.open-help")}</p>
      <AmountField
        label={t("shift.float")}
        valueMinor={floatMinor}
        onChange={setFloat}
        onEnter={() => void send()}
        autoFocus={isFirst}
      />
      <RefusalNotice refusal={open.refusal} />
      <Row>
        <Button look="primary" size="large" isPending={open.isBusy} onPress={() => void send()}>
          {t("shift.open")}
        </Button>
      </Row>
    </Panel>
  );
}
