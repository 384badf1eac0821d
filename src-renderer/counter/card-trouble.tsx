import { classNames } from "../kit/class-names.ts";
import { useMoney } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { useCounter } from "../stores/event-stores.ts";
import styles from "./counter.module.css";
import { HotKey } from "./hot-key.tsx";
import { strikeAct } from "./strikes.ts";

/** A spend or a void waits for its card: put it back, or one key, and the next bill begins. */
export function CardTrouble() {
  const { t } = useWords();
  const money = useMoney();
  const card = useCounter(({ state }) => state?.card ?? null);
  const payment = useCounter(({ state }) => state?.payment ?? null);
  const isVoid = card?.kind === "put-back" && card.what === "void";
  const spendMinor =
    payment?.kind === "card-left" ? payment.spendMinor : card?.kind === "put-back" ? card.spendMinor : 0;
  return (
    <section className={classNames(styles["panel"], styles["put-back"])} aria-label={t("counter.card-put-back")}>
      <h2>{t("counter.card-put-back")}</h2>
      <p>{isVoid ? t("counter.put-back-void") : t("counter.put-back-why", { amount: money.full(spendMinor) })}</p>
      {payment?.kind === "card-left" ? (
        <p>{t("counter.put-back-due", { amount: money.full(payment.dueMinor) })}</p>
      ) : null}
      <div className={classNames(styles["keys"])}>
        <HotKey letter="X" look="danger" onPress={() => strikeAct("customer-left")}>
          {isVoid ? t("counter.void-no-card") : t("counter.customer-left")}
        </HotKey>
        {isVoid ? null : (
          <HotKey letter="P" onPress={() => strikeAct("pays-otherwise")}>
            {t("counter.pays-otherwise")}
          </HotKey>
        )}
      </div>
    </section>
  );
}
