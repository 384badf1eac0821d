import { classNames } from "../kit/class-names.ts";
import { useMoney } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { useCounter } from "../stores/event-stores.ts";
import { useCardText } from "./card-line.tsx";
import styles from "./counter.module.css";

/**
 * What a screen reader says unasked: card states and results when it has time, "put the card back" and refused cards at
 * once. Digits that are typed are not read back.
 */
export function Announcer() {
  const card = useCounter(({ state }) => state?.card ?? null);
  const result = useCounter(({ state }) => state?.result ?? null);
  const { t } = useWords();
  const money = useMoney();
  const text = useCardText();
  const isUrgent = card?.kind === "put-back" || card?.kind === "refused";
  const cardText = card === null ? "" : text(card);
  const said =
    result === null
      ? ""
      : [
          `${t("counter.result-paid")}: ${money.full(result.totalMinor)}`,
          result.changeMinor === 0
            ? t("counter.result-no-change")
            : `${t("counter.result-change")}: ${money.full(result.changeMinor)}`,
          ...(result.earnedMinor === 0 ? [] : [`${t("counter.result-earned")}: ${money.full(result.earnedMinor)}`]),
        ].join(". ");
  return (
    <>
      <div role="status" aria-live="polite" className={classNames(styles["unseen"])}>
        {isUrgent ? said : [said, cardText].filter((part) => part !== "").join(". ")}
      </div>
      <div role="alert" aria-live="assertive" className={classNames(styles["unseen"])}>
        {isUrgent ? cardText : ""}
      </div>
    </>
  );
}
