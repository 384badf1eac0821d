import { beforeEach, expect, test } from "vitest";
import { isolated } from "../../../src-renderer/look/isolated.ts";
import { EN } from "../../../src-renderer/words/en.ts";
import type { Locale } from "../../../src-shared/words/format.ts";
import { IMPORT_WORDS } from "../../../src-shared/words/import-words.ts";
import { CASHIER_PIN, keepShot, MANAGER_PIN, openWindow, roughStage, soon } from "./rough-rig.ts";

/** The line to the head office can be cut: an import then stands still where it needs an answer. */
const stage = roughStage(() => ({ core: { play: true } }));
/** Each try has numbers of its own: what an earlier one imported is here already. */
let tries = 0;

/** The mobile of row `n`, which has at most four digits, in this try's file. */
const mobile = (n: number): string => `0912${String(tries).padStart(3, "0")}${String(n).padStart(4, "0")}`;
/** The barcode of product `n`, of one digit, in this try's file. */
const barcode = (n: number): string => `626100${String(tries).padStart(6, "0")}${n}`;

/** Nothing of an earlier try is open: no bill, no import, nobody else at the till. */
beforeEach(async () => {
  tries++;
  const { core } = stage.till;
  await core.signIn();
  await core.granted("bill.clear", {});
  await cutLine(false);
  await core.refused("members.import", { csv: "", planHash: "" });
  const now = async (): Promise<unknown> => (await core.granted("imports.progress", {})).now;
  await expect.poll(now, { timeout: 90_000 }).toBeNull();
});

/** Cuts the line to the head office, or mends it. */
async function cutLine(away: boolean): Promise<void> {
  const by = { command: crypto.randomUUID(), actor: "1.1" };
  expect(await stage.till.core.client.command("office-away", by, { away })).toMatchObject({ ok: true });
}

/** A file as Excel saves it, of which `broken` lines are wrong in one way or another. */
function members(broken: readonly string[]): string {
  const lines = ["\ufeffموبایل;نام و نام خانوادگی;تاریخ تولد;مانده (ریال);رنگ"];
  for (let n = 1; n <= 20; n++) lines.push(`${mobile(n)};عضو ${n};۱۳۶۹/۰۵/۱۲;۵۰٬۰۰۰;سبز`);
  return [...lines, ...broken].join("\r\n");
}

const broken = (): readonly string[] => [
  '12;"<img src=x onerror=alert(1)>";;;',
  `${mobile(99)};x;12/05/1369;;`,
  `${mobile(1)};y;;;`,
  `${mobile(88)};"z;;;`,
];
const WORDS = {
  fa: {
    faults: "۴ ایراد هست",
    import: /^ورود ۲۰ ردیف/,
    done: /^۲۰ عضو ثبت شد/,
    ended: /آخرین ورود در .*۱٬۵۰۰ عضو ثبت شد و ۱ مانده/,
    none: "همهٔ این فایل پیش‌تر وارد شده است",
  },
  en: {
    faults: "There are 4 faults",
    import: /^Import 20 rows/,
    done: /^20 members were enrolled/,
    ended: /The last import ended on .*1,500 members were enrolled and 1 opening/,
    none: "is here already",
  },
} as const;

test.each(["fa", "en"] as const)(
  "%s: a broken file is told line by line; mended it is imported, its members are at the counter, and again it brings nothing",
  async (locale: Locale) => {
    const words = WORDS[locale];
    await stage.till.core.granted("settings.change", { display: { locale } });
    const { page, wrong, close } = await openWindow(stage.browser, stage.till.kiosk.newLink(), { locale });
    await page.locator("output").first().waitFor();
    await page.evaluate("location.hash = '#/members/import'");
    const choose = async (text: string): Promise<void> => {
      const file = { name: "اعضا.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
      await page.locator("input[type=file]").setInputFiles(file);
    };
    await choose(members(broken()));
    await page.getByText(words.faults, { exact: false }).waitFor();
    const cells = await page.getByRole("rowgroup").last().getByRole("row").allInnerTexts();
    expect(cells).toHaveLength(4);
    const { y, height } = (await page.getByRole("rowgroup").last().getByRole("row").last().boundingBox()) ?? {};
    // At 1024×768, above the strip.
    expect((y ?? 768) + (height ?? 0)).toBeLessThan(700);
    await keepShot(page, `import-broken-${locale}`);
    expect(await page.getByRole("button", { name: words.import }).isDisabled()).toBe(true);

    await choose(members([]));
    const button = page.getByRole("button", { name: words.import });
    await button.waitFor();
    await keepShot(page, `import-good-${locale}`);
    await button.click();
    await page.getByText(words.done).waitFor();
    await keepShot(page, `import-done-${locale}`);
    await choose(members([]));
    await page.getByText(words.none, { exact: false }).waitFor();

    const member = await stage.till.core.granted("bill.member", {
      by: { kind: "mobile", mobile: mobile(1) },
    });
    expect(member).toBeDefined();
    expect(wrong).toEqual([]);
    await close();
  },
);

test.each(["fa", "en"] as const)(
  "%s: while a large file is imported a bar says how far it is, also to whoever opens the page meanwhile",
  async (locale) => {
    const { core, kiosk } = stage.till;
    const words = WORDS[locale];
    await core.granted("settings.change", { display: { locale } });
    const before = await core.granted("members.count", {});
    const { page, wrong, close } = await openWindow(stage.browser, kiosk.newLink(), { locale });
    await page.locator("output").first().waitFor();
    await page.evaluate("location.hash = '#/members/import'");
    const buffer = Buffer.from(["mobile;name;balance", ...Array.from({ length: 1500 }, largeRow)].join("\n"));
    await page.locator("input[type=file]").setInputFiles({ name: "m.csv", mimeType: "text/csv", buffer });
    // However fast this machine is, without the head office the import stands still behind the batch of that balance.
    await cutLine(true);
    await page.getByRole("button", { name: locale === "fa" ? /^ورود ۱٬۵۰۰ ردیف/ : /^Import 1,500 rows/ }).click();
    const bar = page.getByRole("progressbar");
    await soon(async () => Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThan(0);
    expect((await bar.boundingBox())?.y).toBeGreaterThan(100);
    expect((await bar.boundingBox())?.y).toBeLessThan(700);
    await keepShot(page, `import-under-way-${locale}`);
    await page.getByText(locale === "fa" ? "۱۶۰ از ۱٬۵۰۰ ردیف" : "160 of 1,500 rows").waitFor();
    await page.getByText(IMPORT_WORDS["import-waits"][locale]).waitFor();
    await page.reload();
    await bar.waitFor();

    await cutLine(false);
    // Another file is not taken meanwhile, and whoever asks makes the waiting one go on.
    const asked = await core.refused("members.import", { csv: "mobile", planHash: "other" });
    expect(asked).toMatchObject({ refusal: "import-running" });
    await bar.waitFor({ state: "detached", timeout: 120_000 });
    expect(await core.granted("members.count", {})).toEqual({ count: before.count + 1500 });
    // And how it ended, also to whoever opens the page behind it.
    await page.getByText(words.ended).waitFor();
    await keepShot(page, `import-ended-${locale}`);
    await page.reload();
    await page.getByText(words.ended).waitFor();
    expect(wrong).toEqual([]);
    await close();
  },
);

/** Row `at` of a large file; one has an opening balance, which only the head office can open. */
function largeRow(_: unknown, at: number): string {
  return `${mobile(at)};عضو ${at};${at === 150 ? "50000" : ""}`;
}

test("a cashier checks a file of products alone; a manager's PIN at the import carries it out", async () => {
  await stage.till.core.granted("settings.change", { display: { locale: "en" } });
  await stage.till.core.signIn(stage.till.cashier, CASHIER_PIN);
  const { page, close } = await openWindow(stage.browser, stage.till.kiosk.newLink(), { locale: "en" });
  await page.locator("output").first().waitFor();
  await page.evaluate("location.hash = '#/products/import'");
  const buffer = Buffer.from(`Name,Barcode,Price (toman)\nRice,${barcode(3)},90000\n`);
  await page.locator("input[type=file]").setInputFiles({ name: "p.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: /^Import 1 row/ }).click();
  const dialog = page.getByRole("dialog", { name: EN.shell["approval-title"] });
  await dialog.getByRole("button", { name: "رضا کریمی" }).click();
  await dialog.getByLabel(EN.shell["approval-pin"].replace("{name}", isolated("رضا کریمی"))).fill(MANAGER_PIN);
  await page.keyboard.press("Enter");
  await page.getByText(/^1 products were added/).waitFor();
  await close();
});

test("products from a file are scanned at the counter", async () => {
  const { page, close } = await openWindow(stage.browser, stage.till.kiosk.newLink(), { locale: "en" });
  await page.locator("output").first().waitFor();
  await page.evaluate("location.hash = '#/products/import'");
  const rows = [`Tea,${barcode(1)},45000,piece`, `Sugar,${barcode(2)},30000,کیلو`];
  const text = `Name,Barcode,Price (toman),Unit\n${rows.join("\n")}\n`;
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "p.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  const button = page.getByRole("button", { name: /^Import 2 rows/ });
  await button.waitFor();
  await keepShot(page, "import-products-en");
  await button.click();
  await page.getByText(/^2 products were added/).waitFor();
  await stage.till.core.granted("counter.scan", { text: barcode(1) });
  const { bill } = await stage.till.core.granted("counter.state", {});
  expect(bill.lines).toMatchObject([{ name: "Tea", priceMinor: 450_000 }]);
  await close();
});
