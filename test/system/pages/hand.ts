import { setTimeout as delay } from "node:timers/promises";
import type { Locator, Page } from "@playwright/test";
import { showDigits, type Locale } from "../../../src-shared/words/format.ts";

/** What a cashier does with the page: by the keyboard alone, or by touching it alone. */
export interface Hand {
  /** Strikes digits with no field to type into: the counter takes them. */
  digits(digits: string): Promise<void>;
  /** Does what a letter of the counter does; by touch, `button` is touched. */
  letter(letter: string, button: Locator): Promise<void>;
  /** Presses a button that has no letter of its own, or opens a row or a link. */
  press(button: Locator): Promise<void>;
  /** Opens a page by its function key or its link. */
  openPage(key: string, link: Locator): Promise<void>;
  /** Writes into a field what a person types; what stood there goes. */
  fill(field: Locator, text: string): Promise<void>;
  /** A PIN into a pad: into its field, or by its keys. */
  pin(field: Locator, pin: string, key: (digit: string) => Locator): Promise<void>;
  /** Ends an entry: Enter, or `button`. */
  enter(button: Locator): Promise<void>;
  /** Keeps a part of the payment that was typed: Enter; by touch it is one already. */
  keep(): Promise<void>;
  /** Closes what is open over the page: Esc, or its button. */
  leave(button: Locator): Promise<void>;
  /** Chooses a line of the basket: the arrow that comes to it, or a touch. */
  choose(arrow: string, line: Locator): Promise<void>;
  /** Chooses one of the tabs of a page. */
  tab(target: Locator): Promise<void>;
  /** A key that is no letter, or its button. */
  sign(sign: string, button: Locator): Promise<void>;
}

/** A hand's pace: what comes quicker is a scanner's. */
const HAND_MS = 35;
/** A Tab more than there are places on a page never comes. */
const TABS_MAX = 120;

/** Everything by the keyboard: letters by where they lie, so that a Persian layout sends what it sends in a shop. */
export async function keyboardHand(page: Page, locale: Locale): Promise<Hand> {
  const session = await page.context().newCDPSession(page);
  const digitsOf = locale === "fa" ? "persian" : "latin";

  async function strike(text: string, code: string): Promise<void> {
    const key = { key: text, code, text, unmodifiedText: text };
    await session.send("Input.dispatchKeyEvent", { type: "keyDown", ...key });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", key: text, code });
  }

  async function reach(target: Locator): Promise<void> {
    await target.waitFor();
    const focused = target.and(page.locator(":focus"));
    for (let tabs = 0; (await focused.count()) === 0; tabs++) {
      if (tabs === TABS_MAX) throw new Error(`Tab never comes to ${String(target)}`);
      await page.keyboard.press("Tab");
    }
  }

  return {
    digits: async (digits) => {
      for (const digit of digits) {
        await strike(showDigits(digit, digitsOf), `Digit${digit}`);
        await delay(HAND_MS);
      }
    },
    letter: (letter) => strike(locale === "fa" ? persianLetter(letter) : letter.toLowerCase(), `Key${letter}`),
    press: async (button) => {
      await reach(button);
      await page.keyboard.press("Enter");
    },
    openPage: (key) => page.keyboard.press(key),
    fill: async (field, text) => {
      await reach(field);
      await page.keyboard.press("Control+A");
      await page.keyboard.type(text);
    },
    pin: async (field, pin) => {
      await reach(field);
      await page.keyboard.type(pin);
    },
    enter: () => page.keyboard.press("Enter"),
    keep: () => page.keyboard.press("Enter"),
    leave: () => page.keyboard.press("Escape"),
    choose: (arrow) => page.keyboard.press(arrow),
    tab: async (target) => {
      await reach(page.getByRole("tab", { selected: true }));
      const selected = target.and(page.locator('[aria-selected="true"]'));
      for (let tries = 0; (await selected.count()) === 0; tries++) {
        if (tries === TABS_MAX) throw new Error(`no arrow comes to ${String(target)}`);
        await page.keyboard.press("ArrowRight");
      }
    },
    sign: (sign) => page.keyboard.press(sign),
  };
}

/** Everything by touch; what is written into a field comes from the keyboard on the screen. */
export function touchingHand(page: Page, digitKey: (digit: string) => Locator): Hand {
  const touch = (target: Locator): Promise<void> => target.tap();
  return {
    digits: async (digits) => {
      for (const digit of digits) await touch(digitKey(digit));
    },
    letter: (_letter, button) => touch(button),
    press: touch,
    openPage: (_key, link) => touch(link),
    fill: async (field, text) => {
      await touch(field);
      await field.selectText();
      await page.keyboard.insertText(text);
    },
    pin: async (_field, pin, key) => {
      for (const digit of pin) await touch(key(digit));
    },
    enter: touch,
    keep: () => Promise.resolve(),
    leave: touch,
    choose: (_arrow, line) => touch(line),
    tab: touch,
    sign: (_sign, button) => touch(button),
  };
}

/** What the standard Persian layout writes where a letter lies. */
function persianLetter(letter: string): string {
  const written = PERSIAN.get(letter);
  if (written === undefined) throw new Error(`the layout has no ${letter}`);
  return written;
}

const PERSIAN = new Map(
  Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ").map((letter, at) => [letter, "شذزیثبلاهتنمپدخحضقسفعرصطغظ".charAt(at)]),
);
