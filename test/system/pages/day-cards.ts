import { expect } from "vitest";
import { type Day, NEW_MOBILE, takeAndNext, tap } from "./day.ts";

/** The time in which a member is to be enrolled by a mobile number alone. */
const ENROL_MS = 10_000;
/** The next command to the card writes its record: the card leaves while the block is programmed. */
const WRITING = { kind: "tear-torn", atApdu: 1, seed: 7 } as const;

/** A mobile number alone enrols, in ten seconds; the same number again is that member. */
export async function enrol(day: Day): Promise<void> {
  const { driver, stage, books } = day;
  const { t } = driver;
  await driver.amount(80_000);
  await driver.clear();
  const begun = performance.now();
  await driver.byMobile(NEW_MOBILE);
  await driver.see(t("counter.enrol-offer", { mobile: `\u2066${driver.inDigits(NEW_MOBILE)}\u2069` }));
  await stage.picture("enrol-offer");
  await driver.letter("E", t("counter.enrol"));
  await driver.see(t("counter.enrolled"));
  expect(performance.now() - begun).toBeLessThan(ENROL_MS);
  await stage.picture("enrolled");
  await driver.amount(80_000);
  await driver.finish({ paid: 80_000, earned: 2_400 });
  books.sold({ cash: 80_000, toAccount: 2_400 });
  await driver.next();

  await driver.byMobile(NEW_MOBILE);
  await driver.see(t("counter.via-mobile"));
  await driver.amount(60_000);
  await driver.bankCard();
  await driver.finish({ paid: 60_000, earned: 1_800 });
  books.sold({ bank: 60_000, toAccount: 1_800 });
  await driver.next();
}

/** The new member gets a card at the card desk and buys with it. */
export async function issueACard(day: Day): Promise<void> {
  const { driver, stage, books } = day;
  const { t } = driver;
  await driver.open("cards");
  await driver.fill(t("cards.for-whom"), NEW_MOBILE.slice(-4));
  const row = driver.page.getByRole("row", { name: driver.inDigits(NEW_MOBILE) });
  await row.waitFor();
  await stage.picture("cards-find");
  await driver.hand.enter(row);
  await driver.see(t("cards.need-blank"));
  await stage.rig.pcsc.insert(stage.card("blank").card);
  await driver.see(t("cards.issuable"));
  await stage.picture("cards-issuable");
  await driver.press(t("cards.issue-now"));
  await driver.see(t("members.card-active"), driver.region(t("cards.on-reader")));
  await stage.picture("cards-issued");
  await stage.rig.pcsc.remove();
  await driver.see(t("cards.put-card"));
  await driver.open("counter");
  await driver.cardSays(t("counter.card-waiting"));

  await driver.amount(40_000);
  await stage.rig.pcsc.insert(stage.card("blank").card);
  await driver.cardSays(t("counter.card-member"));
  await driver.finish({ paid: 40_000, earned: 1_200 });
  books.sold({ cash: 40_000, toCard: 1_200 });
  await takeAndNext(day);
}

/** A card leaves while it is written, once with credit on its way off it and once with credit on its way onto it. */
export async function leaveTooEarly(day: Day): Promise<void> {
  const { driver, stage, books } = day;
  const { t } = driver;
  await driver.amount(300_000);
  await tap(day, "member-3");
  await driver.finish({ paid: 300_000, earned: 9_000 });
  books.sold({ cash: 300_000, toCard: 9_000 });
  await takeAndNext(day);

  await driver.amount(50_000);
  await tap(day, "member-3");
  await driver.allCredit(9_000);
  stage.card("member-3").card.arm(WRITING);
  await driver.enter();
  await driver.see(t("counter.put-back-why", { amount: driver.full(9_000) }));
  await driver.see(t("counter.put-back-due", { amount: driver.full(41_000) }));
  expect(await stage.faults()).toEqual([]);
  await stage.picture("put-back");
  await stage.rig.pcsc.insert(stage.card("member-3").card);
  await driver.result({ paid: 50_000, earned: 1_230 });
  books.sold({ cash: 41_000, credit: 9_000, toCard: 1_230 });
  await stage.picture("result-put-back");
  await takeAndNext(day);

  await driver.amount(100_000);
  await tap(day, "member-4");
  await driver.bankCard();
  stage.card("member-4").card.arm(WRITING);
  const result = await driver.finish({ paid: 100_000, earned: 3_000 });
  books.sold({ bank: 100_000, toCard: 3_000 });
  await driver.see(t("counter.result-left-early"), result);
  await stage.picture("result-left-early");
  await driver.next();
  await tap(day, "member-4");
  await driver.amount(70_000);
  await stage.picture("put-back-later");
  await driver.finish({ paid: 70_000, earned: 2_100 });
  books.sold({ cash: 70_000, toCard: 2_100 });
  await takeAndNext(day);
  await driver.stripSays(t("strip.queue"), t("strip.events", { n: 0 }));
}

/** The last sale is taken back: its card has gone and is put back. */
export async function takeBack(day: Day): Promise<void> {
  const { driver, stage, books } = day;
  const { t } = driver;
  // The head office's news of the minute are heard before: what it opens for this member would end the undoing.
  await stage.rig.core.command("contact", { actor: "1.1", command: `day.contact.${day.locale}` }, {});
  await tap(day, "member-2");
  await driver.amount(50_000);
  await driver.finish({ paid: 50_000, earned: 1_500 });
  books.sold({ cash: 50_000, toCard: 1_500 });
  await stage.rig.pcsc.remove();
  await driver.see(t("counter.undo-needs-card"));
  await driver.letter("U", t("counter.undo"));
  await stage.picture("undo-armed");
  await driver.letter("U", t("counter.really-undo", { amount: driver.full(50_000) }));
  await driver.refused("void-needs-card");
  await stage.picture("undo-needs-card");
  await stage.rig.pcsc.insert(stage.card("member-2").card);
  await driver.cardBack();
  await driver.letter("U", t("counter.undo"));
  await driver.letter("U", t("counter.really-undo", { amount: driver.full(50_000) }));
  await driver.see(t("counter.undone", { amount: driver.full(50_000) }));
  books.voidedCash(50_000);
  await stage.picture("undone");
  await stage.rig.pcsc.remove();
  await driver.cardSays(t("counter.card-waiting"));
  await driver.see(t("counter.member-empty"));
}
