import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { coreEntries } from "../../../src-main/shell/core-entries.ts";
import { nodeSpawn } from "../../../src-main/shell/node-spawn.ts";
import { EN } from "../../../src-renderer/words/en.ts";
import { FA } from "../../../src-renderer/words/fa.ts";
import { CORE_NOTICES } from "../../../src-shared/words/core-notices.ts";
import { amountIs, keepShot, openWindow, roughStage, salesOf, soon } from "./rough-rig.ts";

/** The computer's clock is set back a day in the middle of a shift. The core's clock is real, and reads a moved one. */
const DAY_MS = 24 * 60 * 60_000;
const folder = mkdtempSync(join(tmpdir(), "vafa-clock-"));
const clock = join(folder, "clock");
// Registered first, so that it goes last: the core reads its clock to its end.
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const stage = roughStage(() => {
  setClock(0);
  const execArgv = ["--import", new URL("fixtures/moved-clock.mjs", import.meta.url).href];
  const env = { VAFA_TEST_CLOCK: clock, PCSCLITE_CSOCK_NAME: join(folder, "no-service") };
  return { core: { spawn: nodeSpawn({ entries: coreEntries(), env, execArgv }) } };
}, "test");

function setClock(offsetMs: number): void {
  writeFileSync(clock, String(offsetMs));
}

test("a clock set back a day: the strip says so in words, selling goes on in order, the Z adds up, the chain is whole", async () => {
  const { core, kiosk } = stage.till;
  await sellHere(100_000);
  await sellHere(200_000);
  const before = await core.granted("sales.list", {});
  setClock(-DAY_MS);
  await core.granted("bill.amount", { amountMinor: 480_000 });

  const { page, wrong, close } = await openWindow(stage.browser, kiosk.newLink(), { locale: "fa" });
  await amountIs(page, "۴۸٬۰۰۰");
  for (const [locale, words] of [
    ["fa", FA],
    ["en", EN],
  ] as const) {
    await page.getByRole("contentinfo").getByRole("button", { name: words.strip.notices }).click();
    await page.getByRole("dialog").getByText(CORE_NOTICES["clock-set-back"][locale]).waitFor();
    await keepShot(page, `clock-back-${locale}`);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    if (locale === "fa") await page.getByRole("button", { name: words.shell["other-language"] }).click();
  }
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: EN.counter["result-paid"] }).waitFor();
  await sellHere(50_000);
  expect(await salesOf(core)).toEqual({ count: 4, sumMinor: 830_000 });

  // The sale that was rung up last is the one that can be undone, whatever the clock says.
  const state = await core.granted("counter.state", {});
  expect(state.undo).toMatchObject({ totalMinor: 50_000, whyNot: null });

  await page.keyboard.press("F6");
  await page.getByRole("main").getByText("48,000", { exact: false }).first().waitFor();
  await keepShot(page, "clock-back-sales");
  const rows = (await core.granted("sales.list", {})).rows;
  expect(rows.length).toBe(before.rows.length + 2);
  expect(new Set(rows.map(({ sale }) => sale.seq)).size).toBe(4);

  const z = await core.granted("shift.close", { countedMinor: 5_830_000 });
  expect(z).toMatchObject({ sales: { count: 4, sumMinor: 830_000 }, differenceMinor: 0, expectedMinor: 5_830_000 });
  // The next day begins on the wrong day, and sells; nothing of it touches the shift before.
  await core.granted("shift.open", { floatMinor: 0 });
  await sellHere(70_000);
  expect(await salesOf(core)).toEqual({ count: 1, sumMinor: 70_000 });
  setClock(0);
  await sellHere(30_000);
  expect(await salesOf(core)).toEqual({ count: 2, sumMinor: 100_000 });
  await page.getByRole("contentinfo").getByRole("button", { name: EN.strip.notices }).click();
  await page.getByRole("dialog").waitFor();
  await soon(() => page.getByText(CORE_NOTICES["clock-set-back"].en).count()).toBe(0);
  expect(wrong).toEqual([]);
  await close();
  expect(await stage.till.proved()).toEqual([]);
});

async function sellHere(amountMinor: number): Promise<void> {
  await stage.till.core.granted("bill.amount", { amountMinor });
  const { bill } = await stage.till.core.granted("counter.state", {});
  await stage.till.core.granted("bill.pay", { revision: bill.revision });
}
