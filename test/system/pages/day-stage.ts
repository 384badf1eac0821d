import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, expect, type Page } from "@playwright/test";
import type { Locale } from "../../../src-shared/words/format.ts";
import { serious } from "../../renderer/fixtures/serious-faults.ts";
import { type CounterRig, type DemoCard, startCounterRig } from "../../support/counter-rig.ts";
import { builtPages } from "../../support/serve-pages.ts";
import { CounterDriver, LIMIT_MS } from "./counter-driver.ts";
import { keyboardHand, touchingHand } from "./hand.ts";

const CHROMIUM = process.env["VAFA_CHROMIUM"] ?? "/usr/bin/chromium";
const PICTURES = join(import.meta.dirname, "../../../.build/pictures");
/** A receipt takes a while, so that something can befall it in its middle: a picture in Persian, text in English. */
const PRINTER_BYTES_PER_SECOND = { fa: 20_000, en: 4_000 } as const;
/** A line on which nothing came for so long has nothing more: a receipt's bands follow each other at once. */
const QUIET_MS = 400;
const MEMBERS = 12;

/** A real shop with its devices, and a cashier before its page. */
export interface Stage {
  readonly rig: CounterRig;
  readonly page: Page;
  readonly driver: CounterDriver;
  /** What the page's console said that it should not, and what it threw. */
  readonly wrong: string[];
  card(id: string): DemoCard;
  /** A picture of the page as it is, for people to look at. */
  picture(name: string): Promise<void>;
  /** The page in the other theme; `name` is its button's. Not a part of the day: nothing is held to the hand. */
  theme(name: string): Promise<void>;
  /** What axe finds serious in the page as it is. */
  faults(): Promise<string[]>;
  /** Waits for what no page shows: a device's own state. */
  until(is: () => Promise<boolean>): Promise<void>;
  /** Waits until every receipt is on paper. */
  printedAll(): Promise<void>;
  /** What the QR of a member's slip says. */
  qrOf(mobile: string): Promise<string>;
  /** SIGKILL to the core, as the kernel would when memory is short. */
  killCore(): Promise<void>;
  end(): Promise<void>;
}

/** Opens the till of a locked shop in a real browser: by the keyboard alone, or by touch alone. */
export async function openStage(locale: Locale, by: "keyboard" | "touch"): Promise<Stage> {
  const base = mkdtempSync(join(tmpdir(), "vafa-day-"));
  const made: (() => Promise<unknown>)[] = [];
  const end = async (): Promise<void> => {
    for (const undo of made.reverse()) await undo();
    rmSync(base, { recursive: true, force: true });
  };
  try {
    const printerBytesPerSecond = PRINTER_BYTES_PER_SECOND[locale];
    const pages = builtPages();
    const rig = await startCounterRig({
      base,
      locale,
      pages,
      members: MEMBERS,
      begins: "locked",
      printerBytesPerSecond,
    });
    made.push(rig.stop);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    made.push(() => browser.close());
    const { page, wrong } = await newPage(browser, by);
    const t = await page.goto(rig.kiosk.newLink());
    if (t?.ok() !== true) throw new Error("the till does not open");
    const driver = await driverOf(page, by, locale);
    return { rig, page, driver, wrong, ...looking(page, rig, locale), ...behind(rig), end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function newPage(browser: Browser, by: "keyboard" | "touch"): Promise<{ page: Page; wrong: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, hasTouch: by === "touch" });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => (message.type() === "error" ? wrong.push(message.text()) : undefined));
  return { page, wrong };
}

async function driverOf(page: Page, by: "keyboard" | "touch", locale: Locale): Promise<CounterDriver> {
  if (by === "keyboard") return new CounterDriver(page, await keyboardHand(page, locale), locale);
  const driver: CounterDriver = new CounterDriver(
    page,
    touchingHand(page, (digit) => driver.padKey(digit)),
    locale,
  );
  return driver;
}

function looking(page: Page, rig: CounterRig, locale: Locale): Pick<Stage, "card" | "picture" | "theme" | "faults"> {
  const folder = join(PICTURES, locale);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let pictures = 0;
  return {
    card: (id) => {
      const card = rig.cards.find((each) => each.id === id);
      if (card === undefined) throw new Error(`no card ${id}`);
      return card;
    },
    picture: async (name) => {
      const file = `${String(++pictures).padStart(2, "0")}-${name}.png`;
      await page.screenshot({ path: join(folder, file), animations: "disabled" });
    },
    theme: (name) => chooseTheme(page, name),
    faults: () => serious(page),
  };
}

/** What the test asks of the devices and the core, as nobody at the page could. */
function behind(rig: CounterRig): Pick<Stage, "until" | "printedAll" | "qrOf" | "killCore"> {
  const until = (is: () => Promise<boolean>): Promise<void> =>
    expect.poll(is, { timeout: LIMIT_MS, intervals: [10, 20, 50] }).toBe(true);
  return {
    until,
    printedAll: async () => {
      let before = -1;
      // The last receipt's job ends before its last bytes have come through the line.
      const isQuiet = async (): Promise<boolean> => {
        const receipts = await rig.ask("receipts.list", {});
        const { bytes } = await rig.printer.counts();
        const isSame = bytes === before;
        before = bytes;
        return isSame && receipts.ok && receipts.value.jobs.length === 0;
      };
      await expect.poll(isQuiet, { timeout: LIMIT_MS, intervals: [QUIET_MS] }).toBe(true);
    },
    qrOf: async (mobile) => {
      const found = await rig.ask("members.search", { typed: mobile });
      const member = found.ok ? found.value.hits[0]?.member : undefined;
      const asked = member === undefined ? undefined : await rig.ask("members.get", { member });
      if (asked?.ok !== true) throw new Error(`nobody has ${mobile}`);
      return asked.value.qr;
    },
    killCore: async () => {
      const pid = rig.core.pid();
      if (pid === undefined) throw new Error("the core runs");
      process.kill(pid, "SIGKILL");
      await until(async () => rig.core.pid() !== pid);
    },
  };
}

/** By a click that no layer over the page can hide, and that leaves the focus where it was. */
async function chooseTheme(page: Page, name: string): Promise<void> {
  const before = await page.locator("html").getAttribute("data-theme");
  await page.getByRole("button", { name, exact: true, includeHidden: true }).dispatchEvent("click");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", before ?? "");
}
