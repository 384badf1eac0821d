import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

/**
 * A search field over rows that open (`Table` with `onOpen`): the arrows walk from the field into the rows and back,
 * Enter in the field opens the first row. With `isFocused` the first field is focused whenever the page is shown.
 */
export function RowKeys(props: {
  readonly children: ReactNode;
  readonly isFocused?: boolean;
  /** Takes Enter in the field before the rows do; true when it has. */
  readonly onEnter?: () => boolean;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const { isFocused = false } = props;
  useEffect(() => {
    if (isFocused) frame.current?.querySelector("input")?.focus();
  }, [isFocused]);

  function press(event: KeyboardEvent<HTMLDivElement>): void {
    const { key, target, currentTarget } = event;
    if (key !== "ArrowDown" && key !== "ArrowUp" && key !== "Enter") return;
    const rows = [...currentTarget.querySelectorAll<HTMLElement>("[data-opens]")];
    const field = currentTarget.querySelector("input");
    const at = rows.findIndex((row) => row === target);
    if (at === -1 && target !== field) return;
    if (key === "Enter") {
      if (at !== -1) return;
      event.preventDefault();
      event.stopPropagation();
      if (props.onEnter?.() !== true) rows[0]?.click();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const next = key === "ArrowDown" ? Math.min(at + 1, rows.length - 1) : at - 1;
    (rows[next] ?? field)?.focus();
  }

  return (
    <div ref={frame} onKeyDownCapture={press} style={{ display: "contents" }}>
      {props.children}
    </div>
  );
}
