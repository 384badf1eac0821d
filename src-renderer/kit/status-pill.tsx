import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./status.module.css";

export type Colour = "good" | "info" | "warn" | "bad";

/** A word and a colour; the word says it all, the colour only finds it faster. */
export function StatusPill({ colour, children }: { readonly colour: Colour; readonly children: ReactNode }) {
  return <span className={classNames(styles["pill"], styles[colour])}>{children}</span>;
}
