import { readProgramme } from "../../src-shared/programme/document.ts";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { Panel } from "../kit/page.tsx";
import { Money } from "../kit/shown.tsx";
import { Table } from "../kit/table.tsx";
import { useDigits, useMoney } from "../look/use-format.ts";
import { useShared, useWords } from "../look/use-words.ts";
import { keyOf } from "../words/make-words.ts";

/** The programme in words; it is published, not edited here. */
export function ProgrammePanel({ settings }: { readonly settings: Settings }) {
  const { t } = useWords();
  const say = useShared();
  const digits = useDigits();
  const money = useMoney();
  const read = readProgramme(settings.programme.document);
  if (!read.ok) return null;
  const { tiers, windowDays, redeem, welcome } = read.value;
  return (
    <Panel title={t("settings.programme")}>
      <Table
        label={t("settings.programme")}
        rows={tiers}
        rowId={({ id }) => id}
        columns={[
          { id: "name", title: t("settings.tier"), cell: ({ name }) => say(name) },
          { id: "from", title: t("setup.tier-from"), isNumber: true, cell: ({ from }) => <Money minor={from} /> },
          {
            id: "percent",
            title: t("setup.tier-percent"),
            isNumber: true,
            cell: ({ earnBp }) => digits.percent(earnBp),
          },
        ]}
      />
      <p>{t("settings.programme-words", { days: digits.integer(windowDays), amount: money.full(redeem.minimum) })}</p>
      {welcome === undefined ? null : (
        <p>{t(keyOf("settings.gift-", welcome.lock), { amount: money.full(welcome.amount) })}</p>
      )}
    </Panel>
  );
}
