import { afterEach, expect, test } from "vitest";
import { noGateway } from "../../../src-main/core/ports/messages.ts";
import { askContact } from "../../../src-main/core/terminal/ask-head-office.ts";
import { putDeskSettings } from "../../../src-main/core/terminal/desk-settings.ts";
import { parseReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { HELD_WORDS } from "../../../src-shared/words/held-words.ts";
import { RECEIPT_WORDS } from "../../../src-shared/words/receipt-words.ts";
import { PLAIN_PROGRAMME } from "../../support/test-shop.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";
import { checkWords } from "../../support/words-of.ts";

let rig: TillRig;
afterEach(() => rig.close());

const GIFT = 70_000;

/** A till with a member on the bill who was just enrolled, and whose gift the head office has given. */
async function withNewMember(): Promise<string> {
  const welcome = { amount: GIFT, lock: "paid-purchase-verified" } as const;
  rig = await tillRig(1, noGateway, { ...PLAIN_PROGRAMME, welcome });
  rig.desk.shop.terminal.store.transaction((tx) => putDeskSettings(tx, { verifiedByStaff: true }));
  const { member } = await rig.must("members.enrol", { mobile: "09121234567" });
  await askContact(rig.desk.shop.terminal);
  await rig.must("bill.member", { by: { kind: "id", member } });
  return member;
}
const buy = async (amountMinor: number) => {
  const { revision } = await rig.must("bill.amount", { amountMinor });
  return rig.must("bill.pay", { revision });
};

test("a locked gift is held, with what opens it, and is not in the club account", async () => {
  const member = await withNewMember();
  const shown = async (): Promise<unknown> => {
    await rig.must("bill.member", { by: { kind: "id", member } });
    const { poolMinor, heldMinor, heldWhy } = rig.state().member ?? {};
    const page = await rig.must("members.get", { member });
    expect(page).toMatchObject({ poolMinor, heldMinor, lockedWhy: heldWhy?.[0] ?? null });
    return { poolMinor, heldMinor, heldWhy };
  };
  expect(await shown()).toEqual({ poolMinor: 0, heldMinor: GIFT, heldWhy: ["gift-needs-both"] });
  expect(await buy(1_000_000)).toMatchObject({ result: { earnedMinor: 100_000, balanceMinor: 100_000 } });
  await rig.must("counter.next", {});
  expect(await shown()).toEqual({ poolMinor: 100_000, heldMinor: GIFT, heldWhy: ["gift-needs-mobile"] });
  await rig.must("members.verify-by-staff", { member });
  expect(await shown()).toEqual({ poolMinor: 100_000, heldMinor: GIFT, heldWhy: ["gift-opens-soon"] });
  await askContact(rig.desk.shop.terminal);
  expect(await shown()).toEqual({ poolMinor: 170_000, heldMinor: 0, heldWhy: [] });
});

test("a verified member is told that a purchase opens the gift; the receipt has it apart from the account", async () => {
  const member = await withNewMember();
  await rig.must("members.verify-by-staff", { member });
  expect(rig.state().member).toMatchObject({ heldMinor: GIFT, heldWhy: ["gift-needs-purchase"] });
  await buy(1_000_000);
  const text = rig.desk.shop.database.sqlite.prepare<[], string>("SELECT document FROM spool_job").pluck().get();
  const document = parseReceiptDocument(JSON.parse(text ?? "null"));
  const pairs = document?.blocks.flatMap((each) => (each.kind === "pair" ? [each] : []));
  const amountAt = (word: "poolBalance" | "held"): unknown =>
    pairs?.find(({ label }) => label[0] === RECEIPT_WORDS[word].fa)?.value[0];
  expect(amountAt("poolBalance")).toEqual({ ltr: "۱۰٬۰۰۰" });
  expect(amountAt("held")).toEqual({ ltr: "۷٬۰۰۰" });
});

test("what a gift waits for is said in both languages", () => {
  for (const words of Object.values(HELD_WORDS)) checkWords(words);
});
