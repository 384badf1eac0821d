import { concatBytes } from "../../../src-shared/base/bytes.ts";
import type { ChipAnswer, ClassicChip, WriteEffect } from "./classic-chip.ts";

/**
 * The part of an ACR122U that talks to a MIFARE Classic chip (API 2.04: FF CA, FF 82, FF 86, FF B0, FF D6; 63 00 for
 * everything that does not work).
 */
export class ChipApdu {
  readonly #chip: ClassicChip;
  readonly #uid: Uint8Array | undefined;
  readonly #keys = new Map<number, Uint8Array>();

  /** `uid`: of any length, empty for "6A 81", where it is not the chip's own. */
  constructor(chip: ClassicChip, uid?: Uint8Array) {
    this.#chip = chip;
    this.#uid = uid;
  }

  /** The answer to one command APDU, with its two status bytes. */
  run(apdu: Uint8Array, effect: WriteEffect = "whole"): Uint8Array {
    const [cla, ins = 0, p1, p2 = 0, lc] = apdu;
    if (cla !== 0xff) return Uint8Array.of(0x63, 0x00);
    if (ins === 0xca) return this.#giveUid(p1 ?? 0);
    if (p1 !== 0) return Uint8Array.of(0x63, 0x00);
    if (ins === 0x82) return this.#loadKey(apdu);
    if (ins === 0x86) return this.#authenticate(apdu);
    if (ins === 0xb0) return lc === 16 && p2 < 64 ? status(this.#chip.read(p2)) : Uint8Array.of(0x63, 0x00);
    if (ins === 0xd6 && lc === 16 && apdu.length === 21 && p2 < 64) {
      return status(this.#chip.write(p2, apdu.slice(5), effect));
    }
    return Uint8Array.of(0x63, 0x00);
  }

  #giveUid(p1: number): Uint8Array {
    const uid = this.#uid ?? this.#chip.uid();
    if (p1 !== 0 || uid.length === 0) return Uint8Array.of(0x6a, 0x81);
    return concatBytes(uid, Uint8Array.of(0x90, 0x00));
  }

  #loadKey(apdu: Uint8Array): Uint8Array {
    const slot = apdu[3] ?? 0;
    if (slot > 1 || apdu[4] !== 6 || apdu.length !== 11) return Uint8Array.of(0x63, 0x00);
    this.#keys.set(slot, apdu.slice(5));
    return Uint8Array.of(0x90, 0x00);
  }

  #authenticate(apdu: Uint8Array): Uint8Array {
    const [, , , , lc, version, , block = 0, type, slot = 0] = apdu;
    const key = this.#keys.get(slot);
    const known = type === 0x60 || type === 0x61;
    if (lc !== 5 || apdu.length !== 10 || version !== 1 || !known || key === undefined) {
      return Uint8Array.of(0x63, 0x00);
    }
    return status(this.#chip.authenticate({ block, type: type === 0x60 ? "A" : "B", key }));
  }
}

function status(answer: ChipAnswer): Uint8Array {
  if (answer === "nak") return Uint8Array.of(0x63, 0x00);
  const ok = Uint8Array.of(0x90, 0x00);
  return answer === "done" ? ok : concatBytes(answer, ok);
}
