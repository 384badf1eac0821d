import { useEffect, useState } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { DateText, Money } from "../kit/shown.tsx";
import { type ColumnOf, Table } from "../kit/table.tsx";
import { useDate, useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { ReportPaper } from "./report-paper.tsx";

type ShiftRow = ValueOf<"shift.list">["rows"][number];

/** Past shifts, newest first; each opens its Z. `current` changes when the list should be asked again. */
export function ShiftList({ current }: { readonly current: string | null }) {
  const { t } = useWords();
  const columns = useColumns();
  const [trail, setTrail] = useState<readonly string[]>([]);
  const cursor = trail.at(-1);
  const { value, refusal, again } = useQuery("shift.list", cursor === undefined ? {} : { cursor });
  const [opened, setOpened] = useState<string | null>(null);
  useEffect(() => again(), [current, again]);
  const next = value?.next ?? null;
  return (
    <Panel title={t("shift.list-title")}>
      <RefusalNotice refusal={refusal} />
      <Table
        label={t("shift.list-title")}
        columns={columns}
        rows={value?.rows ?? []}
        rowId={({ shift }) => shift}
        onOpen={({ shift, closedAtMs }) => (closedAtMs === null ? undefined : setOpened(shift))}
        empty={<EmptyState>{t("shift.list-empty")}</EmptyState>}
      />
      <Row>
        {trail.length === 0 ? null : <Button onPress={() => setTrail(trail.slice(0, -1))}>{t("shift.newer")}</Button>}
        {next === null ? null : <Button onPress={() => setTrail([...trail, next])}>{t("shift.older")}</Button>}
      </Row>
      <Dialog title={t("shift.z-title")} isOpen={opened !== null} onClose={() => setOpened(null)}>
        {opened === null ? null : <Reprint shift={opened} />}
      </Dialog>
    </Panel>
  );
}

function useColumns(): ColumnOf<ShiftRow>[] {
  const { t } = useWords();
  const date = useDate();
  const digits = useDigits();
  return [
    { id: "number", title: t("shift.z-title"), cell: ({ number }) => (number === null ? "–" : digits.integer(number)) },
    { id: "day", title: t("shift.day"), cell: ({ day }) => date.isoDay(day) },
    { id: "opened", title: t("shift.opened"), cell: ({ openedAtMs }) => <DateText atMs={openedAtMs} as="time" /> },
    {
      id: "closed",
      title: t("shift.closed"),
      cell: ({ closedAtMs }) =>
        closedAtMs === null ? t("shift.still-open") : <DateText atMs={closedAtMs} as="time" />,
    },
    { id: "sales", title: t("shift.sales"), isNumber: true, cell: ({ salesMinor }) => <Money minor={salesMinor} /> },
    {
      id: "difference",
      title: t("shift.difference"),
      isNumber: true,
      cell: ({ differenceMinor }) => (differenceMinor === null ? "–" : <Money minor={differenceMinor} />),
    },
  ];
}

function Reprint({ shift }: { readonly shift: string }) {
  const { t } = useWords();
  const { value, refusal } = useQuery("shift.report", { shift });
  const print = useCommand("shift.reprint-z");
  const [copy, setCopy] = useState<number | null>(null);
  const send = async (): Promise<void> => {
    const answer = await print.run({ shift });
    if (answer.ok) setCopy(answer.value.copy);
  };
  return (
    <>
      <RefusalNotice refusal={refusal ?? print.refusal} />
      {value === undefined ? null : <ReportPaper report={value} />}
      {copy === null ? null : <Notice kind="good">{t("shift.reprinted", { n: copy })}</Notice>}
      <Row>
        <Button isPending={print.isBusy} onPress={() => void send()}>
          {t("shift.print-again")}
        </Button>
      </Row>
    </>
  );
}
