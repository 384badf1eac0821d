import { createRequire } from "node:module";
import { must } from "../../../src-shared/base/assert.ts";
import { READER_LIMITS } from "../../core/card/reader-protocol.ts";
import { hrtimeMs, readState, type PcscDriver, type PcscListener, type PcscReader } from "./driver.ts";

/** The part of nfc-pcsc 0.8.1 that is used; it has no types of its own. */
interface NfcModule {
  readonly NFC: new () => NfcInstance;
}

interface NfcInstance {
  on(event: "reader", listener: (reader: NfcReader) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
}

interface NfcReader {
  readonly name: string;
  readonly reader: RawReader;
  autoProcessing: boolean;
  card: object | null;
  connection: object | null;
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "end", listener: () => void): void;
  connect(): Promise<object | void>;
  disconnect(): Promise<boolean | void>;
  transmit(apdu: Buffer, maxLength: number): Promise<Buffer>;
}

interface RawReader {
  connected?: boolean;
  readonly SCARD_LEAVE_CARD: number;
  readonly SCARD_RESET_CARD: number;
  on(event: "status", listener: (status: { readonly state: number; readonly atr?: Uint8Array }) => void): void;
  disconnect(disposition: number, done: (error: Error | null) => void): void;
}

/**
 * PC/SC through nfc-pcsc, of which only the connection and `transmit` are used. What it does by itself is switched off:
 * it connects behind our back and swallows the error, and it misses a swap whose two events fall into one. Throws
 * when the native addon does not load.
 */
export function nfcPcscDriver(): PcscDriver {
  const load = createRequire(import.meta.url);
  // nfc-pcsc has no types: the interface above is what its source shows.
  const { NFC } = load("nfc-pcsc") as NfcModule;
  return { name: "nfc-pcsc", start: (listener) => start(new NFC(), listener) };
}

function start(nfc: NfcInstance, listener: PcscListener): void {
  nfc.on("error", (error) => listener.lost(error.message));
  nfc.on("reader", (nfcReader) => {
    const reader = new NfcPcscReader(nfcReader);
    nfcReader.on("error", (error) => {
      // The reader's own status thread ended; without it we would be blind to cards.
      listener.lost(error.message);
    });
    nfcReader.on("end", () => listener.removed(reader));
    listener.added(reader);
    nfcReader.reader.on("status", ({ state, atr }) => {
      listener.status(reader, { ...readState(state), atr: Uint8Array.from(atr ?? []), atMs: hrtimeMs() });
    });
  });
}

class NfcPcscReader implements PcscReader {
  readonly name: string;
  readonly #nfc: NfcReader;
  readonly #connect: () => Promise<object | void>;

  constructor(nfc: NfcReader) {
    this.name = nfc.name;
    this.#nfc = nfc;
    nfc.autoProcessing = false;
    this.#connect = nfc.connect.bind(nfc);
    // The library's status handler calls these two by itself; the slot decides when to connect.
    nfc.connect = () => Promise.resolve();
    nfc.disconnect = () => Promise.resolve();
  }

  async connect(): Promise<null> {
    // Without a card object `transmit` refuses; the library forgets to make one when it missed an event.
    this.#nfc.card ??= {};
    await this.#connect();
    return null;
  }

  disconnect(then: "leave" | "reset"): Promise<void> {
    const raw = this.#nfc.reader;
    this.#nfc.connection = null;
    if (raw.connected !== true) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    raw.disconnect(then === "reset" ? raw.SCARD_RESET_CARD : raw.SCARD_LEAVE_CARD, () => {
      // After an error too: the handle of a card that left is dead, and a kept one would make `connect` do nothing.
      raw.connected = false;
      resolve();
    });
    return promise;
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    const answer = await this.#nfc.transmit(Buffer.from(apdu), READER_LIMITS.answerMaxBytes);
    return Uint8Array.from(must(answer, "an exchange without an error has an answer"));
  }
}
