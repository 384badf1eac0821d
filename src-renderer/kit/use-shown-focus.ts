import { type RefObject, useEffect, useRef } from "react";

/**
 * The one way in which something takes the focus by itself, where `wants`: whenever it comes into view. An attribute or
 * a focus at its making would be lost on a page that is made behind the gate, out of sight, and after every unlocking.
 * "once" is for what was opened on a page whose keys need no focus: there it must not come back by itself.
 */
export function useShownFocus<E extends HTMLElement>(wants: boolean | "once"): RefObject<E | null> {
  const ref = useRef<E>(null);
  const isDone = useRef(false);
  useEffect(() => {
    if (wants === false || (wants === "once" && isDone.current)) return;
    isDone.current = true;
    ref.current?.focus();
  }, [wants]);
  return ref;
}
