import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toHex } from "../../../src-shared/base/bytes.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type {
  CardChannel,
  CardIoFailure,
  CardReaderEvent,
  CardReaderPort,
  CardReaderStatus,
  CardSession,
  ReaderInfo,
} from "../../core/ports/card-reader.ts";
import { ChipApdu } from "./chip-apdu.ts";
import { ClassicChip, deliveredImage } from "./classic-chip.ts";

/** The reader that the card on the screen lies on. */
const SCREEN: ReaderInfo = { id: "screen", name: "Screen", used: true };
/** ATR that readers make for a MIFARE Classic 1K (PC/SC part 3). */
const CLASSIC_1K_ATR = Uint8Array.from(Buffer.from("3b8f8001804f0ca000000306030001000000006a", "hex"));

interface Stay {
  readonly session: CardSession;
  readonly uid: Uint8Array;
  readonly channel: CardChannel;
}

/**
 * A named fake for training: beside the real readers one with a card on the screen, a MIFARE Classic in this process
 * whose memory lies in a file. Never part of a shop that sells.
 */
export class ScreenCardReader implements CardReaderPort {
  readonly #inner: CardReaderPort;
  readonly #folder: string;
  readonly #listeners = new Set<(event: CardReaderEvent) => void>();
  readonly #nowMs: () => number;
  #stay: Stay | undefined;
  /** Counts down, so that no session is ever one of the real readers'. */
  #lastSession = 0;

  constructor(inner: CardReaderPort, of: { readonly folder: string; readonly nowMs: () => number }) {
    this.#inner = inner;
    this.#folder = of.folder;
    this.#nowMs = of.nowMs;
    inner.onEvent((event) => {
      // The card on the screen needs no service: its stay goes on.
      if (event.kind !== "service-down" || this.#stay === undefined) this.#tell(event);
    });
  }

  /** Puts the screen's card with this UID on, in the place of one that lay there. */
  put(uid: Uint8Array): void {
    this.take();
    const session = --this.#lastSession;
    this.#stay = { session, uid, channel: screenChannel(this.#folder, uid) };
    const at = { session, readerId: SCREEN.id, atMs: this.#nowMs() };
    this.#tell({ kind: "card-arrived", ...at, atr: CLASSIC_1K_ATR, uid });
  }

  take(): void {
    const stay = this.#stay;
    if (stay === undefined) return;
    this.#stay = undefined;
    this.#tell({ kind: "card-gone", session: stay.session, readerId: SCREEN.id, atMs: this.#nowMs() });
  }

  /** Ready with the screen's reader alone; the real readers are listed as they are. */
  status(): CardReaderStatus {
    const { driver, readers } = this.#inner.status();
    return { state: "ready", driver, readers: [...readers, SCREEN] };
  }

  onEvent(listener: (event: CardReaderEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onStatus(listener: (status: CardReaderStatus) => void): () => void {
    return this.#inner.onStatus(() => listener(this.status()));
  }

  transmit(session: CardSession, apdu: Uint8Array): Promise<Result<Uint8Array, CardIoFailure>> {
    if (session >= 0) return this.#inner.transmit(session, apdu);
    return this.#stay?.session === session ? this.#stay.channel.transmit(apdu) : Promise.resolve(err("gone"));
  }

  reselect(session: CardSession): Promise<Result<null, CardIoFailure>> {
    if (session >= 0) return this.#inner.reselect(session);
    return this.#stay?.session === session ? this.#stay.channel.reselect() : Promise.resolve(err("gone"));
  }

  close(): void {
    this.take();
    this.#inner.close();
  }

  #tell(event: CardReaderEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** The screen's card with this UID (4 bytes) as it was left; as delivered when it was never put on. */
export function screenChannel(folder: string, uid: Uint8Array): CardChannel {
  const file = join(folder, `${toHex(uid)}.card`);
  const chip = new ClassicChip(existsSync(file) ? new Uint8Array(readFileSync(file)) : deliveredImage(uid));
  const reader = new ChipApdu(chip);
  chip.select();
  return {
    transmit: (apdu) => {
      const answer = reader.run(apdu);
      if (apdu[1] === 0xd6) {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(file, chip.image(), { mode: 0o600 });
      }
      return Promise.resolve(ok(answer));
    },
    reselect: () => {
      chip.select();
      return Promise.resolve(ok(null));
    },
  };
}
