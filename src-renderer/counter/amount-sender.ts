/** What the core said to an amount: the bill's new revision, or null when it was refused. */
export type SentAmount = { readonly revision: number } | null;

interface Sending {
  readonly send: (amountMinor: number) => Promise<SentAmount>;
  readonly after: (work: () => void, ms: number) => () => void;
  readonly waitMs: number;
  /** The core has the newest amount. */
  readonly onIdle?: () => void;
}

/**
 * Carries the typed amount to the core: after a short silence, one call under way at a time, in order, always the
 * newest amount. `flush` sends at once, and is fulfilled when the core has the newest one.
 */
export function createAmountSender({ send, after, waitMs, onIdle }: Sending) {
  let wanted: number | undefined;
  let isDue = false;
  let underWay: Promise<void> | undefined;
  let last: SentAmount = null;
  let sent = 0;
  let stopTimer: () => void = () => {};

  async function drain(): Promise<void> {
    // What is typed while a call is under way has its own silence to wait for: it may yet be a scanner's.
    while (wanted !== undefined && isDue) {
      const amountMinor = wanted;
      wanted = undefined;
      isDue = false;
      sent += 1;
      last = await send(amountMinor);
    }
    underWay = undefined;
    if (wanted === undefined) onIdle?.();
  }

  /** The silence is over. Finds nothing where a flush was quicker, which must leave the sender idle. */
  function go(): Promise<void> {
    stopTimer();
    isDue = wanted !== undefined;
    if (isDue) underWay ??= drain();
    return underWay ?? Promise.resolve();
  }

  function wait(): void {
    isDue = false;
    stopTimer();
    stopTimer = after(() => void go(), waitMs);
  }

  return {
    /** Sends `amountMinor` after a short silence: until then a scan may take it back. */
    set(amountMinor: number): void {
      wanted = amountMinor;
      wait();
    },
    /** Keys go on: the silence begins anew. */
    stir(): void {
      if (wanted !== undefined) wait();
    },
    /** Forgets what was not sent yet. */
    cancel(): void {
      stopTimer();
      wanted = undefined;
    },
    isIdle: (): boolean => wanted === undefined && underWay === undefined,
    /** How many amounts went out so far. */
    sent: (): number => sent,
    /** The revision of the newest amount; null when none was sent or it was refused. */
    async flush(): Promise<SentAmount> {
      last = null;
      while (wanted !== undefined || underWay !== undefined) await go();
      return last;
    },
  };
}
