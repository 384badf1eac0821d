import { Counter, type CounterEvent, type Presence } from "../../src-main/core/counter/counter.ts";
import type { VirtualCard } from "../virtual/card/virtual-card.ts";
import { InProcessReader } from "./in-process-reader.ts";
import type { TestShop } from "./test-shop.ts";

/** A counter on a reader in this process, and everything that it told. */
export interface TestCounter {
  readonly counter: Counter;
  readonly reader: InProcessReader;
  readonly events: CounterEvent[];
  /** Puts a card on the reader and waits for what the screen then shows. */
  put(card: VirtualCard): Promise<Presence>;
}

export function testCounter(shop: TestShop, reader = new InProcessReader()): TestCounter {
  const counter = new Counter(shop.terminal, reader, () => shop.act());
  const events: CounterEvent[] = [];
  counter.onEvent((event) => events.push(event));
  return {
    counter,
    reader,
    events,
    put: (card) => {
      const shown = Promise.withResolvers<Presence>();
      // After the card before it is off the reader.
      reader.take();
      const end = counter.onEvent((event) => {
        if (event.kind === "presence" && event.presence.kind !== "reading") shown.resolve(event.presence);
      });
      reader.put(card);
      return shown.promise.finally(end);
    },
  };
}
