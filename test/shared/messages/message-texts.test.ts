import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvent, type KnownEvent } from "../../../src-shared/ledger/event-types.ts";
import { codeText, movementText, type TextStyle } from "../../../src-shared/messages/message-texts.ts";
import { movementOf, type Movement } from "../../../src-shared/messages/movement.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import { LATER_VOIDS, SAMPLES } from "../ledger/samples.ts";

const FA: TextStyle = { shopName: "کافه وفا", locale: "fa", display: defaultDisplay("fa") };
const EN: TextStyle = { shopName: "Vafa Café", locale: "en", display: { ...defaultDisplay("en"), moneyUnit: "rial" } };
/** Two parts of a Persian text: 67 letters each. */
const TWO_PARTS = 134;

test("a code: the shop, the code in the shop's digits, and what to do with it", () => {
  expect(codeText("012345", FA)).toBe("کافه وفا\nکد تأیید موبایل: ۰۱۲۳۴۵\nآن را فقط به صندوقدار همین فروشگاه بگویید.");
  expect(codeText("012345", EN)).toBe("Vafa Café\nMobile code: 012345\nTell it to this shop's cashier only.");
});

test.each<[Movement, string, string]>([
  [{ kind: "sale", earnedMinor: 20_000, spentMinor: 0 }, "۲٬۰۰۰ تومان اعتبار گرفتید.", "You earned 20,000 rial."],
  [
    { kind: "sale", earnedMinor: 0, spentMinor: 15_000 },
    "۱٬۵۰۰ تومان از اعتبارتان خرج شد.",
    "You spent 15,000 rial of your credit.",
  ],
  [
    { kind: "sale", earnedMinor: 20_005, spentMinor: 15_000 },
    "۱٬۵۰۰ تومان از اعتبارتان خرج شد و ۲٬۰۰۰٫۵ تومان گرفتید.",
    "You spent 15,000 rial of your credit and earned 20,005 rial.",
  ],
  [
    { kind: "void", takenMinor: 20_000, restoredMinor: 0 },
    "خرید شما باطل شد؛ ۲٬۰۰۰ تومان اعتبار پس گرفته شد.",
    "Your purchase was undone: 20,000 rial earned was taken back.",
  ],
  [
    { kind: "void", takenMinor: 0, restoredMinor: 15_000 },
    "خرید شما باطل شد؛ ۱٬۵۰۰ تومان به شما برگشت.",
    "Your purchase was undone: 15,000 rial came back to you.",
  ],
  [
    { kind: "refund", takenMinor: 20_000, restoredMinor: 15_000 },
    "خرید شما برگشت خورد؛ ۲٬۰۰۰ تومان اعتبار پس گرفته شد و ۱٬۵۰۰ تومان به شما برگشت.",
    "Your purchase was refunded: 20,000 rial earned was taken back and 15,000 rial came back to you.",
  ],
  [
    { kind: "gift", amountMinor: 100_000, isLocked: false },
    "۱۰٬۰۰۰ تومان اعتبار هدیه گرفتید.",
    "You got 100,000 rial of credit as a gift.",
  ],
  [
    { kind: "gift", amountMinor: 100_000, isLocked: true },
    "۱۰٬۰۰۰ تومان هدیه دارید که هنوز قفل است.",
    "A gift of 100,000 rial waits for you, still locked.",
  ],
  [{ kind: "added", amountMinor: 500 }, "۵۰ تومان به اعتبارتان اضافه شد.", "500 rial was added to your credit."],
  [{ kind: "taken", amountMinor: 500 }, "۵۰ تومان از اعتبارتان کم شد.", "500 rial was taken from your credit."],
  [
    { kind: "unlocked", amountMinor: 100_000 },
    "هدیهٔ ۱۰٬۰۰۰ تومان شما باز شد.",
    "Your gift of 100,000 rial is unlocked.",
  ],
  [
    { kind: "expired", amountMinor: 500 },
    "مهلت ۵۰ تومان از اعتبارتان تمام شد.",
    "500 rial of your credit has expired.",
  ],
  [{ kind: "card-issued" }, "کارت باشگاه برای شما صادر شد.", "A club card was issued to you."],
])("%j in both languages, with the balance after it", (movement, fa, en) => {
  expect(movementText(movement, 123_450, FA)).toBe(`کافه وفا\n${fa}\nموجودی: ۱۲٬۳۴۵ تومان`);
  expect(movementText(movement, 123_450, EN)).toBe(`Vafa Café\n${en}\nBalance: 123,450 rial`);
});

test("the longest Persian text of a shop with a long name, with the largest amounts, is two parts of a message", () => {
  const much = 100_000_000_005;
  const shopName = "فروشگاه زنجیره‌ای لوازم خانگی و صوتی و تصویری برادران 😀 محمدی";
  const style = { ...FA, shopName };
  const longest: Movement[] = [
    { kind: "refund", takenMinor: much, restoredMinor: much },
    { kind: "sale", earnedMinor: much, spentMinor: much },
  ];
  for (const movement of longest) expect(movementText(movement, much, style).length).toBeLessThanOrEqual(180);
  // Of usual amounts.
  for (const movement of longest) {
    const usual = {
      ...movement,
      takenMinor: 250_000,
      restoredMinor: 150_000,
      earnedMinor: 250_000,
      spentMinor: 150_000,
    };
    expect(movementText(usual, 1_250_000, FA).length).toBeLessThanOrEqual(TWO_PARTS);
  }
  expect(movementText({ kind: "card-issued" }, 0, style).isWellFormed()).toBe(true);
});

test("a text never turns the direction of what stands around it, and always names shop and balance", () => {
  const amount = fc.integer({ min: 1, max: 100_000_000_000 });
  fc.assert(
    fc.property(amount, amount, (earnedMinor, balanceMinor) => {
      const text = movementText({ kind: "sale", earnedMinor, spentMinor: 0 }, balanceMinor, FA);
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/u);
      expect(text.split("\n")).toHaveLength(3);
    }),
  );
});

const known = (type: keyof typeof SAMPLES, version = 1, payload: unknown = SAMPLES[type]): KnownEvent => {
  const event = readEvent(type, version, payload);
  if (event.type === "unknown") throw new Error(type);
  return event;
};

test("what is told of an event of every type", () => {
  const told = Object.keys(SAMPLES).flatMap((type) => {
    const movement = movementOf(known(type as keyof typeof SAMPLES), 7000);
    return movement === undefined ? [] : [[type, movement]];
  });
  expect(Object.fromEntries(told)).toEqual({
    "gift.granted": { kind: "gift", amountMinor: 10_000, isLocked: true },
    "lot.unlocked": { kind: "unlocked", amountMinor: 7000 },
    "adjustment.made": { kind: "taken", amountMinor: 300 },
    "balance.opened": { kind: "added", amountMinor: 42_000 },
    "credit.expired": { kind: "expired", amountMinor: 200 },
    "card.issued": { kind: "card-issued" },
    "sale.recorded": expect.objectContaining({ kind: "sale" }),
    "sale.voided": expect.objectContaining({ kind: "void" }),
    "sale.refunded": expect.objectContaining({ kind: "refund" }),
  });
  expect(movementOf(known("sale.voided", 2, LATER_VOIDS[0]?.payload), undefined)).toEqual({
    kind: "void",
    takenMinor: 3400,
    restoredMinor: 15_000,
  });
  // A bill that moved no credit is nobody's news, and neither is its undoing.
  expect(movementOf(known("sale.voided", 2, LATER_VOIDS[2]?.payload), undefined)).toBeUndefined();
});
