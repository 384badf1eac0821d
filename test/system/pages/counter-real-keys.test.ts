import type { Browser } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EN } from "../../../src-renderer/words/en.ts";
import { FA } from "../../../src-renderer/words/fa.ts";
import { must } from "../../../src-shared/base/assert.ts";
import { demoBarcode, demoGoods } from "../../support/demo-goods.ts";
import { KeyTill } from "./key-till.ts";
import { openBrowser } from "./rough-rig.ts";

/** The counter's keys on the real core: demo shop, kiosk shell, pcscd with a virtual reader, Chromium. */
const LANGUAGES = [
  { locale: "fa", words: FA.counter },
  { locale: "en", words: EN.counter },
] as const;

/** Bronze, in basis points. */
const EARN_BP = 300;

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
});

describe.each(LANGUAGES)("the counter's keys in $locale", ({ locale, words }) => {
  const till = new KeyTill(locale, words);
  beforeAll(() => till.start());
  afterAll(() => till.stop());
  beforeEach(({ task }) => till.open(browser, task.result?.retryCount ?? 0));
  afterEach(() => till.close());
  describe("Enter and cash", () => cashTests(till));
  describe("cards and undo", () => cardTests(till));
  describe("goods", () => goodsTests(till));
  describe("digits", () => digitTests(till));
});

/** One sale for one Enter, with just its digits. */
function cashTests(till: KeyTill): void {
  test("amount, tap and Enter: one sale that the member earns from", async () => {
    await till.digits("48000");
    await till.tap(0);
    await till.enter();
    await till.result().waitFor();
    const [sale] = await till.made(1);
    const earnedMinor = (480_000 * EARN_BP) / 10_000;
    expect(sale?.row).toMatchObject({ totalMinor: 480_000, memberName: till.card(0).name, earnedMinor });
    await till.takeAway();
  });

  test("Enter pressed twice, and held down, pays once; the result stays, the change with it", async () => {
    await till.digits("12000");
    await till.page.keyboard.press("Enter");
    await till.page.keyboard.press("Enter");
    await till.result().waitFor();
    await till.made(1);
    await till.digits("13000");
    for (let times = 0; times < 6; times++) await till.page.keyboard.down("Enter");
    await till.page.keyboard.up("Enter");
    const all = await till.made(2);
    expect(all.map(({ row }) => row.totalMinor)).toEqual([130_000, 120_000]);
    await till.result().waitFor();
  });

  test("bills typed ahead, without a look at the screen, are paid one by one with just their digits", async () => {
    for (const amount of ["1500", "2600", "37000"]) {
      await till.page.keyboard.type(amount, { delay: 35 });
      await till.enter();
    }
    const all = await till.made(3);
    expect(all.map(({ row }) => row.totalMinor)).toEqual([370_000, 26_000, 15_000]);
  });

  test("cash handed over and its change", async () => {
    await till.digits("48000");
    await till.letters("c");
    await till.page.keyboard.type("50000", { delay: 50 });
    await till.page.getByText(till.words.change, { exact: true }).waitFor();
    await till.enter();
    const [sale] = await till.made(1);
    expect(sale).toMatchObject({
      paid: [{ kind: "cash", amountMinor: 480_000, givenMinor: 500_000 }],
      changeMinor: 20_000,
    });
  });
}

/** Credit beside other ways to pay; what is taken back, and what is torn off. */
function cardTests(till: KeyTill): void {
  test("credit, bank card and cash in one payment", async () => {
    await till.tap(1);
    await till.digits("10000000");
    await till.enter();
    await till.made(1);
    await till.result().waitFor();
    await till.digits("100000");
    await till.until(({ offer }) => (offer?.allCreditMinor ?? 0) > 0);
    await till.letters("v");
    await till.page.keyboard.type("20000", { delay: 50 });
    await till.enter();
    await till.letters("bb");
    await till.page.keyboard.type("30000", { delay: 50 });
    await till.enter();
    await till.enter();
    const [sale] = await till.made(2);
    expect(sale?.paid.map(({ kind, amountMinor }) => [kind, amountMinor]).toSorted()).toEqual([
      ["bank-card", 300_000],
      ["cash", 500_000],
      ["credit", 200_000],
    ]);
    await till.takeAway();
  });

  test("all credit, and the rest by bank card: two keys and Enter", async () => {
    await till.tap(3);
    await till.digits("10000000");
    await till.enter();
    await till.made(1);
    await till.result().waitFor();
    await till.digits("900000");
    const { offer } = await till.until((now) => now.bill.totalMinor === 9_000_000 && now.offer !== null);
    const creditMinor = offer?.allCreditMinor ?? 0;
    expect(creditMinor).toBeGreaterThan(0);
    await till.page.getByRole("button", { name: till.words["all-credit"] }).waitFor();
    await till.letters("ab");
    await till.enter();
    const [sale] = await till.made(2);
    expect(sale?.row.spentMinor).toBe(creditMinor);
    expect(sale?.paid.find(({ kind }) => kind === "bank-card")?.amountMinor).toBe(9_000_000 - creditMinor);
    await till.takeAway();
  });

  test("undo: U, and U again", async () => {
    await till.digits("7000");
    await till.enter();
    await till.result().waitFor();
    await till.letters("u");
    await till.page.getByRole("button", { name: new RegExp(till.words["really-undo"].split("{")[0] ?? "") }).waitFor();
    await till.letters("u");
    await till.until(({ undone }) => undone?.totalMinor === 70_000);
    const [sale] = await till.made(1);
    expect(sale?.row.state).toBe("voided");
  });

  test("the card leaves in the middle of a spend: X, and the next bill begins", async () => {
    await till.tap(2);
    await till.digits("1000000");
    await till.enter();
    await till.made(1);
    await till.takeAway();
    await till.digits("50000");
    await till.tap(2);
    await till.until(({ offer, bill }) => bill.totalMinor === 500_000 && (offer?.allCreditMinor ?? 0) > 0);
    await till.letters("a");
    till.card(2).card.arm({ kind: "tear-torn", atApdu: 1, seed: 7 });
    await till.enter();
    await till.page.getByRole("heading", { name: till.words["card-put-back"] }).waitFor();
    // Digits have no place now, and Enter pays nothing.
    await till.page.keyboard.type("9", { delay: 50 });
    await till.enter();
    await till.letters("x");
    await till.until(({ payment, bill }) => payment.kind === "open" && bill.totalMinor === 0);
    await till.made(1);
    await till.gone();
    await till.digits("3000");
    await till.enter();
    const [sale] = await till.made(2);
    expect(sale?.row.totalMinor).toBe(30_000);
  });
}

/** Scanners and tiles. */
function goodsTests(till: KeyTill): void {
  test("a basket by a scanner's bursts: each is one barcode and pays nothing, also with a second Enter", async () => {
    const [first, second] = demoGoods(till.locale);
    await till.scan(demoBarcode(1));
    await till.scan(demoBarcode(2), { ends: 2, gapMs: 2 });
    await till.scan(demoBarcode(1));
    const { bill } = await till.until((now) => now.bill.lines.length === 2 && now.bill.lines[0]?.qtyMilli === 2000);
    expect(bill.lines.map(({ name }) => name)).toEqual([first?.name, second?.name]);
    // A slow scanner too.
    await till.scan(demoBarcode(2), { gapMs: 20, agoMs: 1000 });
    const full = await till.until((now) => now.bill.lines[1]?.qtyMilli === 2000);
    await till.made(0);
    await till.enter();
    const [sale] = await till.made(1);
    expect(sale?.row.totalMinor).toBe(full.bill.totalMinor);
  });

  test("an amount that was typed before a scan becomes a line of its own", async () => {
    await till.page.keyboard.type("5000", { delay: 50 });
    await till.scan(demoBarcode(1));
    const { bill } = await till.until((now) => now.bill.lines.length === 2);
    expect(bill.lines.map(({ netMinor }) => netMinor)).toEqual([50_000, demoGoods(till.locale)[0]?.priceMinor]);
  });

  test("favourites: S, a touch on a tile, Esc and Enter", async () => {
    const favourite = must(
      demoGoods(till.locale).find(({ isFavourite }) => isFavourite),
      "a favourite",
    );
    await till.letters("s");
    await till.page.getByRole("group", { name: till.words.favourites }).getByText(favourite.name).tap();
    await till.until((now) => now.bill.lines.length === 1);
    await till.page.keyboard.press("Escape");
    await till.page.keyboard.press("Escape");
    await till.enter();
    const [sale] = await till.made(1);
    expect(sale?.row.totalMinor).toBe(favourite.priceMinor);
  });
}

/** Three scripts on the keyboard, and the keys on screen. */
function digitTests(till: KeyTill): void {
  test.each([
    ["Persian", "۴۸۰۰۰"],
    ["Arabic", "٤٨٠٠٠"],
    ["Latin", "48000"],
  ])("an amount in %s digits", async (_, text) => {
    await till.strike(Array.from(text), { gapMs: 80 });
    await till.until(({ bill }) => bill.totalMinor === 480_000);
    await till.enter();
    const [sale] = await till.made(1);
    expect(sale?.row.totalMinor).toBe(480_000);
  });

  test("by touch alone: digits, three zeros, bank card, finish, the next bill", async () => {
    const key = (name: string) => till.page.getByRole("button", { name, exact: true }).tap();
    const digit = (one: number): Promise<void> => key(one.toLocaleString(till.locale === "fa" ? "fa" : "en"));
    for (const one of [4, 9]) await digit(one);
    await key(till.words["pad-back"]);
    await digit(8);
    await key(till.words["triple-zero"]);
    await till.page.getByRole("button", { name: till.words["bank-card"] }).tap();
    await till.page.getByRole("button", { name: till.words.finish }).tap();
    await till.result().waitFor();
    const [sale] = await till.made(1);
    expect(sale?.paid).toMatchObject([{ kind: "bank-card", amountMinor: 480_000 }]);
    // The flash has gone: a double touch does not take the result away, a later one does.
    await till.page.getByTestId("flash").waitFor({ state: "detached" });
    await till.page.getByRole("button", { name: till.words["next-bill"] }).tap();
    await till.result().waitFor({ state: "detached" });
    await till.until((now) => now.result === null);
  });
}
