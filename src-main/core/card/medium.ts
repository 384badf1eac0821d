import { toHex } from "../../../src-shared/base/bytes.ts";
import type { MediumRefusal } from "../../../src-shared/words/reader-words.ts";

/** The kind of a card, and whether this version can use it. */
export type Medium =
  | { readonly kind: "classic-1k"; readonly uid: Uint8Array }
  | { readonly kind: "unsupported"; readonly refusal: MediumRefusal };

/**
 * Judges a card by the ATR that the reader made for it (PC/SC part 3: storage card names at bytes 13 and 14) and its
 * UID. An ATR can be forged, so this only picks the code to talk with; identity comes from the record's MAC.
 */
export function classifyMedium({ atr, uid }: { readonly atr: Uint8Array; readonly uid: Uint8Array }): Medium {
  if (uid.length === 0) return unsupported("uid-missing");
  // ISO/IEC 14443-3: a single-size UID that begins with 08 is drawn anew at each activation.
  if (uid.length === 4 && uid[0] === 0x08) return unsupported("uid-changes");
  const hex = toHex(atr);
  if (DESFIRE_ATRS.includes(hex)) return unsupported("desfire-unsupported");
  if (!hex.startsWith(STORAGE_CARD)) return unsupported("medium-unknown");
  const name = hex.slice(STORAGE_CARD.length, STORAGE_CARD.length + 4);
  if (name === "0001")
    return uid.length === 4 || uid.length === 7 ? { kind: "classic-1k", uid } : unsupported("medium-unknown");
  if (name === "0002" || name === "0026") return unsupported("classic-size-unsupported");
  if (name === "0003" || name === "003a") return unsupported("ntag-unsupported");
  return unsupported("medium-unknown");
}

/** 3B 8F 80 01 80 4F 0C A0 00 00 03 06, then 03 for ISO 14443 A part 3. */
const STORAGE_CARD = "3b8f8001804f0ca00000030603";

/** What readers make of a DESFire's ATS: most, and the ACR122U (the whole ATS). */
const DESFIRE_ATRS: readonly string[] = ["3b8180018080", "3b86800106757781028000"];

function unsupported(refusal: MediumRefusal): Medium {
  return { kind: "unsupported", refusal };
}
