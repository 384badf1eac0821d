/**
 * A hybrid logical clock (Kulkarni et al. 2014): it orders displays and profile merges, never money. `ms` is the
 * largest wall time seen, `n` counts events within it.
 */
export interface Hlc {
  readonly ms: number;
  readonly n: number;
}

/**
 * Remote time further ahead of our own corrected time than this does not move our clock: one till set to 2030 poisons
 * nobody.
 */
export const HLC_DRIFT_MAX_MS = 10 * 60_000;

/**
 * The stamp of the next local event. `correctedMs` is wall time plus the offset learnt at the last authenticated
 * contact.
 */
export function hlcNext(last: Hlc, correctedMs: number): Hlc {
  return correctedMs > last.ms ? { ms: correctedMs, n: 0 } : { ms: last.ms, n: last.n + 1 };
}

/** Takes in a remote stamp. `flagged` says that it was too far ahead: it is stored, and did not raise the clock. */
export function hlcReceive(
  last: Hlc,
  remote: Hlc,
  correctedMs: number,
): { readonly hlc: Hlc; readonly flagged: boolean } {
  if (remote.ms > correctedMs + HLC_DRIFT_MAX_MS) return { hlc: last, flagged: true };
  const ahead = remote.ms > last.ms || (remote.ms === last.ms && remote.n > last.n);
  return { hlc: ahead ? remote : last, flagged: false };
}

/** Order of two stamps: negative when `a` is earlier. */
export function hlcCompare(a: Hlc, b: Hlc): number {
  return a.ms - b.ms || a.n - b.n;
}
