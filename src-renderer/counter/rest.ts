import { create } from "zustand";

/** A hand that types pauses less than this between two digits. */
const REST_MS = 500;

/** Whether the hand rests: what would be wrong with every digit but the last is said then. */
export const useRest = create<{ readonly isResting: boolean }>(() => ({ isResting: true }));

let stopTimer: ReturnType<typeof setTimeout> | undefined;

/** A digit was typed. */
export function handMoves(): void {
  clearTimeout(stopTimer);
  stopTimer = setTimeout(() => useRest.setState({ isResting: true }), REST_MS);
  if (useRest.getState().isResting) useRest.setState({ isResting: false });
}
