import { createRequire } from "node:module";
import { hrtimeMs, readState, type PcscDriver, type PcscListener, type PcscReader } from "./driver.ts";

/** The part of pcsc-mini 0.1.3 that is used. */
interface MiniModule {
  readonly Client: new () => MiniClient;
  readonly CardMode: { readonly SHARED: number };
  readonly CardDisposition: { readonly LEAVE: number; readonly RESET: number };
}

interface MiniClient {
  on(event: "reader", listener: (reader: MiniReader) => void): this;
  on(event: "error", listener: (error: Error) => void): this;
  start(): this;
  stop(): void;
}

interface MiniReader {
  name(): string;
  on(event: "change", listener: (status: { readonly raw: number }, atr: Uint8Array) => void): void;
  on(event: "disconnect", listener: () => void): void;
  connect(mode: number): Promise<MiniCard>;
}

interface MiniCard {
  state(): Promise<{ readonly atr: Uint8Array }>;
  disconnect(disposition: number): Promise<void>;
  transmit(input: Uint8Array): Promise<Uint8Array>;
}

/** PC/SC through pcsc-mini: prebuilt, no compiler. Throws when there is no binary for this machine. */
export function pcscMiniDriver(): PcscDriver {
  const mini = loadMini();
  return {
    name: "pcsc-mini",
    start: (listener) => {
      const client = new mini.Client();
      client.on("error", (error) => listener.lost(error.message));
      client.on("reader", (reader) => watch(mini, reader, listener));
      client.start();
    },
  };
}

/** Whether there is a PC/SC service, asked with pcsc-mini, which does not hang; undefined when it does not load. */
export function serviceAnswersMini(): boolean | undefined {
  let mini: MiniModule;
  try {
    mini = loadMini();
  } catch {
    return undefined;
  }
  try {
    const client = new mini.Client();
    client.on("error", () => {});
    client.start();
    client.stop();
    return true;
  } catch {
    return false;
  }
}

function loadMini(): MiniModule {
  // Its own types use `export import`, which this compiler's settings do not take; the interface above is their part.
  return createRequire(import.meta.url)("pcsc-mini") as MiniModule;
}

function watch(mini: MiniModule, source: MiniReader, listener: PcscListener): void {
  const reader = new PcscMiniReader(mini, source);
  listener.added(reader);
  source.on("disconnect", () => listener.removed(reader));
  source.on("change", ({ raw }, atr) => {
    listener.status(reader, { ...readState(raw), atr: Uint8Array.from(atr), atMs: hrtimeMs() });
  });
}

class PcscMiniReader implements PcscReader {
  readonly name: string;
  readonly #mini: MiniModule;
  readonly #source: MiniReader;
  #card: MiniCard | undefined;

  constructor(mini: MiniModule, source: MiniReader) {
    this.name = source.name();
    this.#mini = mini;
    this.#source = source;
  }

  async connect(): Promise<Uint8Array> {
    this.#card = await this.#source.connect(this.#mini.CardMode.SHARED);
    // The ATR of its status events is wrong in 0.1.3: right in length, other bytes.
    return Uint8Array.from((await this.#card.state()).atr);
  }

  async disconnect(then: "leave" | "reset"): Promise<void> {
    const card = this.#card;
    this.#card = undefined;
    const { LEAVE, RESET } = this.#mini.CardDisposition;
    try {
      await card?.disconnect(then === "reset" ? RESET : LEAVE);
    } catch {
      // The card left, or the reader: there is nothing to let go of.
    }
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    if (this.#card === undefined) throw new Error("not connected");
    // A copy: the answer's memory is the addon's.
    return Uint8Array.from(await this.#card.transmit(apdu));
  }
}
