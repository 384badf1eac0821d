import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./page.module.css";

/** A page beside the counter: its title, what belongs beside it, and a body that scrolls. Esc goes back by itself. */
export function Page(props: { readonly title: string; readonly side?: ReactNode; readonly children: ReactNode }) {
  return (
    <main className={classNames(styles["page"])}>
      <header className={classNames(styles["head"])}>
        <h1 className={classNames(styles["title"])}>{props.title}</h1>
        {props.side}
      </header>
      <div className={classNames(styles["body"])}>{props.children}</div>
    </main>
  );
}

/** A part of a page with a heading of its own. */
export function Panel(props: { readonly title?: string; readonly side?: ReactNode; readonly children: ReactNode }) {
  return (
    <section
      className={classNames(styles["panel"])}
      {...(props.title === undefined ? {} : { "aria-label": props.title })}
    >
      {props.title === undefined ? null : (
        <header className={classNames(styles["head"])}>
          <h2 className={classNames(styles["heading"])}>{props.title}</h2>
          {props.side}
        </header>
      )}
      {props.children}
    </section>
  );
}

/** Things side by side that go under each other where there is no room. */
export function Row({ children, isEnd = false }: { readonly children: ReactNode; readonly isEnd?: boolean }) {
  return <div className={classNames(styles["row"], isEnd && styles["end"])}>{children}</div>;
}

/** Fields in as many columns as fit. */
export function Columns({ children }: { readonly children: ReactNode }) {
  return <div className={classNames(styles["columns"])}>{children}</div>;
}
