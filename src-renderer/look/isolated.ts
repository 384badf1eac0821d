/** First strong isolate and its end (UAX #9). */
const [FSI, PDI] = ["\u2068", "\u2069"];

/**
 * Somebody's text for a place inside a sentence: it keeps its own direction, and signs at its ends stay with it
 * ("C++ POS", ".NET") whichever way the sentence runs. What the core hands out has no isolates of its own.
 */
export function isolated(text: string): string {
  return text === "" ? "" : `${FSI}${text}${PDI}`;
}

/** The text as somebody types it: isolates are for the eye alone. */
export function withoutIsolates(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, "");
}
