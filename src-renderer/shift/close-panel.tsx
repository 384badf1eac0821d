import { useState } from "react";
import type { ShiftReport } from "../../src-shared/contract/shift-contract.ts";
import { useCommand } from "../api/use-command.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { Button } from "../kit/button.tsx";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { useWords } from "../look/use-words.ts";
import { CountNotes } from "./count-notes.tsx";

/** The blind count: what lies in the drawer is told before anybody is shown what should. */
export function ClosePanel({ onClosed }: { readonly onClosed: (report: ShiftReport) => void }) {
  const { t } = useWords();
  const close = useCommand("shift.close");
  const [countedMinor, setCounted] = useState<number | null>(null);
  const [slipsMinor, setSlips] = useState<number | null>(null);
  const [hasNotes, setNotes] = useState(false);
  const send = async (): Promise<void> => {
    if (countedMinor === null) return;
    const slips = slipsMinor === null ? {} : { bankCardCountedMinor: slipsMinor };
    const answer = await close.run({ countedMinor, ...slips });
    if (answer.ok) onClosed(answer.value);
  };
  return (
    <Panel title={t("shift.close-title")}>
      <p>{t("shift.close-help")}</p>
      <AmountField label={t("shift.counted")} valueMinor={countedMinor} onChange={setCounted} />
      <Row>
        <Button onPress={() => setNotes(!hasNotes)}>{t("shift.count-notes")}</Button>
      </Row>
      {hasNotes ? <CountNotes onSum={setCounted} /> : null}
      <AmountField label={t("shift.slips")} help={t("shift.slips-help")} valueMinor={slipsMinor} onChange={setSlips} />
      <RefusalNotice refusal={close.refusal} />
      <Row>
        <ConfirmButton
          question={t("shift.close-sure")}
          isDisabled={countedMinor === null || close.isBusy}
          onConfirm={() => void send()}
        >
          {t("shift.close")}
        </ConfirmButton>
      </Row>
    </Panel>
  );
}
