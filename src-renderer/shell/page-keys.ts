/** What a key press means to the frame around the pages. */
export type FrameAct = { readonly act: "open"; readonly path: string } | { readonly act: "back" } | null;

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  /** A field, a list or a dialog has dealt with it. */
  readonly defaultPrevented: boolean;
  readonly isComposing?: boolean;
}

/**
 * Function keys open pages and Esc goes back to the counter; neither is a key that types, so no field loses anything.
 * What is open over the page (a dialog, a list of choices) takes Esc first, and a search field that has text; whether
 * something is, is asked only for these keys.
 */
export function frameAct(
  pressed: Pressed,
  pages: readonly { readonly path: string; readonly key?: string }[],
  isCovered: () => boolean,
): FrameAct {
  const { key, ctrlKey, altKey, metaKey, shiftKey, defaultPrevented, isComposing = false } = pressed;
  if (defaultPrevented || isComposing || ctrlKey || altKey || metaKey || shiftKey) return null;
  const page = key === "Escape" ? null : pages.find((one) => one.key === key);
  if (page === undefined || isCovered()) return null;
  return page === null ? { act: "back" } : { act: "open", path: page.path };
}
