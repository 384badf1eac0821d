import { systemClock, systemRandom } from "../../src-main/adapters/node/time.ts";
import { openCardReader } from "../../src-main/core/card/reader-client.ts";
import { Counter, type Presence } from "../../src-main/core/counter/counter.ts";
import type { CardReaderPort } from "../../src-main/core/ports/card-reader.ts";
import type { SaleOutcome } from "../../src-main/core/terminal/sale-outcome.ts";
import { nodeSpawn } from "../../src-main/shell/node-spawn.ts";
import { nodeTimers } from "../../src-main/shell/spawn-timers.ts";
import type { VirtualCard } from "../virtual/card/virtual-card.ts";
import type { VirtualPcsc } from "../virtual/pcscd/virtual-pcsc.ts";
import type { ShopTerminal } from "./shop-terminal.ts";

/** What one tap and the debit after it took. Instants of one clock; `io` is the time inside `transmit`. */
export interface TapTimes {
  /** From the driver's event, in the reader process, to the member on the counter. */
  readonly tapMs: number;
  /** From that event to `card-arrived`: connecting and the UID. */
  readonly arrivalMs: number;
  readonly tapIoMs: number;
  readonly debitMs: number;
  readonly debitIoMs: number;
  readonly readApdus: number;
  readonly debitApdus: number;
}

/** The product's counter on a real pcscd: its reader process, its terminal, one virtual reader. */
export interface TapRig {
  /** Lays a card down, pays `creditMinor` with it, and takes it away. */
  tapAndPay(card: VirtualCard, creditMinor: number): Promise<TapTimes>;
  close(): void;
}

const PRESENCE_LIMIT_MS = 20_000;

/** Starts the reader process on this daemon. */
export async function tapRig(shop: ShopTerminal, pcsc: VirtualPcsc): Promise<TapRig> {
  const entries = { reader: new URL("../../src-main/shell/reader-process.ts", import.meta.url) };
  const parts = { spawn: nodeSpawn({ entries, env: pcsc.env }), timers: nodeTimers, clock: systemClock };
  const reader = openCardReader({ ...parts, random: systemRandom, log: shop.terminal.log });
  const clocked = new ClockedReader(reader);
  const counter = new Counter(shop.terminal, clocked, () => ({ command: `till.${++commands}`, actor: "1.1" }));
  let arrived = { atMs: 0, heardMs: 0 };
  reader.onEvent((event) => {
    if (event.kind === "card-arrived") arrived = { atMs: event.atMs, heardMs: systemClock.monotonicMs() };
  });
  await ready(reader);
  return {
    close: () => reader.close(),
    tapAndPay: async (card, creditMinor) => {
      card.arm(undefined);
      const shown = presence(counter, ["member"]);
      await pcsc.insert(card);
      const memberAtMs = await shown;
      const [tapIoMs, readApdus] = [clocked.takeMs(), card.apdusSinceArmed()];
      const begun = systemClock.monotonicMs();
      const by = { command: `tap.${++commands}`, actor: "1.1" };
      const sold = await counter.sell(by, { amountMinor: creditMinor * 3, creditMinor }, true);
      const debitMs = systemClock.monotonicMs() - begun;
      if (!sold.ok || !isWritten(sold.value)) throw new Error(`not sold: ${JSON.stringify(sold)}`);
      const [debitIoMs, debitApdus] = [clocked.takeMs(), card.apdusSinceArmed()];
      const gone = presence(counter, ["left", "waiting"]);
      await pcsc.remove();
      await gone;
      const tapMs = memberAtMs - arrived.atMs;
      const arrivalMs = arrived.heardMs - arrived.atMs;
      return { tapMs, arrivalMs, tapIoMs, debitMs, debitIoMs, readApdus, debitApdus };
    },
  };
}

let commands = 0;

function isWritten(outcome: SaleOutcome): boolean {
  return outcome.kind === "done" && outcome.card === "written";
}

/** The instant at which the counter shows one of these. */
function presence(counter: Counter, kinds: readonly Presence["kind"][]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let last = "nothing";
  const limit = setTimeout(() => {
    reject(new Error(`the counter does not show ${kinds.join(" or ")}; last: ${last}`));
  }, PRESENCE_LIMIT_MS);
  const end = counter.onEvent((event) => {
    if (event.kind !== "presence") return;
    last = JSON.stringify(event.presence);
    if (kinds.includes(event.presence.kind)) resolve(systemClock.monotonicMs());
  });
  return promise.finally(() => {
    clearTimeout(limit);
    end();
  });
}

async function ready(reader: CardReaderPort): Promise<void> {
  if (reader.status().state === "ready") return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = reader.onStatus((status) => {
    if (status.state === "ready") resolve();
  });
  await promise;
  end();
}

/** A reader whose exchanges are timed, as this process sees them: the way to the reader process and back included. */
class ClockedReader implements CardReaderPort {
  readonly #reader: CardReaderPort;
  #ms = 0;

  constructor(reader: CardReaderPort) {
    this.#reader = reader;
  }

  /** Milliseconds inside `transmit` and `reselect` since the last call. */
  takeMs(): number {
    const ms = this.#ms;
    this.#ms = 0;
    return ms;
  }

  status(): ReturnType<CardReaderPort["status"]> {
    return this.#reader.status();
  }

  onEvent(listener: Parameters<CardReaderPort["onEvent"]>[0]): () => void {
    return this.#reader.onEvent(listener);
  }

  onStatus(listener: Parameters<CardReaderPort["onStatus"]>[0]): () => void {
    return this.#reader.onStatus(listener);
  }

  transmit(session: number, apdu: Uint8Array): ReturnType<CardReaderPort["transmit"]> {
    return this.#timed(this.#reader.transmit(session, apdu));
  }

  reselect(session: number): ReturnType<CardReaderPort["reselect"]> {
    return this.#timed(this.#reader.reselect(session));
  }

  close(): void {
    this.#reader.close();
  }

  async #timed<T>(exchange: Promise<T>): Promise<T> {
    const begun = systemClock.monotonicMs();
    const answer = await exchange;
    this.#ms += systemClock.monotonicMs() - begun;
    return answer;
  }
}
