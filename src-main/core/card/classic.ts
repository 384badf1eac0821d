import { equalBytes } from "../../../src-shared/base/bytes.ts";
import { assert } from "../../../src-shared/base/assert.ts";
import { ok, type Result } from "../../../src-shared/base/result.ts";
import type { CardChannel } from "../ports/card-reader.ts";
import { decodeAccessBits, TRANSPORT_CONDITIONS, type SectorConditions } from "./access-bits.ts";
import {
  authenticate,
  BLOCK_BYTES,
  KEY_A,
  KEY_B,
  readBlock,
  reselect,
  writeBlock,
  type ClassicFailure,
  type KeyType,
} from "./classic-apdu.ts";

/** Our blocks: sector 1. Frozen with the card layout. */
export const HEADER_BLOCK = 4;
export const SLOT_BLOCKS = { A: 5, B: 6 } as const;
export const TRAILER_BLOCK = 7;

/** The record slots, by name. */
export type ClassicSlot = keyof typeof SLOT_BLOCKS;

/** The diversified access keys of one card, 6 bytes each. */
export interface ClassicKeys {
  readonly keyA: Uint8Array;
  readonly keyB: Uint8Array;
}

/** What sector 1 holds: three times 16 bytes, not yet judged. */
export interface ClassicBlocks {
  readonly header: Uint8Array;
  readonly slotA: Uint8Array;
  readonly slotB: Uint8Array;
}

/** What a card with a transport trailer is judged by: true when these blocks are our own unfinished issue. */
export type Recognise = (blocks: ClassicBlocks) => boolean;

/**
 * What lies on the reader:
 * - `open`: our keys fit; the caller judges header and records;
 * - `blank`: as delivered, sector 1 all zero;
 * - `half-issued`: as delivered, but with our own header or records: an issue that was torn off;
 * - `foreign-data`: as delivered, with somebody else's data (or a torn block of ours: only the journal can tell);
 * - `foreign-keys`: neither our keys nor those it was delivered with;
 * - `lost`: the exchange failed; nothing is known.
 */
export type ClassicIdentity =
  | { readonly kind: "open"; readonly blocks: ClassicBlocks }
  | { readonly kind: "blank" }
  | { readonly kind: "half-issued"; readonly blocks: ClassicBlocks }
  | { readonly kind: "foreign-data"; readonly blocks: ClassicBlocks }
  | { readonly kind: "foreign-keys" }
  | { readonly kind: "lost"; readonly failure: ClassicFailure };

/** What became of a write: `written` only when the slot was read back equal; else what the slot holds is unknown. */
export type SlotWrite =
  | { readonly kind: "written" }
  | { readonly kind: "unknown"; readonly failure: ClassicFailure }
  | { readonly kind: "other-bytes"; readonly found: Uint8Array };

/** The key of both types on a card as delivered (MF1S50 §8.7). */
export const TRANSPORT_KEY: Uint8Array = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

/**
 * Reads what lies on the reader: 5 APDUs for a card of ours (6 with the FF CA of the arrival). Leaves the sector open
 * with key B, so that a write may follow at once.
 */
export async function identifyClassic(
  card: CardChannel,
  { keys, recognise }: { readonly keys: ClassicKeys; readonly recognise: Recognise },
): Promise<ClassicIdentity> {
  // Key B, although A reads too: the same authentication then serves the write, two APDUs fewer per sale.
  const first = await openSector(card, [
    { type: KEY_B, key: keys.keyB },
    { type: KEY_A, key: TRANSPORT_KEY },
    // Ours once more, because one bad answer must not call a customer's card foreign.
    { type: KEY_B, key: keys.keyB },
  ]);
  if (!first.ok) return { kind: "lost", failure: first.error };
  if (first.value === undefined) return { kind: "foreign-keys" };
  if (first.value.key !== TRANSPORT_KEY) {
    const blocks = await readBlocks(card);
    return blocks.ok ? { kind: "open", blocks: blocks.value } : { kind: "lost", failure: blocks.error };
  }
  const access = await readConditions(card);
  if (!access.ok) return { kind: "lost", failure: access.error };
  if (!isTransport(access.value)) return { kind: "foreign-keys" };
  const blocks = await readBlocks(card);
  return blocks.ok ? judgeTransport(blocks.value, recognise) : { kind: "lost", failure: blocks.error };
}

/** Writes `bytes` (16) to one slot of a sector opened with key B and reads it back: 2 APDUs. */
export async function writeSlot(
  card: CardChannel,
  { slot, bytes }: { readonly slot: ClassicSlot; readonly bytes: Uint8Array },
): Promise<SlotWrite> {
  const block = SLOT_BLOCKS[slot];
  const written = await writeBlock(card, { block, bytes });
  if (!written.ok) return { kind: "unknown", failure: written.error };
  const back = await readBlock(card, block);
  if (!back.ok) return { kind: "unknown", failure: back.error };
  return equalBytes(back.value, bytes) ? { kind: "written" } : { kind: "other-bytes", found: back.value };
}

/** Header and both slots, in this order: 3 APDUs. */
export async function readBlocks(card: CardChannel): Promise<Result<ClassicBlocks, ClassicFailure>> {
  const header = await readBlock(card, HEADER_BLOCK);
  if (!header.ok) return header;
  const slotA = await readBlock(card, SLOT_BLOCKS.A);
  if (!slotA.ok) return slotA;
  const slotB = await readBlock(card, SLOT_BLOCKS.B);
  if (!slotB.ok) return slotB;
  return ok({ header: header.value, slotA: slotA.value, slotB: slotB.value });
}

/** A key to try on sector 1. */
export interface KeyTrial {
  readonly type: KeyType;
  readonly key: Uint8Array;
}

/**
 * Opens sector 1 with the first of `trials` that fits; undefined when none does. Between two trials the card is
 * selected again, because a tag is silent after a wrong key.
 */
export async function openSector(
  card: CardChannel,
  trials: readonly KeyTrial[],
): Promise<Result<KeyTrial | undefined, ClassicFailure>> {
  for (const [i, trial] of trials.entries()) {
    const opened = await authenticate(card, { block: HEADER_BLOCK, ...trial });
    if (opened.ok) return ok(trial);
    if (!isWrongKey(opened.error)) return opened;
    if (i === trials.length - 1) break;
    const again = await reselect(card);
    if (!again.ok) return again;
  }
  return ok(undefined);
}

/** The access conditions of sector 1 as the trailer shows them; undefined when its bits disagree. */
export async function readConditions(card: CardChannel): Promise<Result<SectorConditions | undefined, ClassicFailure>> {
  const trailer = await readBlock(card, TRAILER_BLOCK);
  return trailer.ok ? ok(decodeAccessBits(trailer.value.slice(6, 9))) : trailer;
}

/** Whether these are the conditions of a card as delivered. */
export function isTransport(conditions: SectorConditions | undefined): boolean {
  return conditions !== undefined && conditions.every((value, i) => value === TRANSPORT_CONDITIONS[i]);
}

/** What the blocks of a card with its delivered trailer mean. */
export function judgeTransport(
  blocks: ClassicBlocks,
  recognise: Recognise,
): ClassicIdentity & { readonly kind: "blank" | "half-issued" | "foreign-data" } {
  const all = [blocks.header, blocks.slotA, blocks.slotB];
  assert(
    all.every((block) => block.length === BLOCK_BYTES),
    "a block has 16 bytes",
  );
  if (all.every((block) => block.every((byte) => byte === 0))) return { kind: "blank" };
  return recognise(blocks) ? { kind: "half-issued", blocks } : { kind: "foreign-data", blocks };
}

/** Whether an answer means "this key does not fit" (63 00 on ACS readers, 69 82 and 69 83 on others). */
export function isWrongKey(failure: ClassicFailure): boolean {
  if (failure.kind !== "refused" || failure.step !== "authenticate") return false;
  return failure.sw === 0x6300 || failure.sw === 0x6982 || failure.sw === 0x6983;
}
