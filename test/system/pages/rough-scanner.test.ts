import type { Page } from "@playwright/test";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { COUNTER_WORDS } from "../../../src-shared/words/counter-words.ts";
import { keepShot, openWindow, roughStage, salesOf, soon, type Window } from "./rough-rig.ts";

/** A scanner that strikes a key a millisecond, on a real till: it never pays, and no scan of it is lost. */
const TEA = "6260152400012";
const BREAD = "6260152400029";
const stage = roughStage();
let window: Window;

beforeAll(async () => {
  const goods = { category: "", unit: "piece", isFavourite: false, isActive: true } as const;
  await stage.till.core.granted("products.save", {
    ...goods,
    name: "چای",
    barcodes: [TEA, "TEA-7/a"],
    priceMinor: 250_000,
  });
  await stage.till.core.granted("products.save", { ...goods, name: "نان", barcodes: [BREAD], priceMinor: 50_000 });
  window = await openWindow(stage.browser, stage.till.kiosk.newLink(), { locale: "fa", isKept: true });
  await window.page.locator("output").first().waitFor();
});

afterEach(async () => {
  expect(window.wrong).toEqual([]);
  expect(await salesOf(stage.till.core)).toEqual({ count: 0, sumMinor: 0 });
});

beforeEach(async () => {
  // What a try before has left half typed.
  await window.page.keyboard.press("Escape");
  await stage.till.core.granted("bill.clear", {});
  await soon(() => window.page.locator("output").first().innerText()).toMatch(/^۰/);
});

type Layout = "american" | "persian";

/** What a scanner sends: strikes a millisecond apart within one task of the page, as no person can type. */
function strike(page: Page, texts: readonly string[], layout: Layout = "american"): Promise<unknown> {
  return page.evaluate(`(() => {
    const persian = { T: "ط", E: "ص", A: "ش", a: "ش", "/": "." };
    const signs = { "-": "Minus", "/": "Slash" };
    const codeOf = (sign) => {
      if (/[0-9]/.test(sign)) return "Digit" + sign;
      return signs[sign] ?? "Key" + sign.toUpperCase();
    };
    const persianOf = (sign) => persian[sign] ?? (/[0-9]/.test(sign) ? "۰۱۲۳۴۵۶۷۸۹"[sign] : sign);
    const keyOf = (sign) => (${layout === "persian"} ? persianOf(sign) : sign);
    let atMs = performance.now();
    const strike = (key, code, shiftKey) => {
      const event = new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true });
      // Struck on time whatever else this machine does: the keyboard's driver stamps a key, not the page.
      Object.defineProperty(event, "timeStamp", { value: (atMs += 1) });
      dispatchEvent(event);
    };
    for (const text of ${JSON.stringify(texts)}) {
      for (const sign of text) strike(keyOf(sign), codeOf(sign), /[A-Z]/.test(sign));
      strike("Enter", "Enter", false);
    }
  })()`);
}

async function lines(): Promise<string[]> {
  const { bill } = await stage.till.core.granted("counter.state", {});
  return bill.lines.map(({ name, qtyMilli }) => `${qtyMilli / 1000} ${name}`);
}

test("under a Persian layout digits and letters come as Persian ones: the product is found", async () => {
  await strike(window.page, [TEA], "persian");
  await soon(lines).toEqual(["1 چای"]);
  await strike(window.page, ["TEA-7/a"], "persian");
  await soon(lines).toEqual(["2 چای"]);
});

test("scans back to back without a pause: each is on the bill, in its number", async () => {
  await strike(window.page, [TEA, BREAD, TEA, "TEA-7/a", BREAD, TEA]);
  await soon(lines).toEqual(["4 چای", "2 نان"]);
  await soon(() => window.page.locator("output").first().innerText()).toContain("۱۱۰٬۰۰۰");
});

test("a code that nobody knows is said, and the scan right behind such a one is not lost", async () => {
  await strike(window.page, ["4006381333931"]);
  await window.page.getByRole("alert").filter({ hasText: COUNTER_WORDS["product-unknown"].fa }).waitFor();
  await keepShot(window.page, "scan-unknown-fa");
  await strike(window.page, ["4006381333931", BREAD]);
  await soon(lines).toEqual(["1 نان"]);
  // The page has its picture too: what comes after it is typed for the next bill.
  await soon(() => window.page.locator("output").first().innerText()).toContain("۵٬۰۰۰");
});

test("a scan in the middle of typing: what was typed stays a line of its own, and no digit of the scan is money", async () => {
  await window.page.keyboard.type("12", { delay: 60 });
  await soon(async () => (await stage.till.core.granted("counter.state", {})).bill.amountMinor).toBe(120);
  await strike(window.page, [TEA, BREAD]);
  await soon(lines).toEqual(["1 ", "1 چای", "1 نان"]);
  await keepShot(window.page, "scan-after-amount-fa");
  expect((await stage.till.core.granted("counter.state", {})).bill.totalMinor).toBe(300_120);
});
