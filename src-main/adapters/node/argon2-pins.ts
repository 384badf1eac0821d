import { hash, verify } from "@node-rs/argon2";
import type { PinHasher } from "../../core/ports/pin-hasher.ts";

/** OWASP's first choice for argon2id (the library's default kind): 19 MiB, two passes, one lane; some 50 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** PINs as argon2id. */
export const argon2Pins: PinHasher = {
  hash: (pin) => hash(pin, COST),
  verify: async (pin, text) => {
    try {
      return await verify(text, pin);
    } catch {
      // A text that argon2 can't read is the hash of no PIN.
      return false;
    }
  },
};
