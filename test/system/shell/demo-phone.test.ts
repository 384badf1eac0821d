import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { foldDigits } from "../../../src-shared/members/fold-text.ts";
import { EN } from "../../../src-renderer/words/en.ts";
import { RECEIPT_STATE_WORDS } from "../../../src-shared/words/printer-words.ts";
import { FA } from "../../../src-renderer/words/fa.ts";

/** The demo as somebody starts it: a code is sent, read on the fake phone, said, and what moves is told there. */
const CHROMIUM = process.env["VAFA_CHROMIUM"] ?? "/usr/bin/chromium";
/** Where pictures go, for people to look at; nothing: none are made. */
const SHOTS = process.env["VAFA_SHOTS"];
const WORDS = { fa: FA, en: EN };
const START_MS = 150_000;
const SOON = { timeout: 30_000 };
/** What the phone says of the gift and of a purchase, its digits folded. */
const UNLOCKED = { fa: /20[,٬]000 تومان شما باز شد/, en: /gift of 20,000 toman is unlocked/ };
const EARNED = { fa: /^3[,٬]000 تومان اعتبار گرفتید/m, en: /^You earned 3,000 toman/m };

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
async function demo(lang: "fa" | "en"): Promise<{ readonly counter: string; readonly hardware: string }> {
  const child = spawn("node", ["build/run.mjs", "demo:counter", "--no-open", "--lang", lang], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  const said = new Map<string, string>();
  const limit = setTimeout(() => child.kill("SIGTERM"), START_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    const [word = "", link = ""] = line.split(" ");
    said.set(word, link);
    if (said.has("ready") && said.has("hardware")) break;
  }
  clearTimeout(limit);
  const [counter, hardware] = [said.get("ready"), said.get("hardware")];
  if (counter === undefined || hardware === undefined) throw new Error("the demo did not start");
  return { counter, hardware };
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `phone-${name}.png`), fullPage: true });
}

test.each(["fa", "en"] as const)(
  "%s: enrolled, the code comes to the phone, is said, and the purchase is told there",
  { timeout: 400_000 },
  async (lang) => {
    const words = WORDS[lang];
    const { counter, hardware } = await demo(lang);
    const phone = await browser.newPage({ viewport: { width: 1024, height: 768 } });
    await phone.goto(hardware);
    const texts = phone.locator("#phone li");
    await expect.poll(() => texts.first().innerText(), SOON).toMatch(lang === "fa" ? /پیامکی/ : /No text/);
    const page = await browser.newPage({ viewport: { width: 1024, height: 768 } });
    await page.goto(counter);
    await page.locator("output").first().waitFor(SOON);
    const go = (hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    const pay = async (): Promise<void> => {
      await button(words.members["use-for-bill"]).click();
      await page.locator("output").first().waitFor(SOON);
      await page.keyboard.type("100000", { delay: 60 });
      const amount = async (): Promise<string> => foldDigits(await page.locator("output").first().innerText());
      await expect.poll(amount, SOON).toContain("100");
      await page.keyboard.press("Enter");
    };
    const button = (name: string) => page.getByRole("button", { name, exact: true });

    await go("#/members/new");
    await page.getByLabel(words.members.mobile).first().fill("09351234567");
    await page.getByText(words.members["wants-messages"]).click();
    await shot(page, `${lang}-1-enrol`);
    await button(words.members["enrol-done"]).click();
    await page.getByText(words.members.unverified).waitFor(SOON);
    await button(words.members.verify).click();
    await button(words.members["send-code"]).click();
    await expect.poll(() => texts.count(), SOON).toBe(1);
    await expect.poll(() => texts.first().innerText(), SOON).toContain("+989351234567");
    await shot(phone, `${lang}-2-phone`);
    const code = /[0-9]{6}(?!\d)/.exec(foldDigits(await texts.first().locator("p").innerText()))?.[0] ?? "";
    expect(code).toHaveLength(6);
    const field = page.getByLabel(words.members.code);
    await field.fill(code.replace(/^./, (digit) => String((Number(digit) + 1) % 10)));
    await button(words.members["check-code"]).click();
    await page.getByText("M-06").waitFor(SOON);
    await shot(page, `${lang}-3-wrong`);
    await field.fill(code);
    await button(words.members["check-code"]).click();
    await page.getByText(words.members.verified, { exact: true }).first().waitFor(SOON);
    await shot(page, `${lang}-4-profile`);

    const memberPage = await page.evaluate("location.hash");
    await pay();
    // 3 % of 100,000 toman; the gift that purchase and number have unlocked comes once the head office hears of them.
    const all = async (): Promise<string[]> => (await texts.locator("p").allInnerTexts()).map(foldDigits);
    const told = async (): Promise<string> => (await all()).join("\n");
    await expect.poll(told, SOON).toMatch(/3[,٬]000 (toman|تومان)/);
    await shot(phone, `${lang}-5-phone`);
    await expect.poll(() => phone.locator("#paper img").count(), SOON).toBe(1);
    await go("#/sales");
    await page.locator("tbody tr, [role=row]").last().click(SOON);
    await page.getByText(RECEIPT_STATE_WORDS.printed[lang], { exact: true }).waitFor(SOON);
    await shot(page, `${lang}-5-printed`);
    // No network, a purchase, and the core is killed: its message waits on disk, and comes once.
    const before = await texts.count();
    await phone.locator('[data-act="phone-off"]').click();
    await go(String(memberPage));
    await pay();
    await expect.poll(() => phone.locator("#paper img").count(), SOON).toBe(2);
    await phone.locator('[data-act="kill-core"]').click();
    await page.getByText(words.session.title).first().waitFor(SOON);
    expect(await texts.count()).toBe(before);
    await phone.locator('[data-act="phone-on"]').click();
    // The core that came back asks the head office at once, so nobody waits for the minute that it else asks at.
    await expect.poll(told, { timeout: 60_000 }).toMatch(UNLOCKED[lang]);
    await expect.poll(told, SOON).toMatch(/26[,٬]000 (toman|تومان)/);
    const earned = (await all()).filter((text) => EARNED[lang].test(text));
    expect([earned.length, new Set(await all()).size]).toEqual([2, await texts.count()]);
    await shot(phone, `${lang}-6-after-kill`);
    await Promise.all([page.close(), phone.close()]);
  },
);
