import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDrawerStore } from "../../../src-main/adapters/sqlite/drawer-store.ts";
import type { OpenedDatabase } from "../../../src-main/adapters/sqlite/open-database.ts";
import { DRAWER_LIFE_MS } from "../../../src-main/core/print/drawer-job.ts";
import { createDrawerQueue, type DrawerQueue } from "../../../src-main/core/print/drawer-queue.ts";
import type { DrawerStore } from "../../../src-main/core/print/drawer-store.ts";
import { openSpoolDatabase, ScriptedPrinter, settle, START_MS } from "./spool-rig.ts";

const COMMAND = Uint8Array.of(1, 2, 3);
const ABSENT = { kind: "not-started", reason: "absent" } as const;
let folder: string;
let database: OpenedDatabase;
let till: Till;

/** One run of the program on the database: the real queue and its real table, with a clock that a test moves. */
class Till {
  nowMs: number;
  readonly printer = new ScriptedPrinter();
  readonly store: DrawerStore;
  readonly queue: DrawerQueue;
  told = 0;
  #timers: { readonly atMs: number; readonly run: () => void }[] = [];

  constructor(nowMs = START_MS, wrap: (store: DrawerStore) => DrawerStore = (store) => store) {
    this.nowMs = nowMs;
    this.store = wrap(createDrawerStore(database.sqlite));
    const after = (delayMs: number, run: () => void): (() => void) => {
      const timer = { atMs: this.nowMs + delayMs, run };
      this.#timers.push(timer);
      return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
    };
    this.queue = createDrawerQueue({
      store: this.store,
      printer: this.printer,
      command: COMMAND,
      isRealTime: false,
      clearBytes: () => 7,
      clock: { wallMs: () => this.nowMs },
      log: { log: () => {} },
      timers: { after },
    });
    this.queue.onChange(() => void this.told++);
  }

  /** A sale that opens the drawer. */
  async sell(subject: string): Promise<void> {
    this.store.insert({ printer: "main", subject, queuedAtMs: this.nowMs });
    this.queue.wake();
    await settle();
  }

  async pass(ms: number): Promise<void> {
    this.nowMs += ms;
    const due = this.#timers.filter((timer) => timer.atMs <= this.nowMs);
    this.#timers = this.#timers.filter((timer) => timer.atMs > this.nowMs);
    for (const timer of due) timer.run();
    await settle();
  }

  asked(index: number) {
    const pulsed = this.printer.pulsed[index];
    if (pulsed === undefined) throw new Error(`asked for ${this.printer.pulsed.length} pulses`);
    return pulsed;
  }

  state(subject: string): unknown {
    return database.sqlite.prepare("SELECT state, reason FROM drawer_job WHERE subject = ?").get(subject);
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vafa-drawer-"));
  database = openSpoolDatabase(folder);
  till = new Till();
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

test("it is on disk that the pulse leaves before its first byte, and nothing is said when it has opened", async () => {
  till.queue.start();
  await till.sell("s1");
  const { pulse, end } = till.asked(0);
  expect(pulse).toMatchObject({ command: COMMAND, isRealTime: false, clearBytes: 7 });
  expect(till.state("s1")).toEqual({ state: "queued", reason: null });
  pulse.onStart();
  expect(till.state("s1")).toEqual({ state: "sending", reason: null });
  await end({ kind: "opened" });
  expect(till.state("s1")).toEqual({ state: "opened", reason: null });
  expect(till.queue.notice()).toBeUndefined();
});

test("an event opens it once: the second row is refused, and one that was rolled back opens nothing", async () => {
  till.queue.start();
  await till.sell("s1");
  till.asked(0).pulse.onStart();
  await till.asked(0).end({ kind: "opened" });
  await till.sell("s1");
  const sale = database.sqlite.transaction(() => {
    till.store.insert({ printer: "main", subject: "s2", queuedAtMs: till.nowMs });
    throw new Error("the sale failed");
  });
  expect(() => sale()).toThrow("the sale failed");
  till.queue.wake();
  await settle();
  expect(till.printer.pulsed).toHaveLength(1);
});

test("a printer that is off is said at once, tried again for seconds, and never opened when it comes back later", async () => {
  till.queue.start();
  await till.sell("s1");
  await till.asked(0).end(ABSENT);
  expect(till.queue.notice()).toMatchObject({ word: "drawer-unreachable" });
  await till.pass(500);
  await till.asked(1).end(ABSENT);
  expect(till.told).toBe(1);
  await till.pass(DRAWER_LIFE_MS);
  expect(till.state("s1")).toEqual({ state: "expired", reason: "absent" });
  await till.printer.change("absent");
  await till.printer.change("ready");
  await till.pass(60_000);
  expect(till.printer.pulsed).toHaveLength(2);
  expect(till.queue.notice()).toMatchObject({ word: "drawer-unreachable" });
  await till.sell("s2");
  till.asked(2).pulse.onStart();
  await till.asked(2).end({ kind: "opened" });
  expect(till.queue.notice()).toBeUndefined();
});

test("a printer that is ready again within the seconds opens it at once", async () => {
  till.queue.start();
  await till.sell("s1");
  await till.asked(0).end({ kind: "not-started", reason: "cover-open" });
  expect(till.queue.notice()).toMatchObject({ word: "drawer-held" });
  await till.printer.change("ready");
  till.asked(1).pulse.onStart();
  await till.asked(1).end({ kind: "opened" });
  expect(till.state("s1")).toEqual({ state: "opened", reason: null });
  expect(till.queue.notice()).toBeUndefined();
});

test("an answer that did not come: said as unknown, and not one byte a second time", async () => {
  till.queue.start();
  await till.sell("s1");
  till.asked(0).pulse.onStart();
  await till.asked(0).end({ kind: "unknown", reason: "no-answer" });
  await till.printer.change("ready");
  await till.pass(500);
  expect(till.printer.pulsed).toHaveLength(1);
  expect(till.queue.notice()).toMatchObject({ word: "drawer-unknown" });
  await till.pass(10 * 60_000);
  expect(till.queue.notice()).toBeUndefined();
});

test("killed while its bytes leave: unknown at the next start, and never sent again", async () => {
  till.queue.start();
  await till.sell("s1");
  till.asked(0).pulse.onStart();
  const next = new Till(till.nowMs + 200);
  next.queue.start();
  await settle();
  expect(next.state("s1")).toEqual({ state: "unknown", reason: "restart" });
  expect(next.queue.notice()).toMatchObject({ word: "drawer-unknown" });
  expect(next.printer.pulsed).toHaveLength(0);
});

test.each([
  { name: "back within seconds: opened", laterMs: 3_000, pulses: 1, state: "queued" },
  { name: "back later: dropped and said", laterMs: DRAWER_LIFE_MS + 1, pulses: 0, state: "expired" },
  { name: "with a clock set back by a day: dropped", laterMs: -86_400_000, pulses: 0, state: "expired" },
])("killed before a byte has left, $name", async ({ laterMs, pulses, state }) => {
  till.store.insert({ printer: "main", subject: "s1", queuedAtMs: till.nowMs });
  const next = new Till(till.nowMs + laterMs);
  next.queue.start();
  await settle();
  expect(next.printer.pulsed).toHaveLength(pulses);
  expect(next.state("s1")).toEqual({ state, reason: null });
});

test("two that wait are one pulse: it opens for both", async () => {
  till.queue.start();
  await till.sell("s1");
  await till.sell("s2");
  await till.asked(0).end(ABSENT);
  await till.pass(500);
  till.asked(1).pulse.onStart();
  await till.asked(1).end({ kind: "opened" });
  expect(till.state("s1")).toEqual({ state: "expired", reason: "absent" });
  expect(till.state("s2")).toEqual({ state: "opened", reason: null });
  await till.pass(60_000);
  expect(till.printer.pulsed).toHaveLength(2);
});

test("the disk is full when the pulse has left: it is not sent again", async () => {
  let broken = false;
  till = new Till(START_MS, (store) => ({
    ...store,
    change: (...args) => {
      if (broken) throw new Error("database or disk is full");
      store.change(...args);
    },
  }));
  till.queue.start();
  await till.sell("s1");
  till.asked(0).pulse.onStart();
  broken = true;
  await till.asked(0).end({ kind: "opened" });
  broken = false;
  await till.pass(500);
  expect(till.state("s1")).toEqual({ state: "unknown", reason: "restart" });
  expect(till.printer.pulsed).toHaveLength(1);
});

test("stopped: nothing further begins, and the end of the running pulse is still written", async () => {
  till.queue.start();
  await till.sell("s1");
  till.asked(0).pulse.onStart();
  const stopped = till.queue.stop();
  await till.asked(0).end({ kind: "opened" });
  await stopped;
  await till.sell("s2");
  expect(till.state("s1")).toEqual({ state: "opened", reason: null });
  expect(till.printer.pulsed).toHaveLength(1);
});
