import { useState, type ReactNode } from "react";
import type { Product } from "../../src-shared/contract/sales-contract.ts";
import { useQuery } from "../api/use-query.ts";
import { ImportPart } from "../imports/import-part.tsx";
import { Button } from "../kit/button.tsx";
import { Page, Row } from "../kit/page.tsx";
import { useWords } from "../look/use-words.ts";
import { usePageRest } from "../shell/page-rest.ts";
import { goTo } from "../shell/router.ts";
import { ProductForm } from "./product-form.tsx";
import { ProductList } from "./product-list.tsx";

/** Products: `#/products` lists, `/new` adds, `/edit` changes the one that was opened, `/import` reads a file. */
export function ProductsPage() {
  const { t } = useWords();
  const [what] = usePageRest("products");
  const [opened, setOpened] = useState<Product | null>(null);
  const { value, again } = useQuery("products.categories", {});
  const categories = value?.categories ?? [];
  const back = (): void => {
    again();
    goTo("products");
  };
  if (what === "new")
    return <Under part={<ProductForm key="new" product={null} {...{ categories }} onDone={back} />} />;
  if (what === "edit" && opened !== null)
    return <Under part={<ProductForm key={opened.id} product={opened} {...{ categories }} onDone={back} />} />;
  if (what === "import") return <Under part={<ImportPart key="products" of="products" />} />;
  const side = (
    <Row>
      <Button onPress={() => goTo("products", "new")}>{t("products.add")}</Button>
      <Button look="quiet" onPress={() => goTo("products", "import")}>
        {t("products.import")}
      </Button>
    </Row>
  );
  return (
    <Page title={t("products.title")} side={side}>
      <ProductList
        categories={categories}
        onOpen={(product) => {
          setOpened(product);
          goTo("products", "edit");
        }}
      />
    </Page>
  );
}

function Under({ part }: { readonly part: ReactNode }) {
  const { t } = useWords();
  return (
    <Page
      title={t("products.title")}
      side={<Button onPress={() => goTo("products")}>{t("products.back-to-list")}</Button>}
    >
      {part}
    </Page>
  );
}
