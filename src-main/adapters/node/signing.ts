import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { assert } from "../../../src-shared/base/assert.ts";
import type { SignerPort, VerifySignature } from "../../core/ports/signing.ts";

/** DER around a raw Ed25519 key (RFC 8410): OpenSSL takes no bare bytes. */
const PRIVATE_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** The signer of a 32-byte seed, as the keychain keeps it. */
export function signerOf(seed: Uint8Array): SignerPort {
  assert(seed.length === 32, "an Ed25519 seed has 32 bytes");
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: "der", type: "pkcs8" });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    publicKey: new Uint8Array(spki.subarray(PUBLIC_PREFIX.length)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}

/** Ed25519 verification by OpenSSL. */
export const verifySignature: VerifySignature = (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicKey]), format: "der", type: "spki" });
  return verify(null, message, key, signature);
};
