import { randomBytes } from "node:crypto";
import type { ClockPort, RandomPort } from "../../core/ports/clock.ts";

/** The machine's clocks. */
export const systemClock: ClockPort = {
  wallMs: () => Date.now(),
  // Subtracted, because in UTC a sign would make a negative zero, which canonical text refuses.
  offsetMin: () => 0 - new Date().getTimezoneOffset(),
  monotonicMs: () => performance.now(),
};

/** The operating system's random numbers. */
export const systemRandom: RandomPort = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
};
