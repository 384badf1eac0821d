/** A device's Ed25519 key (RFC 8032): the private half never leaves the adapter. */
export interface SignerPort {
  /** The raw public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** The 64-byte signature of `message`. */
  sign(message: Uint8Array): Uint8Array;
}

/** Whether `signature` is that of `message` under the raw public key. Never throws on bad input. */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
