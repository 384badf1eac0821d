import { create } from "zustand";

/** A hand that types pauses less than this between two digits. */
const REST_MS = 500;

/** Whether the hand rests: what would be wrong with every digit but the last is said then. */
export const useRest = create<{ readonly isResting: boolean }>(() => ({ isResting: true }));

let movedAtMs = 0;

/** A digit was typed. One timer runs while the hand moves: setting it anew costs more than all else of this. */
export function handMoves(): void {
  movedAtMs = performance.now();
  if (!useRest.getState().isResting) return;
  useRest.setState({ isResting: false });
  setTimeout(look, REST_MS);
}

function look(): void {
  const leftMs = movedAtMs + REST_MS - performance.now();
  if (leftMs > 0) setTimeout(look, leftMs);
  else useRest.setState({ isResting: true });
}
