import type { ReactNode } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { Button } from "../kit/button.tsx";
import { Facts, Line, Lines } from "../kit/facts.tsx";
import { Notice } from "../kit/notice.tsx";
import { Row } from "../kit/page.tsx";
import { Money } from "../kit/shown.tsx";
import { StatusPill } from "../kit/status-pill.tsx";
import { VirtualTable } from "../kit/table.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { keyOf } from "../words/make-words.ts";
import { useFaultWords } from "./fault-words.ts";
import { SamplePart } from "./sample-part.tsx";

export type Plan = ValueOf<"members.import-check"> | ValueOf<"products.import-check">;

/** What a file would do, every fault in it, and the button that does it. */
export function PlanPart(props: { readonly plan: Plan; readonly isBusy: boolean; readonly onImport: () => void }) {
  const { t } = useWords();
  const digits = useDigits();
  const { plan } = props;
  const work = workOf(plan);
  return (
    <>
      <Facts of={useCounts(plan)} />
      {plan.faultCount > 0 ? <Faults plan={plan} /> : null}
      {/* While it is carried out, its progress above is what there is to see. */}
      {props.isBusy ? null : <Understood plan={plan} />}
      {plan.faultCount === 0 && work === 0 ? <Notice kind="info">{t("imports.nothing-new")}</Notice> : null}
      <Row>
        <Button
          look="primary"
          onPress={props.onImport}
          isPending={props.isBusy}
          isDisabled={plan.faultCount > 0 || work === 0}
        >
          {t("imports.import-now", { number: digits.integer(plan.good) })}
        </Button>
      </Row>
    </>
  );
}

/** How much there is to do: a file that was imported before brings nothing. */
function workOf(plan: Plan): number {
  return plan.added + ("known" in plan ? plan.balances.count : plan.changed);
}

function useCounts(plan: Plan): readonly (readonly [string, ReactNode])[] {
  const { t } = useWords();
  const digits = useDigits();
  const counts: [string, ReactNode][] = [
    [t("imports.rows"), digits.integer(plan.rows)],
    [t("imports.good"), digits.integer(plan.good)],
    [t("imports.faults"), digits.integer(plan.faultCount)],
    [t("imports.added"), digits.integer(plan.added)],
  ];
  if (!("known" in plan)) {
    counts.push([t("imports.changed"), digits.integer(plan.changed)], [t("imports.same"), digits.integer(plan.same)]);
    return counts;
  }
  const { known, balances } = plan;
  counts.push([t("imports.known"), digits.integer(known)], [t("imports.balances"), digits.integer(balances.count)]);
  if (plan.moneyUnit !== null) counts.push([t("imports.balances-sum"), <Money key="sum" minor={balances.sumMinor} />]);
  if (balances.known > 0) counts.push([t("imports.balances-known"), digits.integer(balances.known)]);
  return counts;
}

function Headings({ plan }: { readonly plan: Plan }) {
  const { t } = useWords();
  const say = useFaultWords();
  return (
    <Lines label={t("imports.columns")}>
      {plan.columns.map(({ header, field }, at) => (
        // A header may stand twice in a file.
        <Line
          key={`${at} ${header}`}
          end={
            <StatusPill colour={field === null ? "warn" : "good"}>
              {field === null ? t("imports.ignored") : say.field(field)}
            </StatusPill>
          }
        >
          <bdi>{header}</bdi>
        </Line>
      ))}
    </Lines>
  );
}

/** How the file was read: in which unit, which column as what, and the first rows. */
function Understood({ plan }: { readonly plan: Plan }) {
  const { t } = useWords();
  return (
    <>
      {plan.moneyUnit === null ? null : <p>{t(keyOf("imports.amounts-in-", plan.moneyUnit))}</p>}
      <Headings plan={plan} />
      {plan.faultCount > 0 ? null : <SamplePart sample={plan.sample} />}
    </>
  );
}

function Faults({ plan }: { readonly plan: Plan }) {
  const { t } = useWords();
  const digits = useDigits();
  const say = useFaultWords();
  return (
    <>
      <Notice kind="warn">{t("imports.mend-first", { number: digits.integer(plan.faultCount) })}</Notice>
      {plan.faultCount > plan.faults.length ? (
        <Notice kind="info">{t("imports.first-faults", { number: digits.integer(plan.faults.length) })}</Notice>
      ) : null}
      <VirtualTable
        label={t("imports.faults")}
        rows={plan.faults.map((fault, at) => ({ ...fault, at }))}
        rowId={({ at }) => String(at)}
        columns={[
          { id: "line", title: t("imports.line"), isNumber: true, cell: ({ line }) => digits.integer(line) },
          { id: "field", title: t("imports.field"), cell: ({ field }) => say.field(field) },
          {
            id: "fault",
            title: t("imports.fault"),
            cell: ({ fault, other }) => <span title={say.fault(fault, other)}>{say.fault(fault, other)}</span>,
          },
          { id: "value", title: t("imports.value"), cell: ({ value }) => <bdi>{value}</bdi> },
        ]}
      />
    </>
  );
}
