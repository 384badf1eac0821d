import type { ReactNode } from "react";
import { useMoney } from "../look/use-format.ts";
import { classNames } from "./class-names.ts";
import styles from "./facts.module.css";

/** Names and values side by side; a value of null is left out. */
export function Facts({ of }: { readonly of: readonly (readonly [name: string, value: ReactNode])[] }) {
  const shown = of.filter(([, value]) => value !== null && value !== "");
  return (
    <dl className={classNames(styles["facts"])}>
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Lines of a list that wrap instead of scrolling sideways: what happened, and its amounts at the end. */
export function Lines({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  return (
    <ul className={classNames(styles["list"])} aria-label={label}>
      {children}
    </ul>
  );
}

/** A line of `Lines`. */
export function Line({ children, end }: { readonly children: ReactNode; readonly end?: ReactNode }) {
  return (
    <li>
      <div className={classNames(styles["main"])}>{children}</div>
      {end}
    </li>
  );
}

/** A second, smaller sentence. */
export function Quiet({ children }: { readonly children: ReactNode }) {
  return <div className={classNames(styles["quiet"])}>{children}</div>;
}

/** An amount whose sign matters: plus or minus always stands before it, kept together in both directions. */
export function SignedMoney({ minor }: { readonly minor: number }) {
  const money = useMoney();
  const sign = minor > 0 ? "+" : "";
  return (
    <span className={classNames(minor > 0 && styles["plus"], minor < 0 && styles["minus"])}>
      <bdi dir="ltr">
        {sign}
        {money.number(minor)}
      </bdi>{" "}
      {money.unit}
    </span>
  );
}

/** How far it is to a goal, in basis points; the words beside it say the same. */
export function ProgressBar({ shareBp, label }: { readonly shareBp: number; readonly label?: string }) {
  const percent = Math.floor(shareBp / 100);
  const said =
    label === undefined
      ? { "aria-hidden": true }
      : {
          role: "progressbar",
          "aria-label": label,
          "aria-valuemin": 0,
          "aria-valuemax": 100,
          "aria-valuenow": percent,
        };
  return (
    <div className={classNames(styles["bar"])} {...said}>
      <div className={classNames(styles["fill"])} style={{ inlineSize: `${shareBp / 100}%` }} />
    </div>
  );
}
