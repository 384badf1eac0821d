import { useState } from "react";
import { useQuery } from "../api/use-query.ts";
import { EmptyState } from "../kit/empty-state.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { RowKeys } from "../kit/row-keys.tsx";
import { SearchField } from "../kit/search-field.tsx";
import { Money, Phone } from "../kit/shown.tsx";
import { Table } from "../kit/table.tsx";
import { Button } from "../kit/button.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";

/** Finds a member by name (in any order) or mobile, by keyboard or by touch; `onOpen` gets who was chosen. */
export function MemberFinder(props: {
  readonly label: string;
  readonly onOpen: (member: string, name: string) => void;
  readonly isFocused?: boolean;
  /** Offers to enrol what was typed when nobody is found. */
  readonly onEnrol?: (typed: string) => void;
}) {
  const { t, locale } = useWords();
  const digits = useDigits();
  const [typed, setTyped] = useState("");
  const text = typed.trim();
  const found = useQuery("members.search", text === "" ? null : { typed: text });
  const hits = text === "" ? [] : (found.value?.hits ?? []);
  const { onEnrol } = props;
  const nobody = (
    <EmptyState
      action={
        onEnrol === undefined ? undefined : (
          <Button look="primary" onPress={() => onEnrol(text)}>
            {t("members.enrol")}
          </Button>
        )
      }
    >
      {t("members.nobody")}
    </EmptyState>
  );
  return (
    <RowKeys isFocused={props.isFocused ?? false}>
      <SearchField
        label={props.label}
        value={typed}
        onChange={(next) => setTyped(next.slice(0, 100))}
        placeholder={t("members.search-hint")}
      />
      <RefusalNotice refusal={text === "" ? null : found.refusal} />
      {text === "" || found.value === undefined ? null : (
        <Table
          label={t("members.found")}
          rows={hits}
          rowId={({ member }) => member}
          onOpen={({ member, name }) => props.onOpen(member, name)}
          empty={found.isLoading ? null : nobody}
          columns={[
            {
              id: "name",
              title: t("members.name"),
              cell: (hit) => <bdi>{digits.text(hit.name) || t("members.no-name")}</bdi>,
            },
            {
              id: "mobile",
              title: t("members.mobile"),
              cell: (hit) => (hit.mobile === null ? "" : <Phone number={hit.mobile} />),
            },
            { id: "tier", title: t("members.tier"), cell: (hit) => <bdi>{hit.tier[locale]}</bdi> },
            {
              id: "balance",
              title: t("members.balance"),
              isNumber: true,
              cell: (hit) => <Money minor={hit.balanceMinor} />,
            },
          ]}
        />
      )}
      {found.value?.more === true && hits.length > 0 ? <p>{t("members.more-found")}</p> : null}
    </RowKeys>
  );
}
