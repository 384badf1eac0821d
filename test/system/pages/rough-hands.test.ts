import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import { isolated } from "../../../src-renderer/look/isolated.ts";
import { makeWords } from "../../../src-renderer/words/make-words.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import { amountIs, CASHIER_PIN, keepShot, MANAGER_PIN, openWindow, roughStage } from "./rough-rig.ts";

/** One till, several hands: it locks itself, and a shift goes over by a click. Real shell, core and Chromium. */
const stage = roughStage();
const CASHIER = "نگار احمدی";
const MANAGER = "رضا کریمی";
const LANGUAGES = ["fa", "en"] as const;

async function pin(page: Page, label: string, digits: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(digits);
  await page.keyboard.press("Enter");
}

test.each(LANGUAGES)(
  "%s: left alone for its minutes the till locks, and the bill waits for whoever comes",
  async (locale) => {
    const t = makeWords(locale, defaultDisplay(locale));
    const { core, kiosk } = stage.till;
    await core.signIn();
    const { limits } = await core.granted("settings.get", {});
    await core.granted("settings.change", { display: { locale }, limits: { ...limits, lockAfterMinutes: 2 } });
    await core.granted("bill.amount", { amountMinor: 480_000 });
    const amount = locale === "fa" ? "۴۸٬۰۰۰" : "48,000";
    const { page, wrong, close } = await openWindow(stage.browser, kiosk.newLink(), {
      locale,
      prepare: (each) => each.clock.install(),
    });
    await amountIs(page, amount);
    const title = page.getByRole("heading", { level: 1, name: t("session.title") });
    await page.clock.runFor(110_000);
    await page.keyboard.press("Shift");
    await page.clock.runFor(110_000);
    expect(await title.count()).toBe(0);
    await page.clock.runFor(20_000);
    await title.waitFor();
    await keepShot(page, `idle-lock-${locale}`);
    expect(await page.locator("output").filter({ visible: true }).count()).toBe(0);
    await page.getByRole("button", { name: CASHIER }).click();
    await pin(page, t("session.pin-of", { name: isolated(CASHIER) }), CASHIER_PIN);
    await amountIs(page, amount);
    expect(wrong).toEqual([]);
    await close();
  },
);

test.each(LANGUAGES)("%s: a shift is handed over by a click and the PIN of whoever takes it", async (locale) => {
  const t = makeWords(locale, defaultDisplay(locale));
  const { core, kiosk } = stage.till;
  await core.signIn();
  // Whoever does not have the shift yet: an earlier try may have handed it over.
  const holder = (await core.seen("strip", ({ state }) => state.shift !== null)).state.shift?.staffName;
  const [name, digits] = holder === CASHIER ? [MANAGER, MANAGER_PIN] : [CASHIER, CASHIER_PIN];
  const { page, wrong, close } = await openWindow(stage.browser, kiosk.newLink(), { locale });
  await page.locator("output").first().waitFor();
  await page.evaluate("location.hash = '#/shift'");
  const panel = page.getByRole("region", { name: t("shift.hand-title") });
  await panel.getByRole("button", { name: t("shift.hand-to") }).click();
  await page.getByRole("option", { name }).click();
  const label = t("session.pin-of", { name: isolated(name) });
  await pin(page, label, "000000");
  await page.getByRole("alert").first().waitFor();
  await page.getByLabel(label, { exact: true }).fill(digits);
  await keepShot(page, `hand-over-${locale}`);
  await page.keyboard.press("Enter");
  await core.seen("strip", ({ state }) => state.shift?.staffName === name);
  await page
    .getByText(t("shift.open-of", { name: isolated(name) }), { exact: false })
    .first()
    .waitFor();
  await keepShot(page, `handed-over-${locale}`);
  expect(wrong).toEqual([]);
  await close();
});
