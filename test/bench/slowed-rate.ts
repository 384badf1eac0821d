/** How many times longer the same work takes at one of the browser's rates. */
export interface Slowdown {
  readonly rate: number;
  readonly slowdown: number;
}

/**
 * The browser's rate at which work takes `wanted` times as long, by a straight line between the two measured rates
 * around it, in hundredths. `measured` is in the rates' order; outside of them it is the nearest end.
 */
export function rateFor(wanted: number, measured: readonly Slowdown[]): number {
  const above = measured.findIndex(({ slowdown }) => slowdown >= wanted);
  const [low, high] = [measured[above - 1], measured.at(above)];
  if (high === undefined) throw new Error("no rate was measured");
  if (above === -1 || low === undefined) return high.rate;
  const share = (wanted - low.slowdown) / (high.slowdown - low.slowdown);
  return Math.round((low.rate + share * (high.rate - low.rate)) * 100) / 100;
}
