import { useMemo, useState } from "react";
import type { Product } from "../../src-shared/contract/sales-contract.ts";
import { useCommand } from "../api/use-command.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { Button } from "../kit/button.tsx";
import { ComboBox } from "../kit/combo-box.tsx";
import { Line, Lines } from "../kit/facts.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Columns, Panel, Row } from "../kit/page.tsx";
import { Select } from "../kit/select.tsx";
import { Code } from "../kit/shown.tsx";
import { Switch } from "../kit/switch.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useRefusalWords } from "../look/use-refusal.ts";
import { useWords } from "../look/use-words.ts";
import { latinDigits } from "../../src-shared/words/format.ts";
import { type Draft, useDraft } from "../stores/draft-store.ts";
import { keyOf } from "../words/make-words.ts";

interface ProductDraft extends Omit<Product, "id" | "priceMinor"> {
  readonly priceMinor: number | null;
}

const EMPTY: ProductDraft = {
  name: "",
  barcodes: [],
  category: "",
  priceMinor: null,
  unit: "piece",
  isFavourite: false,
  isActive: true,
};
const UNITS = ["piece", "service", "kilogram", "metre", "hour"] as const;
const BARCODES_MAX = 10;

/** Adds a product, or changes one. Enter in the barcode field (a scanner sends it) adds the code. */
export function ProductForm(props: {
  readonly product: Product | null;
  readonly categories: readonly string[];
  readonly onDone: () => void;
}) {
  const { t } = useWords();
  const { product, onDone } = props;
  const before = useMemo<ProductDraft>(() => product ?? EMPTY, [product]);
  const draft = useDraft<ProductDraft>(`products ${product?.id ?? "new"}`, before);
  const save = useCommand("products.save");
  const say = useRefusalWords();
  const { name, barcodes, category, priceMinor, unit, isFavourite, isActive } = draft.value;
  const wrong = (field: string): string | undefined =>
    save.refusal?.field === field ? say(save.refusal).sentence : undefined;

  async function send(): Promise<void> {
    if (priceMinor === null) return;
    const body = { name: name.trim(), barcodes: [...barcodes], category: category.trim(), priceMinor };
    const rest = { unit, isFavourite, isActive };
    const answer = await save.run(product === null ? { ...body, ...rest } : { id: product.id, ...body, ...rest });
    if (!answer.ok) return;
    draft.forget();
    onDone();
  }

  return (
    <Panel title={t(product === null ? "products.add" : "products.edit")}>
      <MainFields draft={draft} categories={props.categories} wrong={wrong} />
      <Barcodes draft={draft} error={wrong("barcodes")} />
      <Row>
        <Switch isOn={isFavourite} onChange={(next) => draft.change({ isFavourite: next })}>
          {t("products.favourite")}
        </Switch>
        <Switch isOn={isActive} onChange={(next) => draft.change({ isActive: next })}>
          {t("products.active")}
        </Switch>
      </Row>
      <RefusalNotice refusal={save.refusal} />
      <Row>
        <Button
          look="primary"
          onPress={() => void send()}
          isPending={save.isBusy}
          isDisabled={name.trim() === "" || priceMinor === null}
        >
          {t("products.save")}
        </Button>
        <Button
          onPress={() => {
            draft.forget();
            onDone();
          }}
        >
          {t("kit.cancel")}
        </Button>
      </Row>
    </Panel>
  );
}

function MainFields(props: {
  readonly draft: Draft<ProductDraft>;
  readonly categories: readonly string[];
  readonly wrong: (field: string) => string | undefined;
}) {
  const { t } = useWords();
  const { draft, wrong } = props;
  const { name, category, priceMinor, unit } = draft.value;
  return (
    <Columns>
      <TextField
        label={t("products.name")}
        value={name}
        onChange={(next) => draft.change({ name: next })}
        error={wrong("name")}
        maxLength={120}
        autoFocus
        isRequired
      />
      <AmountField
        label={t("products.price")}
        valueMinor={priceMinor}
        onChange={(next) => draft.change({ priceMinor: next })}
        error={wrong("priceMinor")}
        isRequired
      />
      <Select
        label={t("products.unit")}
        value={unit}
        onChange={(next) => draft.change({ unit: next })}
        options={UNITS.map((id) => ({ id, text: t(keyOf("products.unit-", id)) }))}
      />
      <ComboBox
        label={t("products.category")}
        text={category}
        error={wrong("category")}
        onType={(next) => draft.change({ category: next.slice(0, 40) })}
        onChoose={(next) => draft.change({ category: next })}
        options={props.categories
          .filter((one) => one !== "" && one.includes(category))
          .map((one) => ({ id: one, text: one }))}
      />
    </Columns>
  );
}

function Barcodes({ draft, error }: { readonly draft: Draft<ProductDraft>; readonly error: string | undefined }) {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const { barcodes } = draft.value;
  const add = (): void => {
    const code = latinDigits(typed.trim());
    if (code === "" || barcodes.length >= BARCODES_MAX) return;
    if (!barcodes.includes(code)) draft.change({ barcodes: [...barcodes, code] });
    setTyped("");
  };
  return (
    <>
      <TextField
        label={t("products.barcodes")}
        help={t("products.barcodes-help")}
        value={typed}
        onChange={setTyped}
        onEnter={add}
        error={error}
        maxLength={40}
        isLatin
      />
      <Row>
        <Button onPress={add} isDisabled={typed.trim() === "" || barcodes.length >= BARCODES_MAX}>
          {t("products.add-barcode")}
        </Button>
      </Row>
      <Lines label={t("products.barcodes")}>
        {barcodes.map((code) => (
          <Line
            key={code}
            end={
              <Button
                look="quiet"
                label={`${t("products.remove")} ${code}`}
                onPress={() => draft.change({ barcodes: barcodes.filter((one) => one !== code) })}
              >
                {t("products.remove")}
              </Button>
            }
          >
            <Code>{code}</Code>
          </Line>
        ))}
      </Lines>
    </>
  );
}
