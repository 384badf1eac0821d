import { describe, expect, test } from "vitest";
import { EMPTY, STRIP } from "../../renderer/fixtures/counter-fixtures.ts";
import type { Answers } from "../../renderer/fixtures/fixture-core.ts";
import { peopleAnswers, SALE_ROW } from "../../renderer/fixtures/people-fixtures.ts";
import { EN } from "../../../src-renderer/words/en.ts";
import { MEMBERS_EN as PEOPLE } from "../../../src-renderer/words/en/members.ts";
import { MEMBER_WORDS } from "../../../src-shared/words/member-words.ts";
import { VOID_WORDS } from "../../../src-shared/words/void-words.ts";
import { serious } from "../../renderer/fixtures/serious-faults.ts";
import { type FedPage, keepPicture, type Look, LOOKS, pageStage, still } from "./page-rig.ts";

/** Members, card desk, sales and products in a real Chromium, fed with fixtures over the line. */
const PLACES = [
  "members",
  "members/new",
  "members/1.7",
  "cards",
  "cards/1.7",
  "sales",
  "sales/AAECAwQFBgcICQoLDA0ODw/412",
  "products",
  "products/new",
  "members/import",
];
const stage = pageStage();

function open(
  place: string,
  more: (name: string, input: unknown) => ReturnType<Answers> | undefined = () => undefined,
  look: Look = { locale: "en", theme: "light" },
): Promise<FedPage> {
  return stage.open({
    path: `#/${place}`,
    look,
    events: [
      { kind: "health", health: "ready", refusal: null },
      { kind: "session", signedIn: { staff: "1.1", name: "مریم", role: "owner" }, setupNeeded: false },
      { kind: "strip", state: STRIP },
      { kind: "counter", state: EMPTY },
    ],
    answer: peopleAnswers(more),
    ready: (page) => page.getByRole("main").first().waitFor(),
  });
}

describe("every page, in both languages and themes", () => {
  for (const look of LOOKS)
    for (const place of PLACES)
      test(`${place}: nothing serious for axe, no sideways scroll, no markup runs: ${look.locale} ${look.theme}`, async () => {
        const { page, wrong } = await open(place, undefined, look);
        if (place === "members") {
          await page.keyboard.type("سا");
          await page.getByRole("table").waitFor();
        }
        await still(page);
        const found = await serious(page);
        const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        const markup = await page.locator("main img").count();
        await keepPicture(page, `${place.replaceAll("/", "-")}-${look.locale}-${look.theme}`);
        await page.setViewportSize({ width: 512, height: 384 });
        const zoomedWide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        expect({ place, found, wide, zoomedWide, markup, wrong, title: await page.title() }).toMatchObject({
          found: [],
          wide: 0,
          zoomedWide: 0,
          markup: 0,
          wrong: [],
        });
        expect(await page.title()).not.toBe("owned");
        await page.close();
      }, 120_000);
});

test("the state of a sale is in sight however long its texts are, and a typed search has one cross", async () => {
  for (const locale of ["fa", "en"] as const) {
    const { page } = await open("sales", undefined, { locale, theme: "light" });
    const table = page.getByRole("table").first();
    await table.waitFor();
    const cut = await table.evaluate((node) => {
      const frame = Reflect.get(node, "parentElement");
      return frame.scrollWidth - frame.clientWidth;
    });
    expect([locale, cut]).toEqual([locale, 0]);
    await page.getByRole("searchbox").fill("12");
    expect(await page.locator("input[type=search]").count()).toBe(0);
    expect(await page.getByRole("searchbox").locator("..").getByRole("button").count()).toBe(1);
    await page.close();
  }
});

test("in Persian a sale's number has the digits that are on its paper, and no table sets digits apart", async () => {
  const rows = [
    { ...SALE_ROW, number: "1412" },
    { ...SALE_ROW, sale: { ...SALE_ROW.sale, seq: 2 }, number: "", short: "7F3A" },
  ];
  const { page } = await open(
    "sales",
    (name) => (name === "sales.list" ? { value: { rows, next: null } } : undefined),
    {
      locale: "fa",
      theme: "light",
    },
  );
  const table = page.getByRole("table").first();
  await table.waitFor();
  const cells = await table.getByRole("row").getByRole("cell").allInnerTexts();
  expect(cells.filter((text) => /^(?:[۰-۹]+|\w+)$/.test(text))).toEqual(["۱۴۱۲", "7F3A"]);
  const [there, elsewhere] = await page.evaluate<readonly number[]>(`(() => {
    const node = [...document.querySelectorAll("table bdi")].find((each) => each.textContent === "۱٬۲۵۰٬۰۰۰");
    const copy = document.body.appendChild(node.cloneNode(true));
    Object.assign(copy.style, { position: "absolute", fontSize: getComputedStyle(node).fontSize });
    return [node, copy].map((each) => each.getBoundingClientRect().width);
  })()`);
  expect(there).toBeCloseTo(elsewhere ?? 0, 1);
  await page.close();
});

test("a window that is open when the till locks is gone from sight, and is there again for whoever opened it", async () => {
  const { page, core } = await open("cards");
  await page.getByRole("button", { name: "Block" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  core.send({ kind: "session", signedIn: null, setupNeeded: false });
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await page.locator("[role=dialog]").filter({ visible: true }).count()).toBe(0);
  expect(await page.locator("body").innerText()).not.toContain("Nothing can be spent from this card");
  await page
    .getByRole("button", { name: "Light" })
    .or(page.getByRole("button", { name: "Dark" }))
    .first()
    .click();
  core.send({ kind: "session", signedIn: { staff: "1.1", name: "مریم", role: "owner" }, setupNeeded: false });
  await dialog.waitFor();
  await page.close();
});

test("function keys and Esc reach the frame out of every field, also one that has an Enter of its own", async () => {
  const { page } = await open("products/new");
  const field = page.getByRole("textbox", { name: EN.products.barcodes, exact: true });
  await field.fill("6260000000017");
  await field.press("F4");
  await page.getByRole("heading", { level: 1, name: EN.cards.title }).waitFor();
  await page.evaluate("location.hash = '#/products/new'");
  await field.press("Escape");
  await page.getByRole("heading", { level: 1, name: EN.counter.title }).waitFor();
  await page.close();
});

test("a page whose code does not come at once opens all the same; one that never came opens the next time", async () => {
  const { page } = await open("");
  let asked = 0;
  await page.route(/cards-page-.*\.js$/, (route) => (++asked === 1 ? route.abort() : route.continue()));
  await page.keyboard.press("F4");
  await page.getByRole("heading", { level: 1, name: EN.cards.title }).waitFor();
  expect(asked).toBe(2);
  let isAway = true;
  await page.route(/sales-page-.*\.js$/, (route) => (isAway ? route.abort() : route.continue()));
  await page.keyboard.press("F6");
  await page.getByText(EN.shell["page-broken"]).waitFor();
  isAway = false;
  await page.keyboard.press("F1");
  await page.keyboard.press("F6");
  await page.getByRole("heading", { level: 1, name: EN.sales.title }).waitFor();
});

describe("by keyboard alone", () => {
  test("a member is found by typing, an arrow and Enter, and goes to the bill", async () => {
    const { page, core } = await open("members");
    await page.keyboard.type("1234");
    await page.getByRole("table").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Use for the bill" }).press("Enter");
    await expect.poll(() => core.calls.some(({ name }) => name === "bill.member")).toBe(true);
    expect(core.calls.find(({ name }) => name === "bill.member")?.input).toEqual({ by: { kind: "id", member: "1.7" } });
    await page.close();
  });

  test("a mobile number in Persian digits and Enter enrol; a refusal is said, and Esc loses nothing", async () => {
    let isTaken = true;
    const { page, core } = await open("members/new", (name) =>
      name === "members.enrol" && isTaken ? { refusal: "mobile-taken" } : undefined,
    );
    await page.getByLabel("Mobile").pressSequentially("۰۹۱۲۳۴۵۶۷۸۹");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    isTaken = false;
    await page.keyboard.press("Escape");
    await page.keyboard.press("F3");
    await page.getByRole("button", { name: "Enrol a member" }).click();
    await page.getByLabel("Mobile").press("Enter");
    await page.getByRole("button", { name: "Use for the bill" }).waitFor();
    const sent = core.calls.filter(({ name }) => name === "members.enrol").map(({ input }) => input);
    expect(sent).toEqual([{ mobile: "09123456789" }, { mobile: "09123456789" }]);
    await page.close();
  });

  test("a code whose message may still come is asked for, and taken", async () => {
    const { page, core } = await open("members/1.7", (name) =>
      name === "members.send-code"
        ? { refusal: "code-late" }
        : name === "members.verify-code"
          ? { value: {} }
          : undefined,
    );
    await page.getByRole("button", { name: PEOPLE.verify, exact: true }).press("Enter");
    await page.getByRole("button", { name: PEOPLE["send-code"] }).press("Enter");
    await page.getByRole("alert").filter({ hasText: MEMBER_WORDS["code-late"].en }).waitFor();
    await page.getByLabel(PEOPLE.code, { exact: true }).fill("123456");
    await page.keyboard.press("Enter");
    await expect.poll(() => core.calls.find(({ name }) => name === "members.verify-code")?.input).toBeDefined();
    await page.close();
  });

  test("a scanned receipt opens its sale, which says why it can't be undone and prints a copy", async () => {
    const { page, core } = await open("sales");
    await page.keyboard.type("VF1.AAECAwQF.412.7F3A0000.12500000.1250000.0");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Print a copy" }).press("Enter");
    await page.getByText("Copy 1 is in line").waitFor();
    expect(core.calls.find(({ name }) => name === "sales.by-receipt")).toBeDefined();
    expect(await page.getByRole("button", { name: "Undo this sale" }).count()).toBe(0);
    await page.getByRole("status").filter({ hasText: VOID_WORDS["void-not-last"].en }).waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.close();
  });

  test("a receipt scanned at the counter opens its sale", async () => {
    const sale = { journal: "AAECAwQFBgcICQoLDA0ODw", seq: 412 };
    const { page } = await open("", (name) =>
      name === "counter.scan" ? { value: { was: "receipt", revision: 0, sale } } : undefined,
    );
    await page.getByRole("group", { name: "Number pad" }).waitFor();
    // Within one task: a test's own keys are slower than a scanner's.
    await page.evaluate(`for (const key of [..."VF1.AAECAwQF.412.7F3A0000.12500000.1250000.0", "Enter"])
      dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))`);
    await page.getByRole("button", { name: "Print a copy" }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/sales/${sale.journal}/412`);
    await page.close();
  });

  test("back to the list goes to the day that was looked at; a key that is pressed at once opens its page", async () => {
    const { page } = await open("sales/day/2026-11-20");
    await page.evaluate("location.hash = '#/sales/AAECAwQFBgcICQoLDA0ODw/412'");
    await page.getByRole("button", { name: "Back to the list" }).press("Enter");
    await page.getByRole("button", { name: "Today" }).waitFor();
    expect(new URL(page.url()).hash).toBe("#/sales/day/2026-11-20");
    await page.evaluate("location.hash = '#/sales/AAECAwQFBgcICQoLDA0ODw/412'");
    await page.getByRole("button", { name: "Back to the list" }).waitFor();
    // Both within one task: a fast hand, or a busy till.
    await page.evaluate(`{
      [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Back to the list").click();
      dispatchEvent(new KeyboardEvent("keydown", { key: "F4", bubbles: true }));
    }`);
    await page.getByRole("heading", { level: 1, name: "Card desk" }).waitFor();
    await still(page);
    expect(new URL(page.url()).hash).toBe("#/cards");
    await page.close();
  });

  test("a file with a fault shows its line and can't be imported", async () => {
    const { page } = await open("members/import");
    await page.locator("input[type=file]").setInputFiles({
      name: "members.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("mobile\n09121234567\n12\n"),
    });
    await page.getByText("Nothing", { exact: false }).first().waitFor();
    expect(await page.getByRole("button", { name: /^Import 2 rows/ }).isDisabled()).toBe(true);
    await page.close();
  });
});
