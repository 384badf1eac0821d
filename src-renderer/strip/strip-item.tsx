import { type ReactNode, useState } from "react";
import { classNames } from "../kit/class-names.ts";
import { Dialog } from "../kit/dialog.tsx";
import colours from "../kit/status.module.css";
import type { Colour } from "../kit/status-pill.tsx";
import styles from "./strip.module.css";

/** One part of the strip; pressed, it opens its small page. It never takes the focus from the typing. */
export function StripItem(props: {
  readonly name: string;
  readonly word: string;
  readonly colour: Colour;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={classNames(styles["item"], colours[props.colour])}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setOpen(true)}
      >
        <span className={classNames(styles["name"])}>{props.name}</span>
        <strong>{props.word}</strong>
      </button>
      <Dialog title={`${props.name}: ${props.word}`} isOpen={isOpen} onClose={() => setOpen(false)}>
        {props.children}
      </Dialog>
    </>
  );
}
