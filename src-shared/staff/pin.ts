import { foldDigits } from "../members/fold-text.ts";

const MINUTE_MS = 60_000;
/** Wrong PINs that are forgiven: the next one locks. */
export const PIN_TRIES = 5;
/** A lock doubles with every further wrong PIN up to this: 10,000 PINs of four digits take a year and more. */
const PIN_LOCK_MAX_MS = 60 * MINUTE_MS;

/** The 4 to 8 digits of a typed PIN, in Latin digits, or undefined. Spaces at the ends are no part of it. */
export function readPin(typed: string): string | undefined {
  const digits = foldDigits(typed.trim());
  return /^[0-9]{4,8}$/.test(digits) ? digits : undefined;
}

/** How long a person is locked out after so many wrong PINs in a row, in ms; 0 below the limit. */
export function pinLockMs(wrongPins: number): number {
  if (wrongPins < PIN_TRIES) return 0;
  return Math.min(MINUTE_MS * 2 ** Math.min(wrongPins - PIN_TRIES, 10), PIN_LOCK_MAX_MS);
}

/**
 * Until when a lock holds, as the clock says now; 0 when it is over. A clock that was set back must not lock for days.
 */
export function lockedUntil(of: { readonly lockedUntilMs: number; readonly nowMs: number }): number {
  const { lockedUntilMs, nowMs } = of;
  if (lockedUntilMs <= nowMs) return 0;
  return Math.min(lockedUntilMs, nowMs + PIN_LOCK_MAX_MS);
}
