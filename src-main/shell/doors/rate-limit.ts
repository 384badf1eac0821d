/** So many at once, and so many a second after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Names that are remembered at once; beyond, everybody shares what is left, which only slows a flood down. */
const NAMES_MAX = 1000;

/** Counts requests by name (an address): `take` says whether one more may come now. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  take(name: string, nowMs: number): boolean {
    const key = this.#buckets.has(name) || this.#buckets.size < NAMES_MAX ? name : "";
    const { burst, perSecond } = this.#rate;
    const bucket = this.#buckets.get(key) ?? { tokens: burst, atMs: nowMs };
    const tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond);
    const isFree = tokens >= 1;
    this.#buckets.set(key, { tokens: isFree ? tokens - 1 : tokens, atMs: nowMs });
    return isFree;
  }
}
