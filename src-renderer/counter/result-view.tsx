import { useEffect, useState } from "react";
import type { SaleResult } from "../../src-shared/contract/counter-state.ts";
import { explain } from "../../src-shared/words/explain.ts";
import { classNames } from "../kit/class-names.ts";
import { Code, Money } from "../kit/shown.tsx";
import { useLook } from "../look/look-store.ts";
import { useDigits, useMoney } from "../look/use-format.ts";
import { useRefusalWords } from "../look/use-refusal.ts";
import { useWords } from "../look/use-words.ts";
import { useCounter } from "../stores/event-stores.ts";
import { keyOf } from "../words/make-words.ts";
import styles from "./counter.module.css";
import { HotKey } from "./hot-key.tsx";
import { UndoKey } from "./pay-panel.tsx";
import { useRefusalText } from "./refusal-text.ts";
import { strike } from "./strikes.ts";
import { saleKey } from "./typing.ts";

const FLASH_MS = 1000;
/** A page that was loaded anew shows the last result, but does not flash it again. */
const FRESH_MS = 3000;

/** The finished sale: the whole screen in its colour for a second, then readable until the next bill begins. */
export function ResultView({ result }: { readonly result: SaleResult }) {
  const isFlashing = useFlash(result);
  const { t } = useWords();
  return (
    <>
      <section className={classNames(styles["panel"], styles["result"])} aria-label={t("counter.result-paid")}>
        <ResultFacts result={result} />
        <div className={classNames(styles["finish"])}>
          <HotKey letter="Enter" onPress={() => strike({ kind: "next" })}>
            {t("counter.next-bill")}
          </HotKey>
          <UndoKey />
        </div>
        <UndoWhy />
      </section>
      {isFlashing ? (
        <div className={classNames(styles["flash"])} aria-hidden="true" data-testid="flash">
          <ResultFacts result={result} />
        </div>
      ) : null}
    </>
  );
}

function useFlash(result: SaleResult): boolean {
  const key = saleKey(result.sale);
  const [over, setOver] = useState<string | null>(() => (Date.now() - result.atMs > FRESH_MS ? key : null));
  useEffect(() => {
    const timer = setTimeout(() => setOver(key), FLASH_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return over !== key;
}

function ResultFacts({ result }: { readonly result: SaleResult }) {
  const { t, locale } = useWords();
  const money = useMoney();
  const digits = useDigits();
  const say = useRefusalText();
  const display = useLook((look) => look.display);
  const { paid, changeMinor, earnedMinor, toPoolMinor, balanceMinor, reason, notice } = result;
  return (
    <>
      <header className={classNames(styles["who"])}>
        <h2>
          {t("counter.result-paid")} <Money minor={result.totalMinor} />
        </h2>
        {result.memberName === null ? null : <span>{digits.text(result.memberName)}</span>}
      </header>
      <CardWord card={result.card} />
      <p className={classNames(styles["change"])}>
        {changeMinor === 0 ? (
          t("counter.result-no-change")
        ) : (
          <>
            <span>{t("counter.result-change")}</span> <Money minor={changeMinor} big />
          </>
        )}
      </p>
      <p>
        {paid
          .map(({ kind, amountMinor }) => t(keyOf("counter.part-", kind), { amount: money.full(amountMinor) }))
          .join(" + ")}
      </p>
      {result.memberName === null ? null : (
        <dl className={classNames(styles["purse"])}>
          <Fact name={t("counter.result-earned")} minor={earnedMinor} />
          {balanceMinor === null ? null : <Fact name={t("counter.result-balance")} minor={balanceMinor} />}
        </dl>
      )}
      {reason === null ? null : <p className={classNames(styles["quiet-text"])}>{explain(reason, display, locale)}</p>}
      {toPoolMinor > 0 ? <p>{t("counter.result-to-account", { amount: money.full(toPoolMinor) })}</p> : null}
      {notice === null ? null : <p className={classNames(styles["missing"])}>{say(notice)}</p>}
      <p className={classNames(styles["quiet-text"])}>
        {t("counter.result-short")} <Code>{result.short}</Code>
      </p>
    </>
  );
}

function Fact({ name, minor }: { readonly name: string; readonly minor: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Money minor={minor} big />
      </dd>
    </div>
  );
}

function CardWord({ card }: { readonly card: SaleResult["card"] }) {
  const { t } = useWords();
  if (card === "written") return <p className={classNames(styles["take"])}>{t("counter.result-take-card")}</p>;
  if (card === "left-early") return <p className={classNames(styles["missing"])}>{t("counter.result-left-early")}</p>;
  return null;
}

/** Why the last sale can't be taken back, or what that needs. */
function UndoWhy() {
  const { t } = useWords();
  const say = useRefusalWords();
  const undo = useCounter(({ state }) => state?.undo ?? null);
  if (undo === null || (undo.whyNot === null && !undo.needsCard)) return null;
  const text = undo.whyNot === null ? t("counter.undo-needs-card") : say(undo.whyNot).sentence;
  return <p className={classNames(styles["quiet-text"])}>{text}</p>;
}
