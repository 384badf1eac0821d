import { useEffect, useSyncExternalStore } from "react";
import { useLook } from "../look/look-store.ts";
import { localeTag } from "../words/make-words.ts";

/** Puts language, direction and theme on `<html>`; returns the tag for React Aria. */
export function useDocumentLook(): string {
  const { locale, theme, digits, calendar } = useLook((look) => look.display);
  const systemIsDark = useSyncExternalStore(listenToScheme, schemeIsDark);
  const shown = theme === "system" ? (systemIsDark ? "dark" : "light") : theme;
  useEffect(() => {
    const { documentElement: html } = document;
    html.lang = locale;
    html.dir = locale === "fa" ? "rtl" : "ltr";
    html.dataset["theme"] = shown;
  }, [locale, shown]);
  return localeTag(locale, { digits, calendar });
}

const SCHEME = "(prefers-color-scheme: dark)";

function schemeIsDark(): boolean {
  return matchMedia(SCHEME).matches;
}

function listenToScheme(changed: () => void): () => void {
  const query = matchMedia(SCHEME);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
