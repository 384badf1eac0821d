import { demoBarcode } from "../../support/demo-goods.ts";
import { demoMobile, DEMO_PINS } from "../../support/counter-rig.ts";
import { type Day, goods, PEOPLE, takeAndNext, tap } from "./day.ts";

export const FLOAT = 500_000;

export async function openTheShift({ driver, stage, locale }: Day): Promise<void> {
  const { t } = driver;
  await driver.page.getByRole("heading", { name: t("session.title") }).waitFor();
  await stage.picture("sign-in");
  await driver.signIn(PEOPLE.cashier[locale], DEMO_PINS.cashier);
  await driver.page.getByRole("heading", { name: t("counter.shift-closed") }).waitFor();
  await stage.picture("no-shift");
  await driver.fill(t("counter.shift-float"), String(FLOAT));
  await driver.hand.enter(driver.button(t("counter.shift-open")));
  await driver.region(t("counter.pay")).waitFor();
  await stage.picture("counter-empty");
}

/** Three bills of nobody: cash, cash with change, bank card. */
export async function sellAmounts({ driver, stage, books }: Day): Promise<void> {
  await driver.amount(48_000);
  await stage.picture("amount");
  await driver.finish({ paid: 48_000 });
  books.sold({ cash: 48_000 });
  await stage.picture("result-cash");
  await driver.amount(73_500);
  await driver.cash(100_000, 26_500);
  await stage.picture("cash-given");
  await driver.finish({ paid: 73_500, change: 26_500 });
  books.sold({ cash: 73_500 });
  await stage.picture("result-change");
  await driver.amount(120_000);
  await driver.bankCard();
  await driver.finish({ paid: 120_000 });
  books.sold({ bank: 120_000 });
  await driver.next();
}

/** Three baskets: by the scanner, by favourites and the search, by quantity and discounts. */
export async function sellBaskets(day: Day): Promise<void> {
  const { driver, stage, books } = day;
  const { t } = driver;
  for (const [product, total] of [[1, 65_000] as const, [1, 130_000] as const, [20, 270_000] as const]) {
    await driver.scan(demoBarcode(product));
    await driver.shows(total);
  }
  await stage.picture("basket");
  await driver.cash(300_000, 30_000);
  await driver.finish({ paid: 270_000, change: 30_000 });
  books.sold({ cash: 270_000 });

  await driver.openGoods();
  const favourites = driver.page.getByRole("group", { name: t("counter.favourites"), exact: true });
  await stage.picture("favourites");
  await driver.hand.press(favourites.getByRole("button", { name: startingWith(goods(day, 2)) }));
  await driver.shows(95_000);
  await driver.hand.press(favourites.getByRole("button", { name: startingWith(goods(day, 19)) }));
  await driver.shows(220_000);
  await driver.findGoods(goods(day, 27));
  await driver.shows(370_000);
  await stage.picture("goods");
  await driver.leaveGoods();
  await driver.bankCard();
  await driver.finish({ paid: 370_000 });
  books.sold({ bank: 370_000 });

  await driver.scan(demoBarcode(2));
  await driver.shows(95_000);
  await driver.quantity(goods(day, 2), 3);
  await driver.shows(285_000);
  await stage.picture("line-tools");
  await driver.lineDiscount(5_000);
  await driver.shows(280_000);
  await driver.finish({ paid: 280_000 });
  books.sold({ cash: 280_000 });
  await driver.next();
}

/** A tile says the price after the name. */
function startingWith(name: string): RegExp {
  return new RegExp(`^${name} `);
}

/** Members by their cards: the amount before the tap and after it. */
export async function sellByCard(day: Day): Promise<void> {
  const { driver, stage, books } = day;
  await driver.amount(1_000_000);
  await tap(day, "member-1");
  await stage.picture("member-card");
  await driver.bankCard();
  await driver.finish({ paid: 1_000_000, earned: 30_000 });
  books.sold({ bank: 1_000_000, toCard: 30_000 });
  await stage.picture("result-card");
  await takeAndNext(day);

  await tap(day, "member-2");
  await driver.amount(200_000);
  await driver.finish({ paid: 200_000, earned: 6_000 });
  books.sold({ cash: 200_000, toCard: 6_000 });
  await takeAndNext(day);
}

/** Members without a card: by mobile, and by the QR of the slip. */
export async function sellWithoutCard(day: Day): Promise<void> {
  const { driver, stage, books } = day;
  await driver.byMobile(demoMobile(5));
  await driver.see(driver.t("counter.via-mobile"));
  await driver.amount(150_000);
  await stage.picture("member-mobile");
  await driver.finish({ paid: 150_000, earned: 4_500 });
  books.sold({ cash: 150_000, toAccount: 4_500 });
  await driver.scan(demoBarcode(27));
  await driver.shows(150_000);
  await driver.scan(demoBarcode(15));
  await driver.shows(162_000);
  await driver.scan(await stage.qrOf(demoMobile(6)));
  await driver.see(driver.t("counter.via-qr"));
  await stage.picture("member-qr");
  await driver.bankCard();
  await driver.finish({ paid: 162_000, earned: 4_860 });
  books.sold({ bank: 162_000, toAccount: 4_860 });
  await driver.next();
}

/** Credit: all of it, rounding, a typed part beside bank card and cash; and the fourth bill needs a second person. */
export async function sellForCredit(day: Day): Promise<void> {
  const { driver, stage, books, locale } = day;
  await driver.amount(90_000);
  await tap(day, "member-1");
  await driver.allCredit(30_000);
  await stage.picture("all-credit");
  await driver.finish({ paid: 90_000, earned: 1_800 });
  books.sold({ cash: 60_000, credit: 30_000, toCard: 1_800 });
  await stage.picture("result-credit");
  await takeAndNext(day);

  await driver.amount(103_500);
  await tap(day, "member-2");
  await driver.roundCredit(3_500);
  await driver.bankCard();
  await driver.finish({ paid: 103_500, earned: 3_000 });
  books.sold({ bank: 100_000, credit: 3_500, toCard: 3_000 });
  await takeAndNext(day);

  await driver.amount(100_000);
  await tap(day, "member-1");
  await driver.someCredit(1_000);
  await driver.bankPart(49_000);
  await stage.picture("three-ways");
  await driver.finish({ paid: 100_000, earned: 2_970 });
  books.sold({ cash: 50_000, bank: 49_000, credit: 1_000, toCard: 2_970 });
  await takeAndNext(day);

  await driver.amount(100_000);
  await tap(day, "member-1");
  await driver.enter();
  await driver.page.getByRole("dialog").getByRole("group").waitFor();
  await stage.picture("approval");
  await driver.approve(PEOPLE.manager[locale], DEMO_PINS.manager);
  await driver.result({ paid: 100_000, earned: 3_000 });
  books.sold({ cash: 100_000, toCard: 3_000 });
  await takeAndNext(day);
}
