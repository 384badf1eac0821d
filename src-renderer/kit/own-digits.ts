import { type Digits, showDigits } from "../../src-shared/words/format.ts";

/**
 * Lets a date field of React Aria take the digits of three scripts: its parser knows only those of its own locale, so
 * what is typed in another script reaches it in its own. Returns what ends that; made for a `ref` (React 19).
 */
export function takeAllDigits(field: HTMLElement | null, digits: Digits): (() => void) | undefined {
  if (field === null) return undefined;
  const translate = (event: InputEvent): void => {
    const { data, target, inputType } = event;
    const own = data === null ? null : showDigits(data, digits);
    if (own === data || target === null) return;
    event.preventDefault();
    event.stopPropagation();
    target.dispatchEvent(new InputEvent("beforeinput", { data: own, inputType, bubbles: true, cancelable: true }));
  };
  field.addEventListener("beforeinput", translate, { capture: true });
  return () => field.removeEventListener("beforeinput", translate, { capture: true });
}
