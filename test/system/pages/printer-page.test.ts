import type { Page } from "@playwright/test";
import { describe, expect, test } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import type { ValueOf } from "../../../src-shared/contract/contract.ts";
import type { StripState } from "../../../src-shared/contract/counter-state.ts";
import { makeWords } from "../../../src-renderer/words/make-words.ts";
import { defaultDisplay, type Locale } from "../../../src-shared/words/format.ts";
import { PRINTER_FAMILY_WORDS } from "../../../src-shared/words/printer-family-words.ts";
import { PRINTER_WORDS } from "../../../src-shared/words/printer-words.ts";
import { ANSWERS, eventsOf, OWNER, STRIP } from "../../renderer/fixtures/admin-fixtures.ts";
import type { FixtureCore } from "../../renderer/fixtures/fixture-core.ts";
import { serious } from "../../renderer/fixtures/serious-faults.ts";
import { keepPicture, LOOKS, pageStage, sent, still } from "./page-rig.ts";

/** The printer's part of Settings > Devices in a real Chromium, on a far end that keeps what it is told. */
type Printer = ValueOf<"settings.get">["printer"];

const stage = pageStage();

interface Scene {
  readonly printer?: Partial<Printer>;
  readonly strip?: Partial<StripState>;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly locale?: Locale;
  readonly theme?: "light" | "dark";
}

const AT_MS = 1_795_660_000_000;
const job = (number: number, state: string, more: object = {}) => {
  return {
    job: number,
    subject: `a/${number}`,
    kind: "sale",
    paper: "sale",
    copy: 0,
    state,
    reason: null,
    queuedAtMs: AT_MS,
    sold: { sale: { journal: "AAECAwQFBgcICQoLDA0ODw", seq: number }, totalMinor: 6_630_000, memberName: null },
    ...more,
  };
};
/** What the devices' page is looked at in. */
const STATES: Readonly<Record<string, Scene>> = {
  printing: {
    strip: { receipts: { waiting: 1, attention: 0 } },
    answers: { "receipts.list": { jobs: [job(4, "sending")] } },
  },
  "paper-out": {
    strip: { printer: { word: "paper-out", colour: "warn" }, receipts: { waiting: 1, attention: 0 } },
    answers: { "receipts.list": { jobs: [job(4, "waiting_paper", { reason: "paper-out" })] } },
  },
  unknown: {
    strip: { printer: { word: "no-answer", colour: "bad" }, receipts: { waiting: 0, attention: 1 } },
    answers: { "receipts.list": { jobs: [job(4, "unknown", { reason: "not-confirmed" })] } },
  },
  queue: {
    strip: { printer: { word: "cutter-stuck", colour: "warn" }, receipts: { waiting: 4, attention: 2 } },
    answers: {
      "receipts.list": {
        jobs: [
          job(4, "unknown", { reason: "vanished" }),
          job(5, "expired"),
          job(6, "sending"),
          job(7, "queued", { reason: "absent", kind: "copy", copy: 2 }),
          job(8, "queued", { paper: "x", sold: null }),
        ],
      },
    },
  },
  search: {
    printer: { path: "", identity: "" },
    strip: { printer: { word: "absent", colour: "warn" } },
    answers: {
      "receipts.list": { jobs: [] },
      "settings.printer-search": {
        isRunning: true,
        now: { path: "/dev/ttyUSB1", baudRate: 38_400 },
        tried: [
          { path: "/dev/usb/lp0", name: "HP LaserJet 1020", result: "office" },
          { path: "/dev/ttyS0", name: "", result: "silent" },
          { path: "/dev/ttyUSB0", name: "Prolific Technology Inc.", result: "busy" },
        ],
        found: null,
      },
    },
  },
  found: { printer: { profile: { family: "epson-t20", overrides: {} } } },
};

async function open({ printer = {}, strip = {}, answers = {}, locale = "en", theme = "light" }: Scene) {
  const settings = must(ANSWERS["settings.get"], "the fixtures have settings");
  let now: Printer = { ...settings.printer, ...printer };
  const opened = await stage.open({
    path: "#/settings",
    look: { locale, theme },
    events: eventsOf({ signedIn: OWNER, strip: { ...STRIP, ...strip } }),
    answer: (name, input) => {
      if (name === "settings.get") return { value: { ...settings, printer: now } };
      if (name === "settings.change") {
        // The contract has checked it before the page sent it.
        now = { ...now, ...(Reflect.get(Object(input), "printer") as Partial<Printer> | undefined) };
        return { value: {} };
      }
      return { value: answers[name] ?? Reflect.get(ANSWERS, name) ?? {} };
    },
    ready: async (page) => {
      await page.getByRole("tab").nth(2).click();
      await panel(page, locale).waitFor();
    },
  });
  /** What the far end has of the printer now. */
  return { ...opened, kept: () => now };
}

const wordsOf = (locale: Locale) => makeWords(locale, defaultDisplay(locale));
const panel = (page: Page, locale: Locale) =>
  page.getByRole("region", { name: wordsOf(locale)("settings.printer"), exact: true });
const choice = (page: Page, label: string) => page.getByRole("button", { name: label });
const changes = (core: FixtureCore) => sent(core, "settings.change");

describe.each(["fa", "en"] as const)("in %s", (locale) => {
  const t = wordsOf(locale);

  test("the form of what is sent is chosen by keyboard and kept with the profile of a make that has forms", async () => {
    const printer = { profile: { family: "epson-t20", overrides: { done: "gs-r" } } } as const;
    const { page, core, kept } = await open({ locale, printer });
    const form = choice(page, t("settings.printer-form"));
    await form.press("Enter");
    await page.getByRole("option", { name: t("settings.form-smallest") }).press("Enter");
    const profile = { family: "epson-t20", overrides: { done: "gs-r", form: "smallest" } };
    await expect.poll(() => changes(core)).toEqual([{ printer: { profile } }]);
    await expect.poll(() => form.innerText()).toContain(t("settings.form-smallest"));
    // Another make: what was found out of this one is not said of that one, and it has one form only.
    await choice(page, t("settings.printer-family")).press("Enter");
    await page.getByRole("option").filter({ hasText: "POS-58" }).click();
    await expect.poll(() => kept().profile).toEqual({ family: "pos-58", overrides: {} });
    await expect.poll(() => form.isDisabled()).toBe(true);
    await page.getByText(t("settings.form-none")).waitFor();
  });

  test("makers' names keep their order and digits in either language, other numbers have the screen's", async () => {
    const { page } = await open({ locale, printer: { profile: { family: "epson-t88", overrides: {} } } });
    const make = choice(page, t("settings.printer-family"));
    const numbers = { fa: "(۱۸۰ نقطه در اینچ)", en: "series (180 dpi)" };
    await expect.poll(() => make.innerText()).toContain(PRINTER_FAMILY_WORDS["epson-t88"][locale]);
    expect(await make.innerText()).toMatch(/\u2066Epson TM-T88\u2069/);
    expect(await make.innerText()).toContain(numbers[locale]);
    if (locale === "en") {
      // What is typed finds a make by its name, isolated or not.
      await make.press("Enter");
      await page.keyboard.type("Bix");
      await page.keyboard.press("Enter");
      await expect.poll(() => make.innerText()).toContain("Bixolon SRP");
    }
  });

  test("a port's note stands apart from its path, in the list and when the list is closed", async () => {
    const { page } = await open({ locale });
    const port = page.getByRole("button").filter({ hasText: "/dev/ttyUSB0" });
    const [path, note] = [await port.locator("bdi").boundingBox(), await port.locator("small").boundingBox()];
    if (path === null || note === null) throw new Error("path and note are shown");
    const gap = Math.max(note.x - path.x - path.width, path.x - note.x - note.width);
    expect(gap).toBeGreaterThanOrEqual(8);
  });

  test("an address or a device that is typed anew is kept by Enter or by the button, and shown", async () => {
    const devices = [
      { transport: "device", path: "/dev/usb/lp0", name: "TM-T20II", identity: "usb:04b8:0e15:x4" },
      { transport: "device", path: "/dev/usb/lp1", name: "POS-80", identity: "" },
    ];
    const { page, core, kept } = await open({ locale, answers: { "settings.ports": { ports: devices } } });
    await choice(page, t("settings.printer-how")).press("Enter");
    await page.getByRole("option", { name: t("settings.transport-tcp") }).press("Enter");
    const address = page.getByLabel(t("settings.printer-address"), { exact: true });
    await address.fill("192.168.1.50");
    expect(changes(core)).toHaveLength(1);
    await address.press("Enter");
    await expect.poll(() => kept()).toMatchObject({ transport: "tcp", path: "192.168.1.50", identity: "" });
    await address.fill(" till-printer.local:9101 ");
    await panel(page, locale)
      .getByRole("button", { name: t("settings.save"), exact: true })
      .press("Enter");
    await expect.poll(() => kept().path).toBe("till-printer.local:9101");
    await expect.poll(() => address.inputValue()).toBe("till-printer.local:9101");
    await choice(page, t("settings.printer-how")).press("Enter");
    await page.getByRole("option", { name: t("settings.transport-device") }).press("Enter");
    await choice(page, t("settings.printer-devices")).press("Enter");
    await page.getByRole("option").filter({ hasText: "TM-T20II" }).press("Enter");
    await expect.poll(() => kept()).toMatchObject({ path: "/dev/usb/lp0", identity: "usb:04b8:0e15:x4" });
    const device = page.getByLabel(t("settings.printer-device"), { exact: true });
    await device.fill("/dev/usb/lp7");
    await device.press("Enter");
    await expect.poll(() => kept()).toMatchObject({ transport: "device", path: "/dev/usb/lp7", identity: "" });
  });

  test("only a jam asks for a word before the printer goes on; paper and cover need none", async () => {
    const { page, core } = await open({ locale });
    const goOn = page.getByRole("button", { name: t("settings.printer-go-on") });
    for (const word of ["paper-out", "cover-open", "printer-error", "cutter-stuck"] as const) {
      core.send({ kind: "strip", state: { ...STRIP, printer: { word, colour: "warn" }, staff: OWNER } });
      await panel(page, locale).getByText(PRINTER_WORDS[word][locale]).waitFor();
      expect(await goOn.count(), word).toBe(word === "cutter-stuck" ? 1 : 0);
    }
    const said = () => sent(core, "settings.recover-printer").length;
    await goOn.press("Enter");
    await expect.poll(said).toBe(1);
    // A cashier has no settings: the same is at the foot of every page.
    await page
      .getByRole("contentinfo")
      .getByRole("button", { name: t("strip.printer") })
      .press("Enter");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("settings.printer-go-on") })
      .press("Enter");
    await expect.poll(said).toBe(2);
    await page.keyboard.press("Escape");
    core.send({ kind: "strip", state: { ...STRIP, staff: OWNER } });
    await goOn.waitFor({ state: "detached" });
  });
});

test.each(LOOKS)("every state of the printer can be read, in order and whole: $locale, $theme", async (look) => {
  for (const [name, scene] of Object.entries(STATES)) {
    const { page, wrong } = await open({ ...look, ...scene });
    await still(page);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), name).toBeLessThanOrEqual(0);
    expect(await serious(page), name).toEqual([]);
    await keepPicture(page, `devices-${name}-${look.locale}-${look.theme}`);
    // What lies below the edge of the screen is looked at too.
    await page.setViewportSize({ width: 1024, height: 2_400 });
    await keepPicture(page, `devices-${name}-${look.locale}-${look.theme}-whole`);
    expect(wrong, name).toEqual([]);
    await page.close();
  }
});
