import type { LogPort } from "../ports/log.ts";
import type { TimerPort } from "../process/timers.ts";
import type { Counter } from "./counter.ts";

/**
 * How often the head office is asked for its news: caps and the authority's work (gifts, unlocking) never wait longer.
 */
const EVERY_MS = 60_000;

/** Makes a contact at once and then every minute. An absent office changes nothing: the offline rules go on. */
export function keepContact(parts: {
  readonly counter: Pick<Counter, "contact">;
  readonly timers: TimerPort;
  readonly log: LogPort;
}): () => void {
  const { counter, timers, log } = parts;
  let cancel = (): void => undefined;
  const turn = (): void => {
    // What throws (a full disk) is met again by the next sale, which says it in words.
    counter.contact().catch((error: unknown) => log.log("warn", "contact-failed", { detail: String(error) }));
    cancel = timers.after(EVERY_MS, turn);
  };
  turn();
  return () => cancel();
}
