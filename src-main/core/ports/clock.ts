/** Time as the core sees it. */
export interface ClockPort {
  /** Wall time in epoch milliseconds: may jump. */
  wallMs(): number;
  /** The wall clock's offset from UTC in minutes, at this instant. */
  offsetMin(): number;
  /** Milliseconds that never jump back, for time limits; their origin means nothing. */
  monotonicMs(): number;
}

/** Random bytes from the operating system's generator; a seeded one in the simulator. */
export interface RandomPort {
  bytes(count: number): Uint8Array;
}
