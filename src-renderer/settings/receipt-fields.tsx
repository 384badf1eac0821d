import { useState } from "react";
import type { ReceiptChange } from "../../src-shared/contract/receipt-contract.ts";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { Columns } from "../kit/page.tsx";
import { RadioGroup } from "../kit/radio-group.tsx";
import { Switch } from "../kit/switch.tsx";
import { TextField } from "../kit/text-field.tsx";
import { onlyDigits } from "../kit/typed-digits.ts";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { keyOf } from "../words/make-words.ts";

const LINES_MAX = 4;
const LINE_MAX = 80;
const DAYS_MAX = 366;
const SHOWN = ["address", "phone", "cashier", "itemPrices", "explanation", "balance", "qr", "footer"] as const;

interface FieldsProps {
  readonly receipt: Settings["receipt"];
  readonly draft: ReceiptChange;
  readonly onPut: (change: ReceiptChange) => void;
}

/** The owner's lines, the unit and digits of paper, what is shown, and which slips come by themselves. */
export function ReceiptFields({ receipt, draft, onPut }: FieldsProps) {
  const { t } = useWords();
  const shows = { ...receipt.shows, ...draft.shows };
  const slips = { ...receipt.slips, ...draft.slips };
  return (
    <>
      <Lines lines={draft.headerLines ?? receipt.headerLines} onPut={onPut} />
      <Columns>
        <Money receipt={receipt} draft={draft} onPut={onPut} />
        <Days days={draft.expiringDays ?? receipt.expiringDays} onPut={onPut} />
      </Columns>
      {SHOWN.map((part) => (
        <Switch key={part} isOn={shows[part]} onChange={(isOn) => onPut({ shows: { [part]: isOn } })}>
          {t(keyOf("settings.show-", part))}
        </Switch>
      ))}
      <Switch isOn={slips.cash} onChange={(cash) => onPut({ slips: { cash } })}>
        {t("settings.slip-cash")}
      </Switch>
      <Switch isOn={slips.card} onChange={(card) => onPut({ slips: { card } })}>
        {t("settings.slip-card")}
      </Switch>
    </>
  );
}

/** A line for each row of the field; an empty one is none. What is typed stays as it is until it is saved. */
function Lines({ lines, onPut }: { readonly lines: readonly string[]; readonly onPut: FieldsProps["onPut"] }) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const put = (text: string): void => {
    const rows = text.split("\n").slice(0, LINES_MAX);
    setTyped(rows.map((row) => row.slice(0, LINE_MAX)).join("\n"));
    onPut({ headerLines: rows.map((row) => row.slice(0, LINE_MAX).trim()).filter((row) => row !== "") });
  };
  // What was saved or undone replaces what was typed, unless that says the same.
  const isSame =
    typed
      ?.split("\n")
      .filter((row) => row.trim() !== "")
      .map((row) => row.trim())
      .join("\n") === lines.join("\n");
  return (
    <TextField
      label={t("settings.header-lines")}
      help={t("settings.header-help")}
      rows={3}
      value={isSame && typed !== null ? typed : lines.join("\n")}
      maxLength={LINES_MAX * (LINE_MAX + 1)}
      onChange={put}
    />
  );
}

function Money({ receipt, draft, onPut }: FieldsProps) {
  const { t } = useWords();
  const unit = draft.moneyUnit === undefined ? receipt.moneyUnit : draft.moneyUnit;
  const digits = draft.digits === undefined ? receipt.digits : draft.digits;
  const asScreen = { id: "screen", text: t("settings.as-screen") } as const;
  return (
    <>
      <RadioGroup<"screen" | "toman" | "rial">
        label={t("settings.unit")}
        value={unit ?? "screen"}
        onChange={(chosen) => onPut({ moneyUnit: chosen === "screen" ? null : chosen })}
        options={[asScreen, { id: "toman", text: t("settings.toman") }, { id: "rial", text: t("settings.rial") }]}
      />
      <RadioGroup<"screen" | "persian" | "latin">
        label={t("settings.digits")}
        value={digits ?? "screen"}
        onChange={(chosen) => onPut({ digits: chosen === "screen" ? null : chosen })}
        options={[asScreen, { id: "persian", text: "۱۲۳" }, { id: "latin", text: "123" }]}
      />
    </>
  );
}

function Days({ days, onPut }: { readonly days: number; readonly onPut: FieldsProps["onPut"] }) {
  const { t } = useWords();
  const digits = useDigits();
  return (
    <TextField
      label={t("settings.expiring-days")}
      help={t("settings.expiring-help")}
      inputMode="numeric"
      isLatin
      value={digits.text(String(days))}
      onChange={(text) => onPut({ expiringDays: Math.min(Number(onlyDigits(text).slice(0, 3)), DAYS_MAX) })}
    />
  );
}
