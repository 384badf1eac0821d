import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { readUint, uintBytes } from "../../../src-shared/base/bytes.ts";
import type { VirtualCard } from "./virtual-card.ts";

/** A card that lies on a virtual reader. */
export interface InsertedCard {
  /** Takes the card away; resolves when the reader's side knows. */
  remove(): Promise<void>;
  /** Resolves when pcscd has powered the card: it has seen the insertion. */
  readonly powered: Promise<void>;
  /** Resolves when the card is off the reader, by `remove`, by a fault, or because the daemon ended. */
  readonly off: Promise<void>;
}

/**
 * Puts `card` on the virtual reader (vsmartcard-vpcd) that listens on `port` of this machine: connecting is inserting,
 * closing is taking away. Frames are a 2-byte big-endian length and a payload; one byte is power off 0, on 1, reset 2,
 * ATR 4, anything longer a command APDU. Fails when no daemon listens there.
 */
export async function insertCard(card: VirtualCard, port: number): Promise<InsertedCard> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  const connected = Promise.withResolvers<void>();
  const powered = Promise.withResolvers<void>();
  const off = Promise.withResolvers<void>();
  socket.once("connect", () => connected.resolve());
  socket.on("error", (error) => connected.reject(error));
  socket.once("close", () => off.resolve());
  let pending: Buffer = Buffer.alloc(0);
  let turn: Promise<void> = Promise.resolve();
  socket.on("data", (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + readUint(pending, 0, 2)) {
      const length = readUint(pending, 0, 2);
      const payload = Uint8Array.from(pending.subarray(2, 2 + length));
      pending = pending.subarray(2 + length);
      turn = turn.then(() => answer(card, socket, payload, powered.resolve));
    }
  });
  await connected.promise;
  return {
    powered: powered.promise,
    off: off.promise,
    remove: () => {
      socket.destroy();
      return off.promise;
    },
  };
}

async function answer(card: VirtualCard, socket: Socket, payload: Uint8Array, onPower: () => void): Promise<void> {
  if (payload.length > 1) {
    const result = card.command(payload);
    if (result.kind === "left") {
      socket.destroy();
      return;
    }
    if (result.delayMs > 0) await delay(result.delayMs);
    send(socket, result.bytes);
    return;
  }
  const control = payload[0];
  if (control === 4) send(socket, card.atr);
  if (control === 1 || control === 2) card.powerOn();
  if (control === 1) onPower();
}

function send(socket: Socket, bytes: Uint8Array): void {
  if (!socket.destroyed) socket.write(Buffer.concat([uintBytes(bytes.length, 2), bytes]));
}
