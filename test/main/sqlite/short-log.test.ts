import { statSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { keepLogShort } from "../../../src-main/adapters/sqlite/short-log.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import type { TimerPort } from "../../../src-main/core/process/timers.ts";
import { testShop, type TestShop } from "../../support/test-shop.ts";

let shop: TestShop | undefined;
afterEach(() => {
  shop?.close();
  shop = undefined;
});

/** Timers that run when the test says so. */
function handTimers(): { readonly timers: TimerPort; fire(): void; waiting(): number } {
  let due: (() => void)[] = [];
  const after = (_delayMs: number, run: () => void) => {
    due.push(run);
    return () => {
      due = due.filter((other) => other !== run);
    };
  };
  const fire = (): void => {
    const now = due;
    due = [];
    for (const run of now) run();
  };
  return { timers: { after }, fire, waiting: () => due.length };
}

const log = { log: () => undefined };

/** Frames in the log, and how many of them are in the database already. */
function frames({ database }: TestShop): { readonly log: number; readonly checkpointed: number } {
  const [row] = database.sqlite.prepare<[], { log: number; checkpointed: number }>("PRAGMA wal_checkpoint(NOOP)").all();
  return row ?? { log: -1, checkpointed: -1 };
}

test("sales between two looks come into the database at the next one, and the log begins anew", async () => {
  shop = await testShop();
  const { sqlite } = shop.database;
  sqlite.pragma("wal_autocheckpoint = 0");
  const hand = handTimers();
  keepLogShort({ sqlite, timers: hand.timers, log });
  for (let round = 0; round < 5; round++) {
    for (let n = 0; n < 3; n++) await sell(shop.terminal, shop.act(), { amountMinor: 1000 }, undefined);
    expect(frames(shop).checkpointed).toBeLessThan(frames(shop).log);
    hand.fire();
    expect(frames(shop).checkpointed).toBe(frames(shop).log);
  }
  const short = statSync(`${shop.database.path}-wal`).size;
  for (let n = 0; n < 50; n++) await sell(shop.terminal, shop.act(), { amountMinor: 1000 }, undefined);
  expect(statSync(`${shop.database.path}-wal`).size).toBeGreaterThan(short * 2);
});

test("it keeps off an open transaction, and ends when told", async () => {
  shop = await testShop();
  const { sqlite } = shop.database;
  const hand = handTimers();
  const end = keepLogShort({ sqlite, timers: hand.timers, log });
  sqlite.exec("BEGIN IMMEDIATE");
  hand.fire();
  sqlite.exec("COMMIT");
  expect(hand.waiting()).toBe(1);
  end();
  expect(hand.waiting()).toBe(0);
});
