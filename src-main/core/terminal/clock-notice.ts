import type { Terminal } from "./context.ts";

/** Clocks of tills drift by seconds and are corrected by minutes; more is a clock that somebody set. */
const BACK_MS = 10 * 60_000;

/** Whether the wall clock is behind the last entry of this till's journal. Selling goes on all the same. */
export function isClockSetBack({ store, identity, clock }: Pick<Terminal, "store" | "identity" | "clock">): boolean {
  const head = store.read.journal(identity.journal);
  return head !== undefined && clock.wallMs() < head.hlcMs - BACK_MS;
}
