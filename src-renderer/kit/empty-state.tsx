import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./status.module.css";

/** What stands where nothing is yet: why, and what to do. */
export function EmptyState({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={classNames(styles["empty"])}>
      <p>{children}</p>
      {action}
    </div>
  );
}
