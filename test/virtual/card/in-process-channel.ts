import { err, ok } from "../../../src-shared/base/result.ts";
import { equalBytes } from "../../../src-shared/base/bytes.ts";
import type { CardChannel } from "../../../src-main/core/ports/card-reader.ts";
import type { VirtualCard } from "./virtual-card.ts";

/** A channel to a card in this process, for tests of card logic: no reader, no waiting. */
export interface InProcessTap extends CardChannel {
  /** Whether the card is still in the field. */
  present(): boolean;
  /** How many APDUs went to the card in this tap. */
  apdus(): number;
  /** Takes the card away. */
  remove(): void;
}

/**
 * Puts `card` into the field and returns the channel of this stay. A stay ends when a fault tears the card away or
 * `remove` is called; a new call is a new tap. A late answer counts as `timeout`, as at the real port.
 */
export function tapCard(card: VirtualCard): InProcessTap {
  let [present, count] = [true, 0];
  const uid = card.chip.uid();
  card.powerOn();
  return {
    present: () => present,
    apdus: () => count,
    remove: () => {
      present = false;
    },
    transmit: async (apdu) => {
      if (!present) return err("gone");
      count++;
      const answer = card.command(apdu);
      if (answer.kind === "left") present = false;
      if (answer.kind === "left") return err("gone");
      if (answer.delayMs === 0) return ok(answer.bytes);
      present = false;
      return err("timeout");
    },
    reselect: async () => {
      if (!present || !equalBytes(card.chip.uid(), uid)) return err("gone");
      card.powerOn();
      return ok(null);
    },
  };
}
