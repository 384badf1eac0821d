import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFailed } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import type { ValueOf } from "../../../src-shared/contract/contract.ts";
import type { Locale } from "../../../src-shared/words/format.ts";
import type { CoreOptions } from "../../../src-main/shell/core-client.ts";
import type { Pages } from "../../../src-main/shell/kiosk/serve-pages.ts";
import { type Kiosk, startKiosk } from "../../../src-main/shell/kiosk/start-kiosk.ts";
import { proveFolder } from "../../../src-main/shell/prove-folder.ts";
import { OWNER_PIN, type PageCore, type SetupRig, setupRig, WISH } from "../setup/setup-rig.ts";

const ROOT = join(import.meta.dirname, "../../..");
const CHROMIUM = process.env["VAFA_CHROMIUM"] ?? "/usr/bin/chromium";
/** Where pictures of what was refused go, for people to look at; nothing: none are made. */
const SHOTS = process.env["VAFA_SHOTS"];

export const CASHIER_PIN = "112358";
export const MANAGER_PIN = "246802";

/** A founded shop in the real kiosk shell on a real core, without reader and printer: for what goes wrong. */
export interface RoughTill {
  readonly rig: SetupRig;
  readonly core: PageCore;
  readonly kiosk: Kiosk;
  readonly pages: Pages;
  readonly cashier: string;
  readonly manager: string;
  /** Sales of this shift, and what the whole chain says. Ends the core. */
  proved(): Promise<readonly unknown[]>;
  stop(): Promise<void>;
}

/** What a test wants otherwise than a plain Persian till. */
export interface RoughOptions {
  readonly core?: Partial<CoreOptions>;
  readonly locale?: Locale;
}

/** The pages as they are built from these sources, and the hash that they say. */
export function builtPages(): Pages {
  // A process of its own: under a test's NODE_ENV React would come in its development version.
  const { status, stderr } = spawnSync(process.execPath, ["build/ensure-pages.ts"], { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`the pages don't build: ${stderr}`);
  const folder = join(ROOT, "out", "renderer");
  const { build } = JSON.parse(readFileSync(join(folder, "build.json"), "utf8"));
  return { folder, build: String(build) };
}

/** Founds a shop, opens its shift and serves it. The owner is at the till. */
export async function roughTill(more: RoughOptions = {}): Promise<RoughTill> {
  const pages = builtPages();
  const rig = setupRig();
  const core = rig.start(more.core);
  await core.granted("setup.found", { ...WISH, display: { locale: more.locale ?? "fa" } });
  await core.signIn();
  for (const step of ["hardware", "data", "staff", "members"] as const) await core.granted("setup.step-done", { step });
  const manager = await core.granted("staff.add", { name: "رضا کریمی", role: "manager", pin: MANAGER_PIN });
  const cashier = await core.granted("staff.add", { name: "نگار احمدی", role: "cashier", pin: CASHIER_PIN });
  await core.granted("shift.open", { floatMinor: 5_000_000 });
  const kiosk = await startKiosk({ core: core.client, pages });
  return {
    rig,
    core,
    kiosk,
    pages,
    manager: manager.staff,
    cashier: cashier.staff,
    proved: async () => {
      core.stop();
      const proof = await proveFolder(rig.dataFolder, rig.keyFile);
      if (!proof.ok) throw new Error(proof.error.detail);
      return proof.value.findings;
    },
    stop: async () => {
      await kiosk.stop();
      rig.remove();
    },
  };
}

/** A till and a browser. They are there once the file's tests begin. */
export interface RoughStage {
  readonly till: RoughTill;
  readonly browser: Browser;
}

/**
 * Opens a till and a browser before the tests of the file that calls this, and ends both behind them; with "test"
 * before and behind each try of each test, where nothing of one may be there in the next.
 */
export function roughStage(
  options: () => RoughOptions | Promise<RoughOptions> = () => ({}),
  per: "file" | "test" = "file",
): RoughStage {
  let till: RoughTill | undefined;
  let browser: Browser | undefined;
  const open = async (): Promise<void> => {
    till = await roughTill(await options());
    browser = await openBrowser();
  };
  const end = async (): Promise<void> => {
    await browser?.close();
    await till?.stop();
  };
  if (per === "file") {
    beforeAll(open);
    afterAll(end);
  } else {
    beforeEach(open);
    afterEach(end);
  }
  return {
    get till() {
      return must(till, "the till is open");
    },
    get browser() {
      return must(browser, "the browser is open");
    },
  };
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
}

/** A browser's window of its own, with what no page may ever do: thrown errors, dialogs, a broken content policy. */
export interface Window {
  readonly page: Page;
  readonly wrong: string[];
  close(): Promise<void>;
}

export interface WindowOptions {
  readonly locale?: Locale;
  readonly context?: BrowserContextOptions;
  /** It is opened before the tests and outlives each of them. */
  readonly isKept?: boolean;
  /** Before the first page is loaded. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Opens the link in a window of its own; it is the counter, signed in or not, as the core has it. */
export async function openWindow(browser: Browser, link: string, options: WindowOptions = {}): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, ...options.context });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("dialog", (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.type() !== "error" || message.location().url.endsWith("/favicon.ico")) return;
    if (!/WebSocket|ERR_CONNECTION|status of 401/.test(message.text())) wrong.push(message.text());
  });
  const look = JSON.stringify(JSON.stringify({ locale: options.locale ?? "en" }));
  await page.addInitScript(`
    if (localStorage.getItem("vafa.look") === null) localStorage.setItem("vafa.look", ${look});
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error("content policy: " + violatedDirective + " " + blockedURI));`);
  await options.prepare?.(page);
  if (SHOTS !== undefined && options.isKept !== true) onTestFailed(() => keepShot(page, `failed-${Date.now()}`));
  await page.goto(link);
  return { page, wrong, close: () => context.close() };
}

/** Waits until the counter is there with this number as its amount, as it is shown. */
export async function amountIs(page: Page, text: string): Promise<void> {
  await soon(() => page.locator("output").first().innerText()).toContain(text);
  await settled(page);
}

/** Types digits as a person does: slower than any scanner. */
export async function typeAmount(page: Page, digits: string): Promise<void> {
  await page.locator("output").first().waitFor();
  await settled(page);
  await page.keyboard.type(digits, { delay: 50 });
}

/** What was drawn has its listeners too: a key of a test may be quicker than a page's effects. */
export function settled(page: Page): Promise<unknown> {
  return page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
}

/** Looks again and again until it is so, as long as a busy machine may need. */
export function soon<T>(look: () => T | Promise<T>): ReturnType<typeof expect.poll<T>> {
  return expect.poll(look, { timeout: 20_000 });
}

/** Keeps a picture for people, where one is wanted. */
export async function keepShot(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/** The sales of the open shift. */
export async function salesOf(core: PageCore): Promise<ValueOf<"shift.x">["sales"]> {
  return (await core.granted("shift.x", {})).sales;
}

export { OWNER_PIN };
