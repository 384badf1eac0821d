import { useState } from "react";
import { businessDayOf } from "../../src-shared/base/business-day.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { ask } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { DateField } from "../kit/date-field.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Columns, Row } from "../kit/page.tsx";
import { RowKeys } from "../kit/row-keys.tsx";
import { SearchField } from "../kit/search-field.tsx";
import { DateText, Money } from "../kit/shown.tsx";
import { StatusPill } from "../kit/status-pill.tsx";
import { Table } from "../kit/table.tsx";
import { useWords } from "../look/use-words.ts";
import { openSale } from "../shell/open-sale.ts";
import { goTo } from "../shell/router.ts";
import { useCounter, useStrip } from "../stores/event-stores.ts";
import { keyOf } from "../words/make-words.ts";
import { isReceiptText } from "./receipt-text.ts";
import { SaleNumber } from "./sale-number.tsx";

/** Iran's offset from UTC, all year round; only for the first day shown when no shift is open. */
const IRAN_OFFSET_MIN = 210;

/** The sales of a day, newest first; a search runs over all days, and a receipt's QR opens its sale. */
export function SaleList({ day: chosen }: { readonly day: string | null }) {
  const { t } = useWords();
  const shiftDay = useStrip(({ state }) => state?.shift?.day);
  const [opened] = useState(() => businessDayOf({ atMs: Date.now(), offsetMin: IRAN_OFFSET_MIN, startsAtMin: 0 }));
  const day = chosen ?? shiftDay ?? opened;
  const [typed, setTyped] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [wanted, setWanted] = useState<{ readonly of: string; readonly cursors: readonly string[] }>({
    of: "",
    cursors: [],
  });
  const text = typed.trim();
  const scope = text === "" || isReceiptText(text) ? { day } : { typed: text };
  const key = JSON.stringify(scope);
  const cursors = wanted.of === key ? wanted.cursors : [];

  const openReceipt = (): boolean => {
    if (!isReceiptText(text)) return false;
    setTyped("");
    void ask("sales.by-receipt", { text }).then((answer) => {
      setRefusal(answer.ok ? null : answer.error);
      if (answer.ok) openSale(answer.value.sale);
    });
    return true;
  };
  return (
    <RowKeys isFocused onEnter={openReceipt}>
      <Columns>
        <SearchField
          label={t("sales.search")}
          value={typed}
          onChange={(next) => setTyped(next.slice(0, isReceiptText(next) ? 400 : 60))}
          placeholder={t("sales.search-hint")}
        />
        <DateField
          label={t("sales.day")}
          value={day}
          onChange={(next) => (next === null ? goTo("sales") : goTo("sales", "day", next))}
        />
      </Columns>
      <RefusalNotice refusal={refusal} />
      {["", ...cursors].map((cursor, at) => (
        <SaleRows
          key={`${key} ${cursor}`}
          scope={scope}
          cursor={cursor}
          onMore={at === cursors.length ? (next) => setWanted({ of: key, cursors: [...cursors, next] }) : undefined}
        />
      ))}
    </RowKeys>
  );
}

function SaleRows(props: {
  readonly scope: { readonly day: string } | { readonly typed: string };
  readonly cursor: string;
  readonly onMore: ((cursor: string) => void) | undefined;
}) {
  const { t } = useWords();
  const { scope, cursor, onMore } = props;
  // A sale that ends while the list is open, or one that is undone, is shown without asking for it.
  const last = useCounter(({ state }) => `${state?.result?.sale.seq ?? 0} ${state?.undone?.sale.seq ?? 0}`);
  return <SaleRowsNow key={last} scope={scope} cursor={cursor} onMore={onMore} t={t} />;
}

function SaleRowsNow(props: {
  readonly scope: { readonly day: string } | { readonly typed: string };
  readonly cursor: string;
  readonly onMore: ((cursor: string) => void) | undefined;
  readonly t: ReturnType<typeof useWords>["t"];
}) {
  const { t, scope, cursor, onMore } = props;
  const { value, refusal, isLoading } = useQuery("sales.list", cursor === "" ? scope : { ...scope, cursor });
  if (value === undefined) return <RefusalNotice refusal={refusal} />;
  const { rows, next } = value;
  return (
    <>
      <RefusalNotice refusal={refusal} />
      <Table
        label={t("sales.list")}
        rows={rows}
        rowId={({ sale }) => `${sale.journal}.${sale.seq}`}
        onOpen={({ sale }) => openSale(sale)}
        empty={isLoading ? null : <EmptyState>{t("day" in scope ? "sales.none" : "sales.none-found")}</EmptyState>}
        columns={[
          { id: "time", title: t("sales.time"), cell: ({ atMs }) => <DateText atMs={atMs} /> },
          {
            id: "number",
            title: t("sales.number"),
            isLong: true,
            cell: (row) => <SaleNumber of={row} />,
          },
          {
            id: "member",
            title: t("sales.member"),
            isLong: true,
            cell: ({ memberName }) => <bdi>{memberName ?? "—"}</bdi>,
          },
          { id: "total", title: t("sales.total"), isNumber: true, cell: (row) => <Money minor={row.totalMinor} /> },
          { id: "earned", title: t("sales.earned"), isNumber: true, cell: (row) => <Money minor={row.earnedMinor} /> },
          { id: "spent", title: t("sales.spent"), isNumber: true, cell: (row) => <Money minor={row.spentMinor} /> },
          {
            id: "state",
            title: t("sales.state"),
            cell: ({ state }) => (
              <StatusPill colour={state === "sold" ? "good" : "bad"}>{t(keyOf("sales.state-", state))}</StatusPill>
            ),
          },
        ]}
      />
      {next === null || onMore === undefined ? null : (
        <Row>
          <Button onPress={() => onMore(next)}>{t("kit.more")}</Button>
        </Row>
      )}
    </>
  );
}
