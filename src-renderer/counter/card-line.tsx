import type { CardState } from "../../src-shared/contract/counter-state.ts";
import { classNames } from "../kit/class-names.ts";
import { useWords } from "../look/use-words.ts";
import { goTo } from "../shell/router.ts";
import { useCounter } from "../stores/event-stores.ts";
import { keyOf } from "../words/make-words.ts";
import styles from "./counter.module.css";
import { HotKey } from "./hot-key.tsx";
import { codeOf, useRefusalText } from "./refusal-text.ts";

const COLOURS: Readonly<Record<CardState["kind"], string>> = {
  waiting: "info",
  reading: "info",
  member: "good",
  writing: "warn",
  done: "good",
  left: "info",
  "put-back": "bad",
  issuable: "warn",
  refused: "bad",
  "no-reader": "warn",
};

/** The state of the card in words; of a card that can't be used, also the one thing to do. */
export function CardLine() {
  const { t } = useWords();
  const card = useCounter(({ state }) => state?.card ?? null);
  const text = useCardText();
  if (card === null) return null;
  const isForDesk = card.kind === "issuable" || (card.kind === "refused" && DESK.has(card.refusal));
  return (
    <div className={classNames(styles["card"], styles[`card-${COLOURS[card.kind]}`])}>
      <p>{text(card)}</p>
      {card.kind === "refused" ? <small dir="ltr">{codeOf(card.refusal)}</small> : null}
      {isForDesk ? <HotKey onPress={() => goTo("cards")}>{t("counter.to-cards")}</HotKey> : null}
    </div>
  );
}

/** Cards whose cure is at the card desk. */
const DESK = new Set(["card-blank", "card-damaged", "card-blocked", "card-worn-out", "card-half-issued"]);

/** A state of the card as a sentence. */
export function useCardText(): (card: CardState) => string {
  const { t } = useWords();
  const why = useRefusalText();
  return (card) => {
    if (card.kind === "refused") return why(card.refusal);
    if (card.kind === "no-reader") return why(card.state);
    return t(keyOf("counter.card-", card.kind));
  };
}
