/** Slow hashes of PINs. Work goes on beside the event loop: a sale never waits for a PIN. */
export interface PinHasher {
  /** A text with the algorithm's parameters and a salt of its own. */
  hash(pin: string): Promise<string>;
  /** Whether the PIN is the hash's; false for a text that is no hash. */
  verify(pin: string, hash: string): Promise<boolean>;
}
