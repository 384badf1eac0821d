import type { TimerPort } from "../core/process/timers.ts";

/** Delays of Node. */
export const nodeTimers: TimerPort = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
