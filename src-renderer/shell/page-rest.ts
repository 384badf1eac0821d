import { useState } from "react";
import { useRoute } from "./router.ts";

/** What the address says after this page's own path, as it last was: a page that is hidden stays where it was left. */
export function usePageRest(path: string): readonly string[] {
  const route = useRoute();
  const [held, setHeld] = useState(route.path === path ? route.rest : []);
  if (route.path === path && route.rest !== held) setHeld(route.rest);
  return route.path === path ? route.rest : held;
}
