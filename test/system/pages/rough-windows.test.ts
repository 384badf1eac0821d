import type { Locator, Page } from "@playwright/test";
import { expect, test } from "vitest";
import { startKiosk } from "../../../src-main/shell/kiosk/start-kiosk.ts";
import { EN } from "../../../src-renderer/words/en.ts";
import { FA } from "../../../src-renderer/words/fa.ts";
import { COUNTER_WORDS } from "../../../src-shared/words/counter-words.ts";
import { DOOR_WORDS } from "../../../src-shared/words/shell-words.ts";
import { amountIs, keepShot, openWindow, roughStage, soon, typeAmount } from "./rough-rig.ts";

/** Two windows on one till, and windows older than the till's program: real shell, core and Chromium. */
const stage = roughStage();

const LANGUAGES = [
  { locale: "fa", words: FA, amount: "۴۸٬۰۰۰", later: "۴٬۸۰۰٬۰۰۵" },
  { locale: "en", words: EN, amount: "48,000", later: "4,800,005" },
] as const;

const alerts = (page: Page, text: string): Locator => page.getByRole("alert").filter({ hasText: text });
const billMinor = async (): Promise<number> => (await stage.till.core.granted("counter.state", {})).bill.amountMinor;

test.each(LANGUAGES)(
  "a second browser takes the till over: the first says so once in $locale, changes nothing, and takes it back",
  async ({ locale, words, amount, later }) => {
    const said = COUNTER_WORDS["seat-taken"][locale];
    await stage.till.core.granted("bill.amount", { amountMinor: 0 });
    const first = await openWindow(stage.browser, stage.till.kiosk.newLink(), { locale });
    await typeAmount(first.page, "48000");
    await amountIs(first.page, amount);

    const second = await openWindow(stage.browser, stage.till.kiosk.newLink(), { locale });
    await amountIs(second.page, amount);
    await alerts(first.page, said).waitFor();
    // What is typed into the window that lost the till changes no bill and pays none.
    await first.page.keyboard.type("9", { delay: 50 });
    await first.page.keyboard.press("Enter");
    await amountIs(first.page, amount);
    expect(await alerts(first.page, said).count()).toBe(1);
    await keepShot(first.page, `seat-taken-${locale}`);
    expect(await billMinor()).toBe(480_000);

    await typeAmount(second.page, "05");
    await amountIs(second.page, later);
    await first.page.getByRole("button", { name: words.shell["take-till"] }).click();
    await alerts(second.page, said).waitFor();
    for (const { page } of [first, second]) await amountIs(page, later);
    expect(await alerts(first.page, said).count()).toBe(0);
    expect(await billMinor()).toBe(48_000_050);
    await first.page.keyboard.press("Backspace");
    await soon(billMinor).toBe(4_800_000);
    expect([...first.wrong, ...second.wrong]).toEqual([]);
    await first.close();
    await second.close();
  },
);

test.each(LANGUAGES)(
  "a page of an older build loads itself anew once, then says so in $locale; the bill is there in the new one",
  async ({ locale, words, amount }) => {
    await stage.till.core.granted("bill.amount", { amountMinor: 480_000 });
    // The shell serves one build and speaks another: what a cached page meets after an update.
    const newer = await startKiosk({ core: stage.till.core.client, pages: { ...stage.till.pages, build: "newer" } });
    let loads = 0;
    const old = await openWindow(stage.browser, newer.newLink(), {
      locale,
      prepare: async (page) => page.on("domcontentloaded", () => (loads += 1)),
    });
    const said = alerts(old.page, COUNTER_WORDS["page-stale"][locale]);
    await said.waitFor();
    await old.page.getByRole("button", { name: words.shell.reload }).waitFor();
    expect(loads).toBe(2);
    await keepShot(old.page, `page-stale-${locale}`);
    await old.page.getByRole("button", { name: words.shell.reload }).click();
    await soon(() => loads).toBe(3);
    await said.waitFor();
    expect(await billMinor()).toBe(480_000);
    await old.close();
    await newer.stop();

    const mended = await openWindow(stage.browser, stage.till.kiosk.newLink(), { locale });
    await amountIs(mended.page, amount);
    expect([...old.wrong, ...mended.wrong]).toEqual([]);
    await mended.close();
  },
);

test("a page that speaks an older wire is loaded anew by itself, and nothing typed is lost", async () => {
  await stage.till.core.granted("bill.amount", { amountMinor: 0 });
  const hellos: (() => Promise<void>)[] = [];
  const { page, wrong, close } = await openWindow(stage.browser, stage.till.kiosk.newLink(), {
    prepare: (fresh) =>
      fresh.routeWebSocket(/\/ws$/, (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((text) => {
          const message = JSON.parse(String(text));
          const isHello = message.kind === "hello";
          if (isHello) hellos.push(() => socket.close());
          // The second line of this page comes from a page of before the update.
          server.send(isHello && hellos.length === 2 ? JSON.stringify({ ...message, contract: 0 }) : text);
        });
      }),
  });
  await typeAmount(page, "48000");
  await soon(billMinor).toBe(480_000);
  await hellos[0]?.();
  await soon(() => hellos.length).toBe(3);
  await amountIs(page, "48,000");
  await page.getByText(EN.shell.reconnecting).waitFor({ state: "detached" });
  await page.getByText(COUNTER_WORDS["page-stale"].en).waitFor({ state: "detached" });
  await page.keyboard.press("Backspace");
  await soon(billMinor).toBe(48_000);
  expect(wrong).toEqual([]);
  await close();
});

test("a page whose program was started anew knows that it is let in no longer, and says how to go on", async () => {
  await stage.till.core.granted("bill.amount", { amountMinor: 480_000 });
  const first = await startKiosk({ core: stage.till.core.client, pages: stage.till.pages });
  const { page, close } = await openWindow(stage.browser, first.newLink());
  await amountIs(page, "48,000");
  await first.stop();
  await page.getByText(EN.shell.reconnecting).waitFor();
  await keepShot(page, "line-down-en");
  const next = await startKiosk({ core: stage.till.core.client, pages: stage.till.pages, port: first.port });
  await page.getByText(DOOR_WORDS["link-used-up"].en).waitFor();
  await page.getByText(DOOR_WORDS["link-used-up"].fa).waitFor();
  await keepShot(page, "link-used-up");
  await page.goto(next.newLink());
  await amountIs(page, "48,000");
  await close();
  await next.stop();
});
