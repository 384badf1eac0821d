import { useState } from "react";
import type { InputOf, ValueOf } from "../../src-shared/contract/contract.ts";
import { AUDIT_WORDS, LISTED_ACTS } from "../../src-shared/words/audit-words.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { DateField } from "../kit/date-field.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Columns, Page, Row } from "../kit/page.tsx";
import { Select } from "../kit/select.tsx";
import { DateText, Money } from "../kit/shown.tsx";
import { type ColumnOf, Table } from "../kit/table.tsx";
import { useDigits } from "../look/use-format.ts";
import { useShared, useWords } from "../look/use-words.ts";

type AuditRow = ValueOf<"audit.list">["rows"][number];
type Filter = Omit<InputOf<"audit.list">, "cursor">;
const ALL = "-";
const WORDS: Readonly<Record<string, { readonly fa: string; readonly en: string } | undefined>> = AUDIT_WORDS;

/** Sensitive acts, newest first: by person, act and day. */
export function AuditPage() {
  const { t } = useWords();
  const [filter, setFilter] = useState<Filter>({});
  const [trail, setTrail] = useState<readonly string[]>([]);
  const cursor = trail.at(-1);
  const list = useQuery("audit.list", { ...filter, ...(cursor === undefined ? {} : { cursor }) });
  const next = list.value?.next ?? null;
  const narrow = (changed: Filter): void => {
    setTrail([]);
    setFilter(changed);
  };
  return (
    <Page title={t("audit.title")} side={<Button onPress={list.again}>{t("audit.again")}</Button>}>
      <Filters filter={filter} onChange={narrow} />
      <RefusalNotice refusal={list.refusal} />
      <Table
        label={t("audit.title")}
        columns={useColumns()}
        rows={list.value?.rows ?? []}
        rowId={({ ref }) => `${ref.journal}/${ref.seq}`}
        empty={list.isLoading ? null : <EmptyState>{t("audit.empty")}</EmptyState>}
      />
      <Row>
        {trail.length === 0 ? null : <Button onPress={() => setTrail(trail.slice(0, -1))}>{t("shift.newer")}</Button>}
        {next === null ? null : <Button onPress={() => setTrail([...trail, next])}>{t("shift.older")}</Button>}
      </Row>
    </Page>
  );
}

function Filters({ filter, onChange }: { readonly filter: Filter; readonly onChange: (filter: Filter) => void }) {
  const { t } = useWords();
  const say = useShared();
  const people = useQuery("staff.list", {});
  const { staff, act, day, ...none } = filter;
  const put = (changed: { staff?: string | undefined; act?: string | undefined; day?: string | undefined }): void => {
    const all = { staff, act, day, ...changed };
    onChange({
      ...none,
      ...(all.staff === undefined ? {} : { staff: all.staff }),
      ...(all.act === undefined ? {} : { act: all.act }),
      ...(all.day === undefined ? {} : { day: all.day }),
    });
  };
  const acts = Object.entries(LISTED_ACTS).map(([id, words]) => ({ id, text: say(words) }));
  const chosen = (id: string): string | undefined => (id === ALL ? undefined : id);
  return (
    <Columns>
      <Select
        label={t("audit.who")}
        value={staff ?? ALL}
        onChange={(id) => put({ staff: chosen(id) })}
        options={[
          { id: ALL, text: t("audit.all") },
          ...(people.value?.staff ?? []).map((row) => ({ id: row.staff, text: row.name })),
        ]}
      />
      <Select
        label={t("audit.act")}
        value={act ?? ALL}
        onChange={(id) => put({ act: chosen(id) })}
        options={[{ id: ALL, text: t("audit.all") }, ...acts]}
      />
      <DateField
        label={t("audit.day")}
        value={day ?? null}
        onChange={(chosenDay) => put({ day: chosenDay ?? undefined })}
      />
    </Columns>
  );
}

/** A sale's number is in the shop's digits, as on its receipt; a card's stands as it is printed on the card. */
function Subject({ of: { subject, sale } }: { readonly of: AuditRow }) {
  const digits = useDigits();
  const isNumber = sale !== null && subject === String(sale.seq);
  return <bdi>{isNumber ? digits.text(subject) : (subject ?? "–")}</bdi>;
}

function useColumns(): ColumnOf<AuditRow>[] {
  const { t } = useWords();
  const say = useShared();
  return [
    { id: "at", title: t("audit.at"), cell: ({ atMs }) => <DateText atMs={atMs} /> },
    { id: "who", title: t("audit.who"), cell: ({ staffName }) => <bdi>{staffName}</bdi> },
    {
      id: "act",
      title: t("audit.act"),
      cell: ({ act }) => {
        const words = WORDS[act];
        return words === undefined ? act : say(words);
      },
    },
    { id: "subject", title: t("audit.subject"), cell: (row) => <Subject of={row} /> },
    {
      id: "amount",
      title: t("audit.amount"),
      isNumber: true,
      cell: ({ amountMinor }) => (amountMinor === null ? "–" : <Money minor={amountMinor} />),
    },
    { id: "approver", title: t("audit.approver"), cell: ({ approverName }) => <bdi>{approverName ?? "–"}</bdi> },
  ];
}
