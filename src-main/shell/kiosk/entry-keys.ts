import { createHash } from "node:crypto";
import type { ClockPort, RandomPort } from "../../core/ports/clock.ts";

/** A link is for the person who has just started the program: long enough for a slow browser's start. */
const KEY_LASTS_MS = 5 * 60_000;
/** Links that nobody has used yet; the oldest gives way. */
const KEYS_MAX = 8;
/** Windows and browsers that were let in; a till has a few. The oldest gives way. */
const SESSIONS_MAX = 32;

/**
 * Who is let in: a one-time key of 128 bits becomes a session of 256 bits. Both live as long as the process, and only
 * as hashes, so that neither a log nor a dump of this table lets anybody in.
 */
export class EntryKeys {
  readonly #clock: ClockPort;
  readonly #random: RandomPort;
  readonly #keys = new Map<string, number>();
  /** Session → whether it has not had its first line yet. */
  readonly #sessions = new Map<string, boolean>();

  constructor(clock: ClockPort, random: RandomPort) {
    this.#clock = clock;
    this.#random = random;
  }

  /** A new key (hexadecimal), good once. */
  newKey(): string {
    const key = Buffer.from(this.#random.bytes(16)).toString("hex");
    keepNewest(this.#keys, KEYS_MAX);
    this.#keys.set(hashed(key), this.#clock.monotonicMs() + KEY_LASTS_MS);
    return key;
  }

  /** Uses a key up. The session's secret, or undefined when the key is unknown, used or old. */
  enter(key: string): string | undefined {
    const hash = hashed(key);
    const untilMs = this.#keys.get(hash);
    this.#keys.delete(hash);
    if (untilMs === undefined || untilMs < this.#clock.monotonicMs()) return undefined;
    const session = Buffer.from(this.#random.bytes(32)).toString("base64url");
    keepNewest(this.#sessions, SESSIONS_MAX);
    this.#sessions.set(hashed(session), true);
    return session;
  }

  isSession(session: string): boolean {
    return this.#sessions.has(hashed(session));
  }

  /** True once for each session: its first line is a person who has just opened the till. */
  takeFresh(session: string): boolean {
    const hash = hashed(session);
    if (this.#sessions.get(hash) !== true) return false;
    this.#sessions.set(hash, false);
    return true;
  }
}

/** Looking up a hash tells nothing by its time about the secrets that are there. */
function hashed(secret: string): string {
  return createHash("sha256").update(secret).digest("base64");
}

function keepNewest(map: Map<string, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size < max) return;
    map.delete(key);
  }
}
