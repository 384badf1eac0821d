import type { CounterKey } from "./counter-key.ts";
import { BURST_GAP_MS, burstWith, scannedText, type Stroke } from "./scan-burst.ts";

/** A burst may still be a fast hand: after this silence it was one. */
export const QUIET_MS = BURST_GAP_MS + 10;
/** So many digits are shown at once; from the next one on, a burst waits until it is known what it is. */
const SHOWN_AT_ONCE = 2;
/** Scanners that end with CR and LF strike Enter twice; nobody scans and presses Enter as fast. */
const SCAN_TAIL_MS = 100;

interface Reading {
  /** Does what a key means. */
  readonly apply: (key: CounterKey) => void;
  /** A scanner sent this. */
  readonly scan: (text: string) => void;
  /** Remembers what was typed before a burst, and brings it back when that was a scan. */
  readonly mark: () => () => void;
  /** A burst goes on: what it typed so far may yet be a scan. */
  readonly stir: () => void;
  readonly after: (work: () => void, ms: number) => () => void;
}

/**
 * Tells scanner bursts from typing. The first digits act at once; letters, and the rest of a burst, wait for 40 ms of
 * silence or for a key that can't belong to a scan. When Enter ends a scan, nothing of it has happened.
 */
export function createKeyReader({ apply, scan, mark, stir, after }: Reading) {
  let burst: readonly Stroke[] = [];
  let waiting: CounterKey[] = [];
  let takeBack: () => void = () => {};
  let stopTimer: () => void = () => {};
  let scannedAtMs = Number.NEGATIVE_INFINITY;

  function settle(): void {
    stopTimer();
    const keys = waiting;
    waiting = [];
    for (const key of keys) apply(key);
  }

  /** `key` is null for a key that writes but means nothing: it may be part of a scan. */
  function press(key: CounterKey | null, stroke: Stroke | null, atMs: number): void {
    if (stroke === null) return pressOther(key, atMs);
    const next = burstWith(burst, stroke);
    if (next.length === 1) {
      settle();
      takeBack = mark();
    }
    burst = next;
    stir();
    if (key === null && next.length === 1) return;
    if (key?.kind === "digits" && next.length <= SHOWN_AT_ONCE && waiting.length === 0) return apply(key);
    if (key !== null) waiting.push(key);
    stopTimer();
    stopTimer = after(settle, QUIET_MS);
  }

  function pressOther(key: CounterKey | null, atMs: number): void {
    if (key?.kind === "enter" && burst.length === 0 && atMs - scannedAtMs < SCAN_TAIL_MS) return;
    const text = key?.kind === "enter" ? scannedText(burst, atMs) : null;
    burst = [];
    if (text === null) {
      settle();
      if (key !== null) apply(key);
      return;
    }
    scannedAtMs = atMs;
    stopTimer();
    waiting = [];
    takeBack();
    scan(text);
  }

  return { press, settle };
}
