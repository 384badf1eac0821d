import { concatBytes } from "../../../src-shared/base/bytes.ts";
import { assert } from "../../../src-shared/base/assert.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { CardChannel, CardIoFailure } from "../ports/card-reader.ts";

/** Which of a sector's two keys (MF1S50, the byte of the PC/SC authenticate command). */
export type KeyType = 0x60 | 0x61;
export const KEY_A: KeyType = 0x60;
export const KEY_B: KeyType = 0x61;

/** The step of an exchange, for messages and logs; never with the bytes themselves. */
export type ClassicStep = "load-key" | "authenticate" | "read" | "write" | "reselect";

/**
 * An exchange that did not do its work:
 * - `io`: no answer, see CardIoFailure; what the card holds now is unknown;
 * - `refused`: an answer with status `sw`. ACS readers say 63 00 for a wrong key, a refused write and a lost tag alike;
 * - `garbled`: an answer that is none (wrong length). What the card holds now is unknown.
 */
export type ClassicFailure =
  | { readonly kind: "io"; readonly step: ClassicStep; readonly failure: CardIoFailure }
  | { readonly kind: "refused"; readonly step: ClassicStep; readonly sw: number }
  | { readonly kind: "garbled"; readonly step: ClassicStep; readonly length: number };

/** Bytes of a block (MF1S50). */
export const BLOCK_BYTES = 16;

/**
 * Loads `key` (6 bytes) into the reader and opens the sector of `block` with it: 2 APDUs (PC/SC part 3, FF 82 and FF
 * 86). After a refusal the tag is silent until it is selected again.
 */
export async function authenticate(
  card: CardChannel,
  { block, type, key }: { readonly block: number; readonly type: KeyType; readonly key: Uint8Array },
): Promise<Result<null, ClassicFailure>> {
  assert(key.length === 6, "a Crypto1 key has 6 bytes");
  // Slot 0 always: slot numbers differ between readers, and every authentication loads its own key anyway.
  const loaded = await exchange(card, "load-key", concatBytes(Uint8Array.of(0xff, 0x82, 0, 0, 6), key), 0);
  if (!loaded.ok) return loaded;
  const opened = await exchange(card, "authenticate", Uint8Array.of(0xff, 0x86, 0, 0, 5, 1, 0, block, type, 0), 0);
  return opened.ok ? ok(null) : opened;
}

/** The 16 bytes of `block` (FF B0). The sector must be open. */
export function readBlock(card: CardChannel, block: number): Promise<Result<Uint8Array, ClassicFailure>> {
  return exchange(card, "read", Uint8Array.of(0xff, 0xb0, 0, block, BLOCK_BYTES), BLOCK_BYTES);
}

/**
 * Writes 16 `bytes` to `block` (FF D6). The sector must be open. An `ok` still proves nothing until it is read back.
 */
export async function writeBlock(
  card: CardChannel,
  { block, bytes }: { readonly block: number; readonly bytes: Uint8Array },
): Promise<Result<null, ClassicFailure>> {
  assert(bytes.length === BLOCK_BYTES, "a block has 16 bytes");
  assert(block !== 0, "block 0 is the manufacturer's");
  const head = Uint8Array.of(0xff, 0xd6, 0, block, BLOCK_BYTES);
  const written = await exchange(card, "write", concatBytes(head, bytes), 0);
  return written.ok ? ok(null) : written;
}

/** Selects the same card again after a refusal. */
export async function reselect(card: CardChannel): Promise<Result<null, ClassicFailure>> {
  const done = await card.reselect();
  return done.ok ? done : err({ kind: "io", step: "reselect", failure: done.error });
}

async function exchange(
  card: CardChannel,
  step: ClassicStep,
  apdu: Uint8Array,
  expected: number,
): Promise<Result<Uint8Array, ClassicFailure>> {
  const answer = await card.transmit(apdu);
  if (!answer.ok) return err({ kind: "io", step, failure: answer.error });
  const { length } = answer.value;
  if (length < 2) return err({ kind: "garbled", step, length });
  const sw = ((answer.value[length - 2] ?? 0) << 8) | (answer.value[length - 1] ?? 0);
  if (length === 2 && sw !== 0x9000) return err({ kind: "refused", step, sw });
  if (length !== expected + 2 || sw !== 0x9000) return err({ kind: "garbled", step, length });
  return ok(answer.value.slice(0, expected));
}
