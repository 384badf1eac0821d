import { execFileSync } from "node:child_process";
import type { Browser } from "@playwright/test";
import { percentile, type Figure } from "./bench.ts";
import { buildAll, type ShopFolder, startShell } from "./shell-run.ts";
import { firstPaintMs, launchBrowser, newWindow, type TillWindow } from "./till-browser.ts";

const STARTS = 5;
/** Somebody can sign in: the screen that a shop's day begins with. */
const SIGN_IN = "document.querySelector('input[type=password], [role=group] button[aria-pressed]') !== null";

/**
 * `first-screen`: from making the shell's process (its files read, the core started, the tail of the chain checked) to
 * the paint of the sign-in page with the staff on it, in a browser that runs already and has an empty window open, as
 * it does on a till whose screen is a browser. `first-screen-with-browser`: the browser is started too, as soon as the
 * shell has said its link.
 */
export async function* firstScreens(shop: ShopFolder, env: Readonly<Record<string, string>>): AsyncGenerator<Figure> {
  buildAll();
  const browser = await launchBrowser();
  const warm: number[] = [];
  const cold: number[] = [];
  try {
    for (let n = 0; n < STARTS; n++) {
      const open = await newWindow(browser, SIGN_IN);
      warm.push(await firstScreen(shop, env, async () => open));
      let fresh: Browser | undefined;
      cold.push(await firstScreen(shop, env, async () => newWindow((fresh = await launchBrowser()), SIGN_IN)));
      await fresh?.close();
    }
  } finally {
    await browser.close();
  }
  yield { name: "first-screen", value: percentile(warm, 50), unit: "ms" };
  yield { name: "first-screen-max", value: Math.max(...warm), unit: "ms" };
  yield { name: "first-screen-with-browser", value: percentile(cold, 50), unit: "ms" };
}

async function firstScreen(
  shop: ShopFolder,
  env: Readonly<Record<string, string>>,
  windowOf: () => Promise<TillWindow>,
): Promise<number> {
  dropFromCache(shop.database);
  const shell = await startShell(shop, env);
  const window = await windowOf();
  try {
    await window.page.goto(shell.link);
    return (await firstPaintMs(window)) - shell.startedMs;
  } finally {
    await window.close();
    await shell.stop();
  }
}

/** Drops this one file's pages from the system's cache (dd's way to say POSIX_FADV_DONTNEED). */
export function dropFromCache(file: string): void {
  execFileSync("dd", [`if=${file}`, "iflag=nocache", "count=0", "status=none"]);
}
