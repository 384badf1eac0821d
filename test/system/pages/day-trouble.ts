import { expect } from "vitest";
import { DRAWER_LIFE_MS } from "../../../src-main/core/print/drawer-job.ts";
import { DRAWER_WORDS } from "../../../src-shared/words/drawer-words.ts";
import { PRINTER_WORDS } from "../../../src-shared/words/printer-words.ts";
import { READER_WORDS } from "../../../src-shared/words/reader-words.ts";
import { DEMO_PINS, demoMobile } from "../../support/counter-rig.ts";
import { demoBarcode } from "../../support/demo-goods.ts";
import { type Day, PEOPLE, takeAndNext, tap } from "./day.ts";

/** So many bytes into a receipt, its head is on paper and its end is not. An English one is text for the most part. */
const MIDDLE_BYTES = { fa: 4_000, en: 300 } as const;

export async function payOut({ driver, stage, books }: Day): Promise<void> {
  const { t } = driver;
  await driver.open("shift");
  const panel = driver.region(t("shift.cash-title"));
  await driver.fill(t("shift.amount"), "40000", panel);
  await driver.fill(t("shift.reason"), t("shift.paid-out"), panel);
  await stage.picture("paid-out");
  await driver.press(t("shift.record"), panel);
  await driver.see(t("shift.cash-done"), panel);
  books.tookOut(40_000);
  await driver.open("counter");
}

/** The paper ends in the middle of a receipt; selling goes on, and with a new roll both receipts come out. */
export async function runOutOfPaper(day: Day): Promise<void> {
  const { driver, stage, books, locale } = day;
  const { t } = driver;
  const { printer } = stage.rig;
  await stage.printedAll();
  const before = { papers: printer.receipts().length, bytes: (await printer.counts()).bytes };
  await driver.amount(55_000);
  await driver.enter();
  await stage.until(async () => (await printer.counts()).bytes > before.bytes + MIDDLE_BYTES[locale]);
  await printer.setPaper(false);
  await driver.result({ paid: 55_000 });
  books.sold({ cash: 55_000 });
  expect(printer.receipts()).toHaveLength(before.papers);
  await driver.stripSays(t("strip.printer"), t("strip.printer-warn"));
  await driver.openStrip(t("strip.printer"));
  await driver.see(PRINTER_WORDS["paper-out"][locale]);
  await stage.picture("paper-out");
  await driver.closeDialog();
  // Change is given all the same: the drawer waits for no paper, and does not open again with it.
  const { realTimePulses } = await printer.counts();
  await driver.amount(45_000);
  await driver.enter();
  await driver.result({ paid: 45_000 });
  books.sold({ cash: 45_000 });
  const opened = realTimePulses.length + 1;
  await stage.until(async () => (await printer.counts()).realTimePulses.length === opened);
  await driver.next();
  await printer.setPaper(true);
  await printer.waitForReceipts(before.papers + 2);
  expect((await printer.counts()).realTimePulses).toHaveLength(opened);
  await driver.stripSays(t("strip.printer"), t("strip.printer-good"));
}

/** The printer is off: the page says that the drawer is shut. A press opens it, and it never opens by itself later. */
export async function switchThePrinterOff(day: Day): Promise<void> {
  const { driver, stage, books, locale } = day;
  const { t } = driver;
  const { printer } = stage.rig;
  const opened = async (): Promise<number> => (await printer.counts()).realTimePulses.length;
  await stage.printedAll();
  const before = await opened();
  await printer.set({ power: false });
  await driver.amount(35_000);
  await driver.enter();
  await driver.result({ paid: 35_000 });
  books.sold({ cash: 35_000 });
  const shut = driver.page.getByText(DRAWER_WORDS["drawer-unreachable"][locale]);
  await shut.waitFor();
  expect(await stage.faults()).toEqual([]);
  await stage.picture("drawer-shut");
  await driver.next();
  await new Promise((resolve) => setTimeout(resolve, DRAWER_LIFE_MS));
  await printer.set({ power: true });
  await driver.stripSays(t("strip.printer"), t("strip.printer-good"));
  await stage.printedAll();
  expect(await opened()).toBe(before);
  await stage.picture("drawer-shut-next-bill");
  await driver.letter("K", t("shift.open-drawer"));
  await driver.approve(PEOPLE.manager[locale], DEMO_PINS.manager);
  await stage.until(async () => (await opened()) === before + 1);
  await shut.waitFor({ state: "detached" });
}

/** The reader is gone: it is said, selling goes on, and when it is back a card is read again. */
export async function unplugTheReader(day: Day): Promise<void> {
  const { driver, stage, books, locale } = day;
  const { t } = driver;
  await stage.rig.pcsc.kill();
  await driver.stripSays(t("strip.reader"), t("strip.reader-warn"));
  await driver.cardSays(READER_WORDS["service-down"][locale]);
  await stage.picture("no-reader");
  await driver.byMobile(demoMobile(7));
  await driver.see(t("counter.via-mobile"));
  await driver.amount(35_000);
  await driver.finish({ paid: 35_000, earned: 1_050 });
  books.sold({ cash: 35_000, toAccount: 1_050 });
  await driver.next();
  await stage.rig.pcsc.start();
  await driver.stripSays(t("strip.reader"), t("strip.reader-good"));
  await driver.amount(200_000);
  await tap(day, "member-3");
  await driver.finish({ paid: 200_000, earned: 6_000 });
  books.sold({ cash: 200_000, toCard: 6_000 });
  await takeAndNext(day);
}

/** The core is killed in the middle of a bill: amount, member and goods are there again, down to the last digit. */
export async function killTheCore(day: Day): Promise<void> {
  const { driver, stage, books } = day;
  const { t } = driver;
  await driver.byMobile(demoMobile(8));
  await driver.see(t("counter.via-mobile"));
  await driver.amount(64_000);
  await stage.killCore();
  await comeBack(day);
  await driver.shows(64_000);
  await driver.see(t("counter.via-mobile"));
  await stage.picture("after-a-crash");
  await driver.finish({ paid: 64_000, earned: 1_920 });
  books.sold({ cash: 64_000, toAccount: 1_920 });

  await driver.scan(demoBarcode(3));
  await driver.shows(92_000);
  await driver.scan(demoBarcode(1));
  await driver.shows(157_000);
  await stage.killCore();
  await comeBack(day);
  await driver.shows(157_000);
  await driver.finish({ paid: 157_000 });
  books.sold({ cash: 157_000 });
  await driver.next();
}

/** After a restart nobody is signed in. */
async function comeBack({ driver, stage, locale }: Day): Promise<void> {
  await driver.see(driver.t("session.bill-waits"));
  await stage.picture("sign-in-with-a-bill");
  await driver.signIn(PEOPLE.cashier[locale], DEMO_PINS.cashier);
}
