import { useConnection } from "../stores/event-stores.ts";

/** What an own command of the bill came to: its revision; null when it was refused, undefined when it has none. */
type Changed = number | null | undefined;

const underWay = new Set<Promise<Changed>>();
let newest = 0;

// A new line begins with a new picture; a shop that was brought back from a backup may count from a lower revision.
useConnection.subscribe(({ connection }) => {
  if (connection !== "ready") newest = 0;
});

/** Remembers a command of this page that changes the bill, until it is answered. */
export function track<A extends { readonly ok: boolean; readonly value?: unknown }>(asked: Promise<A>): Promise<A> {
  const changed = asked.then(revisionIn);
  underWay.add(changed);
  return asked.finally(() => underWay.delete(changed));
}

/** Whether a command of this page is under way. */
export function isAsking(): boolean {
  return underWay.size > 0;
}

/** Waits for the commands that are under way now, and for no later one. */
export async function beforeThis(): Promise<void> {
  await Promise.all(underWay);
}

/** The newest revision that the core has confirmed to this page: an older picture is not the whole truth yet. */
export function ownRevision(): number {
  return newest;
}

/** Waits for the commands under way: whether one was refused, and the revision after them (null when none was). */
export async function answered(): Promise<{ readonly isRefused: boolean; readonly revision: number | null }> {
  let isRefused = false;
  let revision: number | null = null;
  while (underWay.size > 0) {
    for (const changed of await Promise.all(underWay)) {
      if (changed === null) isRefused = true;
      else if (changed !== undefined) revision = Math.max(revision ?? 0, changed);
    }
    // Each is taken off by its own answer, a step later.
    await Promise.resolve();
  }
  return { isRefused, revision };
}

function revisionIn({ ok, value }: { readonly ok: boolean; readonly value?: unknown }): Changed {
  if (!ok) return null;
  const revision: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "revision") : undefined;
  if (typeof revision !== "number") return undefined;
  newest = Math.max(newest, revision);
  return revision;
}
