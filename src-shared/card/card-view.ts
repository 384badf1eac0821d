import { assert } from "../base/assert.ts";
import { toBase64Url, toHex } from "../base/bytes.ts";
import {
  counterDistance,
  decodeHeader,
  decodeRecord,
  isEmptyBlock,
  RECORD_LAYOUT,
  recordLayout,
  type CardHeader,
  type CardRecord,
} from "./card-bytes.ts";
import type { RecordAuth, RecordPlace } from "./card-keys.ts";

/** Sixteen bytes of a record as base64url, 22 characters: how intents, memories and events name a record. */
export type RecordText = string;

/** One of the two places for a record. */
export type Slot = 0 | 1;

/** What a reader took from a card in one tap. The header and each slot have 16 bytes. */
export interface CardImage {
  readonly uid: Uint8Array;
  readonly header: Uint8Array;
  readonly slots: readonly [Uint8Array, Uint8Array];
}

/** A record with a right MAC. */
export interface SlotRecord {
  readonly slot: Slot;
  readonly text: RecordText;
  readonly record: CardRecord;
}

/** A card of ours with at least one valid record. Everything in it is text and numbers: it can be stored. */
export interface OurCard {
  readonly kind: "ours";
  readonly uid: string;
  readonly headerText: string;
  readonly header: CardHeader;
  /** The valid record with the highest counter. */
  readonly current: SlotRecord;
  /** The other slot's record when it is valid too. */
  readonly older: SlotRecord | null;
  /** Where the next write goes: the older or invalid slot, never the current one. */
  readonly nextSlot: Slot;
  /** Two valid records with one counter and different bytes: nobody's terminal writes that. */
  readonly twins: boolean;
  /** The current record stands under a key version that was revoked. */
  readonly revokedKey: boolean;
}

/**
 * What an image is:
 * - `blank`: header and slots as the factory leaves them;
 * - `foreign`: no header of ours (somebody else's data, or an issue that broke off before the header);
 * - `other-merchant`: a good header, two well-formed records, and not one of them under our keys;
 * - `newer`: a layout or a key version that this program does not know yet: unknown, not invalid;
 * - `damaged`: our header and no valid record: replace the card, never "balance 0".
 */
export type CardView =
  | OurCard
  | { readonly kind: "blank" }
  | { readonly kind: "foreign" }
  | { readonly kind: "other-merchant" | "newer" | "damaged"; readonly header: CardHeader | null };

/**
 * Interprets `image` with the merchant's keys. `ownBefores` are the before-records of this journal's own OPEN intents
 * on this card: the slot over such a record is where this terminal wrote itself, so what can't be read there is its own
 * torn write, whatever its bytes look like (docs/decisions/0205). Never throws on what a card may hold.
 */
export function viewCard(auth: RecordAuth, image: CardImage, ownBefores: ReadonlySet<RecordText> = NONE): CardView {
  const { uid, slots } = image;
  const header = decodeHeader(image.header);
  if (!header.ok) {
    if (header.error === "unknown-layout") return { kind: "newer", header: null };
    return header.error === "empty" && slots.every(isEmptyBlock) ? { kind: "blank" } : { kind: "foreign" };
  }
  const place = { uid, cardNo: header.value.cardNo, header: image.header };
  const [a, b] = [readSlot(auth, place, slots[0], 0), readSlot(auth, place, slots[1], 1)];
  if (a.valid === null && b.valid === null) return { kind: withoutValid(a, b), header: header.value };
  const [current, older] = newerFirst(a.valid, b.valid);
  const other = current.slot === 0 ? b : a;
  // A newer terminal wrote on top: the counter's place is the same in every layout, so that this can be seen.
  const ownTorn = ownBefores.has(current.text);
  if (!ownTorn && other.newer && counterDistance(other.counter, current.record.counter) === 1) {
    return { kind: "newer", header: header.value };
  }
  return {
    kind: "ours",
    uid: toHex(uid),
    headerText: toBase64Url(image.header),
    header: header.value,
    current,
    older,
    nextSlot: current.slot === 0 ? 1 : 0,
    twins: older !== null && older.record.counter === current.record.counter && older.text !== current.text,
    revokedKey: auth.versionState(current.record.keyVersion) === "revoked",
  };
}

const NONE: ReadonlySet<RecordText> = new Set();

interface SlotReading {
  readonly valid: SlotRecord | null;
  /** Looks like a record, right MAC or not: a layout we know and a balance that can be. */
  readonly wellFormed: boolean;
  /** Its layout or its key version is above what we know. */
  readonly newer: boolean;
  readonly counter: number;
  readonly text: RecordText;
}

function readSlot(auth: RecordAuth, place: RecordPlace, bytes: Uint8Array, slot: Slot): SlotReading {
  const text = toBase64Url(bytes);
  const record = decodeRecord(bytes);
  const counter = ((bytes[5] ?? 0) << 8) | (bytes[6] ?? 0);
  const empty = isEmptyBlock(bytes);
  if (record === null || empty) {
    return { valid: null, wellFormed: false, newer: !empty && recordLayout(bytes) > RECORD_LAYOUT, counter, text };
  }
  const valid = auth.verify(place, bytes) ? { slot, text, record } : null;
  return { valid, wellFormed: true, newer: auth.versionState(record.keyVersion) === "newer", counter, text };
}

/** Both records fail: two that follow one another are somebody's, and not an accident's. */
function withoutValid(a: SlotReading, b: SlotReading): "newer" | "other-merchant" | "damaged" {
  const follow = a.text === b.text || Math.abs(counterDistance(a.counter, b.counter)) === 1;
  if (follow && a.newer && b.newer) return "newer";
  if (follow && a.wellFormed && b.wellFormed) return a.newer || b.newer ? "newer" : "other-merchant";
  return "damaged";
}

function newerFirst(a: SlotRecord | null, b: SlotRecord | null): readonly [SlotRecord, SlotRecord | null] {
  if (a === null || b === null) {
    const only = a ?? b;
    assert(only !== null, "one slot is valid here");
    return [only, null];
  }
  return counterDistance(b.record.counter, a.record.counter) > 0 ? [b, a] : [a, b];
}
