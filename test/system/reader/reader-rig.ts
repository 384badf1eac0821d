import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { must } from "../../../src-shared/base/assert.ts";
import { openCardReader } from "../../../src-main/core/card/reader-client.ts";
import type { ReaderRules } from "../../../src-main/core/card/reader-names.ts";
import type {
  CardArrived,
  CardReaderEvent,
  CardReaderPort,
  PcscDriverName,
} from "../../../src-main/core/ports/card-reader.ts";
import type { ClockPort } from "../../../src-main/core/ports/clock.ts";
import type { SpawnPort } from "../../../src-main/core/ports/spawn.ts";
import type { SuperviseLimits } from "../../../src-main/core/process/supervise-child.ts";
import { nodeSpawn } from "../../../src-main/shell/node-spawn.ts";
import { nodeTimers } from "../../../src-main/shell/spawn-timers.ts";

/** A real reader process under its supervisor, and everything that it said. */
export interface ReaderRig {
  readonly port: CardReaderPort;
  readonly events: CardReaderEvent[];
  /** When each session's arrival reached this process, by `rigClock`. */
  readonly arrivedMs: ReadonlyMap<number, number>;
  /** How each reader process ended, oldest first. */
  readonly ends: string[];
  /** The process that runs now. */
  pid(): number;
  /** The first event after `from` (a length of `events`) that fits; waits for it. */
  next<K extends CardReaderEvent["kind"]>(kind: K, from?: number): Promise<CardReaderEvent & { readonly kind: K }>;
  /** Waits until the port's state is this one. */
  state(state: string): Promise<void>;
  close(): void;
}

/** What a rig may differ in. */
export interface RigOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly driver?: "auto" | PcscDriverName;
  readonly execArgv?: readonly string[];
  readonly limits?: SuperviseLimits;
  readonly rules?: ReaderRules;
}

/** The system-wide monotonic clock, which the reader process stamps its events with. */
export const rigClock: ClockPort = {
  wallMs: () => Date.now(),
  offsetMin: () => 0,
  monotonicMs: () => Number(process.hrtime.bigint()) / 1e6,
};

/** Starts the product's reader process on the PC/SC service that `env` points to. */
export function readerRig({ env, driver = "auto", execArgv = [], limits, rules }: RigOptions): ReaderRig {
  const entries = { reader: new URL("../../../src-main/shell/reader-process.ts", import.meta.url) };
  const node = nodeSpawn({ entries, env, execArgv });
  const pids: number[] = [];
  const ends: string[] = [];
  const spawn: SpawnPort = {
    spawn: (role, argument) => {
      const link = node.spawn(role, argument);
      pids.push(must(link.pid, "the reader process starts"));
      return link;
    },
  };
  const port = openCardReader({
    spawn,
    timers: nodeTimers,
    clock: rigClock,
    random: { bytes: (count) => new Uint8Array(randomBytes(count)) },
    log: { log: (_level, event, fields) => void (event === "child-ended" && ends.push(String(fields?.["cause"]))) },
    driver,
    ...(limits && { limits }),
    ...(rules && { rules }),
  });
  const events: CardReaderEvent[] = [];
  const arrivedMs = new Map<number, number>();
  port.onEvent((event) => {
    if (event.kind === "card-arrived") arrivedMs.set(event.session, rigClock.monotonicMs());
    events.push(event);
  });
  return {
    port,
    events,
    arrivedMs,
    ends,
    pid: () => must(pids.at(-1), "a reader process was started"),
    next: (kind, from = 0) =>
      waitFor(
        () => events.slice(from).find((event) => isKind(event, kind)),
        () => `an event ${kind}, seen: ${kinds(events.slice(from))}`,
      ).then((event) => {
        if (isKind(event, kind)) return event;
        throw new Error("the search found another kind");
      }),
    state: async (state) => {
      await waitFor(
        () => port.status().state === state || undefined,
        () => `the state ${state}, is: ${port.status().state}`,
      );
    },
    close: () => port.close(),
  };
}

/** The next arrival on one reader, by the end of its name, after `from`. */
export function arrival(rig: ReaderRig, slot: "00" | "01" = "00", from = 0): Promise<CardArrived> {
  const isArrival = (event: CardReaderEvent): event is CardArrived =>
    event.kind === "card-arrived" && event.readerId.endsWith(`#${slot}`);
  return waitFor(
    () => rig.events.slice(from).find(isArrival),
    () => `a card on reader ${slot}, seen: ${kinds(rig.events.slice(from))}`,
  );
}

/** Polls until `look` gives something; fails in words after 40 s. */
export async function waitFor<T>(look: () => T | undefined, what: () => string): Promise<T> {
  for (let i = 0; i < 8_000; i++) {
    const found = look();
    if (found !== undefined) return found;
    await delay(5);
  }
  throw new Error(`did not happen: ${what()}`);
}

function isKind<K extends CardReaderEvent["kind"]>(
  event: CardReaderEvent,
  kind: K,
): event is CardReaderEvent & { readonly kind: K } {
  return event.kind === kind;
}

function kinds(events: readonly CardReaderEvent[]): string {
  return events.map(({ kind }) => kind).join(" ");
}
