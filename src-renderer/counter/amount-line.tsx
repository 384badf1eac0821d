import { formatInteger, showDigits } from "../../src-shared/words/format.ts";
import { classNames } from "../kit/class-names.ts";
import { Live, useLive } from "../kit/live.tsx";
import { isolated } from "../look/isolated.ts";
import { useLook } from "../look/look-store.ts";
import { useMoney } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { useCounter } from "../stores/event-stores.ts";
import { BILL_STORES, linesNow, totalNow, useBillPart } from "./bill-now.ts";
import styles from "./counter.module.css";
import { isMobileLike, typedNumber } from "./entry.ts";
import { chosenLine } from "./line-acts.ts";
import { hasTypedAmount, useTill } from "./till-store.ts";

const LABELS = {
  given: "counter.given-label",
  bank: "counter.bank-label",
  credit: "counter.credit-label",
  discount: "counter.discount-label",
} as const;

/** An amount of more characters is written smaller. */
const LONG = 11;

/** The one big number: what is being typed, at once, or what the bill comes to. Its height never changes. */
export function AmountLine() {
  return (
    <div className={classNames(styles["amount-line"])}>
      <AmountLabel />
      <Amount />
    </div>
  );
}

function AmountLabel() {
  const { t } = useWords();
  const target = useTill(({ entry }) => (entry.digits === null && entry.target === "given" ? "bill" : entry.target));
  const isMobile = useTill(({ entry }) => isMobileLike(entry));
  const hasAmount = useCounter(({ state }) => state === null || state.result !== null || hasTypedAmount(state.bill));
  const name = useBillPart(() =>
    target === "quantity" ? (chosenLine(linesNow(), useTill.getState().line)?.name ?? "") : "",
  );
  // What Enter does with what is typed there.
  const hint =
    isMobile || target === "mobile"
      ? t("counter.mobile-hint")
      : target === "bill"
        ? ""
        : t(target === "given" ? "counter.given-hint" : "counter.target-hint");
  const label =
    isMobile || target === "mobile"
      ? t("counter.mobile-label")
      : target === "bill"
        ? t(hasAmount ? "counter.amount-label" : "counter.total-label")
        : target === "quantity"
          ? t("counter.quantity-label", { name: isolated(name) })
          : t(LABELS[target]);
  return (
    <div className={classNames(styles["amount-label"])}>
      <span id="amount-label">{label}</span>
      <small>{hint}</small>
    </div>
  );
}

function Amount() {
  const { unit } = useMoney();
  const text = useShownAmount();
  const isLong = (): boolean => text().length > LONG;
  const ref = useLive(BILL_STORES, isLong, (output: HTMLOutputElement, long) => {
    output.dataset["long"] = String(long);
  });
  const isPlain = useTill(
    ({ entry }) => isMobileLike(entry) || entry.target === "mobile" || entry.target === "quantity",
  );
  const isAside = useTill(
    ({ entry }) => entry.target !== "bill" && !(entry.target === "given" && entry.digits === null),
  );
  return (
    <output
      ref={ref}
      aria-labelledby="amount-label"
      aria-live="off"
      className={classNames(styles["amount"], isAside && styles["aside"])}
    >
      <Live as="bdi" dir="ltr" stores={BILL_STORES} text={text} />
      {isPlain ? null : <span className={classNames(styles["unit"])}>{unit}</span>}
    </output>
  );
}

/** Says what is typed, as it is typed; otherwise the total that the core says. */
function useShownAmount(): () => string {
  const digits = useLook(({ display }) => display.digits);
  const { number } = useMoney();
  return () => {
    const { entry } = useTill.getState();
    if (entry.target === "mobile" || isMobileLike(entry)) return showDigits(entry.digits || "0", digits);
    const typed = typedNumber(entry);
    if (typed !== null) return formatInteger(typed, digits);
    if (entry.target !== "bill" && entry.target !== "given") return formatInteger(0, digits);
    return number(totalNow());
  };
}
