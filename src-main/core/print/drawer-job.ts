import type { DrawerWord } from "../../../src-shared/words/drawer-words.ts";
import type { PrinterTrouble } from "../ports/printer.ts";

/**
 * The states of one opening of the drawer. `opened`: the printer took the pulse. `sent`: it can't say. `unknown`: some
 * bytes left and nobody knows the rest, and it is never tried again. `expired`: nobody waits for it any more.
 */
export type DrawerState = "queued" | "sending" | "opened" | "sent" | "unknown" | "expired";

/** One opening of the drawer. `subject` is the event that it belongs to, `journal/seq`: one for each. */
export interface DrawerJob {
  readonly jobNo: number;
  readonly printer: string;
  readonly subject: string;
  readonly state: DrawerState;
  /** Why it did not open so far, or why that is unknown. "restart" is a crash while its bytes were leaving. */
  readonly reason: PrinterTrouble | "restart" | null;
  readonly queuedAtMs: number;
  readonly changedAtMs: number;
}

/** What the screen says of an opening that did not do what it should. */
export interface DrawerNotice {
  readonly job: number;
  readonly word: DrawerWord;
}

/** What of a row changes. */
export type DrawerChange = Pick<DrawerJob, "state" | "reason">;

/**
 * As long as somebody may stand at the drawer and wait for it: later it must not spring open by itself, when the
 * printer is switched on again or its cover shut.
 */
export const DRAWER_LIFE_MS = 8_000;
/** What is said of one that stayed shut is of no use to anybody after this. */
const SAID_MS = 10 * 60_000;

/** Whether it must not be opened any more. A clock that was set back makes nothing young again. */
export function isTooLate({ queuedAtMs }: Pick<DrawerJob, "queuedAtMs">, nowMs: number): boolean {
  return Math.abs(nowMs - queuedAtMs) > DRAWER_LIFE_MS;
}

/** What is to be said of the newest opening; undefined when it did what it should or nobody can tell yet. */
export function drawerWord({ state, reason, queuedAtMs }: DrawerJob, nowMs: number): DrawerWord | undefined {
  if (Math.abs(nowMs - queuedAtMs) > SAID_MS) return undefined;
  switch (state) {
    case "opened":
    case "sent":
    case "sending":
      return undefined;
    case "unknown":
      return "drawer-unknown";
    case "queued":
    case "expired":
      if (reason === null) return state === "queued" ? undefined : "drawer-unreachable";
      return HELD.has(reason) ? "drawer-held" : "drawer-unreachable";
  }
}

/** The printer is there, and will not open it as it is. */
const HELD: ReadonlySet<DrawerJob["reason"]> = new Set([
  "paper-out",
  "cover-open",
  "cutter-stuck",
  "head-hot",
  "printer-error",
]);
