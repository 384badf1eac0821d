/**
 * The two primitives that the shared code needs and does not implement: SHA-256 (FIPS 180-4) and one AES-128 block
 * (FIPS 197). They are a port because the shared code runs in Node, in a browser and in the simulator.
 */
export interface CryptoPort {
  /** SHA-256 of `data`: 32 bytes. */
  sha256(data: Uint8Array): Uint8Array;
  /** A function that encrypts single 16-byte blocks with the 16-byte `key` (ECB on one block, no padding). */
  aes128(key: Uint8Array): (block: Uint8Array) => Uint8Array;
}
