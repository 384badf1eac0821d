import type { Page } from "@playwright/test";
import { describe, expect, test } from "vitest";
import { DISPLAY } from "../../renderer/fixtures/counter-fixtures.ts";
import { serious } from "../../renderer/fixtures/serious-faults.ts";
import { pageStage } from "./page-rig.ts";

/** The customer's screen in a real Chromium, fed with fixtures over the line. */

const stage = pageStage();

describe("the customer's screen", () => {
  async function openDisplay(state: typeof DISPLAY, size: { width: number; height: number }): Promise<Page> {
    const { page } = await stage.open({
      path: "display.html",
      size,
      events: [{ kind: "display", state }],
      ready: (opened) => opened.locator("main p").first().waitFor(),
    });
    return page;
  }

  const SIZES = [
    { width: 1024, height: 768 },
    { width: 1366, height: 768 },
    { width: 1920, height: 1080 },
    { width: 800, height: 480 },
    { width: 1280, height: 800 },
    { width: 1024, height: 600 },
  ];

  test.each(SIZES)(
    "$width×$height: the amount is a tenth of the height or more, and all of it is seen",
    async (size) => {
      for (const totalMinor of [12_500_000, 9_999_999_990]) {
        const page = await openDisplay({ ...DISPLAY, totalMinor }, size);
        const seen = await page.evaluate(`(() => {
        const big = document.querySelector("[data-testid=big]");
        const box = big.querySelector("bdi").getBoundingClientRect();
        return { size: parseFloat(getComputedStyle(big).fontSize), left: box.left, right: innerWidth - box.right,
          over: document.documentElement.scrollHeight - innerHeight };
      })()`);
        expect(seen).toMatchObject({ over: 0 });
        expect(Reflect.get(Object(seen), "size")).toBeGreaterThanOrEqual(size.height * 0.1);
        expect(
          Math.min(Number(Reflect.get(Object(seen), "left")), Number(Reflect.get(Object(seen), "right"))),
        ).toBeGreaterThan(0);
        await page.close();
      }
    },
  );

  test.each(["idle", "bill", "paid"] as const)("%s: no serious fault in either language", async (phase) => {
    for (const locale of ["fa", "en"] as const) {
      const state = {
        ...DISPLAY,
        locale,
        phase,
        changeMinor: 250_000,
        balanceMinor: 900_000,
        cardHint: "take-card" as const,
      };
      const page = await openDisplay(state, { width: 1024, height: 768 });
      expect(await serious(page)).toEqual([]);
      await page.close();
    }
  });

  test("says the first name and what is earned, and comes back by itself after a broken line", async () => {
    const { page, core } = await stage.open({
      path: "display.html",
      events: [{ kind: "display", state: DISPLAY }],
      ready: (opened) => opened.getByText("سارا عزیز", { exact: false }).or(opened.getByText(/سارا/)).first().waitFor(),
    });
    expect(await page.locator("main").innerText()).toContain("۱۲۵٬۰۰۰");
    await core.drop();
    await page.getByText("یک لحظه").waitFor();
    await page.getByTestId("big").waitFor();
    await page.close();
  });
});
