import { memo, type ReactNode, useRef } from "react";
import { classNames } from "../kit/class-names.ts";
import { Live, useLive } from "../kit/live.tsx";
import { Money } from "../kit/shown.tsx";
import { useMoney } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { useCounter } from "../stores/event-stores.ts";
import { PLAN_STORES, planNow, usePlanPart } from "./bill-now.ts";
import styles from "./counter.module.css";
import { useGate } from "./gate-store.ts";
import { HotKey } from "./hot-key.tsx";
import { likelyCash } from "./pay-plan.ts";
import { LiveMoney } from "./live-money.tsx";
import { useRefusalText } from "./refusal-text.ts";
import { useRest } from "./rest.ts";
import { strike, strikeAct } from "./strikes.ts";
import { useTill } from "./till-store.ts";

/** How it is paid. Nothing has to be chosen for cash; Enter finishes. */
export function PayPanel() {
  const { t } = useWords();
  const tender = useTill(({ choice }) => choice.tender);
  const isPaying = useGate(({ phase }) => phase !== "open");
  return (
    <section className={classNames(styles["panel"], styles["pay"])} aria-label={t("counter.pay")}>
      <div className={classNames(styles["keys"])}>
        <HotKey letter="C" isOn={tender === "cash"} onPress={() => strikeAct("cash")}>
          {t("counter.cash")}
        </HotKey>
        <HotKey letter="B" isOn={tender === "bank-card"} onPress={() => strikeAct("bank-card")}>
          {t("counter.bank-card")}
        </HotKey>
      </div>
      <CreditKeys />
      <CashKeys />
      <Parts />
      <div className={classNames(styles["finish"])}>
        <HotKey look="primary" letter="Enter" onPress={() => strike({ kind: "finish" })}>
          {isPaying ? t("counter.paying") : t("counter.finish")}
        </HotKey>
        <UndoKey />
      </div>
    </section>
  );
}

/** "All credit" says its amount, or why it can't: off is never silent. */
const CreditKeys = memo(function CreditKeys() {
  const { t } = useWords();
  const why = useRefusalText();
  const hasMember = useCounter(({ state }) => state !== null && state.member !== null && state.result === null);
  // What the bill earns changes with every line, and nothing of it is said here.
  const hasOffer = useCounter(({ state }) => state !== null && state.offer !== null);
  const allCreditMinor = useCounter(({ state }) => state?.offer?.allCreditMinor ?? 0);
  const roundCreditMinor = useCounter(({ state }) => state?.offer?.roundCreditMinor ?? 0);
  const creditWhyNot = useCounter(({ state }) => state?.offer?.creditWhyNot ?? null);
  const credit = useTill(({ choice }) => choice.credit);
  if (!hasMember || !hasOffer) return null;
  const reason = creditWhyNot === null ? null : why(creditWhyNot);
  return (
    <div role="group" aria-label={t("counter.credit")} className={classNames(styles["keys"])}>
      <HotKey
        letter="A"
        isOn={credit === "all"}
        isDisabled={allCreditMinor === 0}
        onPress={() => strikeAct("all-credit")}
      >
        <Choice text={t("counter.all-credit")} minor={allCreditMinor} />
      </HotKey>
      <HotKey
        letter="R"
        isOn={credit === "round"}
        isDisabled={roundCreditMinor === 0}
        onPress={() => strikeAct("round-credit")}
      >
        <Choice text={t("counter.round-credit")} minor={roundCreditMinor} />
      </HotKey>
      <HotKey
        letter="V"
        isOn={credit === "typed"}
        isDisabled={allCreditMinor === 0}
        onPress={() => strikeAct("credit")}
      >
        {t("counter.credit-other")}
      </HotKey>
      {allCreditMinor === 0 && reason !== null ? <span className={classNames(styles["unseen"])}>{reason}</span> : null}
    </div>
  );
});

function Choice({ text, minor }: { readonly text: string; readonly minor: number }): ReactNode {
  return (
    <>
      {text}
      {minor === 0 ? null : (
        <small className={classNames(styles["under"])}>
          <Money minor={minor} />
        </small>
      )}
    </>
  );
}

/** Likely notes: one key says what was handed over. Most changes of the total leave them as they are. */
function CashKeys() {
  const { t } = useWords();
  const { number } = useMoney();
  const sums = usePlanPart(likelyNow);
  if (sums === "") return null;
  return (
    <div role="group" aria-label={t("counter.notes-label")} className={classNames(styles["keys"], styles["notes"])}>
      <GivenKey givenMinor={null} text={t("counter.exact")} />
      {sums.split(",").map((sumMinor, at) => (
        // By place: the same keys with other sums. Taking one out and another in costs more than all else of a key.
        <GivenKey key={at} givenMinor={Number(sumMinor)} text={number(Number(sumMinor))} />
      ))}
    </div>
  );
}

let likely: { readonly ofMinor: number; readonly sums: string } | undefined;

/** Of the cash to be paid, which no digit of the cash that is handed over changes: reckoned anew when it does. */
function likelyNow(): string {
  const { cashMinor } = planNow();
  if (likely?.ofMinor !== cashMinor) likely = { ofMinor: cashMinor, sums: likelyCash(cashMinor).join() };
  return likely.sums;
}

const GivenKey = memo(function GivenKey(props: { readonly givenMinor: number | null; readonly text: string }) {
  const { givenMinor, text } = props;
  return (
    <HotKey
      isOnNow={() => useTill.getState().choice.givenMinor === givenMinor}
      onPress={() => strike({ kind: "given", givenMinor })}
    >
      {text}
    </HotKey>
  );
});

/** The parts of a mix, and the change as the one big number of this side. */
function Parts() {
  const { t } = useWords();
  const money = useMoney();
  const parts = (): string[] => {
    const { creditMinor, bankMinor, cashMinor } = planNow();
    return [
      ...(creditMinor > 0 ? [t("counter.part-credit", { amount: money.full(creditMinor) })] : []),
      ...(bankMinor > 0 ? [t("counter.part-bank-card", { amount: money.full(bankMinor) })] : []),
      ...(cashMinor > 0 ? [t("counter.part-cash", { amount: money.full(cashMinor) })] : []),
    ];
  };
  const isMix = usePlanPart(() => {
    const { creditMinor, bankMinor, cashMinor } = planNow();
    return [creditMinor, bankMinor, cashMinor].filter((minor) => minor > 0).length > 1;
  });
  const held = useRef("");
  const missing = (): string => {
    const { missingMinor } = planNow();
    // Nobody sees it now: what it said is left as it is.
    if (cashSaid() !== "missing") return held.current;
    return (held.current = t("counter.still-missing", { amount: money.full(missingMinor) }));
  };
  const ref = useLive(SAID_STORES, cashSaid, (said: HTMLDivElement, kind) => {
    said.dataset["kind"] = kind;
  });
  return (
    <div className={classNames(styles["parts"])}>
      {isMix ? <Live as="p" stores={PLAN_STORES} text={() => parts().join(" + ")} /> : null}
      <div ref={ref} className={classNames(styles["said"])}>
        <p className={classNames(styles["change"])}>
          <span>{t("counter.change")}</span> <LiveMoney stores={PLAN_STORES} minor={() => planNow().changeMinor} big />
        </p>
        <Live as="p" className={classNames(styles["missing"])} stores={SAID_STORES} text={missing} />
      </div>
    </div>
  );
}

const SAID_STORES = [...PLAN_STORES, useRest];

/**
 * What is said of the cash that was handed over. Its place is kept, so that no key moves when it is said. All but the
 * last digits of an amount are too little: that it is, is said when the hand rests.
 */
function cashSaid(): "change" | "missing" | "none" {
  const { changeMinor, missingMinor } = planNow();
  if (changeMinor > 0) return "change";
  return missingMinor > 0 && useRest.getState().isResting ? "missing" : "none";
}

/** Takes the last sale back, at the second press; offered for a while. */
export function UndoKey() {
  const { t } = useWords();
  const money = useMoney();
  const undo = useCounter(({ state }) => state?.undo ?? null);
  const isArmed = useTill((till) => till.isUndoArmed);
  if (undo === null) return null;
  return (
    <HotKey
      letter="U"
      look={isArmed ? "danger" : "quiet"}
      isDisabled={undo.whyNot !== null && !isArmed}
      onPress={() => strikeAct("undo")}
    >
      {isArmed ? t("counter.really-undo", { amount: money.full(undo.totalMinor) }) : t("counter.undo")}
    </HotKey>
  );
}
