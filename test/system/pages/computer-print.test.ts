import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWords } from "../../../src-renderer/words/make-words.ts";
import { defaultDisplay, formatRial, type Locale } from "../../../src-shared/words/format.ts";
import { startCounterRig, type CounterRig } from "../../support/counter-rig.ts";
import { popplerLines } from "../../support/poppler-lines.ts";
import { amountIs, builtPages, openBrowser, openWindow, typeAmount } from "./rough-rig.ts";

/** The browser's own print of a receipt, on the real kiosk shell and core. */
const PICTURES = process.env["VAFA_PICTURES"];
const SOON = { timeout: 30_000 };
const folder = mkdtempSync(join(tmpdir(), "vafa-computer-print-"));
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function atTheTill(locale: Locale, run: (rig: CounterRig, page: Page) => Promise<void>): Promise<void> {
  const rig = await startCounterRig({ base: folder, locale, pages: builtPages(), members: 1 });
  try {
    const window = await openWindow(browser, rig.kiosk.newLink(), {
      locale,
      // The browser's own window would wait for a person.
      prepare: (page) =>
        page.addInitScript("globalThis.printed = 0; globalThis.print = () => void globalThis.printed++;"),
    });
    await window.page.locator("output").first().waitFor(SOON);
    await run(rig, window.page);
    expect(window.wrong).toEqual([]);
    await window.close();
  } finally {
    await rig.stop();
  }
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

test.each(["fa", "en"] as const)(
  "%s: the computer's own print is reached from a sale, and what it prints is the receipt alone, in real words",
  async (locale) => {
    const t = makeWords(locale, defaultDisplay(locale));
    const amount = formatRial(550_000, defaultDisplay(locale));
    await atTheTill(locale, async (rig, page) => {
      await typeAmount(page, "55000");
      await amountIs(page, amount);
      await page.keyboard.press("Enter");
      await rig.printer.waitForReceipts(1);
      const sales = await rig.ask("sales.list", {});
      if (!sales.ok) throw new Error(sales.error.refusal);
      const { sale } = sales.value.rows[0] ?? { sale: { journal: "", seq: 0 } };
      await page.evaluate(`location.hash = "#/sales/${sale.journal}/${sale.seq}"`);
      await page.getByRole("button", { name: t("sales.look") }).press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.locator("svg text").first().waitFor(SOON);
      await dialog.getByRole("button", { name: t("sales.paper-file") }).press("Enter");
      await expect.poll(() => page.evaluate("globalThis.printed")).toBe(1);
      const lines = popplerLines(await page.pdf({ preferCSSPageSize: true, printBackground: true })).join("\n");
      for (const word of [locale === "fa" ? "کافه وفا" : "Vafa Café", amount]) expect(lines).toContain(word);
      for (const word of [t("sales.paper"), t("sales.paper-file"), t("strip.printer")])
        expect(lines).not.toContain(word);
      await page.emulateMedia({ media: "print" });
      await picture(page, `print-media-${locale}`);
      expect(await dialog.isVisible()).toBe(false);
      expect(await page.locator("main").first().isVisible()).toBe(false);
      expect(await page.locator("body > div > svg").last().isVisible()).toBe(true);
    });
  },
);
