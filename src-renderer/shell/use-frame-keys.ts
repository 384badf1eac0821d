import { useEffect } from "react";
import type { PageEntry } from "../pages.ts";
import { isCoveredBy } from "./covered.ts";
import { frameAct } from "./page-keys.ts";
import { goTo } from "./router.ts";

/** One listener for the whole screen. Whoever uses Esc itself calls `preventDefault` or `stopPropagation`. */
export function useFrameKeys(pages: readonly PageEntry[]): void {
  useEffect(() => {
    const home = pages[0]?.path ?? "";
    const press = (event: KeyboardEvent): void => {
      const act = frameAct(event, pages, () => isCoveredBy('[role="dialog"], [role="listbox"][data-focus-visible]'));
      if (act === null) return;
      event.preventDefault();
      goTo(act.act === "open" ? act.path : home);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [pages]);
}
