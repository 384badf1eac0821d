import type { ReactNode } from "react";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { useRefusalWords } from "../look/use-refusal.ts";
import { useWords } from "../look/use-words.ts";
import { classNames } from "./class-names.ts";
import styles from "./status.module.css";

/** A sentence that stays where it belongs until it is over; read out when it appears. */
export function Notice(props: {
  readonly kind: "info" | "warn" | "good" | "refusal";
  readonly children: ReactNode;
  /** The technician's code. */
  readonly code?: string;
  readonly action?: ReactNode;
}) {
  const { t } = useWords();
  return (
    <div
      role={props.kind === "refusal" ? "alert" : "status"}
      className={classNames(styles["notice"], styles[props.kind])}
    >
      <p>{props.children}</p>
      {props.code === undefined ? null : (
        <span className={classNames(styles["code"])} title={t("kit.technician-code")}>
          {props.code}
        </span>
      )}
      {props.action}
    </div>
  );
}

/** A refusal of the core in words, with its code; nothing when there is none. */
export function RefusalNotice({ refusal, action }: { readonly refusal: Refusal | null; readonly action?: ReactNode }) {
  const say = useRefusalWords();
  if (refusal === null) return null;
  const { sentence, code } = say(refusal);
  return (
    <Notice kind="refusal" code={code} action={action}>
      {sentence}
    </Notice>
  );
}
