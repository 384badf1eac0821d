import type { Page } from "@playwright/test";
import { describe, expect, test } from "vitest";
import type { CounterState } from "../../../src-shared/contract/counter-state.ts";
import {
  basketOf,
  EMPTY,
  finished,
  MEMBER,
  NO_SHIFT,
  PUT_BACK,
  STRIP,
} from "../../renderer/fixtures/counter-fixtures.ts";
import { STATES } from "../../renderer/fixtures/counter-states.ts";
import { serious } from "../../renderer/fixtures/serious-faults.ts";
import { openCounter } from "./fed-counter.ts";
import { type FedPage, LOOKS, pageStage, sent as named } from "./page-rig.ts";

/** The counter in a real Chromium, fed with fixtures over the line. */
const TYPED = { delay: 45 };

const stage = pageStage();

const open = (state: CounterState, setting?: Parameters<typeof openCounter>[2]): Promise<FedPage> =>
  openCounter(stage, state, setting);

const amountOf = (page: Page): Promise<string> => page.locator("output").innerText();

describe.each(LOOKS)("the counter in $locale, $theme", (look) => {
  test.each(Object.keys(STATES))("%s: no serious fault, nothing thrown, no sideways scroll at 200 %%", async (name) => {
    const shown = STATES[name];
    if (shown === undefined) throw new Error("no such state");
    const strip = shown.strip ?? STRIP;
    const { page, wrong } = await open(shown.state, { look, strip });
    expect(await serious(page)).toEqual([]);
    expect(wrong).toEqual([]);
    for (const size of [
      { width: 1024, height: 768 },
      { width: 512, height: 384 },
    ]) {
      await page.setViewportSize(size);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    }
    await page.close();
  });
});

describe("a sale by keyboard alone", () => {
  test("amount and Enter: one key beside the digits; the core gets the newest amount and the revision seen", async () => {
    const { page, core } = await open(EMPTY);
    await page.keyboard.type("48000", TYPED);
    expect(await amountOf(page)).toContain("48,000");
    await page.keyboard.press("Enter");
    await expect.poll(() => named(core, "bill.pay").length).toBe(1);
    expect(named(core, "bill.amount").at(-1)).toEqual({ amountMinor: 480_000 });
    const revision = 1 + named(core, "bill.amount").length;
    expect(named(core, "bill.pay")).toEqual([{ revision, tenders: [{ kind: "cash", amountMinor: 480_000 }] }]);
    await page.close();
  });

  test("all credit, and the rest by bank card: two keys and Enter", async () => {
    const { page, core } = await open(MEMBER);
    await page.keyboard.type("ab", TYPED);
    await page.keyboard.press("Enter");
    await expect
      .poll(() => named(core, "bill.pay"))
      .toEqual([{ revision: 4, creditMinor: 1_500_000, tenders: [{ kind: "bank-card", amountMinor: 11_000_000 }] }]);
    await page.close();
  });

  test("the core is told what credit is chosen: at first, at each choice, and anew behind a broken line", async () => {
    const { page, core, wrong } = await open(MEMBER);
    const told = (): unknown[] => named(core, "bill.choice").map((input) => Reflect.get(Object(input), "creditMinor"));
    await expect.poll(told).toEqual([0]);
    await page.keyboard.type("a", TYPED);
    await expect.poll(told).toEqual([0, 1_500_000]);
    await core.drop();
    // What is asked while a line comes back may go out twice, under one id.
    await expect.poll(() => told().slice(0, 3), { timeout: 10_000 }).toEqual([0, 1_500_000, 1_500_000]);
    expect(wrong).toEqual([]);
  });

  test("cash handed over is typed after C, and the change is shown before Enter", async () => {
    const { page, core } = await open(MEMBER);
    await page.keyboard.type("c", TYPED);
    await page.keyboard.type("1500000", TYPED);
    await page.getByText("Change", { exact: true }).waitFor();
    expect(await page.getByLabel("Payment").innerText()).toContain("250,000");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => named(core, "bill.pay"))
      .toEqual([{ revision: 4, tenders: [{ kind: "cash", amountMinor: 12_500_000, givenMinor: 15_000_000 }] }]);
    await page.close();
  });

  test("pressing a key on screen leaves Enter to the sale", async () => {
    const { page, core } = await open(EMPTY);
    for (const name of ["4", "8", "Three zeros"]) await page.getByRole("button", { name, exact: true }).click();
    await page.getByRole("button", { name: "Bank card" }).click();
    await page.keyboard.press("Enter");
    await expect.poll(() => named(core, "bill.pay").length).toBe(1);
    expect(JSON.stringify(named(core, "bill.pay"))).toContain('"bank-card","amountMinor":480000');
    await page.close();
  });

  test("Backspace only edits, Enter pressed twice pays once", async () => {
    const { page, core } = await open(EMPTY);
    await page.keyboard.type("125", TYPED);
    await page.keyboard.press("Backspace");
    expect(await amountOf(page)).toContain("12");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect.poll(() => named(core, "bill.pay").length).toBe(1);
    await page.waitForTimeout(200);
    expect(named(core, "bill.amount").at(-1)).toEqual({ amountMinor: 120 });
    expect(named(core, "bill.pay").length).toBe(1);
    await page.close();
  });
});

describe("what comes from elsewhere", () => {
  test("a scanner's burst is one scan: no digit of it reaches the bill", async () => {
    const { page, core } = await open(EMPTY, {
      more: (name) => (name === "counter.scan" ? { value: { was: "product", revision: 2 } } : undefined),
    });
    // The strikes of a scanner, within one task of the page: a test's own keys are too slow for one.
    await page.evaluate(`for (const key of [..."6260152400012", "Enter"])
      dispatchEvent(new KeyboardEvent("keydown", { key, code: key > "9" ? key : "Digit" + key, bubbles: true }))`);
    await expect.poll(() => named(core, "counter.scan")).toEqual([{ text: "6260152400012" }]);
    expect(named(core, "bill.amount").filter((input) => JSON.stringify(input) !== '{"amountMinor":0}')).toEqual([]);
    expect(await amountOf(page)).toMatch(/^0/);
    await page.close();
  });

  test("an unknown mobile is typed, found to be nobody's and enrolled as it was typed", async () => {
    const { page, core } = await open(EMPTY, {
      more: (name, input) => {
        if (name === "members.enrol") return { value: { member: "1.9" } };
        if (name === "bill.member" && JSON.stringify(input).includes("mobile")) return { refusal: "member-not-found" };
        return undefined;
      },
    });
    await page.keyboard.type("09123456789", TYPED);
    expect(await amountOf(page)).toBe("09123456789");
    await page.keyboard.type("m", TYPED);
    await page.getByText("is not a member yet").waitFor();
    await page.keyboard.type("e", TYPED);
    await expect.poll(() => named(core, "members.enrol")).toEqual([{ mobile: "09123456789" }]);
    await expect.poll(() => named(core, "bill.member").at(-1)).toEqual({ by: { kind: "id", member: "1.9" } });
    expect(named(core, "bill.pay")).toEqual([]);
    await page.close();
  });

  test("a mobile number typed beside a basket is its member's, and no cash that was handed over", async () => {
    const { page, core } = await open(basketOf(3));
    await page.keyboard.type("0912345678", TYPED);
    await page.getByText("Member's mobile").waitFor();
    expect(await amountOf(page)).toBe("0912345678");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("89", TYPED);
    await page.keyboard.press("Enter");
    await expect.poll(() => named(core, "bill.member")).toEqual([{ by: { kind: "mobile", mobile: "09123456789" } }]);
    expect(named(core, "bill.pay")).toEqual([]);
    // The next digits are what was handed over, as before.
    await page.keyboard.type("500000", TYPED);
    await page.keyboard.press("Enter");
    await expect
      .poll(() => named(core, "bill.pay"))
      .toMatchObject([{ tenders: [{ kind: "cash", givenMinor: 5_000_000 }] }]);
    await page.close();
  });

  test("what is typed into a field stays there, and its Enter finishes nothing", async () => {
    const { page, core } = await open(basketOf(3));
    await page.keyboard.type("s", TYPED);
    const field = page.getByRole("searchbox");
    await field.waitFor();
    await field.pressSequentially("bread 12", TYPED);
    expect(await field.inputValue()).toBe("bread 12");
    await field.press("Enter");
    await expect.poll(() => named(core, "bill.add")).toEqual([{ code: "bread 12" }]);
    expect(named(core, "bill.pay")).toEqual([]);
    expect(named(core, "bill.amount")).toEqual([]);
    await page.close();
  });

  test("the line breaks, the page is loaded anew: the bill is there as the core has it", async () => {
    const { page, core } = await open(MEMBER);
    await core.drop();
    await page.getByText("The line to the till's program is down").waitFor();
    await page.getByText("The line to the till's program is down").waitFor({ state: "detached" });
    await page.reload();
    await expect.poll(() => amountOf(page)).toContain("1,250,000");
    await page.getByRole("heading", { name: "سارا احمدی" }).waitFor();
    await page.close();
  });

  test("another window took the till: it is said, and one key brings it back", async () => {
    const { page, core } = await open(MEMBER);
    core.say({ kind: "seat-lost" });
    await page.getByRole("button", { name: "Bring the till to this window" }).click();
    await page.getByText("This till was opened in another window").waitFor({ state: "detached" });
    await page.close();
  });
});

describe("cards, results and shifts", () => {
  test("a card that left: X and the next bill begins, P and the same bill is paid otherwise", async () => {
    for (const [letter, keepBill] of [
      ["x", false],
      ["p", true],
    ] as const) {
      const { page, core } = await open(PUT_BACK);
      await page.getByRole("heading", { name: "Put the same card back" }).waitFor();
      await page.keyboard.type(letter, TYPED);
      await expect.poll(() => named(core, "bill.abandon")).toEqual([{ keepBill }]);
      await page.close();
    }
  });

  test("a fresh result fills the screen for a second and stays readable; typing begins the next bill", async () => {
    const { page, core } = await open(MEMBER);
    core.send({ kind: "counter", state: finished(Date.now()) });
    await page.getByTestId("flash").waitFor();
    await page.getByTestId("flash").waitFor({ state: "detached" });
    const result = page.getByRole("region", { name: "Paid" });
    expect(await result.innerText()).toContain("Take the card");
    expect(await result.innerText()).toContain("300,000");
    await page.keyboard.type("7", TYPED);
    await result.waitFor({ state: "detached" });
    expect(await amountOf(page)).toMatch(/^7\b/);
    await page.close();
  });

  test("undo asks once more, then takes the sale back", async () => {
    const state = finished(0);
    const { page, core } = await open(state, {
      more: (name) =>
        name === "sale.void" ? { value: { kind: "done", totalMinor: 12_500_000, cashBackMinor: 0 } } : undefined,
    });
    await page.keyboard.type("u", TYPED);
    await page.getByRole("button", { name: /Undo the sale of/ }).waitFor();
    expect(named(core, "sale.void")).toEqual([]);
    await page.keyboard.type("u", TYPED);
    await expect.poll(() => named(core, "sale.void")).toEqual([{ sale: state.undo?.sale }]);
    await page.close();
  });

  test("no shift: the float is typed, Enter opens it", async () => {
    const { page, core } = await open(EMPTY, {
      strip: NO_SHIFT,
      more: (name) => (name === "shift.open" ? { value: { shift: "1.4" } } : undefined),
    });
    await page.getByRole("heading", { name: "No shift is open" }).waitFor();
    await page.keyboard.type("200000", TYPED);
    await page.keyboard.press("Enter");
    await expect.poll(() => named(core, "shift.open")).toEqual([{ floatMinor: 2_000_000 }]);
    expect(named(core, "bill.amount")).toEqual([]);
    await page.close();
  });
});
