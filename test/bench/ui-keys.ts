import type { Browser, CDPSession, Page } from "@playwright/test";
import { setTimeout as delay } from "node:timers/promises";
import { must } from "../../src-shared/base/assert.ts";
import { percentile, type Figure } from "./bench.ts";
import { KEY_TRACE, type KeyCost, keyCosts } from "./key-trace.ts";
import { rateFor, type Slowdown } from "./slowed-rate.ts";
import { newWindow, type TillWindow } from "./till-browser.ts";

const SLOWER = 6;
/** Passes over the same work; a figure is the best of them, because what other programs took is not the page's. */
const PASSES = 3;
const ROUNDS = 5;
/** Until all that a key caused has come to rest, also at a sixth of the speed: the core's answer is part of it. */
const REST_MS = 300;
/** The screen's frames, and the golden ratio's part of them by which each key is later in its frame than the last. */
const [FRAME_MS, FRAME_STEP] = [1000 / 60, (Math.sqrt(5) - 1) / 2];

/**
 * What is typed with a long basket: digits (the cash handed over, shown by the page alone), going through the lines,
 * and changing a line's quantity, which the core answers with a whole new bill.
 */
const KINDS = {
  digits: ["1", "2", "5", "Backspace", "Backspace", "Backspace"],
  lines: ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowUp", "ArrowDown"],
  quantity: ["+", "+", "+", "-", "+", "-"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Kind = keyof typeof KINDS;
const KIND_NAMES = ["digits", "lines", "quantity"] as const satisfies readonly Kind[];

/** What can be typed in a page that has a field and nothing else. */
const BARE_PAGE = "<!doctype html><title>-</title><input autofocus>";

/** Rates of the browser, between two of which short work truly takes six times as long. */
const RATES = [3.5, 4.25, 5, SLOWER] as const;
/** How often each is tried, by turns: what the machine does meanwhile must not choose the rate. */
const RATE_ROUNDS = 3;

/**
 * The figures of a key press on a window that shows the counter with its long basket, by turns with a bare page; the
 * first round of each kind in a pass is not counted. `key-work` is the page's own (see `KeyCost`), `key-tasks` with all
 * that the browser itself does on that thread.
 *
 * Figures that begin with `key` are at six times slower, measured: the browser's rate (`key-rate`) at which a bare page
 * needs six times its own work for a key (`key-slowdown`). The browser's own "six times slower" slows work as short as
 * a key's by more, `key-rate6-slowdown`; the figures at it begin with `key-rate6`. Decision 0601.
 */
export async function* keyFigures(browser: Browser, till: TillWindow): AsyncGenerator<Figure> {
  const slowdowns = await slowdownsOf(browser, RATES);
  const rate = rateFor(SLOWER, slowdowns);
  yield { name: "key-rate", value: rate, unit: "rate" };
  yield { name: "key-slowdown", value: must((await slowdownsOf(browser, [rate]))[0], "one").slowdown, unit: "ratio" };
  yield* figuresAt(rate, "key", browser, till);
  yield { name: "key-rate6-slowdown", value: must(slowdowns.at(-1), "the last is rate 6").slowdown, unit: "ratio" };
  yield* figuresAt(SLOWER, "key-rate6", browser, till);
}

/** How many times longer a bare page's own work for a key is at each rate; medians of several turns. */
async function slowdownsOf(browser: Browser, rates: readonly number[]): Promise<readonly Slowdown[]> {
  const costs = new Map<number, KeyCost[]>([1, ...rates].map((rate) => [rate, []]));
  for (let n = 0; n < RATE_ROUNDS; n++) {
    for (const [rate, all] of costs) all.push(...(await bareCosts(browser, rate)));
  }
  const unslowedMs = median(costs.get(1) ?? []);
  return rates.map((rate) => ({ rate, slowdown: median(costs.get(rate) ?? []) / unslowedMs }));
}

async function* figuresAt(rate: number, name: string, browser: Browser, till: TillWindow): AsyncGenerator<Figure> {
  const passes: Pass[] = [];
  for (let n = 0; n < PASSES; n++) passes.push(await passAt(rate, browser, till));
  const best = (figure: (pass: Pass) => number): number => Math.min(...passes.map(figure));
  const ms = (of: string, figure: (pass: Pass) => number): Figure => ({
    name: `${name}-${of}`,
    value: best(figure),
    unit: "ms",
  });
  const all = ({ kinds }: Pass): readonly KeyCost[] => Object.values(kinds).flat();
  yield ms("work-p95", (pass) => percentile(worksOf(all(pass)), 95));
  yield ms("work-p50", (pass) => percentile(worksOf(all(pass)), 50));
  for (const kind of KIND_NAMES) yield ms(`work-${kind}-p95`, ({ kinds }) => percentile(worksOf(kinds[kind]), 95));
  yield ms("work-bare-p95", ({ bare }) => percentile(worksOf(bare), 95));
  yield ms("tasks-p95", (pass) => percentile(tasksOf(all(pass)), 95));
  yield ms("tasks-bare-p95", ({ bare }) => percentile(tasksOf(bare), 95));
  const digits = ms("paint-p50", ({ kinds }) => percentile(paints(kinds.digits), 50));
  const plain = ms("paint-bare-p50", ({ bare }) => percentile(paints(bare), 50));
  const ratio = digits.value / plain.value;
  yield { name: `${name}-paint`, value: ratio, unit: "ratio", ratio };
  yield digits;
  yield ms("paint-p95", ({ kinds }) => percentile(paints(kinds.digits), 95));
  yield plain;
  yield ms("paint-bare-p95", ({ bare }) => percentile(paints(bare), 95));
}

/** All kinds of keys once, and the bare page's. */
interface Pass {
  readonly kinds: Readonly<Record<Kind, readonly KeyCost[]>>;
  readonly bare: readonly KeyCost[];
}

async function passAt(rate: number, browser: Browser, till: TillWindow): Promise<Pass> {
  const kinds = await slowed(till.debug, rate, async () => ({
    digits: await typed(browser, till.page, KINDS.digits),
    lines: await typed(browser, till.page, KINDS.lines),
    quantity: await typed(browser, till.page, KINDS.quantity),
  }));
  return { kinds, bare: await bareCosts(browser, rate) };
}

function tasksOf(costs: readonly KeyCost[]): readonly number[] {
  return costs.map(({ tasksMs }) => tasksMs);
}

function worksOf(costs: readonly KeyCost[]): readonly number[] {
  return costs.map(({ workMs }) => workMs);
}

function median(costs: readonly KeyCost[]): number {
  return percentile(worksOf(costs), 50);
}

async function bareCosts(browser: Browser, rate: number): Promise<readonly KeyCost[]> {
  const { page, debug, close } = await newWindow(browser);
  await page.setContent(BARE_PAGE);
  const costs = await slowed(debug, rate, () => typed(browser, page, KINDS.digits));
  await close();
  return costs;
}

async function slowed<T>(debug: CDPSession, rate: number, work: () => Promise<T>): Promise<T> {
  await debug.send("Emulation.setCPUThrottlingRate", { rate });
  try {
    return await work();
  } finally {
    await debug.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  }
}

async function typed(browser: Browser, page: Page, keys: readonly string[]): Promise<readonly KeyCost[]> {
  await press(page, keys);
  await browser.startTracing(page, { categories: [...KEY_TRACE] });
  for (let n = 0; n < ROUNDS; n++) await press(page, keys);
  // The last frame's time is written when it has been shown.
  await delay(REST_MS);
  const costs = keyCosts((await browser.stopTracing()).toString("utf8"));
  if (costs.length !== ROUNDS * keys.length) throw new Error(`${costs.length} keys were heard`);
  return costs;
}

async function press(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await delay(REST_MS + nextPhaseMs());
  }
}

let presses = 0;

/**
 * Spreads the keys evenly over a frame. 300 ms are 18 frames to the hundredth: without this all keys of a run wait
 * alike for the next frame, none of it or all of it, and a ratio of two such runs is anything.
 */
function nextPhaseMs(): number {
  presses += 1;
  return ((presses * FRAME_STEP) % 1) * FRAME_MS;
}

/** All of these keys change what is seen; a frame or two are lost where the machine is busy. */
function paints(costs: readonly KeyCost[]): readonly number[] {
  const drawn = costs.flatMap(({ paintMs }) => paintMs ?? []);
  if (drawn.length < costs.length * 0.95) throw new Error(`${drawn.length} of ${costs.length} keys were drawn`);
  return drawn;
}
