import { useEffect, useState } from "react";
import type { Product } from "../../src-shared/contract/sales-contract.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Columns, Row } from "../kit/page.tsx";
import { RowKeys } from "../kit/row-keys.tsx";
import { SearchField } from "../kit/search-field.tsx";
import { Select } from "../kit/select.tsx";
import { Code, Money } from "../kit/shown.tsx";
import { StatusPill } from "../kit/status-pill.tsx";
import { Switch } from "../kit/switch.tsx";
import { Table } from "../kit/table.tsx";
import { useWords } from "../look/use-words.ts";
import { goTo } from "../shell/router.ts";
import { keyOf } from "../words/make-words.ts";

/** Products by name, barcode or category; a scanned barcode and Enter open the product. */
export function ProductList(props: {
  readonly categories: readonly string[];
  readonly onOpen: (product: Product) => void;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const [category, setCategory] = useState("");
  const [favouritesOnly, setFavouritesOnly] = useState(false);
  const [includeInactive, setIncludeInactive] = useState(false);
  const scope = { typed: typed.trim(), favouritesOnly, includeInactive };
  const key = JSON.stringify(scope);
  return (
    <RowKeys isFocused>
      <Columns>
        <SearchField
          label={t("products.search")}
          value={typed}
          onChange={(next) => setTyped(next.slice(0, 80))}
          placeholder={t("products.search-hint")}
        />
        <Select
          label={t("products.category")}
          value={`c:${category}`}
          onChange={(id) => setCategory(id.slice(2))}
          options={[
            { id: "c:", text: t("products.all") },
            ...props.categories.filter((one) => one !== "").map((one) => ({ id: `c:${one}` as const, text: one })),
          ]}
        />
      </Columns>
      <Row>
        <Switch isOn={favouritesOnly} onChange={setFavouritesOnly}>
          {t("products.favourites-only")}
        </Switch>
        <Switch isOn={includeInactive} onChange={setIncludeInactive}>
          {t("products.with-inactive")}
        </Switch>
      </Row>
      <ProductRows key={key} scope={scope} category={category} onOpen={props.onOpen} />
    </RowKeys>
  );
}

function ProductRows(props: {
  readonly scope: { readonly typed: string; readonly favouritesOnly: boolean; readonly includeInactive: boolean };
  readonly category: string;
  readonly onOpen: (product: Product) => void;
}) {
  const { t } = useWords();
  const { scope, category, onOpen } = props;
  const [cursor, setCursor] = useState<string | null>(null);
  const [kept, setKept] = useState<readonly Product[]>([]);
  const { value, refusal, isLoading } = useQuery("products.search", cursor === null ? scope : { ...scope, cursor });
  useEffect(() => {
    if (value === undefined) return;
    setKept((before) => {
      const known = new Map(before.map((one) => [one.id, one]));
      for (const row of value.rows) known.set(row.id, row);
      return [...known.values()];
    });
  }, [value]);
  const next = value?.next ?? null;
  const rows = kept.filter((one) => category === "" || one.category === category);
  const isBare = scope.typed === "" && !scope.favouritesOnly && category === "";
  const empty = isLoading ? null : (
    <EmptyState
      action={
        <Button look="primary" onPress={() => goTo("products", "new")}>
          {t("products.add")}
        </Button>
      }
    >
      {t(isBare ? "products.none" : "products.none-found")}
    </EmptyState>
  );
  return (
    <>
      <RefusalNotice refusal={refusal} />
      <Table
        label={t("products.list")}
        rows={rows}
        rowId={({ id }) => id}
        onOpen={onOpen}
        empty={empty}
        columns={[
          { id: "name", title: t("products.name"), cell: (one) => <bdi>{one.name}</bdi> },
          { id: "code", title: t("products.barcode"), cell: (one) => <Code>{one.barcodes[0] ?? ""}</Code> },
          { id: "category", title: t("products.category"), cell: (one) => <bdi>{one.category}</bdi> },
          { id: "unit", title: t("products.unit"), cell: (one) => t(keyOf("products.unit-", one.unit)) },
          { id: "price", title: t("products.price"), isNumber: true, cell: (one) => <Money minor={one.priceMinor} /> },
          {
            id: "marks",
            title: t("products.marks"),
            cell: (one) => (
              <Row>
                {one.isFavourite ? <StatusPill colour="good">{t("products.favourite")}</StatusPill> : null}
                {one.isActive ? null : <StatusPill colour="warn">{t("products.inactive")}</StatusPill>}
              </Row>
            ),
          },
        ]}
      />
      {next === null ? null : (
        <Row>
          <Button onPress={() => setCursor(next)} isPending={isLoading}>
            {t("kit.more")}
          </Button>
        </Row>
      )}
    </>
  );
}
