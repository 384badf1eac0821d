import { createCipheriv, createHash } from "node:crypto";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";

/** The crypto port on Node's own OpenSSL. */
export const nodeCrypto: CryptoPort = {
  sha256: (data) => new Uint8Array(createHash("sha256").update(data).digest()),
  aes128: (key) => {
    const cipher = createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
    return (block) => new Uint8Array(cipher.update(block));
  },
};
