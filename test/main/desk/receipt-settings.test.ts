import { afterEach, beforeEach, expect, test } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import type { ReceiptChange } from "../../../src-shared/contract/receipt-contract.ts";
import { shortHash } from "../../../src-shared/ledger/chain.ts";
import type { PictureText, ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { drawPicture, pictureText } from "../../../src-shared/receipt/picture.ts";
import { createSpoolStore } from "../../../src-main/adapters/sqlite/spool-store.ts";
import { papersOfSale } from "../../../src-main/core/desk/paper-handlers.ts";
import { appendEvents } from "../../../src-main/core/journal-writer.ts";
import { actNow } from "../../../src-main/core/terminal/context.ts";
import { putDeskSettings } from "../../../src-main/core/terminal/desk-settings.ts";
import { moveCash, openDrawer } from "../../../src-main/core/terminal/move-cash.ts";
import { putReceiptSettings, receiptChoices } from "../../../src-main/core/terminal/receipt-settings.ts";
import { receiptPicture, receiptSettingsOf } from "../../../src-main/core/terminal/receipt-settings.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { deskRig, type DeskRig } from "../../support/desk-rig.ts";
import { rows } from "../../shared/receipt/document-rows.ts";

let rig: DeskRig;
beforeEach(async () => {
  rig = await deskRig();
});
afterEach(() => rig.close());

const change = (of: ReceiptChange): void => {
  const { store, crypto } = rig.shop.terminal;
  store.transaction((tx) => putReceiptSettings(tx, crypto, of));
};
const picture = (at: number): PictureText =>
  pictureText(drawPicture({ widthDots: 64, heightDots: 8 }, (x, y) => x === at || y === 0));
const lastPaper = (): ReceiptDocument => must(rig.papers().at(-1), "a paper was queued");

async function sold(amountMinor: number) {
  const done = await sell(rig.shop.terminal, rig.shop.act(), { amountMinor }, undefined);
  if (!done.ok || done.value.kind !== "done") throw new Error("not sold");
  return done.value.sale;
}

test("a shop that never chose anything prints what the programs before printed", async () => {
  await sold(50_000);
  expect(rows(lastPaper().blocks)[0]).toBe("Vafa");
  expect(receiptChoices(rig.shop.terminal.store.read)).toEqual({
    headerLines: [],
    expiringDays: 0,
    moneyUnit: null,
    digits: null,
    shows: {
      address: true,
      phone: true,
      cashier: true,
      itemPrices: true,
      explanation: true,
      balance: true,
      qr: true,
      footer: true,
    },
    slips: { cash: true, card: false },
    logo: null,
  });
});

test("paper has its own unit and digits, the owner's lines, and no QR where the owner wants none", async () => {
  change({ headerLines: ["www.example.ir"], moneyUnit: "rial", digits: "latin", shows: { qr: false } });
  await sold(50_000);
  const said = rows(lastPaper().blocks);
  expect(said).toContain("www.example.ir");
  expect(said).toContain("مبلغ پرداختی | 50,000\u00a0ریال");
  expect(said.some((row) => row.startsWith("VF1."))).toBe(false);
  expect(said.at(-1)).toMatch(/^کد ثبت: [0-9a-f]{8} \(/);
  change({ shows: { qr: true } });
  expect(receiptSettingsOf(rig.shop.terminal.store.read)).toMatchObject({ moneyUnit: "rial", shows: { qr: true } });
});

test("a receipt names the picture, which is stored once and stays for the copies of older receipts", async () => {
  const { read } = rig.shop.terminal.store;
  change({ logo: picture(1) });
  const first = await sold(50_000);
  const block = must(lastPaper().blocks[0], "a block");
  expect(block.kind).toBe("logo");
  change({ logo: picture(2) });
  const [paper] = papersOfSale(read, createSpoolStore(rig.shop.database.sqlite), [first]).papers;
  expect(paper?.document.blocks[0]).toEqual({ kind: "picture", picture: picture(1) });
  expect(paper?.widthDots).toBe(576);
  expect(receiptChoices(read).logo).toEqual({ widthDots: 64, heightDots: 8 });
  for (let at = 3; at < 12; at++) change({ logo: picture(at) });
  // Eight pictures later it is gone, and the copy is printed without it.
  expect(block.kind === "logo" && receiptPicture(read, block.picture)).toBeUndefined();
  const [later] = papersOfSale(read, createSpoolStore(rig.shop.database.sqlite), [first]).papers;
  expect(later?.document.blocks[0]?.kind).toBe("centre");
  change({ logo: null });
  await sold(50_000);
  expect(lastPaper().blocks[0]?.kind).toBe("centre");
});

test("credit that ends within the days is named, the soonest first; a later and a locked one are not", async () => {
  const { shop } = rig;
  const { terminal } = shop;
  const { member } = await shop.memberWithCard("04a1b2c3");
  const give = (amount: number, more: { endsOn?: string; lock?: string }): void =>
    terminal.store.transaction((tx) => {
      const payload = { member, asset: 0, amount, rule: "birthday", ...more };
      appendEvents(tx, terminal, shop.authority, actNow(terminal, tx, shop.act()), [{ type: "gift.granted", payload }]);
    });
  const day = must(terminal.store.read.shifts()[0], "a shift").day;
  const after = (days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
  give(30_000, { endsOn: after(9) });
  give(20_000, { endsOn: after(3) });
  give(5_000, { endsOn: after(9) });
  give(7_000, { endsOn: after(40) });
  give(9_000, { endsOn: after(2), lock: "paid-purchase" });
  const expiring = async (): Promise<string[]> => {
    const done = await sell(terminal, shop.act(), { amountMinor: 50_000, member }, undefined);
    if (!done.ok) throw new Error(done.error.refusal);
    return rows(lastPaper().blocks).filter((row) => row.startsWith("خرج کنید تا"));
  };
  expect(await expiring()).toEqual([]);
  change({ expiringDays: 30 });
  expect((await expiring()).map((row) => row.split(" | ")[1])).toEqual(["۲٬۰۰۰\u00a0تومان", "۳٬۵۰۰\u00a0تومان"]);
});

test("without cash slips the drawer opens and nothing is printed; why it was opened without a sale always is", () => {
  const { terminal, act } = rig.shop;
  change({ slips: { cash: false } });
  const [papers, drawers] = [rig.papers().length, rig.drawers()];
  moveCash(terminal, act(), { kind: "paid-out", amountMinor: 1_000, reason: "نان" });
  expect([rig.papers().length, rig.drawers()]).toEqual([papers, drawers + 1]);
  openDrawer(terminal, act(), { reason: "پول خرد" });
  expect(rig.drawers()).toBe(drawers + 2);
  expect(rows(lastPaper().blocks)).toContain("بابت: پول خرد");
  const before = rig.papers().length;
  terminal.store.transaction((tx) => putDeskSettings(tx, { drawer: false }));
  moveCash(terminal, act(), { kind: "paid-in", amountMinor: 1_000, reason: "نان" });
  expect(rig.papers()).toHaveLength(before);
});

test("a new card gets its slip where the owner has it on, with the record of its issue", async () => {
  const { shop } = rig;
  await shop.memberWithCard("04a1b2c3");
  expect(rig.papers()).toHaveLength(0);
  change({ slips: { card: true } });
  const { member } = await shop.memberWithCard("04a1b2c4");
  const head = must(shop.terminal.store.read.journal(shop.terminal.identity.journal), "the journal");
  const said = rows(lastPaper().blocks);
  expect(lastPaper().paper).toBe("card-issue");
  expect(said[1]).toBe("کارت تازهٔ باشگاه");
  expect(said.some((row) => row.startsWith("شمارهٔ عضویت"))).toBe(true);
  expect(member).toBe("2.2");
  expect(said.at(-1)).toContain(shortHash(head.headHash));
});
