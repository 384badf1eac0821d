import { create } from "zustand";
import type { PageEvent } from "../../src-shared/contract/contract.ts";
import type { CounterState, DisplayState, StripState } from "../../src-shared/contract/counter-state.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import type { Connection } from "../api/create-api.ts";
import { setShopLook } from "../look/look-store.ts";
import { keepSame } from "./keep-same.ts";

type EventOf<K extends PageEvent["kind"]> = Extract<PageEvent, { kind: K }>;

/**
 * The counter as the core last told it; null until it has. Parts that did not change stay the same objects.
 * Select narrowly: `useCounter((c) => c.state?.bill)`.
 */
export const useCounter = create<{ readonly state: CounterState | null }>(() => ({ state: null }));
/** The status strip. */
export const useStrip = create<{ readonly state: StripState | null }>(() => ({ state: null }));
/** The customer's screen. */
export const useCustomerDisplay = create<{ readonly state: DisplayState | null }>(() => ({ state: null }));
/** Who is signed in, and whether there is a shop yet. `known` is false until the core has said. */
export const useSession = create<{
  readonly known: boolean;
  readonly signedIn: EventOf<"session">["signedIn"];
  readonly setupNeeded: boolean;
}>(() => ({ known: false, signedIn: null, setupNeeded: false }));
export type SignedIn = NonNullable<EventOf<"session">["signedIn"]>;
/** The core's own state. */
export const useHealth = create<{
  readonly health: EventOf<"health">["health"];
  readonly refusal: Refusal | null;
}>(() => ({ health: "starting", refusal: null }));
export const useConnection = create<{ readonly connection: Connection }>(() => ({ connection: "connecting" }));

/** What is heard or shown once and not kept: sounds, and refusals that nobody asked for. */
export type Passing = EventOf<"sound"> | EventOf<"refused">;
const passing = new Set<(event: Passing) => void>();

/** Listens to sounds and unasked refusals; returns what ends that. */
export function onPassing(listener: (event: Passing) => void): () => void {
  passing.add(listener);
  return () => void passing.delete(listener);
}

let hasLook = false;

/** Puts an event of the core where the pages look. */
export function feedStores(event: PageEvent): void {
  switch (event.kind) {
    case "counter":
      return useCounter.setState((held) => ({ state: keepSame(held.state, event.state) }));
    case "strip":
      return useStrip.setState((held) => ({ state: keepSame(held.state, event.state) }));
    case "display":
      return useCustomerDisplay.setState({ state: event.state });
    case "session":
      return useSession.setState({ known: true, signedIn: event.signedIn, setupNeeded: event.setupNeeded });
    case "look":
      setShopLook(event.display, hasLook);
      hasLook = true;
      return;
    case "health":
      return useHealth.setState({ health: event.health, refusal: event.refusal });
    case "sound":
    case "refused":
      for (const listener of passing) listener(event);
  }
}
