import { useEffect } from "react";
import { classNames } from "../kit/class-names.ts";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { DrawerNotice } from "../shift/drawer-notice.tsx";
import { useMoney } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { onPassing, useCounter, useStrip } from "../stores/event-stores.ts";
import { Announcer } from "./announcer.tsx";
import { BillColumn } from "./bill-column.tsx";
import { CardTrouble } from "./card-trouble.tsx";
import { ACT_LETTERS } from "./counter-key.ts";
import styles from "./counter.module.css";
import { HelpSheet } from "./help-sheet.tsx";
import { MemberPanel } from "./member-panel.tsx";
import { OpenShift } from "./open-shift.tsx";
import { PayPanel } from "./pay-panel.tsx";
import { ResultView } from "./result-view.tsx";
import { tellChoice } from "./tell-choice.ts";
import { useTill } from "./till-store.ts";
import { saleKey } from "./typing.ts";
import { useCounterKeys } from "./use-counter-keys.ts";

/** The one screen for the day: bill and pad on one side; member, payment and result on the other. */
export function CounterPage() {
  const { t } = useWords();
  useCounterKeys();
  useUnaskedRefusals();
  useEffect(tellChoice, []);
  return (
    <main className={classNames(styles["page"])}>
      <h1 className={classNames(styles["unseen"])}>{t("counter.title")}</h1>
      <Trouble />
      <DrawerNotice letter={ACT_LETTERS.drawer} />
      <div className={classNames(styles["columns"])}>
        <div className={classNames(styles["column"])}>
          <BillColumn />
        </div>
        <div className={classNames(styles["column"])}>
          <div className={classNames(styles["side"])}>
            <Side />
          </div>
        </div>
      </div>
      <HelpSheet />
      <Announcer />
    </main>
  );
}

function Side() {
  const isKnown = useStrip(({ state }) => state !== null);
  const hasShift = useStrip(({ state }) => state?.shift !== null);
  const result = useCounter(({ state }) => state?.result ?? null);
  const undone = useCounter(({ state }) => state?.undone ?? null);
  const isWaiting = useCounter(({ state }) => state?.payment.kind === "card-left" || state?.card.kind === "put-back");
  const leftSale = useTill((till) => till.leftSale);
  if (isKnown && !hasShift) return <OpenShift />;
  if (isWaiting) return <CardTrouble />;
  if (result !== null && saleKey(result.sale) !== leftSale) return <ResultView result={result} />;
  return (
    <>
      {undone === null ? null : <Undone totalMinor={undone.totalMinor} />}
      <MemberPanel />
      <PayPanel />
    </>
  );
}

function Undone({ totalMinor }: { readonly totalMinor: number }) {
  const { t } = useWords();
  const money = useMoney();
  return <Notice kind="good">{t("counter.undone", { amount: money.full(totalMinor) })}</Notice>;
}

/** The line's own notice above every page says these, for as long as they hold. */
const SAID_ABOVE: ReadonlySet<string> = new Set(["seat-taken", "page-stale"]);

function Trouble() {
  const refusal = useTill((till) => till.refusal);
  return refusal === null || SAID_ABOVE.has(refusal.refusal) ? null : (
    <div className={classNames(styles["trouble"])}>
      <RefusalNotice refusal={refusal} />
    </div>
  );
}

/** Refusals that nobody asked for: a tap on a locked reader, for one. */
function useUnaskedRefusals(): void {
  useEffect(
    () => onPassing((event) => (event.kind === "refused" ? useTill.setState({ refusal: event.refusal }) : undefined)),
    [],
  );
}
