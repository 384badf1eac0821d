import { assert } from "../../../src-shared/base/assert.ts";
import { toHex } from "../../../src-shared/base/bytes.ts";
import { ChipApdu } from "../../../src-main/adapters/screen/chip-apdu.ts";
import { ClassicChip, deliveredImage } from "../../../src-main/adapters/screen/classic-chip.ts";
import { seededBytes } from "./seeded-bytes.ts";

/** ATR that readers make for a MIFARE Classic 1K (PC/SC part 3). */
export const CLASSIC_1K_ATR = "3b8f8001804f0ca000000306030001000000006a";

/**
 * A fault at the n-th command APDU from now (1 is the next one):
 * - `tear-before`: the card leaves before the command has an effect;
 * - `tear-torn`: it leaves while the block is programmed: its bytes are a mix of old, new and random ones from `seed`
 *   (a command that writes nothing has no effect);
 * - `tear-after`: the effect is whole, the answer is lost;
 * - `garbage`: the effect is whole, the answer is random bytes of a random length from `seed`;
 * - `late`: the effect is whole, the answer comes after `delayMs`.
 */
export type CardFault =
  | { readonly kind: "tear-before" | "tear-after"; readonly atApdu: number }
  | { readonly kind: "tear-torn" | "garbage"; readonly atApdu: number; readonly seed: number }
  | { readonly kind: "late"; readonly atApdu: number; readonly delayMs: number };

/** What the card does with one APDU. `left`: it is no longer in the field. */
export type CardAnswer =
  | { readonly kind: "answer"; readonly bytes: Uint8Array; readonly delayMs: number }
  | { readonly kind: "left" };

/**
 * A MIFARE Classic 1K with the part of an ACR122U that talks to it (API 2.04: FF CA, FF 82, FF 86, FF B0, FF D6; 63 00
 * for everything that does not work). The same object serves tests in process and the real pcscd.
 */
export class VirtualCard {
  readonly chip: ClassicChip;
  readonly atr: Uint8Array;
  /** Every command APDU since the card was made, as hex, in order. */
  readonly seen: string[] = [];
  readonly #reader: ChipApdu;
  #fault: CardFault | undefined;
  #sinceArmed = 0;
  #uid: Uint8Array | undefined;

  /** `image`: 1024 bytes; `atr` and `uid` (of any length, empty for "6A 81") let it pass for another medium. */
  constructor({ image, atr, uid }: { image: Uint8Array; atr?: Uint8Array; uid?: Uint8Array }) {
    this.chip = new ClassicChip(image);
    this.atr = atr ?? Uint8Array.from(Buffer.from(CLASSIC_1K_ATR, "hex"));
    this.#uid = uid;
    this.#reader = new ChipApdu(this.chip, uid);
  }

  /** One fault, counted from the next command on; undefined takes it away. */
  arm(fault: CardFault | undefined): void {
    this.#fault = fault;
    this.#sinceArmed = 0;
  }

  /** How many commands came since the last `arm`. */
  apdusSinceArmed(): number {
    return this.#sinceArmed;
  }

  /** A second card with the same content: a clone on a magic card. */
  clone(): VirtualCard {
    return new VirtualCard({ image: this.chip.image(), atr: this.atr, ...(this.#uid && { uid: this.#uid }) });
  }

  /** Field on, or selected again. The reader's keys are volatile too (they go with its power). */
  powerOn(): void {
    this.chip.select();
  }

  /** Carries out one command APDU. */
  command(apdu: Uint8Array): CardAnswer {
    this.seen.push(toHex(apdu));
    this.#sinceArmed++;
    const fault = this.#fault?.atApdu === this.#sinceArmed ? this.#fault : undefined;
    if (fault === undefined) return { kind: "answer", bytes: this.#reader.run(apdu, "whole"), delayMs: 0 };
    this.#fault = undefined;
    switch (fault.kind) {
      case "tear-before":
        return { kind: "left" };
      case "tear-torn":
        if (apdu[1] === 0xd6) this.#reader.run(apdu, { mix: mixer(fault.seed) });
        return { kind: "left" };
      case "tear-after":
        this.#reader.run(apdu, "whole");
        return { kind: "left" };
      case "garbage": {
        this.#reader.run(apdu, "whole");
        const bytes = seededBytes(fault.seed);
        return { kind: "answer", bytes: bytes(1 + ((bytes(1)[0] ?? 0) % 24)), delayMs: 0 };
      }
      case "late":
        return { kind: "answer", bytes: this.#reader.run(apdu, "whole"), delayMs: fault.delayMs };
    }
  }
}

/** A new card as delivered, with the UID of 4 bytes given as hex. */
export function deliveredCard(uidHex: string): VirtualCard {
  const uid = Uint8Array.from(Buffer.from(uidHex, "hex"));
  assert(uid.length === 4, "a UID of 4 bytes as hex expected");
  return new VirtualCard({ image: deliveredImage(uid) });
}

/** Torn programming: each byte is old, new or random, as the seed says. */
function mixer(seed: number): (before: Uint8Array, after: Uint8Array) => Uint8Array {
  const bytes = seededBytes(seed);
  return (before, after) =>
    before.map((old, i) => {
      const [choice = 0, random = 0] = bytes(2);
      return choice % 3 === 0 ? old : choice % 3 === 1 ? (after[i] ?? 0) : random;
    });
}
