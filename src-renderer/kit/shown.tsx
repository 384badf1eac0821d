import type { ReactNode } from "react";
import { useDate, useDigits, useMoney } from "../look/use-format.ts";
import { classNames } from "./class-names.ts";
import styles from "./shown.module.css";

/** A rial amount with its unit; `big` for the one number that matters. */
export function Money({ minor, big = false }: { readonly minor: number; readonly big?: boolean }) {
  const { number } = useMoney();
  return (
    <MoneyBox big={big}>
      <bdi dir="ltr">{number(minor)}</bdi>
    </MoneyBox>
  );
}

/** What an amount stands in: its number, then the unit. */
export function MoneyBox({ big, children }: { readonly big: boolean; readonly children: ReactNode }) {
  const { unit } = useMoney();
  return (
    <span className={classNames(styles["money"], big && styles["big"])}>
      {children} <span className={classNames(styles["unit"])}>{unit}</span>
    </span>
  );
}

/** A phone number, kept from being turned round in a Persian sentence. */
export function Phone({ number }: { readonly number: string }) {
  const digits = useDigits();
  return <bdi dir="ltr">{digits.text(number)}</bdi>;
}

/** A code, a serial or a card's number: left to right, in Latin digits as it stands on paper. */
export function Code({ children }: { readonly children: string }) {
  return (
    <bdi dir="ltr" className={classNames(styles["code"])}>
      {children}
    </bdi>
  );
}

/** An instant as a day, a time, both, or a day with its weekday and month in words. */
export function DateText(props: { readonly atMs: number; readonly as?: "day" | "time" | "both" | "long" }) {
  const date = useDate();
  const show = { day: date.day, time: date.time, both: date.dayAndTime, long: date.long }[props.as ?? "both"];
  const text = show(props.atMs);
  return (
    <time dateTime={new Date(props.atMs).toISOString()}>
      {props.as === "long" ? text : <bdi dir="ltr">{text}</bdi>}
    </time>
  );
}
