/** How a line of one speed is written and asked. */
export interface StatusPlan {
  /** Bytes that may be ahead of the wire's own speed: a question waits behind them. */
  readonly aheadBytes: number;
  /** A question at the first command boundary after so many bytes. */
  readonly askEveryBytes: number;
}

/** An eighth of a second of wire, but not below one short band and not above what a good line has sent before it. */
const [ASK_PER_SECOND, ASK_BYTES_MIN, ASK_BYTES_MAX] = [8, 480, 1_500];
/** A twentieth of a second: enough that the line never runs dry between two timers. */
const [AHEAD_PER_SECOND, AHEAD_BYTES_MIN, AHEAD_BYTES_MAX] = [20, 64, 512];

/** The plan for a line of `bytesPerSecond`: baud / 10 with 8N1. */
export function statusPlan(bytesPerSecond: number): StatusPlan {
  return {
    askEveryBytes: clamp(bytesPerSecond / ASK_PER_SECOND, ASK_BYTES_MIN, ASK_BYTES_MAX),
    aheadBytes: clamp(bytesPerSecond / AHEAD_PER_SECOND, AHEAD_BYTES_MIN, AHEAD_BYTES_MAX),
  };
}

/**
 * The most bytes between two questions while a receipt is sent: a printer that stops has said so after twice as many. A
 * question may only stand between two commands, so the longest counts: that is why slow lines get bands of 8 rows.
 */
export function statusIntervalBytes(bytesPerSecond: number, longestCommandBytes: number): number {
  return statusPlan(bytesPerSecond).askEveryBytes + longestCommandBytes;
}

/** The same in milliseconds of the line. */
export function statusIntervalMs(bytesPerSecond: number, longestCommandBytes: number): number {
  return Math.ceil((statusIntervalBytes(bytesPerSecond, longestCommandBytes) * 1_000) / bytesPerSecond);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)));
}
