import { createElement, type RefCallback } from "react";

/** Whatever tells of its changes, as the stores do. */
export interface Followed {
  readonly subscribe: (listener: () => void) => () => void;
}

/** Calls `listener` after a change of any of `stores`; returns what ends that. */
export function followAll(stores: readonly Followed[], listener: () => void): () => void {
  const stops = stores.map(({ subscribe }) => subscribe(listener));
  return () => stops.forEach((stop) => stop());
}

/**
 * A ref that keeps its element as `write` makes it of what `read` finds: at first, after each drawing of the component,
 * and when a change of `stores` has changed it, without drawing anything. It is for what changes with every key, where
 * drawing costs more than all else; what `write` sets must be set by nothing else. `read` gives the very same value
 * while nothing has changed.
 */
export function useLive<E extends HTMLElement, T>(
  stores: readonly Followed[],
  read: () => T,
  write: (element: E, value: T) => void,
): RefCallback<E> {
  return (element) => {
    if (element === null) return;
    let held = read();
    write(element, held);
    return followAll(stores, () => {
      const now = read();
      if (now === held) return;
      held = now;
      write(element, now);
    });
  };
}

/** Several refs of `useLive` on one element. */
export function joined<E extends HTMLElement>(...refs: readonly RefCallback<E>[]): RefCallback<E> {
  return (element) => {
    const ends = refs.map((ref) => ref(element));
    return () => ends.forEach((end) => end?.());
  };
}

/** A text that is kept as `text` says (see `useLive`), in an element of its own. */
export function Live(props: {
  readonly as: "bdi" | "span" | "strong" | "p" | "small";
  readonly stores: readonly Followed[];
  readonly text: () => string;
  readonly dir?: "ltr";
  readonly className?: string;
}) {
  const { as, stores, text, ...rest } = props;
  const ref = useLive<HTMLElement, string>(stores, text, setText);
  return createElement(as, { ...rest, ref });
}

function setText(element: HTMLElement, text: string): void {
  const { firstChild } = element;
  if (!(firstChild instanceof Text)) element.textContent = text;
  else firstChild.data = text;
}
