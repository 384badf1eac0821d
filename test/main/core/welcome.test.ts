import { afterEach, expect, test } from "vitest";
import { freePool } from "../../../src-main/core/authority/in-process-head-office.ts";
import { changeMember } from "../../../src-main/core/members/change-member.ts";
import { MobileVerifier } from "../../../src-main/core/members/verify-mobile.ts";
import { noGateway } from "../../../src-main/core/ports/messages.ts";
import { askContact } from "../../../src-main/core/terminal/ask-head-office.ts";
import { today } from "../../../src-main/core/terminal/context.ts";
import { putDeskSettings } from "../../../src-main/core/terminal/desk-settings.ts";
import { enrolMember } from "../../../src-main/core/terminal/enrol.ts";
import { readNewShop } from "../../../src-main/core/terminal/new-shop.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { voidSale } from "../../../src-main/core/terminal/void-sale.ts";
import { proveLedger } from "../../../src-main/core/verify/prove-ledger.ts";
import { makeCodeStore } from "../../../src-main/adapters/sqlite/code-store.ts";
import { makePeopleStore } from "../../../src-main/adapters/sqlite/people-store.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { sqliteProofSource } from "../../../src-main/adapters/sqlite/proof-source.ts";
import type { WelcomeLock } from "../../../src-shared/programme/welcome-lock.ts";
import { PLAIN_PROGRAMME, testShop, type TestShop } from "../../support/test-shop.ts";

const shops: TestShop[] = [];
afterEach(() => {
  for (const shop of shops.splice(0)) {
    const { database, terminal } = shop;
    const proof = proveLedger(nodeCrypto, sqliteProofSource(database.sqlite, terminal.store));
    expect(proof.findings).toEqual([]);
    shop.close();
  }
});

const GIFT = 7000;
/** A purchase of 1,000 earns 100 into the pool. */
const EARNED = 100;

async function open(lock: WelcomeLock = "paid-purchase-verified") {
  const shop = await testShop({ programme: { ...PLAIN_PROGRAMME, welcome: { amount: GIFT, lock } } });
  shops.push(shop);
  const { terminal, act, database } = shop;
  terminal.store.transaction((tx) => putDeskSettings(tx, { verifiedByStaff: true }));
  const enrolled = enrolMember(terminal, act(), { mobile: "09121234567" });
  if (!enrolled.ok) throw new Error(enrolled.error.refusal);
  const { member } = enrolled.value;
  const { sqlite } = database;
  const parts = { terminal, people: makePeopleStore(sqlite), codes: makeCodeStore(sqlite), messages: noGateway };
  const verifier = new MobileVerifier(parts);
  return {
    shop,
    member,
    buy: async () => {
      const sold = await sell(terminal, act(), { amountMinor: 1000, member }, undefined);
      if (!sold.ok || sold.value.kind !== "done") throw new Error("sold without a card");
      return sold.value.sale;
    },
    verify: () => expect(verifier.verifyByStaff(act(), member)).toMatchObject({ ok: true }),
    newNumber: (mobile: string) =>
      expect(changeMember(terminal, act(), { member, profile: { mobile } })).toMatchObject({ ok: true }),
    contact: () => askContact(terminal),
    free: () => freePool(terminal.store.read, { member, asset: 0, day: today(terminal.clock) }),
  };
}

test("a gift waits for both, in either order, whether the authority hears of them one by one or at once", async () => {
  for (const often of [true, false]) {
    for (const order of ["buy", "verify"] as const) {
      const of = await open();
      if (order === "verify") of.verify();
      else await of.buy();
      if (often) await of.contact();
      expect(of.free()).toBe(order === "buy" ? EARNED : 0);
      if (order === "verify") await of.buy();
      else of.verify();
      await of.contact();
      await of.contact();
      expect(of.free()).toBe(GIFT + EARNED);
    }
  }
});

test("a number that changed in between is not verified any more, and a new word makes up for it", async () => {
  const of = await open();
  of.verify();
  of.newNumber("09127777777");
  of.newNumber("09121234567");
  await of.buy();
  await of.contact();
  expect(of.free()).toBe(EARNED);
  of.verify();
  await of.contact();
  expect(of.free()).toBe(GIFT + EARNED);
  of.newNumber("09128888888");
  await of.contact();
  expect(of.free()).toBe(GIFT + EARNED);
});

test("verifying does not stand in the way of undoing a sale, and an undone sale opens nothing", async () => {
  const of = await open();
  const sale = await of.buy();
  of.verify();
  const { terminal, act } = of.shop;
  expect(await voidSale(terminal, act(), { sale }, undefined)).toMatchObject({ ok: true });
  await of.contact();
  expect(of.free()).toBe(0);
});

test("a gift of an older programme opens by the purchase alone, as it was promised", async () => {
  const of = await open("paid-purchase");
  await of.buy();
  await of.contact();
  expect(of.free()).toBe(GIFT + EARNED);
});

test("a shop that is founded with a gift has it under both locks, and without one has none", () => {
  const wish = {
    shopName: "کافه وفا",
    ownerName: "مریم",
    ownerPin: "135790",
    display: {},
    tiers: [{ fa: "پایه", en: "Base", fromMinor: 0, earnBp: 300 }],
    redeemMinimumMinor: 0,
  };
  const gift = readNewShop({ ...wish, welcomeMinor: GIFT });
  const lock = "paid-purchase-verified";
  expect(gift).toMatchObject({ ok: true, value: { programme: { welcome: { amount: GIFT, lock } } } });
  const none = readNewShop(wish);
  expect(none.ok && "welcome" in none.value.programme).toBe(false);
});
