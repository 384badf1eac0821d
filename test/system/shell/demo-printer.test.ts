import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, test } from "vitest";
import { makeWords } from "../../../src-renderer/words/make-words.ts";
import { defaultDisplay, type Locale } from "../../../src-shared/words/format.ts";
import { DEMO_PINS } from "../../support/counter-rig.ts";
import { PRINTER_WORDS, type PrinterWordState } from "../../../src-shared/words/printer-words.ts";

/** The demo as somebody starts it: what its printer's switches lead to on the till's pages. */
const CHROMIUM = process.env["VAFA_CHROMIUM"] ?? "/usr/bin/chromium";
/** Where pictures go, for people to look at; nothing: none are made. */
const PICTURES = process.env["VAFA_PICTURES"];
const OWNER = { fa: "مریم رضایی", en: "Maryam Rezaei" };
const START_MS = 150_000;
const SOON = { timeout: 30_000 };
/** A switch of the demo's page, what is then said, and the switch back. */
const SWITCHES: readonly (readonly [there: string, says: PrinterWordState, back: string])[] = [
  ["paper-low", "paper-low", "paper-full"],
  ["head-hot", "head-hot", "head-cool"],
  ["cutter-jam", "cutter-stuck", "cutter-clear"],
  ["cable-out", "vanished", "cable-in"],
];

let browser: Browser;
const running: ChildProcess[] = [];
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
});
afterAll(() => browser?.close());
afterEach(async () => {
  for (const child of running.splice(0)) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }
});

/** Starts the demo; resolves with the links that it says. */
async function demo(lang: Locale): Promise<{ readonly counter: string; readonly hardware: string }> {
  const child = spawn("node", ["build/run.mjs", "demo:counter", "--no-open", "--lang", lang], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  const limit = setTimeout(() => child.kill("SIGTERM"), START_MS);
  let counter = "";
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("ready ")) counter = line.slice("ready ".length);
    if (!line.startsWith("hardware ")) continue;
    clearTimeout(limit);
    return { counter, hardware: line.slice("hardware ".length) };
  }
  throw new Error("the demo did not start");
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

test.each(["fa", "en"] as const)(
  "%s: each switch of the demo's printer is said on the devices page and at the till's foot, and so is its end",
  { timeout: 400_000 },
  async (locale) => {
    const t = makeWords(locale, defaultDisplay(locale));
    const { counter, hardware } = await demo(locale);
    const hand = await browser.newPage();
    await hand.goto(hardware);
    const move = (act: string): Promise<void> => hand.locator(`[data-act="${act}"]`).click();
    const page = await browser.newPage({ viewport: { width: 1024, height: 768 } });
    await page.goto(counter);
    await page.locator("output").first().waitFor(SOON);
    // Settings are the owner's; the foot of the till is everybody's.
    await page.keyboard.press("Control+l");
    await page.getByRole("button", { name: OWNER[locale] }).press("Enter", SOON);
    await page.keyboard.insertText(DEMO_PINS.owner);
    await page.keyboard.press("Enter");
    await page.locator("output").first().waitFor(SOON);
    await page.evaluate("location.hash = '#/settings'");
    await page.getByRole("tab", { name: t("settings.part-devices") }).click(SOON);
    const panel = page.getByRole("region", { name: t("settings.printer"), exact: true });
    const says = (word: PrinterWordState) => panel.getByText(PRINTER_WORDS[word][locale]).first().waitFor(SOON);
    await says("ready");
    for (const [there, word, back] of SWITCHES) {
      await move(there);
      await says(word);
      await page
        .getByRole("contentinfo")
        .getByRole("button", { name: t("strip.printer") })
        .click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText(PRINTER_WORDS[word][locale]).waitFor(SOON);
      await picture(page, `demo-${there}-${locale}`);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await move(back);
      // Its motor may move: a printer whose cutter was stuck waits for a person's word.
      if (word === "cutter-stuck")
        await panel.getByRole("button", { name: t("settings.printer-go-on") }).press("Enter");
      await says("ready");
    }
    await Promise.all([page.close(), hand.close()]);
  },
);
