import { assert } from "../../../src-shared/base/assert.ts";
import { concatBytes, equalBytes } from "../../../src-shared/base/bytes.ts";
import { decodeAccessBits } from "../../core/card/access-bits.ts";

/** The result of one command to the chip. `nak`: refused, and the tag is silent until selected again. */
export type ChipAnswer = Uint8Array | "done" | "nak";

/** How far a write gets: whole, or torn in the middle of programming, with bytes that come from `mix`. */
export type WriteEffect = "whole" | { readonly mix: (before: Uint8Array, after: Uint8Array) => Uint8Array };

/**
 * A MIFARE Classic 1K chip (MF1S50): 64 blocks, keys and access conditions that really decide, the authentication
 * state, and the silence after any refusal until the next selection. Crypto1 itself is left out: a key fits or not.
 */
export class ClassicChip {
  #blocks: Uint8Array[];
  #open: { readonly sector: number; readonly key: "A" | "B" } | undefined;
  #silent = false;

  constructor(image: Uint8Array) {
    assert(image.length === 1024, "a 1K image has 1024 bytes");
    this.#blocks = split(image);
  }

  /** The whole memory, keys included. */
  image(): Uint8Array {
    return concatBytes(...this.#blocks);
  }

  /** Puts an earlier image back: what an attacker with the keys can do, block 0 apart on a genuine chip. */
  restore(image: Uint8Array): void {
    assert(image.length === 1024, "a 1K image has 1024 bytes");
    this.#blocks = split(image);
    this.select();
  }

  /** A new activation: the field went off and on, or the reader selected again. */
  select(): void {
    this.#open = undefined;
    this.#silent = false;
  }

  uid(): Uint8Array {
    return this.#block(0).slice(0, 4);
  }

  authenticate({ block, type, key }: { block: number; type: "A" | "B"; key: Uint8Array }): ChipAnswer {
    if (this.#silent || block > 63) return this.#refuse();
    this.#open = undefined;
    const sector = block >> 2;
    const trailer = this.#block(sector * 4 + 3);
    const stored = type === "A" ? trailer.subarray(0, 6) : trailer.subarray(10, 16);
    // A sector whose access bits disagree is locked for ever.
    if (decodeAccessBits(trailer.slice(6, 9)) === undefined || !equalBytes(stored, key)) return this.#refuse();
    this.#open = { sector, key: type };
    return "done";
  }

  read(block: number): ChipAnswer {
    const rights = this.#rights(block);
    if (rights === undefined) return this.#refuse();
    const bytes = this.#block(block).slice();
    if (!rights.trailer) return rights.read ? bytes : this.#refuse();
    if (!rights.readBits) return this.#refuse();
    bytes.fill(0, 0, 6);
    if (!rights.readKeyB) bytes.fill(0, 10, 16);
    return bytes;
  }

  write(block: number, bytes: Uint8Array, effect: WriteEffect = "whole"): ChipAnswer {
    const rights = this.#rights(block);
    if (rights === undefined || block === 0) return this.#refuse();
    const before = this.#block(block);
    const after = before.slice();
    if (rights.trailer) {
      if (!rights.writeKeys && !rights.writeBits) return this.#refuse();
      if (rights.writeKeys) after.set(bytes.subarray(0, 6), 0);
      if (rights.writeBits) after.set(bytes.subarray(6, 10), 6);
      if (rights.writeKeys) after.set(bytes.subarray(10, 16), 10);
    } else {
      if (!rights.write) return this.#refuse();
      after.set(bytes);
    }
    this.#blocks[block] = effect === "whole" ? after : effect.mix(before, after);
    return "done";
  }

  #rights(block: number): Rights | undefined {
    if (this.#silent || this.#open === undefined || block >> 2 !== this.#open.sector) return undefined;
    const conditions = decodeAccessBits(this.#block((block >> 2) * 4 + 3).slice(6, 9));
    if (conditions === undefined) return undefined;
    const [, , , trailer] = conditions;
    // MF1S50 §8.7.3: a key B that can be read is data, and opens nothing.
    if (this.#open.key === "B" && [0, 1, 2].includes(trailer)) return undefined;
    const at = block & 3;
    return at === 3 ? trailerRights(trailer, this.#open.key) : dataRights(conditions[at] ?? 7, this.#open.key);
  }

  #refuse(): "nak" {
    this.#open = undefined;
    this.#silent = true;
    return "nak";
  }

  #block(at: number): Uint8Array {
    const block = this.#blocks[at];
    assert(block !== undefined, "a 1K card has blocks 0 to 63");
    return block;
  }
}

/** A chip as delivered: UID and its check byte in block 0, everything else zero, transport trailers. */
export function deliveredImage(uid: Uint8Array): Uint8Array {
  assert(uid.length === 4, "this chip has a UID of 4 bytes");
  const image = new Uint8Array(1024);
  image.set(uid, 0);
  image[4] = uid.reduce((sum, byte) => sum ^ byte, 0);
  image.set([0x08, 0x04, 0x00], 5);
  for (let sector = 0; sector < 16; sector++) {
    image.fill(0xff, sector * 64 + 48, sector * 64 + 54);
    image.set([0xff, 0x07, 0x80, 0x69], sector * 64 + 54);
    image.fill(0xff, sector * 64 + 58, sector * 64 + 64);
  }
  return image;
}

type Rights =
  | { readonly trailer: false; readonly read: boolean; readonly write: boolean }
  | {
      readonly trailer: true;
      readonly readBits: boolean;
      readonly readKeyB: boolean;
      readonly writeKeys: boolean;
      readonly writeBits: boolean;
    };

/** MF1S50 table 8: C1C2C3 as a number with C1 first. */
function dataRights(condition: number, key: "A" | "B"): Rights {
  const b = key === "B";
  const table: Record<number, readonly [read: boolean, write: boolean]> = {
    0: [true, true],
    1: [true, false],
    2: [true, false],
    3: [b, b],
    4: [true, b],
    5: [b, false],
    6: [true, b],
    7: [false, false],
  };
  const [read, write] = table[condition] ?? [false, false];
  return { trailer: false, read, write };
}

/** MF1S50 table 7. */
function trailerRights(condition: number, key: "A" | "B"): Rights {
  const [a, b] = [key === "A", key === "B"];
  const keyBShown = [0, 1, 2].includes(condition);
  const keyWriter = { 0: a, 1: a, 3: b, 4: b }[condition] ?? false;
  const bitWriter = { 1: a, 3: b, 5: b }[condition] ?? false;
  return {
    trailer: true,
    readBits: a || !keyBShown,
    readKeyB: a && keyBShown,
    writeKeys: keyWriter,
    writeBits: bitWriter,
  };
}

function split(image: Uint8Array): Uint8Array[] {
  return Array.from({ length: 64 }, (_, i) => image.slice(i * 16, i * 16 + 16));
}
