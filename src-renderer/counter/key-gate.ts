/**
 * Stands between the keys and what they do while a bill is being finished, so that Enter pays once and a key for the
 * next bill waits for it. "finishing": from Enter to the payment's answer. "settling": paid, and the core's picture
 * still shows that bill. "watching": a payment or an undo runs that this page did not begin.
 */
export interface KeyGate<K> {
  readonly phase: "open" | "finishing" | "settling" | "watching";
  /** The revision of the bill that is being finished or was paid last. */
  readonly revision: number | null;
  /** Keys that wait, oldest first. */
  readonly held: readonly Pressed<K>[];
  /** When the last payment's result came; null after any other key. */
  readonly doneAtMs: number | null;
}

/** A key at the gate; `isEnd` for those that end a bill (Enter and its buttons). */
export interface Pressed<K> {
  readonly key: K;
  readonly isEnd: boolean;
}

/** What a picture of the core says to the gate. */
export interface Pictured {
  readonly revision: number;
  readonly isEmpty: boolean;
  readonly isWorking: boolean;
}

/** An Enter so soon after the result is the second half of a double press: the change must stay on the screen. */
export const DOUBLE_PRESS_MS = 300;
/** Whoever types on beyond this during one payment is a cat on the keyboard. */
export const HELD_MAX = 200;

/** The gate as a page begins with it. */
export function openGate<K>(): KeyGate<K> {
  return { phase: "open", revision: null, held: [], doneAtMs: null };
}

/** The gate after a press. A second Enter without anything between is the first one again. */
export function pressed<K>(gate: KeyGate<K>, press: Pressed<K>, atMs: number): KeyGate<K> {
  if (press.isEnd) {
    const last = gate.held.at(-1);
    const isDouble = last === undefined ? gate.phase !== "open" : last.isEnd;
    const isTooSoon = gate.phase === "open" && gate.doneAtMs !== null && atMs - gate.doneAtMs < DOUBLE_PRESS_MS;
    if (isDouble || isTooSoon) return gate;
  }
  if (gate.held.length >= HELD_MAX) return gate;
  return { ...gate, held: [...gate.held, press], doneAtMs: null };
}

/** The next key that may act, and the gate without it; undefined while there is none. */
export function nextKey<K>(gate: KeyGate<K>): { readonly key: K; readonly gate: KeyGate<K> } | undefined {
  const [first, ...held] = gate.held;
  if (gate.phase !== "open" || first === undefined) return undefined;
  return { key: first.key, gate: { ...gate, held, doneAtMs: null } };
}

/** Enter: a bill is being finished. */
export function begun<K>(gate: KeyGate<K>): KeyGate<K> {
  return { ...gate, phase: "finishing", doneAtMs: null };
}

/** The bill with this revision is paid; `shown` is the revision of the core's newest picture. */
export function paid<K>(gate: KeyGate<K>, revision: number, shown: number, atMs: number): KeyGate<K> {
  const settling: KeyGate<K> = { ...gate, phase: "settling", revision };
  return shown === revision ? settling : opened(settling, atMs);
}

/** No payment (yet): keys that were meant for the next bill would go to this one, and are forgotten. */
export function unpaid<K>(gate: KeyGate<K>): KeyGate<K> {
  return { ...gate, phase: "open", held: [], doneAtMs: null };
}

/** The core's picture changed. */
export function pictured<K>(gate: KeyGate<K>, picture: Pictured, atMs: number): KeyGate<K> {
  const { revision, isEmpty, isWorking } = picture;
  if (gate.phase === "settling") return revision === gate.revision ? gate : opened(gate, atMs);
  if (gate.phase === "open" && isWorking) return { ...gate, phase: "watching", revision };
  if (gate.phase !== "watching" || isWorking) return gate;
  // Still the same bill, and something on it: what was typed meanwhile is not a part of it.
  return revision === gate.revision && !isEmpty ? unpaid(gate) : opened(gate, atMs);
}

function opened<K>(gate: KeyGate<K>, atMs: number): KeyGate<K> {
  return { ...gate, phase: "open", doneAtMs: atMs };
}
