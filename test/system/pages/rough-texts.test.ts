import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FA } from "../../../src-renderer/words/fa.ts";
import { startVirtualPrinter, type VirtualPrinter } from "../../virtual/printer/virtual-printer.ts";
import { keepShot, openWindow, roughStage, settled, soon } from "./rough-rig.ts";

/** Markup in every text that somebody may type: on every page, the customer's screen and paper it is text. */
// Without digits: a Persian screen shows those of a name in its own script.
const IMG = `<img src=x onerror=owned=true>`;
const SCRIPT = `"><script>owned=true</script>`;
const LONG = `${IMG} ${"بلند".repeat(10)}`;
const SHOTS = process.env["VAFA_SHOTS"];
const folder = mkdtempSync(join(tmpdir(), "vafa-texts-"));
let printer: VirtualPrinter;
afterAll(async () => {
  await printer?.stop();
  rmSync(folder, { recursive: true, force: true });
});
const stage = roughStage(async () => {
  printer = await startVirtualPrinter({ dir: join(folder, "printer") });
  return { core: { printer: { path: printer.path, baudRate: 921_600 } } };
});
let member = "";
let token = "";
let bills = 0;

beforeAll(async () => {
  const { core } = stage.till;
  await core.granted("settings.change", {
    shop: { name: IMG, address: SCRIPT, phone: IMG, footer: LONG },
    billApi: { isOn: true },
  });
  const profile = { givenName: IMG, familyName: SCRIPT, address: LONG, note: SCRIPT, groups: [IMG] };
  ({ member } = await core.granted("members.enrol", { mobile: "09127654321", profile }));
  await core.granted("staff.add", { name: IMG, role: "cashier", pin: "4321" });
  const product = { barcodes: [IMG.replaceAll(" ", "/")], priceMinor: 250_000, isFavourite: true, isActive: true };
  await core.granted("products.save", { ...product, unit: "piece", name: `${SCRIPT} چای`, category: IMG });
  await core.granted("members.adjust", { member, amountMinor: 10_000, kind: "goodwill", reason: SCRIPT });
  await core.granted("shift.cash", { kind: "paid-out", amountMinor: 1000, reason: `${IMG}${SCRIPT}` });
  ({ token } = await core.granted("bill-api.add-program", { name: IMG }));
});

/** What the page in front shows: its texts, and what stands in its fields. */
function shownOn(page: Page): Promise<string> {
  return page.evaluate(`[...document.querySelectorAll("main")]
    .filter((main) => main.checkVisibility())
    .map((main) => [main.innerText, ...[...main.querySelectorAll("input")].map(({ value }) => value)].join("\\n"))
    .join("\\n")`);
}

/** Of the names of members and lines on the counter: whether the first sign stands left of the second. */
function startsAtLeft(page: Page): Promise<readonly boolean[]> {
  return page.evaluate(`[...document.querySelectorAll("main h2, main [aria-pressed]")]
    .map((element) => document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode())
    .filter((text) => text !== null && /^["<]/.test(text.data))
    .map((text) => {
      const [first, second] = [0, 1].map((at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
      });
      return first < second;
    })`);
}

/** Nothing of it ran, and nothing of it became an element. */
async function isOnlyText(page: Page): Promise<void> {
  await settled(page);
  const seen = await page.evaluate(
    "({ owned: typeof owned, made: document.querySelectorAll('body img, body script').length })",
  );
  expect(seen).toEqual({ owned: "undefined", made: 0 });
}

test("a bill full of markup: counter, customer display, result and paper show it as text", async () => {
  const { core, kiosk } = stage.till;
  // A bill of its own for each try: an earlier one may have taken and paid its own.
  await core.granted("bill.clear", {});
  const line = { name: `${SCRIPT}نان`, category: IMG, quantity: 1000, price: 90_000, net: 90_000 };
  const id = `evil-${++bills}`;
  await core.client.shellCall({ kind: "bill-post", token, bill: { id, number: SCRIPT, lines: [line] } });
  const { page, wrong, close } = await openWindow(stage.browser, kiosk.newLink(), { locale: "fa" });
  await page.getByText(IMG, { exact: false }).first().waitFor();
  const display = await page.context().newPage();
  // A handler that the content policy keeps from running is told there.
  display.on("console", (message) => (message.type() === "error" ? wrong.push(message.text()) : undefined));
  await display.goto(`${kiosk.url}/display`);
  const [waiting] = (await core.granted("counter.state", {})).waiting;
  await core.granted("bill.take", { id: waiting?.id ?? "" });
  await core.granted("bill.member", { by: { kind: "id", member } });
  await page.getByText(`${SCRIPT}نان`).first().waitFor();
  await page.getByRole("heading", { name: IMG }).waitFor();
  // Latin on a Persian screen reads from the left.
  expect(await startsAtLeft(page)).toEqual([true, true]);
  await display.getByText(IMG, { exact: false }).first().waitFor();
  for (const each of [page, display]) await isOnlyText(each);
  await keepShot(page, "texts-counter");
  await keepShot(display, "texts-display");
  const { bill } = await core.granted("counter.state", {});
  const before = printer.receipts().length;
  const tender = { kind: "bank-card", amountMinor: bill.totalMinor, ref: `${IMG}`.slice(0, 40) } as const;
  await core.granted("bill.pay", { revision: bill.revision, tenders: [tender] });
  const result = page.getByRole("region", { name: FA.counter["result-paid"] });
  await result.getByText(IMG, { exact: false }).waitFor();
  for (const each of [page, display]) await isOnlyText(each);
  await keepShot(page, "texts-result");
  const papers = await printer.waitForReceipts(before + 1, 60_000);
  // The picture is for people: letters of markup, no missing line.
  if (SHOTS !== undefined) papers.forEach((paper, n) => copyFileSync(paper, join(SHOTS, `texts-paper-${n}.png`)));
  expect(wrong).toEqual([]);
  await close();
});

test("every page that lists these texts shows them, and nothing of them runs", async () => {
  const { core, kiosk } = stage.till;
  const { page, wrong, close } = await openWindow(stage.browser, kiosk.newLink(), { locale: "fa" });
  await page.locator("output").first().waitFor();
  const [sale] = (await core.granted("sales.list", {})).rows;
  const places: readonly (readonly [place: string, shown: string])[] = [
    [`members/${member}`, SCRIPT],
    [`cards/${member}`, IMG],
    ["sales", IMG],
    [`sales/${sale?.sale.journal}/${sale?.sale.seq}`, `${SCRIPT}نان`],
    ["products", SCRIPT],
    ["shift", ""],
    ["staff", IMG],
    ["audit", IMG],
    ["settings", IMG],
  ];
  for (const [place, shown] of places) {
    await page.evaluate(`location.hash = "#/${place}"`);
    await page.getByRole("main").filter({ visible: true }).first().waitFor();
    await expect.poll(() => shownOn(page), { message: place, timeout: 20_000 }).toContain(shown);
    await isOnlyText(page);
    await keepShot(page, `texts-${place.split("/").slice(0, 1).join("")}`);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), place).toBeLessThanOrEqual(0);
  }
  expect(wrong).toEqual([]);
  await close();
});

test("markup typed into the fields of search is looked for as text", async () => {
  const { page, wrong, close } = await openWindow(stage.browser, stage.till.kiosk.newLink(), { locale: "en" });
  await page.locator("output").first().waitFor();
  for (const [key, found, opened] of [
    ["F3", SCRIPT, /^#\/members\/\S/],
    ["F6", SCRIPT, /^#\/sales\/\S+\/\d/],
    ["F7", SCRIPT, /^#\/products\/edit/],
  ] as const) {
    await page.keyboard.press(key);
    const field = page.getByRole("searchbox").filter({ visible: true }).first();
    await field.fill(found);
    await page.locator("[data-opens]").filter({ hasText: found, visible: true }).first().waitFor();
    expect(await field.inputValue()).toBe(found);
    await isOnlyText(page);
    // The first row is what was looked for: it opens.
    await field.press("Enter");
    await soon(() => page.evaluate("location.hash")).toMatch(opened);
    await soon(() => shownOn(page)).toContain(found);
    await isOnlyText(page);
    await page.keyboard.press("F1");
    await page.locator("output").first().waitFor();
  }
  expect(wrong).toEqual([]);
  await close();
});

test("what turns the writing direction is refused or left out wherever it comes from", async () => {
  const { core } = stage.till;
  const turned = "چای\u202eevil";
  const refusals = await Promise.all([
    core.refused("members.enrol", { mobile: "09127654322", profile: { givenName: turned } }),
    core.refused("staff.add", { name: turned, role: "cashier", pin: "4321" }),
    core.refused("settings.change", { shop: { name: turned } }),
    core.refused("shift.cash", { kind: "paid-in", amountMinor: 1000, reason: turned }),
    core.refused("bill-api.add-program", { name: turned }),
  ]);
  expect(refusals.map((refused) => refused?.refusal)).toEqual([
    "profile-invalid",
    "staff-name-invalid",
    "setting-invalid",
    "reason-missing",
    "program-name",
  ]);
  await core.granted("bill.clear", {});
  await core.granted("bill.add-free", { name: turned, priceMinor: 10_000 });
  const { bill } = await core.granted("counter.state", {});
  expect(bill.lines[0]?.name).toBe("چایevil");
  const tender = { kind: "bank-card", amountMinor: 10_000, ref: "a\u202eb" } as const;
  expect(await core.refused("bill.pay", { revision: bill.revision, tenders: [tender] })).toBeDefined();
  await core.granted("bill.clear", {});
});
