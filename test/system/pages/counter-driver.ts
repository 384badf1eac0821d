import { expect as standardExpect, type Locator, type Page } from "@playwright/test";
import { isolated } from "../../../src-renderer/look/isolated.ts";
import { PAGES } from "../../../src-renderer/pages.ts";
import { makeWords, type Translate } from "../../../src-renderer/words/make-words.ts";
import {
  defaultDisplay,
  formatInteger,
  moneyUnitWord,
  showDigits,
  type Locale,
} from "../../../src-shared/words/format.ts";
import { REFUSAL_WORDS, type RefusalCode } from "../../../src-shared/contract/refusal-codes.ts";
import type { Hand } from "./hand.ts";

/** Long enough for a machine that others use too; nothing waits so long when all is well. */
export const LIMIT_MS = 30_000;
const expect = standardExpect.configure({ timeout: LIMIT_MS });

/** What a result must say, in toman. */
export interface Told {
  readonly paid: number;
  readonly change?: number;
  /** Left out for a bill without a member. */
  readonly earned?: number;
}

/**
 * A cashier at the pages of a real till: does what a cashier does with the hand it was given, and waits for what the
 * page then shows. Amounts in toman, digits Latin; the page's own language and digits are its matter.
 */
export class CounterDriver {
  readonly page: Page;
  readonly hand: Hand;
  readonly locale: Locale;
  readonly t: Translate;
  readonly #digits: "persian" | "latin";

  constructor(page: Page, hand: Hand, locale: Locale) {
    this.page = page;
    this.hand = hand;
    this.locale = locale;
    const display = defaultDisplay(locale);
    this.#digits = display.digits;
    this.t = makeWords(locale, display);
  }

  /** A number as the page writes it. */
  number(value: number): string {
    return formatInteger(value, this.#digits);
  }

  /** Digits of a text as the page writes them. */
  inDigits(text: string): string {
    return showDigits(text, this.#digits);
  }

  button(name: string | RegExp, within: Locator | Page = this.page): Locator {
    return within.getByRole("button", { name, exact: true });
  }

  region(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  /** Presses a button by its name. */
  press(name: string | RegExp, within: Locator | Page = this.page): Promise<void> {
    return this.hand.press(this.button(name, within));
  }

  fill(label: string, text: string, within: Locator | Page = this.page): Promise<void> {
    return this.hand.fill(within.getByLabel(label, { exact: true }), text);
  }

  /** Waits until a text is in sight. */
  async see(text: string | RegExp, within: Locator | Page = this.page): Promise<void> {
    await within.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** A digit's key of the counter's pad. */
  padKey(digit: string): Locator {
    const pad = this.page.getByRole("group", { name: this.t("counter.pad-label"), exact: true });
    return this.button(this.inDigits(digit), pad);
  }

  /** Waits until a heading is in the part of the page that is on screen. */
  async inSight(name: string): Promise<void> {
    await expect(this.page.getByRole("heading", { name, exact: true })).toBeInViewport();
  }

  // Pages.

  async open(id: (typeof PAGES)[number]["id"]): Promise<void> {
    const found = PAGES.find((page) => page.id === id);
    if (found === undefined) throw new Error(`no page ${id}`);
    const title = this.t(found.title);
    const link = this.page.getByRole("navigation").getByRole("link", { name: title });
    if (found.key === undefined) throw new Error(`${id} has no key`);
    await this.hand.openPage(found.key, link);
    await this.page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
  }

  async tab(name: string): Promise<void> {
    await this.hand.tab(this.page.getByRole("tab", { name, exact: true }));
    await this.page.getByRole("tabpanel", { name, exact: true }).waitFor();
  }

  async openKeys(): Promise<void> {
    await this.hand.sign("?", this.button(this.t("counter.help")));
    await this.page.getByRole("dialog").waitFor();
  }

  async signIn(name: string, pin: string): Promise<void> {
    const who = this.page.getByRole("group", { name: this.t("session.who"), exact: true });
    await this.hand.press(who.getByRole("button", { name }));
    await this.pin(this.t("session.pin-of", { name: isolated(name) }), pin);
    await this.page.getByRole("navigation").getByRole("link").first().waitFor();
  }

  /** A PIN into the pad whose field has this label. */
  async pin(label: string, pin: string, within: Locator | Page = this.page): Promise<void> {
    const field = within.getByLabel(label, { exact: true });
    await field.waitFor();
    await this.hand.pin(field, pin, (digit) => this.button(this.inDigits(digit), within));
    await this.hand.enter(this.button(this.t("kit.confirm"), within));
  }

  async lock(): Promise<void> {
    await this.press(this.t("session.lock"));
    await this.page.getByRole("heading", { level: 1, name: this.t("session.title") }).waitFor();
  }

  /** A second person's word for what was just refused without it. */
  async approve(name: string, pin: string): Promise<void> {
    const dialog = this.page.getByRole("dialog", { name: this.t("shell.approval-title") });
    await dialog.waitFor();
    await this.hand.press(dialog.getByRole("button", { name }));
    await this.pin(this.t("shell.approval-pin", { name: isolated(name) }), pin, dialog);
    await dialog.waitFor({ state: "detached" });
  }

  // The bill.

  async shows(toman: number): Promise<void> {
    await expect(this.page.locator("output")).toContainText(new RegExp(`^${escaped(this.number(toman))}\\D*$`));
  }

  /** The amount of a bill without goods. */
  async amount(toman: number): Promise<void> {
    await this.hand.digits(String(toman));
    await this.shows(toman);
  }

  async letter(letter: string, name: string): Promise<void> {
    await this.hand.letter(letter, this.button(name));
  }

  /** Cash, and what was handed over. */
  async cash(givenToman: number, changeToman: number): Promise<void> {
    await this.letter("C", this.t("counter.cash"));
    await this.hand.digits(String(givenToman));
    await this.shows(givenToman);
    await this.#payingSays(`${this.t("counter.change")} ${this.number(changeToman)}`);
  }

  async bankCard(): Promise<void> {
    await this.#choose("B", this.t("counter.bank-card"));
  }

  /** A part by bank card; the rest is cash. */
  async bankPart(toman: number): Promise<void> {
    await this.bankCard();
    await this.letter("B", this.t("counter.bank-card"));
    await this.#typed(toman);
    await this.hand.keep();
    await this.#payingSays(this.t("counter.part-bank-card", { amount: this.full(toman) }));
  }

  async allCredit(toman: number): Promise<void> {
    await this.#choose("A", this.t("counter.all-credit"));
    await this.#payingSays(this.number(toman));
  }

  async roundCredit(toman: number): Promise<void> {
    await this.#choose("R", this.t("counter.round-credit"));
    await this.#payingSays(this.number(toman));
  }

  async someCredit(toman: number): Promise<void> {
    await this.letter("V", this.t("counter.credit-other"));
    await this.#typed(toman);
    await this.hand.keep();
    await this.#payingSays(this.t("counter.part-credit", { amount: this.full(toman) }));
  }

  /** Enter, without waiting for what comes of it. */
  async enter(): Promise<void> {
    await this.hand.enter(this.button(this.t("counter.finish")));
  }

  /** Finishes the sale and reads its result. */
  async finish(told: Told): Promise<Locator> {
    await this.enter();
    return this.result(told);
  }

  async result({ paid, change = 0, earned }: Told): Promise<Locator> {
    const { t } = this;
    const result = this.region(t("counter.result-paid"));
    await expect(result).toContainText(`${t("counter.result-paid")} ${this.number(paid)} `);
    const back = change === 0 ? t("counter.result-no-change") : `${t("counter.result-change")} ${this.number(change)} `;
    await expect(result).toContainText(back);
    if (earned !== undefined) await expect(result).toContainText(`${t("counter.result-earned")}${this.number(earned)}`);
    await this.page.getByTestId("flash").waitFor({ state: "detached" });
    return result;
  }

  /** The result was seen. */
  async next(): Promise<void> {
    await this.hand.enter(this.button(this.t("counter.next-bill")));
    await this.region(this.t("counter.result-paid")).waitFor({ state: "detached" });
    await this.shows(0);
  }

  /**
   * What a scanner sends, a key every five milliseconds. A test's own keys are too slow for that, and the page's time of
   * what it makes itself is that of a busy machine: so the strikes come in one task and say when they were made.
   */
  async scan(text: string): Promise<void> {
    const strikes = JSON.stringify([...Array.from(text), "Enter"]);
    await this.page.evaluate(`(({ timeStamp: begun }) => ${strikes}.forEach((key, at) => {
      const code = /[0-9]/.test(key) ? "Digit" + key : key;
      const event = new KeyboardEvent("keydown", { key, code, bubbles: true });
      Object.defineProperty(event, "timeStamp", { value: begun + at * 5 });
      dispatchEvent(event);
    }))(new Event("begun"))`);
  }

  /** Takes back what is typed, and the bill with it. */
  async clear(): Promise<void> {
    const { t } = this;
    await this.hand.press(this.button(t("counter.clear-bill")));
    await this.hand.press(this.button(t("counter.really-clear")));
    await this.shows(0);
  }

  // Goods.

  async openGoods(): Promise<void> {
    await this.letter("S", this.t("counter.to-goods"));
    await this.page.getByRole("searchbox").waitFor();
  }

  /** Finds one product by its whole name and puts it on the bill. */
  async findGoods(name: string): Promise<void> {
    await this.hand.fill(this.page.getByRole("searchbox"), name);
    const found = this.page.getByRole("group", { name: this.t("counter.goods"), exact: true }).getByRole("button");
    await expect(found).toHaveCount(1);
    await expect(found).toContainText(name);
    await this.hand.enter(found);
  }

  async leaveGoods(): Promise<void> {
    await this.hand.leave(this.button(this.t("counter.to-pad")));
    await this.padKey("1").waitFor();
  }

  async quantity(name: string, quantity: number): Promise<void> {
    const line = this.page
      .getByRole("group", { name: this.t("counter.lines"), exact: true })
      .getByRole("button", { name });
    await this.hand.choose("ArrowUp", line);
    await expect(line).toHaveAttribute("aria-pressed", "true");
    await this.hand.sign("*", this.button(this.t("counter.line-quantity")));
    await this.#typed(quantity);
    await this.enter();
  }

  async lineDiscount(toman: number): Promise<void> {
    await this.hand.letter("D", this.button(this.t("counter.line-take-off")));
    await this.#typed(toman);
    await this.enter();
  }

  // The member and the card.

  async byMobile(mobile: string): Promise<void> {
    await this.hand.digits(mobile);
    await expect(this.page.locator("output")).toHaveText(this.inDigits(mobile));
    await this.letter("M", this.t("counter.member-mobile"));
  }

  async memberIs(name: string): Promise<void> {
    await this.region(this.t("counter.member")).getByRole("heading", { name, exact: true }).waitFor();
  }

  async forget(): Promise<void> {
    await this.letter("N", this.t("counter.member-forget"));
    await this.see(this.t("counter.member-empty"));
  }

  /** A refusal of the core, in its own words. */
  async refused(refusal: RefusalCode): Promise<void> {
    await this.see(REFUSAL_WORDS[refusal][this.locale], this.page.getByRole("alert"));
  }

  /** The card was read again, also where a result stands in its place: a screen reader hears it. */
  async cardBack(): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: this.t("counter.card-member") })).toBeAttached();
  }

  async cardSays(text: string): Promise<void> {
    await this.see(text, this.region(this.t("counter.member")));
  }

  /** The state of a part of the till, in the strip. */
  async stripSays(name: string, word: string): Promise<void> {
    await expect(this.page.getByRole("contentinfo").getByRole("button", { name })).toContainText(word);
  }

  /** Opens the small page of a part of the till. */
  async openStrip(name: string): Promise<void> {
    await this.hand.press(this.page.getByRole("contentinfo").getByRole("button", { name }));
    await this.page.getByRole("dialog").waitFor();
  }

  async closeDialog(): Promise<void> {
    const dialog = this.page.getByRole("dialog");
    await this.hand.leave(this.button(this.t("kit.close"), dialog));
    await dialog.waitFor({ state: "detached" });
  }

  async #choose(letter: string, name: string): Promise<void> {
    // The amount of credit stands on its key too.
    const key = this.page.getByRole("button", { name });
    await this.hand.letter(letter, key);
    await expect(key).toHaveAttribute("aria-pressed", "true");
  }

  /** Digits that are no amount of the bill. */
  async #typed(toman: number): Promise<void> {
    await this.hand.digits(String(toman));
    await this.shows(toman);
  }

  async #payingSays(text: string): Promise<void> {
    await expect(this.region(this.t("counter.pay"))).toContainText(text);
  }

  /** An amount with its unit. */
  full(toman: number): string {
    return `${this.number(toman)} ${moneyUnitWord("toman", this.locale)}`;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
