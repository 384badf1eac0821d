import { useState } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Page, Panel } from "../kit/page.tsx";
import { StatusPill } from "../kit/status-pill.tsx";
import { type ColumnOf, Table } from "../kit/table.tsx";
import { useDate } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { goTo } from "../shell/router.ts";
import { useKeptFor } from "../stores/kept-for.ts";
import { keyOf } from "../words/make-words.ts";
import { AddStaff } from "./add-staff.tsx";
import { ChangeStaff } from "./change-staff.tsx";

export type StaffRow = ValueOf<"staff.list">["staff"][number];

/** The staff: who they are, what they may do, their PINs. */
export function StaffPage() {
  const { t } = useWords();
  const isOwner = useKeptFor(({ role }) => role === "owner");
  const { value, refusal, again } = useQuery("staff.list", {});
  const unlock = useCommand("staff.unlock");
  const [opened, setOpened] = useState<string | null>(null);
  const rows = value?.staff ?? [];
  const row = rows.find(({ staff }) => staff === opened);
  const free = async (staff: string): Promise<void> => {
    if ((await unlock.run({ staff })).ok) again();
  };
  return (
    <Page title={t("staff.title")} side={<Button onPress={() => goTo("audit")}>{t("audit.title")}</Button>}>
      <RefusalNotice refusal={refusal ?? unlock.refusal} />
      <Panel>
        <Table
          label={t("staff.title")}
          columns={useColumns((staff) => void free(staff))}
          rows={rows}
          rowId={({ staff }) => staff}
          onOpen={({ staff }) => setOpened(staff)}
          empty={<EmptyState>{t("staff.empty")}</EmptyState>}
        />
      </Panel>
      {row === undefined ? null : (
        <ChangeStaff key={row.staff} row={row} onChanged={again} onEnd={() => setOpened(null)} />
      )}
      {isOwner ? <AddStaff onAdded={again} /> : null}
    </Page>
  );
}

function useColumns(unlock: (staff: string) => void): ColumnOf<StaffRow>[] {
  const { t } = useWords();
  const date = useDate();
  return [
    { id: "name", title: t("staff.name"), cell: ({ name }) => <bdi>{name}</bdi> },
    { id: "role", title: t("staff.role"), cell: ({ role }) => t(keyOf("session.role-", role)) },
    {
      id: "state",
      title: t("staff.state"),
      cell: ({ staff, state, hasPin, lockedUntilMs }) => {
        if (state === "left") return <StatusPill colour="info">{t("staff.left")}</StatusPill>;
        if (lockedUntilMs !== null)
          return (
            <>
              <StatusPill colour="bad">{t("session.locked-until", { until: date.time(lockedUntilMs) })}</StatusPill>{" "}
              <Button onPress={() => unlock(staff)}>{t("staff.unlock")}</Button>
            </>
          );
        if (!hasPin) return <StatusPill colour="warn">{t("staff.no-pin")}</StatusPill>;
        return <StatusPill colour="good">{t("staff.active")}</StatusPill>;
      },
    },
    {
      id: "member",
      title: t("staff.member"),
      cell: ({ member }) => (member === null ? "–" : <bdi>{member.name}</bdi>),
    },
  ];
}
