import type { ReactNode } from "react";
import type { ShiftReport } from "../../src-shared/contract/shift-contract.ts";
import { classNames } from "../kit/class-names.ts";
import { Notice } from "../kit/notice.tsx";
import { Code, DateText, Money } from "../kit/shown.tsx";
import { useDate, useDigits, useMoney } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import styles from "./shift.module.css";

interface Line {
  readonly label: string;
  readonly value: ReactNode;
}

/** An X or a Z as its paper says it. */
export function ReportPaper({ report }: { readonly report: ShiftReport }) {
  const { t } = useWords();
  const date = useDate();
  const digits = useDigits();
  const { head } = report;
  return (
    <article className={classNames(styles["paper"])} dir="auto">
      <h3>{report.number === null ? t("shift.x-title") : t("shift.z-number", { n: digits.integer(report.number) })}</h3>
      <Lines
        lines={[
          { label: t("shift.day"), value: date.isoDay(report.day) },
          { label: t("shift.opened"), value: <WhoWhen atMs={report.openedAtMs} who={report.openedBy} /> },
          ...(report.closedAtMs === null
            ? []
            : [{ label: t("shift.closed"), value: <WhoWhen atMs={report.closedAtMs} who={report.closedBy ?? ""} /> }]),
        ]}
      />
      <Lines lines={useSums(report)} />
      <DrawerLines report={report} />
      <p className={classNames(styles["foot"])}>
        <Code>{`${head.short} · ${head.seq}`}</Code>
      </p>
    </article>
  );
}

function WhoWhen({ atMs, who }: { readonly atMs: number; readonly who: string }) {
  return (
    <>
      <DateText atMs={atMs} /> <bdi>{who}</bdi>
    </>
  );
}

function useSums(report: ShiftReport): Line[] {
  const { t } = useWords();
  const digits = useDigits();
  const of = (label: string, sum: { readonly count: number; readonly sumMinor: number }): Line => ({
    label: t("shift.times", { what: label, n: digits.integer(sum.count) }),
    value: <Money minor={sum.sumMinor} />,
  });
  const amount = (label: string, minor: number): Line => ({ label, value: <Money minor={minor} /> });
  const tender: Readonly<Record<string, string>> = {
    cash: t("shift.tender-cash"),
    "bank-card": t("shift.tender-bank-card"),
    credit: t("shift.tender-credit"),
  };
  return [
    of(t("shift.sales"), report.sales),
    of(t("shift.voids"), report.voids),
    of(t("shift.refunds"), report.refunds),
    ...report.byTender.map(({ kind, ...sum }) => of(tender[kind] ?? kind, sum)),
    amount(t("shift.earned-card"), report.earned.purseMinor),
    amount(t("shift.earned-account"), report.earned.poolMinor),
    amount(t("shift.spent"), report.spentMinor),
    of(t("shift.paid-in"), report.paidIn),
    of(t("shift.paid-out"), report.paidOut),
    amount(t("shift.float"), report.floatMinor),
    of(t("shift.doubts"), report.doubts),
    { label: t("shift.not-synced"), value: digits.integer(report.notSynced) },
  ];
}

function DrawerLines({ report }: { readonly report: ShiftReport }) {
  const { t } = useWords();
  const money = useMoney();
  const { expectedMinor, countedMinor, differenceMinor, bankCardCountedMinor } = report;
  const lines = (
    [
      ["shift.expected", expectedMinor],
      ["shift.counted", countedMinor],
      ["shift.slips", bankCardCountedMinor],
    ] as const
  ).flatMap(([key, minor]) => (minor === null ? [] : [{ label: t(key), value: <Money minor={minor} /> }]));
  const size = money.full(Math.abs(differenceMinor ?? 0));
  return (
    <>
      <Lines lines={lines} />
      {differenceMinor === null ? null : differenceMinor === 0 ? (
        <Notice kind="good">{t("shift.exact")}</Notice>
      ) : (
        <Notice kind="warn">
          {differenceMinor > 0 ? t("shift.over", { amount: size }) : t("shift.short", { amount: size })}
        </Notice>
      )}
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <dl className={classNames(styles["lines"])}>
      {lines.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
