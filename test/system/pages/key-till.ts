import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "@playwright/test";
import { expect } from "vitest";
import type { EN } from "../../../src-renderer/words/en.ts";
import { must } from "../../../src-shared/base/assert.ts";
import type { EntryName, InputOf, ValueOf } from "../../../src-shared/contract/contract.ts";
import type { CounterState } from "../../../src-shared/contract/counter-state.ts";
import type { Locale } from "../../../src-shared/words/format.ts";
import { type CounterRig, type DemoCard, startCounterRig } from "../../support/counter-rig.ts";
import { builtPages } from "../../support/serve-pages.ts";
import { openWindow, typeAmount, type Window } from "./rough-rig.ts";

const LIMIT_MS = 30_000;
/** Members that the tests of a file name, and how often a test is tried at most. */
const CARDS = 4;
const TRIES = 3;

/** The counter of the demo shop in a browser, for tests of single keys: what was struck, and what the core has sold. */
export class KeyTill {
  readonly locale: Locale;
  readonly words: { readonly [K in keyof (typeof EN)["counter"]]: string };
  readonly #base = mkdtempSync(join(tmpdir(), "vafa-keys-"));
  #rig: CounterRig | undefined;
  #window: Window | undefined;
  /** Earlier tries of the test that runs. */
  #tries = 0;
  /** Sales before the test. */
  #before = 0;

  constructor(locale: Locale, words: KeyTill["words"]) {
    this.locale = locale;
    this.words = words;
  }

  async start(): Promise<void> {
    this.#rig = await startCounterRig({
      base: this.#base,
      locale: this.locale,
      pages: builtPages(),
      members: CARDS * TRIES,
    });
  }

  async stop(): Promise<void> {
    await this.#rig?.stop();
    rmSync(this.#base, { recursive: true, force: true });
  }

  /** A window of its own for a test, on an empty bill; `tries` are those that it had before. */
  async open(browser: Browser, tries: number): Promise<void> {
    this.#tries = tries;
    await this.rig.pcsc.remove();
    const link = this.rig.kiosk.newLink();
    this.#window = await openWindow(browser, link, { locale: this.locale, context: { hasTouch: true } });
    await this.page.getByRole("region", { name: this.words.bill }).waitFor();
    await this.#granted("bill.clear", {});
    await this.until(({ result, bill }) => result === null && bill.totalMinor === 0);
    this.#before = (await this.#sales()).length;
  }

  /** Closes it, and refuses what no page may ever do. */
  async close(): Promise<void> {
    const window = must(this.#window, "open");
    await window.close();
    expect(window.wrong).toEqual([]);
  }

  get rig(): CounterRig {
    return must(this.#rig, "started");
  }

  get page(): Page {
    return must(this.#window, "open").page;
  }

  /** Waits until the core's counter is so. */
  async until(is: (now: CounterState) => boolean): Promise<CounterState> {
    let now = await this.#granted("counter.state", {});
    const look = async (): Promise<boolean> => is((now = await this.#granted("counter.state", {})));
    await expect.poll(look, { timeout: LIMIT_MS }).toBe(true);
    return now;
  }

  /** The sales of this test, newest first, once there are so many; there are no more. */
  async made(count: number): Promise<readonly ValueOf<"sales.get">[]> {
    const number = async (): Promise<number> => (await this.#sales()).length - this.#before;
    await expect.poll(number, { timeout: LIMIT_MS }).toBe(count);
    await this.until(({ payment }) => payment.kind === "open");
    expect(await number()).toBe(count);
    const rows = (await this.#sales()).slice(0, count);
    return Promise.all(rows.map(({ sale }) => this.#granted("sales.get", { sale })));
  }

  result(): Locator {
    return this.page.getByRole("region", { name: this.words["result-paid"] });
  }

  /**
   * A member's card, below `CARDS`, another one at each try: three sales a shift earn for one member, a fourth would
   * ask for a second person's word.
   */
  card(at: number): DemoCard {
    return must(this.rig.cards[at + this.#tries * CARDS], "a demo card");
  }

  async tap(at: number): Promise<void> {
    await this.rig.pcsc.insert(this.card(at).card);
    await this.page.getByRole("heading", { name: this.card(at).name }).waitFor();
  }

  async takeAway(): Promise<void> {
    await this.rig.pcsc.remove();
    await this.gone();
  }

  async gone(): Promise<void> {
    await this.until(({ card: { kind } }) => kind === "waiting" || kind === "left");
  }

  digits(digits: string): Promise<void> {
    return typeAmount(this.page, digits);
  }

  enter(): Promise<void> {
    return this.page.keyboard.press("Enter");
  }

  letters(text: string): Promise<void> {
    return this.page.keyboard.type(text, { delay: 60 });
  }

  /** What a scanner sends, its keys so far apart, Enter so often. */
  scan(code: string, { gapMs = 1, ends = 1, agoMs = 0 } = {}): Promise<void> {
    return this.strike([...Array.from(code), ...Array.from({ length: ends }, () => "Enter")], { gapMs, agoMs });
  }

  /**
   * Keys so far apart, the last one so long ago. A test's own keys keep no time on a busy machine: these come in one
   * task of the page and say when they were made.
   */
  async strike(keys: readonly string[], { gapMs, agoMs = 0 }: { gapMs: number; agoMs?: number }): Promise<void> {
    const struck = keys.map((key) => ({ key, code: key.length > 1 ? key : `Digit${digitOf(key)}` }));
    await this.page.evaluate(`${JSON.stringify(struck)}.forEach((init, at, { length }) => {
      const event = new KeyboardEvent("keydown", { ...init, bubbles: true });
      const atMs = performance.now() - ${agoMs} - (length - at) * ${gapMs};
      Object.defineProperty(event, "timeStamp", { value: atMs });
      dispatchEvent(event);
    })`);
  }

  async #sales(): Promise<ValueOf<"sales.list">["rows"]> {
    return (await this.#granted("sales.list", {})).rows;
  }

  async #granted<N extends EntryName>(name: N, input: InputOf<N>): Promise<ValueOf<N>> {
    const answer = await this.rig.ask(name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.refusal}`);
    return answer.value;
  }
}

/** The value of a decimal digit of any of the three scripts. */
function digitOf(char: string): number {
  const code = char.charCodeAt(0);
  return code >= 0x6f0 ? code - 0x6f0 : code >= 0x660 ? code - 0x660 : code - 0x30;
}
