import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { Button } from "../kit/button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { RadioGroup } from "../kit/radio-group.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useWords } from "../look/use-words.ts";

const REASON_MAX = 200;

/** Money that goes into the drawer or out of it without a sale. */
export function CashPanel() {
  const { t } = useWords();
  const cash = useCommand("shift.cash");
  const [kind, setKind] = useState<"paid-in" | "paid-out">("paid-out");
  const [amountMinor, setAmount] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const [isDone, setDone] = useState(false);
  const isReady = amountMinor !== null && amountMinor > 0 && reason.trim() !== "";
  const send = async (): Promise<void> => {
    if (!isReady) return;
    const answer = await cash.run({ kind, amountMinor, reason: reason.trim() });
    setDone(answer.ok);
    if (!answer.ok) return;
    setAmount(null);
    setReason("");
  };
  return (
    <Panel title={t("shift.cash-title")}>
      <RadioGroup
        label={t("shift.cash-kind")}
        value={kind}
        onChange={setKind}
        options={[
          { id: "paid-out", text: t("shift.paid-out") },
          { id: "paid-in", text: t("shift.paid-in") },
        ]}
      />
      <AmountField label={t("shift.amount")} valueMinor={amountMinor} onChange={setAmount} />
      <TextField
        label={t("shift.reason")}
        value={reason}
        onChange={setReason}
        maxLength={REASON_MAX}
        onEnter={() => void send()}
      />
      <RefusalNotice refusal={cash.refusal} />
      {isDone && cash.refusal === null ? <Notice kind="good">{t("shift.cash-done")}</Notice> : null}
      <Row>
        <Button isDisabled={!isReady} isPending={cash.isBusy} onPress={() => void send()}>
          {t("shift.record")}
        </Button>
      </Row>
    </Panel>
  );
}

/** Opens the drawer without a sale; that is noted with its reason. */
export function DrawerPanel() {
  const { t } = useWords();
  const open = useCommand("shift.open-drawer");
  const [reason, setReason] = useState("");
  const send = async (): Promise<void> => {
    if (reason.trim() === "") return;
    const answer = await open.run({ reason: reason.trim() });
    if (answer.ok) setReason("");
  };
  return (
    <Panel title={t("shift.drawer-title")}>
      <TextField
        label={t("shift.reason")}
        help={t("shift.drawer-help")}
        value={reason}
        onChange={setReason}
        maxLength={REASON_MAX}
        onEnter={() => void send()}
      />
      <RefusalNotice refusal={open.refusal} />
      <Row>
        <Button isDisabled={reason.trim() === ""} isPending={open.isBusy} onPress={() => void send()}>
          {t("shift.open-drawer")}
        </Button>
      </Row>
    </Panel>
  );
}
