import type { Locale } from "../../../src-shared/words/format.ts";
import { demoGoods } from "../../support/demo-goods.ts";
import type { CounterDriver } from "./counter-driver.ts";
import type { DayBooks } from "./day-books.ts";
import type { Stage } from "./day-stage.ts";

/** Who works this day, and for whom. */
export const PEOPLE = {
  owner: { fa: "مریم رضایی", en: "Maryam Rezaei" },
  manager: { fa: "رضا کریمی", en: "Reza Karimi" },
  cashier: { fa: "نگار احمدی", en: "Negar Ahmadi" },
} as const;
/** A mobile number that nobody has yet. */
export const NEW_MOBILE = "09351112233";

/** A day at the counter: what stands on the stage, and the books that the test keeps beside the till. */
export interface Day {
  readonly locale: Locale;
  readonly stage: Stage;
  readonly driver: CounterDriver;
  readonly books: DayBooks;
}

/** The name of the demo's n-th product, from 1. */
export function goods({ locale }: Day, n: number): string {
  const found = demoGoods(locale)[n - 1];
  if (found === undefined) throw new Error(`no product ${n}`);
  return found.name;
}

/** Puts a card of the demo on the reader and waits for its member. */
export async function tap(day: Day, id: string): Promise<void> {
  const { name, card } = day.stage.card(id);
  await day.stage.rig.pcsc.insert(card);
  await day.driver.memberIs(name);
}

/** Takes the card away once the result was seen, and the next bill begins with nobody's. */
export async function takeAndNext(day: Day): Promise<void> {
  const { driver, stage } = day;
  await stage.rig.pcsc.remove();
  await driver.next();
  await driver.cardSays(driver.t("counter.card-waiting"));
}
