import { useEffect } from "react";
import type { DisplayState } from "../../src-shared/contract/counter-state.ts";
import { formatRial, formatScaled, moneyUnitWord } from "../../src-shared/words/format.ts";
import { classNames } from "../kit/class-names.ts";
import { useConnection, useCustomerDisplay } from "../stores/event-stores.ts";
import styles from "./display.module.css";
import { displayWords } from "./display-words.ts";

const HINTS = {
  "put-card": "display.put-card",
  "leave-card": "display.leave-card",
  "take-card": "display.take-card",
  "put-back": "display.put-back",
} as const;

/** What the customer sees: the shop, what there is to pay and what it earns; of the member the first name only. */
export function CustomerDisplay() {
  const state = useCustomerDisplay((display) => display.state);
  const isReady = useConnection(({ connection }) => connection === "ready");
  const locale = state?.locale ?? "fa";
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = locale === "fa" ? "rtl" : "ltr";
  }, [locale]);
  if (state === null || !isReady) return <Away locale={locale} shopName={state?.shopName ?? ""} />;
  return <Shown state={state} />;
}

function Away({ locale, shopName }: { readonly locale: DisplayState["locale"]; readonly shopName: string }) {
  const say = displayWords(locale);
  return (
    <main className={classNames(styles["screen"], styles["idle"])}>
      <h1>{shopName}</h1>
      <p className={classNames(styles["muted"])}>{say("display.away")}</p>
    </main>
  );
}

function Shown({ state }: { readonly state: DisplayState }) {
  const say = displayWords(state.locale);
  return (
    <main className={classNames(styles["screen"], styles[state.phase])}>
      {state.phase === "idle" ? (
        <>
          <h1>{state.shopName}</h1>
          <p>{say("display.welcome")}</p>
        </>
      ) : (
        <>
          <p className={classNames(styles["shop"])}>{state.shopName}</p>
          {state.phase === "bill" ? <Bill state={state} /> : <Paid state={state} />}
        </>
      )}
      <p className={classNames(styles["hint"])} role="status" data-hint={state.cardHint ?? "none"}>
        {state.cardHint === null ? "" : say(HINTS[state.cardHint])}
      </p>
    </main>
  );
}

function Bill({ state }: { readonly state: DisplayState }) {
  const say = displayWords(state.locale);
  const { lastLine } = state;
  return (
    <>
      {state.firstName === null ? null : <p>{say("display.hello", { name: state.firstName })}</p>}
      <p className={classNames(styles["label"])}>{say("display.total")}</p>
      <Big state={state} minor={state.totalMinor} />
      {lastLine === null ? null : (
        <p className={classNames(styles["muted"])}>
          <bdi>{lastLine.name}</bdi> <bdi dir="ltr">× {formatScaled(lastLine.qtyMilli, 3, state.digits)}</bdi>{" "}
          <bdi>{full(state, lastLine.netMinor)}</bdi>
        </p>
      )}
      {state.earnMinor > 0 ? <p>{say("display.will-earn", { amount: full(state, state.earnMinor) })}</p> : null}
    </>
  );
}

function Paid({ state }: { readonly state: DisplayState }) {
  const say = displayWords(state.locale);
  const hasChange = state.changeMinor > 0;
  return (
    <>
      {state.firstName === null ? null : <p>{say("display.hello", { name: state.firstName })}</p>}
      <p className={classNames(styles["label"])}>{say(hasChange ? "display.change" : "display.paid")}</p>
      <Big state={state} minor={hasChange ? state.changeMinor : state.totalMinor} />
      {state.spentMinor > 0 ? <p>{say("display.spent", { amount: full(state, state.spentMinor) })}</p> : null}
      {state.earnMinor > 0 ? <p>{say("display.earned", { amount: full(state, state.earnMinor) })}</p> : null}
      {state.balanceMinor === null ? null : (
        <p>{say("display.balance", { amount: full(state, state.balanceMinor) })}</p>
      )}
      <p>{say("display.thanks")}</p>
    </>
  );
}

/** The one big number; a long one grows narrower, so that it stays on the screen. */
function Big({ state, minor }: { readonly state: DisplayState; readonly minor: number }) {
  const text = formatRial(minor, { digits: state.digits, moneyUnit: state.moneyUnit });
  return (
    <p className={classNames(styles["big"])} data-testid="big" data-length={text.length > 11 ? "long" : "short"}>
      <bdi dir="ltr">{text}</bdi>{" "}
      <span className={classNames(styles["unit"])}>{moneyUnitWord(state.moneyUnit, state.locale)}</span>
    </p>
  );
}

function full(state: DisplayState, minor: number): string {
  const { digits, moneyUnit, locale } = state;
  return `${formatRial(minor, { digits, moneyUnit })}\u00a0${moneyUnitWord(moneyUnit, locale)}`;
}
