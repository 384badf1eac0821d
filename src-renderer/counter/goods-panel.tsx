import { type KeyboardEvent, useDeferredValue, useState } from "react";
import type { Product } from "../../src-shared/contract/sales-contract.ts";
import { useQuery } from "../api/use-query.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { Button } from "../kit/button.tsx";
import { classNames } from "../kit/class-names.ts";
import { EmptyState } from "../kit/empty-state.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { SearchField } from "../kit/search-field.tsx";
import { Money } from "../kit/shown.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useWords } from "../look/use-words.ts";
import styles from "./counter.module.css";
import { HotKey } from "./hot-key.tsx";
import { send } from "./send.ts";
import { strike } from "./strikes.ts";
import { useTill } from "./till-store.ts";

/** Goods by name or code, the favourites as tiles, and a line that is no product. */
export function GoodsPanel() {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const text = useDeferredValue(typed.trim());
  const found = useQuery("products.search", text === "" ? { typed: "", favouritesOnly: true } : { typed: text });
  const rows = found.value?.rows ?? [];
  const takeFirst = (): void => {
    if (typed.trim() === "") return;
    const [first] = rows;
    // A code that a scanner typed into this field may be the product's, whatever the search found first.
    strike({ kind: "add", code: rows.length === 1 && first !== undefined ? first.id : typed.trim() });
    setTyped("");
  };
  // A search that has text takes the first Esc to empty itself; the counter's own keys don't reach into a field.
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || typed !== "") return;
    event.preventDefault();
    useTill.setState({ view: "pad" });
  };
  return (
    <div className={classNames(styles["goods"])} onKeyDown={leave}>
      <SearchField
        label={t("counter.search-goods")}
        value={typed}
        onChange={setTyped}
        onEnter={takeFirst}
        autoFocus="once"
      />
      <RefusalNotice refusal={found.refusal} />
      <div
        role="group"
        aria-label={t(text === "" ? "counter.favourites" : "counter.goods")}
        className={classNames(styles["tiles"])}
      >
        {rows.map((product) => (
          <ProductTile key={product.id} product={product} />
        ))}
      </div>
      {found.value !== undefined && rows.length === 0 ? (
        <EmptyState>{t(text === "" ? "counter.favourites-none" : "counter.goods-none")}</EmptyState>
      ) : null}
      <FreeLine />
    </div>
  );
}

function ProductTile({ product }: { readonly product: Product }) {
  return (
    <HotKey look="tile" onPress={() => strike({ kind: "add", code: product.id })}>
      <span className={classNames(styles["tile-name"])}>{product.name}</span>
      <Money minor={product.priceMinor} />
    </HotKey>
  );
}

function FreeLine() {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [priceMinor, setPrice] = useState<number | null>(null);
  const add = (): void => {
    if (priceMinor === null || priceMinor === 0) return;
    void send("bill.add-free", { name: name.trim() === "" ? t("counter.free-line") : name.trim(), priceMinor }).then(
      ({ ok }) => {
        if (!ok) return;
        setName("");
        setPrice(null);
        useTill.setState({ line: null });
      },
    );
  };
  return (
    <details className={classNames(styles["free"])}>
      <summary>{t("counter.free-line")}</summary>
      <div className={classNames(styles["free-fields"])}>
        <TextField label={t("counter.free-name")} value={name} onChange={setName} maxLength={120} />
        <AmountField label={t("counter.free-price")} valueMinor={priceMinor} onChange={setPrice} onEnter={add} />
        <Button onPress={add}>{t("counter.free-add")}</Button>
      </div>
    </details>
  );
}
