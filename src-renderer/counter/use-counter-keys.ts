import { useEffect } from "react";
import { onBeforeLock } from "../session/before-lock.ts";
import { isCoveredBy } from "../shell/covered.ts";
import { escape } from "./counter-acts.ts";
import { counterKey } from "./counter-key.ts";
import { createKeyReader } from "./key-reader.ts";
import type { Stroke } from "./scan-burst.ts";
import { followCore, readyForOthers, strike } from "./strikes.ts";
import { afterMs, markTyped, stirTyped } from "./typing.ts";

/** The one listener of the counter: whatever is typed while no field has the focus, and what a scanner sends. */
export function useCounterKeys(): void {
  useEffect(() => {
    const reader = createKeyReader({
      apply: strike,
      scan: (text) => strike({ kind: "scan", text }),
      mark: markTyped,
      stir: stirTyped,
      after: afterMs,
    });
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isElsewhere(event)) return;
      const key = counterKey(event);
      if (key?.kind === "escape") {
        if (escape()) event.preventDefault();
        return;
      }
      const stroke = strokeOf(event);
      if (key === null && stroke === null) return;
      // A held key repeats Backspace and digits; it finishes no second sale.
      if (event.repeat && key?.kind !== "back" && key?.kind !== "digits") return;
      event.preventDefault();
      if (stroke !== null) letGo();
      reader.press(key, stroke, event.timeStamp);
    };
    addEventListener("keydown", askForFrame, true);
    addEventListener("keydown", press);
    const stopFollowing = followCore();
    const stopWaiting = onBeforeLock(() => {
      reader.settle();
      readyForOthers();
    });
    return () => {
      stopWaiting();
      reader.settle();
      removeEventListener("keydown", askForFrame, true);
      removeEventListener("keydown", press);
      stopFollowing();
    };
  }, []);
}

/** A character that waits until it is known whether a scanner sent it (see `createKeyReader`). */
const MAY_WAIT = /^\P{Nd}$/u;

/**
 * Before all else of a key that is shown at once: the browser's other threads then make a frame ready while the key is
 * dealt with, instead of after it.
 */
function askForFrame({ key }: KeyboardEvent): void {
  if (!MAY_WAIT.test(key)) requestAnimationFrame(nothing);
}

function nothing(): void {}

/** Who types for the bill has done with the button that was reached by Tab: the next Enter is the sale's. */
function letGo(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.closest("button, a") !== null) activeElement.blur();
}

/** Only what writes a character may come from a scanner. */
function strokeOf({ key, code, shiftKey, timeStamp, ctrlKey, altKey, metaKey }: KeyboardEvent): Stroke | null {
  if (key.length !== 1 || ctrlKey || altKey || metaKey) return null;
  return { text: key, code, shift: shiftKey, atMs: timeStamp };
}

/** Fields, lists and windows have their own keys; a button that was reached by Tab keeps Enter and the space bar. */
function isElsewhere(event: KeyboardEvent): boolean {
  if (isCoveredBy('[role="dialog"]')) return true;
  const { target } = event;
  // Where nothing has the focus, as nearly always, there is nothing to look for.
  if (!(target instanceof HTMLElement) || target === document.body) return false;
  if (target.closest("input, textarea, select, [contenteditable], [role=listbox], [role=tablist]") !== null)
    return true;
  const isPress = event.key === "Enter" || event.key === " ";
  return isPress && target.closest("button, a") !== null;
}
