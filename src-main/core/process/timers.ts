/** Delays as the core sees them, so that supervision can be tested without waiting. */
export interface TimerPort {
  /** Calls `run` once after `delayMs` milliseconds. Returns the function that prevents it. */
  after(delayMs: number, run: () => void): () => void;
}
