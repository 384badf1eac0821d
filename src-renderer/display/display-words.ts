import type { Locale } from "../../src-shared/words/format.ts";
import { DISPLAY_EN } from "../words/en/display.ts";
import { DISPLAY_FA } from "../words/fa/display.ts";

export type DisplayKey = `display.${keyof typeof DISPLAY_FA}`;

/** First strong isolate and its end: a name or an amount keeps its own direction inside the sentence. */
const [FSI, PDI] = ["\u2068", "\u2069"];

/** Says a message of this screen. It has so few that it needs neither a catalogue's engine nor the pages' words. */
export function displayWords(locale: Locale): (key: DisplayKey, put?: Readonly<Record<string, string>>) => string {
  const messages: Readonly<Record<string, string>> = locale === "fa" ? DISPLAY_FA : DISPLAY_EN;
  return (key, put = {}) =>
    (messages[key.slice("display.".length)] ?? "").replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      put[name] === undefined ? "" : `${FSI}${put[name]}${PDI}`,
    );
}
