import { useState } from "react";
import { AmountField } from "../kit/amount-field.tsx";
import { ComboBox } from "../kit/combo-box.tsx";
import { DateField } from "../kit/date-field.tsx";
import { MobileField } from "../kit/mobile-field.tsx";
import { Columns, Panel, Row } from "../kit/page.tsx";
import { RadioGroup } from "../kit/radio-group.tsx";
import { SearchField } from "../kit/search-field.tsx";
import { Select } from "../kit/select.tsx";
import { Money } from "../kit/shown.tsx";
import { Switch } from "../kit/switch.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useWords } from "../look/use-words.ts";

type Size = "small" | "big";

/** Everything that takes what a person types or picks. */
export function FieldPart() {
  const { t } = useWords();
  const [text, setText] = useState("");
  const [amount, setAmount] = useState<number | null>(12_500_000);
  const [mobile, setMobile] = useState("09123456789");
  const [day, setDay] = useState<string | null>("1990-08-03");
  const [size, setSize] = useState<Size | null>(null);
  const [isOn, setOn] = useState(true);
  const sizes = [
    { id: "small" as const, text: t("gallery.small") },
    { id: "big" as const, text: t("gallery.big") },
  ];
  return (
    <Panel title={t("gallery.fields")}>
      <Columns>
        <TextField label={t("gallery.name")} value={text} onChange={setText} help={t("gallery.help")} />
        <TextField label={t("gallery.name")} value={text} onChange={setText} error={t("gallery.wrong")} isRequired />
        <AmountField label={t("gallery.amount")} valueMinor={amount} onChange={setAmount} />
        <MobileField label={t("gallery.mobile")} value={mobile} onChange={setMobile} />
        <DateField label={t("gallery.day")} value={day} onChange={setDay} />
        <Select label={t("gallery.size")} options={sizes} value={size} onChange={setSize} />
        <ComboBox
          label={t("gallery.find")}
          options={sizes.filter((one) => one.text.includes(text))}
          text={text}
          onType={setText}
          onChoose={setSize}
        />
        <SearchField label={t("gallery.find")} value={text} onChange={setText} />
        <TextField label={t("gallery.name")} value={text} onChange={setText} rows={3} />
      </Columns>
      <Row>
        <Switch isOn={isOn} onChange={setOn}>
          {t("gallery.sound")}
        </Switch>
        <RadioGroup label={t("gallery.size")} options={sizes} value={size} onChange={setSize} />
      </Row>
      <p>
        <Money minor={amount ?? 0} big /> <span data-testid="day">{day}</span>
      </p>
    </Panel>
  );
}
