const works = new Set<() => void>();

/**
 * Has `work` done before the till is locked: what was typed is sent to the core. Nothing is waited for, so that nothing
 * keeps a till open. Returns what ends this.
 */
export function onBeforeLock(work: () => void): () => void {
  works.add(work);
  return () => void works.delete(work);
}

/** Does all of it. */
export function readyToLock(): void {
  for (const work of works) work();
}
