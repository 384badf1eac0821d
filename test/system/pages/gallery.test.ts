import { describe, expect, test } from "vitest";
import { serious } from "../../renderer/fixtures/serious-faults.ts";
import { type Look, LOOKS, type OpenPage, pageStage } from "./page-rig.ts";

/** The kit in a real Chromium, under the strictest content policy and without a core. */
const stage = pageStage();

function open(look: Look, size?: { readonly width: number; readonly height: number }): Promise<OpenPage> {
  return stage.alone({
    path: "?gallery#/gallery",
    look,
    ready: (page) => page.getByRole("tab").first().waitFor(),
    ...(size === undefined ? {} : { size }),
  });
}

describe.each(LOOKS)("the kit in $locale, $theme", (look) => {
  test("has no serious fault for a screen reader, throws nothing and is refused nothing", async () => {
    const { page, wrong } = await open(look);
    const faults: string[] = [];
    for (const tab of await page.getByRole("tab").all()) {
      await tab.click();
      faults.push(...(await serious(page)));
    }
    await page.getByRole("tab").first().click();
    await page.getByRole("button", { name: look.locale === "fa" ? "باز کردن پنجره" : "Open a window" }).click();
    await page.getByRole("dialog").waitFor();
    faults.push(...(await serious(page)));
    expect(faults).toEqual([]);
    expect(wrong).toEqual([]);
    expect(await page.evaluate("document.documentElement.lang + document.documentElement.dir")).toBe(
      look.locale === "fa" ? "fartl" : "enltr",
    );
    await page.close();
  });

  test("scrolls sideways neither at 1024×768 nor at 200 %", async () => {
    for (const size of [
      { width: 1024, height: 768 },
      { width: 512, height: 384 },
    ]) {
      const { page } = await open(look, size);
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
      }
      await page.close();
    }
  });
});

describe("by keyboard", () => {
  test("an amount takes three kinds of digits, groups them and keeps the caret", async () => {
    const { page } = await open({ locale: "fa", theme: "light" });
    await page.getByRole("tab").nth(1).click();
    const amount = page.getByLabel("مبلغ");
    await amount.fill("");
    await amount.pressSequentially("۱2٣4567");
    expect(await amount.inputValue()).toBe("۱٬۲۳۴٬۵۶۷");
    for (const key of ["ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "Backspace"]) await page.keyboard.press(key);
    await page.keyboard.type("9");
    expect(await amount.inputValue()).toBe("۱٬۲۳۹٬۵۶۷");
    await page.close();
  });

  test.each<[Look["locale"], string, string]>([
    ["fa", "13700101", "1991-03-21"],
    ["fa", "۱۳۷۰۰۱۰۱", "1991-03-21"],
    ["en", "۲۱۰۳۱۹۹۱", "1991-03-21"],
  ])("a date is typed in %s as %s and comes out as the ISO day", async (locale, keys, day) => {
    const { page } = await open({ locale, theme: "light" });
    await page.getByRole("tab").nth(1).click();
    await page.getByRole("spinbutton").first().focus();
    await page.keyboard.type(keys);
    await expect.poll(() => page.getByTestId("day").textContent()).toBe(day);
    await page.close();
  });

  test("a PIN is typed unseen, and Enter sends it; Esc closes the window and gives the focus back", async () => {
    const { page } = await open({ locale: "en", theme: "light" });
    const opener = page.getByRole("button", { name: "Open a window" });
    await opener.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("۴۷11");
    expect(await page.getByRole("dialog").innerText()).not.toContain("4711");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByTestId("pressed").textContent()).toBe("Pressed 1 time");
    await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("Open a window");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await page.close();
  });

  test("the language changes without a restart, and what was typed stays", async () => {
    const { page } = await open({ locale: "fa", theme: "light" });
    await page.getByRole("tab").nth(1).click();
    await page.getByLabel("موبایل").fill("۰۹۳۵۱۱۱۲۲۳۳");
    await page.getByRole("button", { name: "English" }).click();
    expect(await page.getByLabel("Mobile").inputValue()).toBe("09351112233");
    await page.close();
  });
});
