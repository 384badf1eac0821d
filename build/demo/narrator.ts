import type { Reason } from "../../src-shared/programme/accrue.ts";
import { CARD_WORDS } from "../../src-shared/words/card-words.ts";
import { CORE_WORDS } from "../../src-shared/words/core-words.ts";
import { COUNTER_WORDS } from "../../src-shared/words/counter-words.ts";
import { explain } from "../../src-shared/words/explain.ts";
import { defaultDisplay, formatRial, moneyUnitWord } from "../../src-shared/words/format.ts";
import type { SellRefusal } from "../../src-main/core/terminal/sale-outcome.ts";
import type { DemoOptions } from "./demo-options.ts";

type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What one sale of the script came to. Amounts in rial. */
export interface SaleFacts {
  readonly amount: number;
  readonly earned: number;
  readonly spent: number;
  readonly cardBefore: number;
  readonly cardBalance: number;
  readonly event: number;
  readonly hash: string;
  readonly receipt: string;
}

/** Tells what happens: a JSON line per step for a machine, sentences for a person. */
export interface Narrator {
  say(step: "begin" | "ready" | "enrol" | "issue" | "away" | "result" | "stopped", facts: Facts): void;
  sale(step: "sale" | "spend", facts: SaleFacts, reason: Reason | undefined): void;
  refused(amountMinor: number, creditMinor: number, refusal: SellRefusal): void;
}

export function createNarrator(options: DemoOptions): Narrator {
  return options.json ? jsonNarrator() : new Storyteller(options);
}

function jsonNarrator(): Narrator {
  const line = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
  return {
    say: (step, facts) => line({ step, ...facts }),
    sale: (step, facts, reason) => line({ step, ...facts, ...(reason === undefined ? {} : { reason: reason.kind }) }),
    refused: (amount, credit, { refusal, possibleMinor }) =>
      line({
        step: "refused",
        amount,
        credit,
        refusal,
        ...(possibleMinor === undefined ? {} : { possible: possibleMinor }),
      }),
  };
}

class Storyteller implements Narrator {
  readonly #options: DemoOptions;

  constructor(options: DemoOptions) {
    this.#options = options;
  }

  say(step: Parameters<Narrator["say"]>[0], facts: Facts): void {
    const line = this.#line(step, facts);
    process.stdout.write(`${line}\n`);
  }

  sale(step: "sale" | "spend", facts: SaleFacts, reason: Reason | undefined): void {
    const money = (amount: number): string => this.#money(amount);
    const { locale } = this.#options;
    const why = reason === undefined ? "" : explain(reason, defaultDisplay(locale), locale);
    const fa =
      `${step === "sale" ? "فروش" : "پرداخت با اعتبار"} ${money(facts.amount)}: کارت از ${money(facts.cardBefore)} ` +
      `به ${money(facts.cardBalance)} رسید.\n    ${why}\n    رسید ${facts.hash}: ${facts.receipt}`;
    const en =
      `${step === "sale" ? "Sale of" : "Paid with credit:"} ${money(facts.amount)}. The card went from ` +
      `${money(facts.cardBefore)} to ${money(facts.cardBalance)}.\n    ${why}\n    Receipt ${facts.hash}: ${facts.receipt}`;
    process.stdout.write(`  ${this.#pick(fa, en)}\n`);
  }

  refused(amountMinor: number, _creditMinor: number, { refusal, possibleMinor }: SellRefusal): void {
    const { locale } = this.#options;
    const words = { ...CORE_WORDS, ...CARD_WORDS, ...COUNTER_WORDS }[refusal];
    const text = words[locale].replace("{amount}", this.#money(possibleMinor ?? 0));
    process.stdout.write(`  ${this.#money(amountMinor)}: ${words.code} ${text}\n`);
  }

  #line(step: Parameters<Narrator["say"]>[0], facts: Facts): string {
    const money = (name: string): string => this.#money(Number(facts[name] ?? 0));
    const text = (name: string): string => String(facts[name] ?? "");
    switch (step) {
      case "begin":
        return this.#pick(
          "یک فروشگاه نمونه راه می‌افتد: کارت‌خوان و چاپگر مجازی‌اند، راه‌اندازها واقعی‌اند.",
          "A demo shop starts: reader and printer are virtual, their daemons and ports are real.",
        );
      case "ready":
        return this.#pick(
          `هسته آماده است (${text("startMs")} میلی‌ثانیه). داده‌ها: ${text("folder")}`,
          `The core is ready (${text("startMs")} ms). Data: ${text("folder")}`,
        );
      case "enrol":
        return this.#pick(`عضو تازه ثبت شد: ${text("member")}`, `A member is enrolled: ${text("member")}`);
      case "issue":
        return this.#pick(
          `کارت ${text("card")} صادر شد. حالا فروش‌ها، هر کدام با یک کارت کشیدن:`,
          `Card ${text("card")} is issued. Now the sales, the card tapped for each:`,
        );
      case "away":
        return this.#pick(
          "دفتر مرکزی از دسترس خارج شد؛ فروش با قاعده‌ها و سقف‌های بی‌شبکه ادامه دارد.",
          "The head office can't be reached now; selling goes on under the offline rules and caps.",
        );
      case "result":
        return this.#pick(
          `پایان: ${money("earned")} به دست آمد، ${money("spent")} خرج شد؛ ` +
            `دفتر ${money("balance")}، کارت ${money("cardBalance")}. ` +
            `${facts["verified"] === true ? "دفتر اثبات شد." : "دفتر اثبات نشد!"}\n${NOT_YET.fa}`,
          `The end: ${money("earned")} earned, ${money("spent")} spent; ` +
            `ledger ${money("balance")}, card ${money("cardBalance")}. ` +
            `${facts["verified"] === true ? "The ledger is proven." : "The ledger is NOT proven!"}\n${NOT_YET.en}`,
        );
      case "stopped":
        return this.#pick(`نمایش ایستاد: ${text("reason")}`, `The demo stopped: ${text("reason")}`);
    }
  }

  #money(amountMinor: number): string {
    const { locale } = this.#options;
    const display = defaultDisplay(locale);
    return `${formatRial(amountMinor, display)} ${moneyUnitWord(display.moneyUnit, locale)}`;
  }

  #pick(fa: string, en: string): string {
    return this.#options.locale === "fa" ? fa : en;
  }
}

/** What the demo can't do yet, said to whoever watches it. */
const NOT_YET = {
  fa: "هنوز نه: صفحهٔ فروش، ابطال و مرجوعی، گزارش شیفت، چند شعبه، و اینکه رسید واقعاً چاپ شد یا نه.",
  en: "Not yet: pages to sell on, voids and refunds, shift reports, several branches, and whether a receipt really printed.",
} as const;
