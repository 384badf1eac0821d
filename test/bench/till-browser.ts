import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { must } from "../../src-shared/base/assert.ts";
import { BENCH_PIN } from "./seated-till.ts";

const CHROMIUM = process.env["VAFA_CHROMIUM"] ?? "/usr/bin/chromium";
/** The smallest screen of a till. */
const SCREEN = { width: 1024, height: 768 };
const LIMIT_MS = 20_000;

/** A real Chromium without a window. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
}

/** A fresh window on the till: nothing of it is in the browser's cache. */
export interface TillWindow {
  readonly page: Page;
  readonly debug: CDPSession;
  close(): Promise<void>;
}

/** Opens a window; `watch` is a condition whose first paint `firstPaintMs` tells. */
export async function newWindow(browser: Browser, watch?: string): Promise<TillWindow> {
  const context = await browser.newContext({ viewport: SCREEN });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  if (watch !== undefined) await page.addInitScript(`globalThis.firstPaint = ${paintOf(watch)}`);
  return { page, debug: await context.newCDPSession(page), close: () => context.close() };
}

/** Signs the owner in on a window that shows the sign-in page; fulfilled when the counter is there. */
export async function signIn({ page }: TillWindow): Promise<void> {
  await page.locator("input[type=password]").waitFor();
  await page.keyboard.type(BENCH_PIN);
  await page.keyboard.press("Enter");
  await page.locator("main output").waitFor();
}

/**
 * When `condition` (an expression of the page) first held and was painted, on the system's monotonic clock: the start
 * of the second frame after it, so rather a frame too late than too early. Ask before it can hold.
 */
export async function paintedMs({ page, debug }: TillWindow, condition: string): Promise<number> {
  return onSystemClock(debug, await page.evaluate<number>(paintOf(condition)));
}

/** The same for the condition with which the window was opened. */
export async function firstPaintMs({ page, debug }: TillWindow): Promise<number> {
  return onSystemClock(debug, await page.evaluate<number>("globalThis.firstPaint"));
}

function paintOf(condition: string): string {
  return `new Promise((resolve) => {
    const look = () => {
      if (!(${condition})) return;
      watcher.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document, { subtree: true, childList: true, characterData: true });
    look();
  })`;
}

/** A page counts from its navigation, whose instant the browser's metrics tell in seconds of the monotonic clock. */
async function onSystemClock(debug: CDPSession, pageMs: number): Promise<number> {
  await debug.send("Performance.enable");
  const { metrics } = await debug.send("Performance.getMetrics");
  await debug.send("Performance.disable");
  const begun = must(
    metrics.find(({ name }) => name === "NavigationStart"),
    "the browser tells it",
  );
  return begun.value * 1000 + pageMs;
}
