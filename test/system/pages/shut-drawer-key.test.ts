import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import type { CounterState, StripState } from "../../../src-shared/contract/counter-state.ts";
import { makeWords } from "../../../src-renderer/words/make-words.ts";
import { DRAWER_WORDS } from "../../../src-shared/words/drawer-words.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import { EMPTY, finished, MEMBER, STRIP } from "../../renderer/fixtures/counter-fixtures.ts";
import { serious } from "../../renderer/fixtures/serious-faults.ts";
import { openCounter } from "./fed-counter.ts";
import { type FedPage, keepPicture, type Look, LOOKS, pageStage, sent, still } from "./page-rig.ts";

/** The letter of the notice that the drawer stayed shut, at the counter in a real Chromium. */
const TYPED = { delay: 45 };
/** Longer than a key waits for a scanner's next one. */
const A_MOMENT_MS = 200;
const EN: Look = { locale: "en", theme: "light" };

const stage = pageStage();

/** The counter whose core opens the drawer when asked; `more` answers first. */
function open(state: CounterState, setting: NonNullable<Parameters<typeof openCounter>[2]>): Promise<FedPage> {
  const { more = () => undefined, ...rest } = setting;
  const answer = (name: string, input: unknown) =>
    more(name, input) ?? (name === "shift.open-drawer" ? { value: {} } : undefined);
  return openCounter(stage, state, { ...rest, more: answer });
}

function shut(job: number): StripState {
  return { ...STRIP, drawer: { job, word: "drawer-held" } };
}

/** A key of a Persian layout, which Playwright has none of. */
async function persian(page: Page, key: string, code: string): Promise<void> {
  await page.evaluate(`dispatchEvent(new KeyboardEvent("keydown", { key: "${key}", code: "${code}", bubbles: true }))`);
}

test.each(LOOKS)("K opens the drawer with the button's reason, in both layouts: $locale, $theme", async (look) => {
  const t = makeWords(look.locale, defaultDisplay(look.locale));
  const reason = look.locale === "fa" ? "خودش باز نشده بود (PD-02)" : "It did not open by itself (PD-02)";
  const { page, core, wrong } = await open(finished(0), { look, strip: shut(7) });
  const said = page.getByRole("status").filter({ hasText: DRAWER_WORDS["drawer-held"][look.locale] });
  const button = said.getByRole("button", { name: t("shift.open-drawer"), exact: true });
  expect(await button.locator("kbd").innerText()).toBe("K");
  expect(await button.getAttribute("aria-keyshortcuts")).toBe("K");
  await still(page);
  expect(await serious(page)).toEqual([]);
  await keepPicture(page, `drawer-key-${look.locale}-${look.theme}`);
  await page.keyboard.type("k", TYPED);
  await expect.poll(() => sent(core, "shift.open-drawer")).toEqual([{ reason }]);
  await persian(page, "ن", "KeyK");
  await expect.poll(() => sent(core, "shift.open-drawer")).toEqual([{ reason }, { reason }]);
  await button.press("Enter");
  await expect.poll(() => sent(core, "shift.open-drawer")).toEqual([{ reason }, { reason }, { reason }]);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog");
  const row = help.getByText(t("counter.help-drawer"), { exact: true });
  await row.scrollIntoViewIfNeeded();
  expect(await row.locator("xpath=..").locator("kbd").innerText()).toBe("K");
  await still(page);
  await keepPicture(page, `drawer-key-help-${look.locale}-${look.theme}`);
  expect(wrong).toEqual([]);
  await page.close();
});

test("K is nobody's key while no notice is shown, in a field, below a window, and within a scan", async () => {
  const { page, core } = await open(MEMBER, { look: EN });
  const opened = () => sent(core, "shift.open-drawer").length;
  const nothing = async (): Promise<void> => {
    await page.waitForTimeout(A_MOMENT_MS);
    expect(opened()).toBe(0);
  };
  await page.keyboard.type("k", TYPED);
  await nothing();
  core.send({ kind: "strip", state: shut(7) });
  const seen = page.getByRole("button", { name: "Seen" });
  await seen.waitFor();
  await page.evaluate(`for (const key of ["6", "K", "2", "6", "0", "1", "5", "2", "4", "Enter"])
    dispatchEvent(new KeyboardEvent("keydown", { key, code: key === "K" ? "KeyK" : "", bubbles: true }))`);
  await expect.poll(() => sent(core, "counter.scan").length).toBe(1);
  await nothing();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("k", TYPED);
  await nothing();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("s");
  await page.getByRole("searchbox").fill("");
  await page.keyboard.type("kk", TYPED);
  await nothing();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  // Put away, it is answered: the letter is nobody's again.
  await seen.click();
  await seen.waitFor({ state: "detached" });
  await page.keyboard.type("k", TYPED);
  await nothing();
  // The next one has it again.
  core.send({ kind: "strip", state: shut(8) });
  await seen.waitFor();
  await page.keyboard.type("k", TYPED);
  await expect.poll(opened).toBe(1);
  await page.close();
});

test("an undo that was asked once stays asked when K has nothing to open, and a bill keeps what was typed", async () => {
  const { page, core } = await open(finished(0), {
    look: EN,
    more: (name) =>
      name === "sale.void" ? { value: { kind: "done", totalMinor: 12_500_000, cashBackMinor: 0 } } : undefined,
  });
  await page.keyboard.type("u", TYPED);
  await page.getByRole("button", { name: /Undo the sale of/ }).waitFor();
  await page.keyboard.type("k", TYPED);
  await page.keyboard.type("u", TYPED);
  await expect.poll(() => sent(core, "sale.void").length).toBe(1);
  await page.close();
  const bill = await open(EMPTY, { look: EN, strip: shut(7) });
  await bill.page.keyboard.type("12", TYPED);
  await bill.page.keyboard.type("k", TYPED);
  await expect.poll(() => sent(bill.core, "shift.open-drawer").length).toBe(1);
  await bill.page.keyboard.type("5", TYPED);
  await expect.poll(() => bill.page.locator("output").innerText()).toMatch(/^125\b/);
  await bill.page.close();
});
