import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWords } from "../../../src-renderer/words/make-words.ts";
import { COUNTER_WORDS } from "../../../src-shared/words/counter-words.ts";
import { defaultDisplay, formatRial, type Locale } from "../../../src-shared/words/format.ts";
import { amountIs, builtPages, openBrowser, openWindow, soon } from "./rough-rig.ts";

/** The till as somebody starts it for the first time, and a second start beside it: real program, core and Chromium. */
const ROOT = join(import.meta.dirname, "../../..");
const PICTURES = join(ROOT, ".build/pictures/first-start");
const PIN = "482159";
const PRICE_MINOR = 450_000;
const folder = mkdtempSync(join(tmpdir(), "vafa-first-start-"));
const started: ChildProcess[] = [];
let browser: Browser;

beforeAll(async () => {
  builtPages();
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  for (const child of started) child.kill("SIGTERM");
  await Promise.all(started.filter((child) => child.exitCode === null).map((child) => once(child, "exit")));
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the till as `npm run start` does; resolves with its link. */
async function start(locale: Locale): Promise<string> {
  const args = ["build/start.ts", "--data", join(folder, locale, "shop"), "--no-open", "--lang", locale];
  const env = { ...process.env, PCSCLITE_CSOCK_NAME: join(folder, "no-service") };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("ready ")) return line.slice("ready ".length);
  }
  throw new Error("the till did not start");
}

test.each(["fa", "en"] as const)(
  "%s: a shop is founded step by step and sells its first product; a second start shows this very till",
  { timeout: 180_000, retry: 0 },
  async (locale) => {
    const { page, wrong, close } = await openWindow(browser, await start(locale), { locale });
    await found(page, locale);
    await keepProduct(page, locale);
    await sellBeforeTheCustomer(page, locale);
    await startAgain(page, locale);
    expect(wrong).toEqual([]);
    await close();
  },
);

const wordsOf = (locale: Locale) => makeWords(locale, defaultDisplay(locale));
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const shown = (locale: Locale): string => formatRial(PRICE_MINOR, defaultDisplay(locale));

async function picture(page: Page, locale: Locale, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${locale}-${name}.png`), animations: "disabled" });
}

/** The first start, with nothing but what its steps ask for. */
async function found(page: Page, locale: Locale): Promise<void> {
  const t = wordsOf(locale);
  const stepIs = (name: string): Promise<void> => page.getByRole("heading", { level: 1, name }).waitFor();
  await field(page, t("setup.shop-name")).fill(locale === "fa" ? "کافه بهار" : "Bahar Café");
  await field(page, t("setup.owner-name")).fill(locale === "fa" ? "مریم رضایی" : "Maryam Rezaei");
  await field(page, t("session.new-pin")).fill(PIN);
  await field(page, t("session.pin-again")).fill(PIN);
  await picture(page, locale, "1-shop");
  await button(page, t("setup.found")).click();
  await stepIs(t("setup.step-hardware"));
  await picture(page, locale, "2-hardware");
  await button(page, t("setup.next")).click();
  await stepIs(t("setup.step-data"));
  await button(page, t("settings.sheet-make")).click();
  await page.getByText(t("settings.sheet-where")).waitFor();
  await page.getByText(t("setup.sheet-kept")).click();
  // Nothing that is there for screen readers alone makes the page longer than the window.
  expect(await page.evaluate("document.documentElement.scrollHeight - innerHeight")).toBe(0);
  await picture(page, locale, "3-data");
  await button(page, t("setup.next")).click();
  await stepIs(t("setup.step-staff"));
  await picture(page, locale, "4-staff");
  await button(page, t("setup.next")).click();
  await stepIs(t("setup.step-members"));
  await picture(page, locale, "5-members");
  await button(page, t("setup.finish")).click();
  await field(page, t("counter.shift-float")).waitFor();
  await picture(page, locale, "6-counter");
  await page.keyboard.press("Enter");
  await field(page, t("counter.shift-float")).waitFor({ state: "detached" });
}

/** The first product, by its form. */
async function keepProduct(page: Page, locale: Locale): Promise<void> {
  const t = wordsOf(locale);
  await page.evaluate("location.hash = '#/products/new'");
  await field(page, t("products.name")).fill(locale === "fa" ? "چای دارجیلینگ" : "Darjeeling tea");
  await field(page, t("products.price")).fill(String(PRICE_MINOR / 10));
  await page.getByText(t("products.favourite"), { exact: true }).click();
  await picture(page, locale, "7-product");
  await button(page, t("products.save")).click();
  await page
    .getByRole("row")
    .filter({ hasText: shown(locale) })
    .waitFor();
  await picture(page, locale, "8-products");
  await page.keyboard.press("F1");
}

/** The customer's screen while the product is sold: nothing, the bill, what was paid. */
async function sellBeforeTheCustomer(page: Page, locale: Locale): Promise<void> {
  const t = wordsOf(locale);
  const display = await page.context().newPage();
  await display.setViewportSize({ width: 1024, height: 600 });
  await display.goto(`${new URL(page.url()).origin}/display`);
  await display.locator("main p").first().waitFor();
  await picture(display, locale, "9-display-idle");
  await button(page, t("counter.to-goods")).click();
  await page.getByRole("button", { name: locale === "fa" ? /چای دارجیلینگ/ : /Darjeeling tea/ }).click();
  await amountIs(page, shown(locale));
  const big = display.getByTestId("big");
  await soon(() => big.innerText()).toContain(shown(locale));
  await picture(display, locale, "10-display-bill");
  await button(page, t("counter.to-pad")).click();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: t("counter.result-paid") }).waitFor();
  await display.getByText(t("display.paid"), { exact: false }).first().waitFor();
  await picture(display, locale, "11-display-paid");
  await display.close();
}

/** Who starts it once more sees the open bill; the first page says where its till went, and takes it back. */
async function startAgain(page: Page, locale: Locale): Promise<void> {
  const t = wordsOf(locale);
  const said = page.getByRole("alert").filter({ hasText: COUNTER_WORDS["seat-taken"][locale] });
  await page.keyboard.type("48000", { delay: 60 });
  const amount = formatRial(480_000, defaultDisplay(locale));
  await amountIs(page, amount);
  const second = await openWindow(browser, await start(locale), { locale });
  await amountIs(second.page, amount);
  expect(new URL(second.page.url()).host).toBe(new URL(page.url()).host);
  await said.waitFor();
  await picture(page, locale, "12-first-window");
  await picture(second.page, locale, "13-second-start");
  await button(page, t("shell.take-till")).click();
  await second.page.getByRole("alert").filter({ hasText: COUNTER_WORDS["seat-taken"][locale] }).waitFor();
  await amountIs(page, amount);
  expect(await said.count()).toBe(0);
  expect(second.wrong).toEqual([]);
  await second.close();
}
