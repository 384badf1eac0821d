/** How old the newest backup may be: a day's work is the most that is lost. */
const DUE_AFTER_MS = 8 * 3_600_000;

/**
 * Whether a backup is due. `newestAtMs` is the stamp of the newest one, undefined when there is none; `sinceMadeMs` how
 * long ago by the monotonic clock this run made its last one, undefined when it made none. A stamp in the future comes
 * of a clock that was wrong then or is now: it says nothing of the age, so a run that made none itself makes one.
 */
export function isBackupDue(of: {
  readonly newestAtMs: number | undefined;
  readonly nowMs: number;
  readonly sinceMadeMs: number | undefined;
}): boolean {
  const { newestAtMs, nowMs, sinceMadeMs } = of;
  if (newestAtMs === undefined || (sinceMadeMs ?? 0) >= DUE_AFTER_MS) return true;
  const ageMs = nowMs - newestAtMs;
  return ageMs >= DUE_AFTER_MS || (ageMs < 0 && sinceMadeMs === undefined);
}
