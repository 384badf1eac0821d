import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import { REFUSAL_WORDS } from "../../../src-shared/contract/refusal-codes.ts";
import { EN } from "../../../src-renderer/words/en.ts";
import { keepShot, openWindow, roughStage, settled, soon } from "./rough-rig.ts";

/** The pages on the real core by keyboard alone: reached by a key, gone through by Tab, left by Esc. */
const stage = roughStage();

const PAGES = [
  ["F3", EN.members.title],
  ["F4", EN.cards.title],
  ["F6", EN.sales.title],
  ["F7", EN.products.title],
  ["F8", EN.shift.title],
  ["F9", EN.settings.title],
  ["F10", EN.staff.title],
] as const;
/** More than any page has. */
const TABS_MAX = 150;

/** Where the focus is: its place among all elements, and whether it can be seen. */
function focusNow(page: Page): Promise<{ readonly at: number; readonly isSeen: boolean; readonly what: string }> {
  return page.evaluate(`(() => {
    const now = document.activeElement;
    const ring = (node) => {
      const style = getComputedStyle(node);
      // The parts of a date show it by their ground.
      const isPart = node.getAttribute("role") === "spinbutton" && style.backgroundColor !== "rgba(0, 0, 0, 0)";
      return isPart || style.outlineStyle !== "none" || style.boxShadow !== "none";
    };
    const isSeen = ring(now) || (now.parentElement !== null && ring(now.parentElement));
    // A number that stays the element's own, whatever comes to the page meanwhile.
    const numbers = (globalThis.focusNumbers ??= { of: new WeakMap(), last: 0 });
    if (!numbers.of.has(now)) numbers.of.set(now, ++numbers.last);
    return { at: numbers.of.get(now), isSeen: now === document.body || isSeen,
      what: now.tagName + " " + (now.getAttribute("aria-label") ?? now.textContent.slice(0, 30)) };
  })()`);
}

test("each page opens by its key, Tab goes through all of it with the focus in view and out again, Esc goes back", async () => {
  const { page, wrong, close } = await openWindow(stage.browser, stage.till.kiosk.newLink());
  await page.locator("output").first().waitFor();
  await settled(page);
  for (const [key, title] of PAGES) {
    await page.keyboard.press(key);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await settled(page);
    const seen: number[] = [];
    for (let n = 0; n < TABS_MAX; n++) {
      await page.keyboard.press("Tab");
      const { at, isSeen, what } = await focusNow(page);
      expect(isSeen, `${title}: the focus on ${what} is in view`).toBe(true);
      // Round once: nothing held the focus.
      if (seen.length > 3 && at === seen[0]) break;
      expect(seen.at(-1), `${title}: Tab leaves ${what}`).not.toBe(at);
      seen.push(at);
    }
    expect(seen.length, title).toBeGreaterThan(8);
    expect(seen.length, title).toBeLessThan(TABS_MAX);
    await page.keyboard.press("Escape");
    await page.locator("output").first().waitFor();
  }
  expect(wrong).toEqual([]);
  await close();
});

test("every part of the settings answers on the real core; what can't be done now is said in words", async () => {
  const { page, wrong, close } = await openWindow(stage.browser, stage.till.kiosk.newLink());
  await page.locator("output").first().waitFor();
  await settled(page);
  await page.keyboard.press("F9");
  await page.getByRole("tab").first().waitFor();
  const parts = await page.getByRole("tab").allInnerTexts();
  expect(parts.length).toBe(7);
  await page.getByRole("tab").first().focus();
  for (const part of parts) {
    await page.getByRole("tabpanel", { name: part }).waitFor();
    if (part === EN.settings["part-devices"]) await tryDevices(page);
    if (part === EN.settings["part-data"]) await tryData(page);
    await settled(page);
    expect(await page.getByText(REFUSAL_WORDS["request-unknown"].en).count(), part).toBe(0);
    expect(await page.getByText(REFUSAL_WORDS.defect.en).count(), part).toBe(0);
    await page.getByRole("tab", { name: part }).focus();
    await page.keyboard.press("ArrowRight");
  }
  expect(wrong).toEqual([]);
  await close();
});

async function tryDevices(page: Page): Promise<void> {
  await page.getByRole("button", { name: EN.settings["printer-test"] }).press("Enter");
  await page.getByRole("button", { name: EN.settings["reader-test"] }).press("Enter");
  await soon(() => page.getByRole("tabpanel").innerText()).toMatch(/service is not running/);
  await keepShot(page, "keys-devices");
}

async function tryData(page: Page): Promise<void> {
  await page.getByLabel(EN.settings["backup-folder"]).fill("/no/such/folder");
  await page.getByRole("button", { name: EN.settings.save }).filter({ visible: true }).first().press("Enter");
  await page.getByRole("alert").filter({ visible: true }).first().waitFor();
  await page.getByRole("button", { name: EN.settings["check-now"] }).press("Enter");
  await page.getByText(/The data is sound/).waitFor();
  await keepShot(page, "keys-data");
}

test("cash out of the drawer says what it did, or why not; then the lock", async () => {
  const { core } = stage.till;
  // An earlier try may have locked the till, and paid out.
  await core.signIn();
  const before = (await core.granted("shift.x", {})).paidOut;
  const { page, wrong, close } = await openWindow(stage.browser, stage.till.kiosk.newLink());
  await page.locator("output").first().waitFor();
  await settled(page);
  await page.keyboard.press("F8");
  // In its panel: the counter's amount and the drawer's reason are called the same.
  const panel = page.getByRole("region", { name: EN.shift["cash-title"] });
  const payOut = async (amount: string): Promise<void> => {
    await panel.getByLabel(EN.shift.amount).fill(amount);
    await panel.getByLabel(EN.shift.reason).fill("نان");
    await panel.getByRole("button", { name: EN.shift.record, exact: true }).press("Enter");
  };
  await payOut("1000");
  await page.getByText(EN.shift["cash-done"]).waitFor();
  const x = await core.granted("shift.x", {});
  expect(x.paidOut).toEqual({ count: before.count + 1, sumMinor: before.sumMinor + 10_000 });
  // More than is in the drawer is refused in words, and nothing is recorded.
  await payOut("99000000");
  await page.getByText(REFUSAL_WORDS["drawer-too-empty"].en.slice(0, 20), { exact: false }).first().waitFor();
  await keepShot(page, "keys-drawer-too-empty");
  expect((await core.granted("shift.x", {})).paidOut).toEqual(x.paidOut);
  await page.keyboard.press("Control+l");
  await page.getByRole("group", { name: EN.session.who }).waitFor();
  await soon(async () => (await core.granted("session.people", {})).signedIn).toBe(null);
  expect(wrong).toEqual([]);
  await close();
});
