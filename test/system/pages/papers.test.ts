import { crc32, deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { InputOf } from "../../../src-shared/contract/contract.ts";
import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { markAsCopy } from "../../../src-shared/receipt/sale-receipt.ts";
import { sampleDocument } from "../../../src-shared/receipt/sample-papers.ts";
import { defaultDisplay, type Locale } from "../../../src-shared/words/format.ts";
import { ANSWERS, eventsOf, OWNER } from "../../renderer/fixtures/admin-fixtures.ts";
import { peopleAnswers } from "../../renderer/fixtures/people-fixtures.ts";
import { serious } from "../../renderer/fixtures/serious-faults.ts";
import { SAMPLE_AT_MS, sampleReceipt } from "../../shared/receipt/sample-receipt.ts";
import { pdfText } from "../../support/pdf-text.ts";
import { popplerLines } from "../../support/poppler-lines.ts";
import { type FedPage, keepPicture, type Look, pageStage, sent } from "./page-rig.ts";

/** Receipts on the screen, in the settings' preview and as PDF, in a real Chromium fed over the line. */
const SALE = "sales/AAECAwQFBgcICQoLDA0ODw/412";

const stage = pageStage();

function open(hash: string, locale: Locale, theme: Look["theme"] = "light"): Promise<FedPage> {
  const people = peopleAnswers(() => undefined);
  return stage.open({
    path: `#/${hash}`,
    look: { locale, theme },
    events: eventsOf({ signedIn: OWNER }),
    answer: (name, input) => {
      if (name === "sales.papers") return { value: { papers: papersOf(locale) } };
      // The page's input was checked by the contract before it was sent.
      if (name === "settings.sample-paper") return sampled(input as InputOf<"settings.sample-paper">, locale);
      if (name === "settings.change") return { value: {} };
      const answer = Reflect.get(ANSWERS, name);
      return answer === undefined ? people(name, input) : { value: answer };
    },
    ready: (page) => page.locator("main h1").waitFor(),
  });
}

function lookOf(locale: Locale) {
  const { shop } = sampleReceipt(locale);
  return { shop, locale, display: defaultDisplay(locale), atMs: SAMPLE_AT_MS, widthDots: 576, saysExpiry: true };
}

function papersOf(locale: Locale): { document: ReceiptDocument; widthDots: number }[] {
  const document = sampleDocument("sale", lookOf(locale));
  const copy = markAsCopy(document, { number: 1, atMs: SAMPLE_AT_MS, display: defaultDisplay(locale) });
  return [document, copy].map((each) => ({ document: each, widthDots: 576 }));
}

/** As the core answers: the sample with what the page has not saved yet. */
function sampled({ paper, change }: InputOf<"settings.sample-paper">, locale: Locale) {
  const look = lookOf(locale);
  const document = sampleDocument(paper, { ...look, shop: { ...look.shop, headerLines: change.headerLines ?? [] } });
  const logo = change.logo ? [{ kind: "picture", picture: change.logo } as const] : [];
  return { value: { document: { ...document, blocks: [...logo, ...document.blocks] }, widthDots: 576 } };
}

/** A PNG of one grey byte a pixel, black in the middle. */
function png(width: number, height: number): Buffer {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.alloc(width + 1, 255);
  row[0] = 0;
  row.fill(0, Math.floor(width / 4), Math.floor((width * 3) / 4));
  const white = Buffer.alloc(width + 1, 255);
  white[0] = 0;
  const rows = Array.from({ length: height }, (_, y) => (y > height / 4 && y < (height * 3) / 4 ? row : white));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 1 }));
  return Buffer.concat([signature, chunk("IHDR", head), data, chunk("IEND", Buffer.alloc(0))]);
}

/** What stands together on one line of the sample. */
const FOUND: Readonly<Record<Locale, readonly (readonly string[])[]>> = {
  fa: [
    ["فروشگاه زنجیره\u200cای گل\u200cافشان"],
    ["تلفن", "۰۲۱-۸۸۷۷۶۶۵۵"],
    ["تاریخ", "۱۴۰۵/۰۹/۰۱", "ساعت", "۱۹:۱۲"],
    ["صندوق\u200cدار", "مریم رضایی", "شماره", "۱۰۰۴۲"],
    ["چای احمد", "Earl Grey", "۵۰۰", "گرم", "۴۲۵٬۰۰۰"],
    ["تخفیف", "−۱۱۵٬۰۰۰", "تومان"],
    ["جمع کل", "۷۷۸٬۰۰۰", "تومان"],
    ["مبلغ پرداختی", "۶۶۳٬۰۰۰", "تومان"],
    ["مانده در حساب باشگاه", "۲۹٬۰۰۰", "تومان"],
    ["کد ثبت", "9f3c01ab (aB3_x9, 10042)"],
    ["از خرید شما سپاسگزاریم"],
  ],
  en: [
    ["Phone:", "021-88776655"],
    ["Date:", "2026-11-22", "Time:", "19:12"],
    ["Ahmad Earl Grey tea, 500 g", "425,000"],
    ["Discount", "−115,000", "toman"],
    ["Total", "663,000", "toman"],
    ["Balance in the club account", "29,000", "toman"],
    ["Record:", "9f3c01ab (aB3_x9, 10042)"],
    ["از خرید شما سپاسگزاریم"],
  ],
};

describe.each(["fa", "en"] as const)("in %s", (locale) => {
  test("a sale's receipt is looked at by keyboard, and its copy, and Esc goes back", async () => {
    const { page, core, wrong } = await open(SALE, locale, "dark");
    const name = locale === "fa" ? "دیدن رسید" : "Look at the receipt";
    await page.getByRole("button", { name }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.locator("svg text").first().waitFor();
    const said = await dialog.locator("svg text").allTextContents();
    // Isolates of whole tokens are in it, as on paper.
    const plain = said.map((line) => line.replaceAll(/[\u2066-\u2069]/g, ""));
    expect(plain).toContain(locale === "fa" ? "مبلغ پرداختی" : "Total");
    expect(plain).toContain("فروشگاه زنجیره‌ای گل‌افشان");
    expect(plain.join(" ")).not.toContain("COPY");
    await keepPicture(page, `sale-paper-${locale}`);
    expect(await serious(page)).toEqual([]);
    await dialog.getByRole("button", { name: locale === "fa" ? /کدام برگه/ : /Which paper/ }).press("Enter");
    await page.getByRole("option").nth(1).press("Enter");
    await expect.poll(async () => (await dialog.locator("svg text").allTextContents()).join(" ")).toContain("COPY");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(sent(core, "sales.reprint")).toEqual([]);
    expect(wrong).toEqual([]);
    await page.close();
  });

  test("the browser's print is one page of the paper alone, whose text can be found", async () => {
    const { page } = await open(SALE, locale);
    await page.getByRole("button", { name: locale === "fa" ? "دیدن رسید" : "Look at the receipt" }).press("Enter");
    await page.getByRole("dialog").locator("svg text").first().waitFor();
    const file = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const text = file.toString("latin1");
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text);
    // 72 mm of paper and 4 mm of white at each side, in points.
    expect(Number(box?.[1]) / 72).toBeCloseTo(576 / 203 + 8 / 25.4, 1);
    // Words that a space parts are runs of their own, and a reader puts them side by side by their places.
    const all = pdfText(file).join("");
    const words = {
      fa: ["مبلغ", "پرداختی", "نقدی", "گل", "افشان", "۶۶۳٬۰۰۰", "۱۴۰۵/۰۹/۰۱", "Earl Grey"],
      en: ["Total", "663,000", "Earl Grey"],
    };
    for (const word of words[locale]) expect(all, word).toContain(word);
    // Nothing of the page behind it is on it.
    expect(all).not.toContain(locale === "fa" ? "دیدن" : "Look at");
    await page.close();
  });

  test("another program finds a printed receipt's words, dates and amounts, each beside its label", async () => {
    const { page } = await open(SALE, locale);
    await page.getByRole("button", { name: locale === "fa" ? "دیدن رسید" : "Look at the receipt" }).press("Enter");
    await page.getByRole("dialog").locator("svg text").first().waitFor();
    const lines = popplerLines(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    for (const parts of FOUND[locale]) {
      const found = lines.filter((line) => parts.every((part) => line.includes(part)));
      expect(found, `${parts.join(" + ")} in\n${lines.join("\n")}`).not.toEqual([]);
    }
    await page.close();
  });

  test.each(["light", "dark"] as const)(
    "the receipts' settings and their preview have no serious fault: %s",
    async (theme) => {
      const { page, wrong } = await open("settings", locale, theme);
      await page.getByRole("tab").nth(1).click();
      await page.locator("svg text").first().waitFor();
      await keepPicture(page, `receipt-settings-${locale}-${theme}`);
      expect(await serious(page)).toEqual([]);
      for (const [width, height] of [
        [1024, 768],
        [512, 384],
      ] as const) {
        await page.setViewportSize({ width, height });
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
      }
      expect(wrong).toEqual([]);
      await page.close();
    },
  );
});

test("what is typed and switched is seen at once and saved only by the button, all by keyboard", async () => {
  const { page, core } = await open("settings", "en");
  await page.getByRole("tab").nth(1).press("Enter");
  await page.getByLabel("Lines below the shop's name").fill("www.example.ir\n\nTax 411");
  await expect
    .poll(async () => (await page.locator("main svg text").allTextContents()).map((line) => line.slice(1, -1)))
    .toContain("www.example.ir");
  await page.getByRole("switch", { name: "QR code" }).press("Space");
  await page.getByRole("switch", { name: "Balances" }).press("Space");
  await page.getByLabel("Credit that ends within days").fill("۴۵");
  await page.getByRole("radio", { name: "Rial" }).press("Space");
  expect(sent(core, "settings.change")).toEqual([]);
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Saved. The next receipts").waitFor();
  const receipt = {
    headerLines: ["www.example.ir", "Tax 411"],
    shows: { qr: false, balance: false },
    expiringDays: 45,
    moneyUnit: "rial",
  };
  expect(sent(core, "settings.change")).toEqual([{ receipt }]);
  await page.close();
});

test("a picture of 10,000 pixels is made small, a larger one, a broken one and a blank one are refused in words", async () => {
  const { page, core } = await open("settings", "en");
  await page.getByRole("tab").nth(1).click();
  const input = page.locator("input[type=file]");
  const give = (buffer: Buffer, name = "logo.png") => input.setInputFiles({ name, mimeType: "image/png", buffer });
  await give(png(10_000, 2_000));
  await page.getByText(/Picture: [\d,]+ by [\d,]+ dots/).waitFor();
  const logoOf = (asked: unknown) => (asked as InputOf<"settings.sample-paper">).change.logo;
  await expect.poll(() => logoOf(sent(core, "settings.sample-paper").at(-1))?.widthDots).toBeLessThanOrEqual(560);
  const logo = logoOf(sent(core, "settings.sample-paper").at(-1));
  expect(logo?.heightDots).toBeGreaterThan(40);
  expect(logo?.heightDots).toBeLessThanOrEqual(200);
  await keepPicture(page, "receipt-settings-logo");
  // What it says of its size is enough to refuse it: nothing of it is decoded.
  const huge = png(8, 8);
  huge.writeUInt32BE(10_000, 16);
  huge.writeUInt32BE(10_000, 20);
  await give(huge);
  await page.getByText("This picture is too large for a receipt").waitFor();
  await give(png(64, 64).subarray(0, 60));
  await page.getByText("This file is no sound PNG or JPEG").waitFor();
  await give(Buffer.from("<svg/>"), "logo.svg");
  await page.getByText("This file is no sound PNG or JPEG").waitFor();
  await give(png(3, 1));
  await page.getByText("This picture has one colour alone").waitFor();
  expect(logoOf(sent(core, "settings.sample-paper").at(-1))).toEqual(logo);
  await page.getByRole("button", { name: "Take the picture away" }).click();
  await expect.poll(() => logoOf(sent(core, "settings.sample-paper").at(-1))).toBeNull();
  await page.close();
});
