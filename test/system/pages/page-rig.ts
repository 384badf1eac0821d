import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import type { PageEvent } from "../../../src-shared/contract/contract.ts";
import { type Answers, type FixtureCore, standBehind } from "../../renderer/fixtures/fixture-core.ts";
import { servePages, type ServedPages } from "../../support/serve-pages.ts";
import { openBrowser } from "./rough-rig.ts";

/** How a page looks. */
export interface Look {
  readonly locale: "fa" | "en";
  readonly theme: "light" | "dark";
}

/** Both languages in both themes. */
export const LOOKS: readonly Look[] = (["fa", "en"] as const).flatMap((locale) =>
  (["light", "dark"] as const).map((theme) => ({ locale, theme })),
);

/** What a test wants of a page that it opens; left out is an English, light window of 1024×768. */
export interface PageWish {
  /** Behind the pages' address: `#/members`, `display.html`. */
  readonly path: string;
  readonly look?: Look;
  readonly size?: { readonly width: number; readonly height: number };
  /** What is there once the page can be used. */
  readonly ready: (page: Page) => Promise<unknown>;
}

/** The same before a core that the test plays. */
export interface FedWish extends PageWish {
  /** Told to the page after its hello. */
  readonly events: readonly PageEvent[];
  readonly answer?: Answers;
}

/** An open page. `wrong`: what it threw, what it complained of, and what its content policy refused. */
export interface OpenPage {
  readonly page: Page;
  readonly wrong: readonly string[];
}

/** An open page and the core behind it. */
export interface FedPage extends OpenPage {
  readonly core: FixtureCore;
}

/** The built pages in a real Chromium, for the tests of one file. No page outlives its test. */
export interface PageStage {
  /** A page without any core. */
  alone(wish: PageWish): Promise<OpenPage>;
  open(wish: FedWish): Promise<FedPage>;
}

/** Serves the pages and opens a browser before the tests of the file that calls this, and ends both behind them. */
export function pageStage(): PageStage {
  let served: ServedPages | undefined;
  let browser: Browser | undefined;
  // One for all pages of a file: its cache has the program after the first of them.
  let context: BrowserContext | undefined;
  beforeAll(async () => {
    served = await servePages();
    browser = await openBrowser();
    context = await browser.newContext({ viewport: { width: 1024, height: 768 } });
  });
  afterEach(async () => {
    for (const page of context?.pages() ?? []) await page.close();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });
  const blank = async ({ look = { locale: "en", theme: "light" }, size }: PageWish): Promise<OpenPage> => {
    const page = await must(context, "the browser is open").newPage();
    page.setDefaultTimeout(10_000);
    if (size !== undefined) await page.setViewportSize(size);
    await page.addInitScript((kept) => localStorage.setItem("vafa.look", kept), JSON.stringify(look));
    return { page, wrong: complaintsOf(page) };
  };
  const visit = async (page: Page, { path, ready }: PageWish): Promise<void> => {
    await page.goto(`${must(served, "the pages are served").url}/${path}`);
    await ready(page);
  };
  return {
    alone: async (wish) => {
      const opened = await blank(wish);
      await visit(opened.page, wish);
      return opened;
    },
    open: async (wish) => {
      const opened = await blank(wish);
      const core = await standBehind(opened.page, wish.events, wish.answer ?? (() => ({ value: {} })));
      await visit(opened.page, wish);
      return { ...opened, core };
    },
  };
}

function complaintsOf(page: Page): readonly string[] {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    const isRefused = /Content Security Policy/i.test(text);
    if (isRefused || (message.type() === "error" && !/WebSocket|404/.test(text))) wrong.push(text);
  });
  return wrong;
}

/** What the page sent under this name, in its order. */
export function sent(core: FixtureCore, name: string): unknown[] {
  return core.calls.filter((call) => call.name === name).map(({ input }) => input);
}

/** Waits until the page stands still: its letters are there, what moves has come to rest, what it drew is seen. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(`document.fonts.ready
    .then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
    .then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))))`);
}

/** Where pictures go, for people who want to look; nothing: none are made. */
const PICTURES = process.env["VAFA_PICTURES"] ?? process.env["VAFA_SHOTS"];

/** Keeps a picture for people, where one is wanted. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
