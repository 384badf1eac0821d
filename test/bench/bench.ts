/** One measured figure. `ratio` compares with the base that the bench itself names. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
}

/** A bench: figures as they are measured. `say` is for progress, and goes to standard error. */
export interface Bench {
  readonly name: string;
  run(say: (text: string) => void): AsyncIterable<Figure> | Iterable<Figure>;
}

/** The `p`-th percentile (0–100) of `samples` by nearest rank. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Milliseconds that `work` took. */
export function timed(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** Milliseconds of the system's monotonic clock, which a browser's trace and metrics have, too. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
