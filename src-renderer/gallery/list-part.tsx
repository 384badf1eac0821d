import { useState } from "react";
import { EmptyState } from "../kit/empty-state.tsx";
import { Panel } from "../kit/page.tsx";
import { Code, DateText, Money, Phone } from "../kit/shown.tsx";
import { Table, VirtualTable } from "../kit/table.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";

interface Sample {
  readonly id: number;
  readonly mobile: string;
  readonly minor: number;
  readonly atMs: number;
}

const START_MS = Date.UTC(2026, 10, 22, 15, 42);
const HOUR_MS = 3_600_000;
const SAMPLES: readonly Sample[] = Array.from({ length: 20_000 }, (_, id) => ({
  id,
  mobile: `0912${String(1_000_000 + id * 37).slice(0, 7)}`,
  minor: (id + 1) * 125_000,
  atMs: START_MS + id * HOUR_MS,
}));

/** Tables, short and very long. */
export function ListPart() {
  const { t } = useWords();
  const digits = useDigits();
  const [opened, setOpened] = useState<number | null>(null);
  const table = {
    columns: [
      { id: "no", title: t("gallery.number"), cell: ({ id }: Sample) => <Code>{`1.${id}`}</Code> },
      { id: "mobile", title: t("gallery.mobile"), cell: ({ mobile }: Sample) => <Phone number={mobile} /> },
      { id: "day", title: t("gallery.day"), cell: ({ atMs }: Sample) => <DateText atMs={atMs} /> },
      { id: "sum", title: t("gallery.amount"), isNumber: true, cell: ({ minor }: Sample) => <Money minor={minor} /> },
    ],
    rowId: ({ id }: Sample) => String(id),
    onOpen: ({ id }: Sample) => setOpened(id),
  };
  return (
    <>
      <Panel title={t("gallery.short-list")}>
        <Table {...table} label={t("gallery.short-list")} rows={SAMPLES.slice(0, 4)} />
        <p>{opened === null ? "" : digits.integer(opened)}</p>
      </Panel>
      <Panel title={t("gallery.long-list")}>
        <VirtualTable {...table} label={t("gallery.long-list")} rows={SAMPLES} />
        <p>{t("kit.rows-shown", { n: SAMPLES.length })}</p>
      </Panel>
      <Panel>
        <Table
          {...table}
          label={t("kit.nothing-found")}
          rows={[]}
          empty={<EmptyState>{t("kit.nothing-found")}</EmptyState>}
        />
      </Panel>
    </>
  );
}
