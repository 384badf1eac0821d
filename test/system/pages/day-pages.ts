import { expect } from "vitest";
import { RECEIPT_STATE_WORDS } from "../../../src-shared/words/printer-words.ts";
import { DEMO_PINS, demoMobile } from "../../support/counter-rig.ts";
import { type Day, goods, PEOPLE, tap } from "./day.ts";

const SETTINGS = ["shop", "receipt", "devices", "rules", "doors", "data", "about"] as const;

/** The cashier's pages in both themes: a member, a sale and its copy, the products. */
export async function lookAtTheCashiersPages(day: Day): Promise<void> {
  const { driver } = day;
  const { t } = driver;
  const look = looker(day);
  await driver.amount(250_000);
  await tap(day, "member-1");
  await look("counter");
  await day.stage.rig.pcsc.remove();
  await driver.forget();
  await driver.clear();
  await driver.open("members");
  await driver.fill(t("members.search"), demoMobile(1));
  await driver.page.getByRole("row", { name: driver.inDigits(demoMobile(1)) }).waitFor();
  await look("members");
  await driver.hand.enter(driver.page.getByRole("row", { name: driver.inDigits(demoMobile(1)) }));
  await driver.see(t("members.kind-sale"));
  await look("member");
  await driver.press(t("members.back-to-search"));
  await driver.press(t("members.enrol"));
  await driver.press(t("members.more-fields"));
  await driver.page.getByLabel(t("members.family-name"), { exact: true }).waitFor();
  await look("enrol");
  await driver.press(t("members.back-to-search"));
  await driver.press(t("members.import"));
  await look("import");
  await driver.press(t("members.back-to-search"));
  await driver.open("sales");
  const sale = driver.page.getByRole("row").filter({ hasText: driver.number(1_000_000) });
  await sale.waitFor();
  await look("sales");
  await driver.hand.press(sale);
  await driver.see(t("sales.by-bank-card"));
  // The printer's own word: it was named with its family when the program was started.
  await driver.see(RECEIPT_STATE_WORDS.printed[day.locale]);
  await look("sale");
  const { printer } = day.stage.rig;
  const before = await printer.counts();
  await driver.press(t("sales.reprint"));
  await driver.see(t("sales.copy-printed", { number: driver.number(1) }));
  await day.stage.printedAll();
  const { cuts, pulsedAtByte } = await printer.counts();
  expect([cuts, pulsedAtByte.length]).toEqual([before.cuts + 1, before.pulsedAtByte.length]);
  await driver.press(t("sales.back-to-list"));
  await driver.open("cards");
  await look("cards");
  await driver.open("products");
  await driver.see(goods(day, 1));
  await look("products");
  await driver.open("shift");
  await driver.see(t("shift.close-help"));
  await look("shift");
  await driver.open("counter");
  expect(look.found()).toEqual([]);
}

/** The owner's pages, while the cashier's bill and shift wait. */
export async function lookAtTheOwnersPages(day: Day): Promise<void> {
  const { driver, locale } = day;
  const { t } = driver;
  const look = looker(day);
  await driver.lock();
  await look("sign-in");
  await driver.signIn(PEOPLE.owner[locale], DEMO_PINS.owner);
  await driver.open("settings");
  for (const part of SETTINGS) {
    await driver.tab(t(`settings.part-${part}`));
    if (part === "devices") await driver.page.getByText(day.stage.rig.printer.path, { exact: false }).waitFor();
    await look(`settings-${part}`);
  }
  await driver.open("staff");
  await driver.see(PEOPLE.manager[locale]);
  await look("staff");
  await driver.press(t("audit.title"));
  await driver.see(t("audit.again"));
  await look("audit");
  await driver.open("counter");
  await driver.openKeys();
  await look("keys");
  await driver.closeDialog();
  await driver.lock();
  await driver.signIn(PEOPLE.cashier[locale], DEMO_PINS.cashier);
  expect(look.found()).toEqual([]);
}

/** Takes the page's picture and asks axe in both themes. */
function looker({ driver, stage }: Day): { (name: string): Promise<void>; found(): readonly string[] } {
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    for (const [theme, other] of [["light", "to-dark"] as const, ["dark", "to-light"] as const]) {
      await stage.picture(`page-${name}-${theme}`);
      for (const fault of await stage.faults()) found.push(`${name}, ${theme}: ${fault}`);
      await stage.theme(driver.t(`shell.${other}`));
    }
  };
  return Object.assign(look, { found: () => found });
}
