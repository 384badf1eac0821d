import type { Programme } from "../../src-shared/programme/document.ts";
import type { Secrets } from "../../src-main/core/terminal/secrets.ts";
import type { Terminal } from "../../src-main/core/terminal/context.ts";
import { composeTerminal, openStore, type OpenStore } from "../../src-main/shell/compose-terminal.ts";
import { BENCH_KEY } from "./member-database.ts";

/** The secrets of the benches' shops: they hold generated people and money only. */
export const BENCH_SECRETS: Secrets = {
  databaseKey: BENCH_KEY,
  terminalSeed: new Uint8Array(32).fill(0x51),
  authoritySeed: new Uint8Array(32).fill(0x52),
  accessMaster: new Uint8Array(16).fill(0x53),
  recordMaster: new Uint8Array(16).fill(0x54),
};

/** One tier at 5 %, no minimum, limits that no day of a bench reaches. */
export const BENCH_PROGRAMME: Programme = {
  format: 1,
  asset: 0,
  tiers: [
    { id: "base", name: { fa: "پایه", en: "base" }, from: 0, earnBp: 500 },
    { id: "silver", name: { fa: "نقره‌ای", en: "silver" }, from: 50_000_000, earnBp: 700 },
  ],
  windowDays: 365,
  rounding: { mode: "down", step: 1 },
  base: "net-less-credit",
  redeem: { minimum: 0, step: 1 },
  purseCeiling: 2 ** 31 - 1,
  limits: {
    perTap: 2 ** 31 - 1,
    sinceContact: { classic: 2 ** 31 - 1, ntag: 2 ** 31 - 1, desfire: 2 ** 31 - 1 },
    unknownCard: 0,
    perTerminal: Number.MAX_SAFE_INTEGER,
    age: [],
  },
};

/** An open bench shop: the product's own terminal on a database file. */
export interface ShopTerminal {
  readonly open: OpenStore;
  readonly terminal: Terminal;
  close(): void;
}

/** Opens a bench shop as the core does; `clock` replaces the machine's, for a history that is made in minutes. */
export function openShopTerminal(path: string, clock?: Terminal["clock"]): ShopTerminal {
  const opened = openStore({ path, key: BENCH_KEY, mustExist: true }, () => undefined);
  if (!opened.ok) throw new Error(`${opened.error.refusal}: ${opened.error.detail}`);
  const { terminal } = composeTerminal(opened.value, BENCH_SECRETS, { log: () => undefined });
  return {
    open: opened.value,
    terminal: clock === undefined ? terminal : { ...terminal, clock },
    close: () => opened.value.database.close(),
  };
}

/** The present number of a shop's events. */
export function eventCount({ terminal }: ShopTerminal): number {
  return terminal.store.read.journals().reduce((sum, journal) => sum + journal.headSeq, 0);
}
