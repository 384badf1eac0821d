import { useState } from "react";
import { isBusinessDay } from "../../src-shared/base/business-day.ts";
import { Button } from "../kit/button.tsx";
import { Page } from "../kit/page.tsx";
import { useWords } from "../look/use-words.ts";
import { usePageRest } from "../shell/page-rest.ts";
import { goTo } from "../shell/router.ts";
import { SaleList } from "./sale-list.tsx";
import { SalePart } from "./sale-part.tsx";
import { ReceiptsPart } from "./receipts-part.tsx";

/** Sales: `#/sales` lists, `/<journal>/<seq>` shows one, `/day/<day>` lists another day. */
export function SalesPage() {
  const { t } = useWords();
  const [journal, seq] = usePageRest("sales");
  const number = Number(seq);
  const isSale = journal !== undefined && journal !== "day" && Number.isSafeInteger(number) && number > 0;
  const [day, setDay] = useState<string | null>(null);
  const asked = isSale ? day : journal === "day" && seq !== undefined && isBusinessDay(seq) ? seq : null;
  if (asked !== day) setDay(asked);
  // Not the browser's "back": it comes late, and would take back the page that a key has opened meanwhile.
  const back = (): void => (day === null ? goTo("sales") : goTo("sales", "day", day));
  if (isSale)
    return (
      <Page title={t("sales.title")} side={<Button onPress={back}>{t("sales.back-to-list")}</Button>}>
        <SalePart key={`${journal}.${number}`} sale={{ journal, seq: number }} />
      </Page>
    );
  return (
    <Page
      title={t("sales.title")}
      side={asked === null ? undefined : <Button onPress={() => goTo("sales")}>{t("sales.today")}</Button>}
    >
      <SaleList day={asked} />
      <ReceiptsPart />
    </Page>
  );
}
