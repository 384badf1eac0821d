import { afterEach, beforeEach, expect, test } from "vitest";
import { memberQrKey, memberQrText } from "../../../src-shared/members/member-qr.ts";
import { receiptQrText } from "../../../src-shared/receipt/receipt-qr.ts";
import { showDigits } from "../../../src-shared/words/format.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let rig: TillRig;
beforeEach(async () => {
  rig = await tillRig();
});
afterEach(() => rig.close());

test("a member's QR says who earns, whatever the scanner's keyboard makes of it; it gives no credit away", async () => {
  const { member } = await rig.desk.shop.memberWithCard("04a1b2c3");
  const { crypto, cardKeys } = rig.desk.shop.terminal;
  const text = memberQrText(crypto, memberQrKey(crypto, cardKeys), member);
  for (const typed of [text, `${text}\r`, text.toLowerCase(), showDigits(text, "persian")]) {
    expect(await rig.must("counter.scan", { text: typed }), typed).toMatchObject({ was: "member" });
    expect(rig.state().member).toMatchObject({ member, via: "qr", spendableMinor: 0 });
    await rig.must("bill.member", { by: { kind: "none" } });
  }
  const forged = text.slice(0, -1) + (text.endsWith("1") ? "2" : "1");
  expect(await rig.ask("counter.scan", { text: forged })).toMatchObject({ error: { refusal: "qr-not-ours" } });
  expect(rig.state().member).toBeNull();
});

test("a barcode puts its product on the bill, and again raises the quantity", async () => {
  for (const text of ["6260000000017", "6260000000017\n", "6260000000024"]) {
    expect(await rig.must("counter.scan", { text })).toMatchObject({ was: "product" });
  }
  expect(rig.state().bill).toMatchObject({ kind: "basket", totalMinor: 2 * 150_000 + 987_650 });
  expect(await rig.ask("counter.scan", { text: "999" })).toMatchObject({ error: { refusal: "product-unknown" } });
});

test("a receipt's QR names its sale when the journal has it with that very hash", async () => {
  const { revision } = await rig.must("bill.amount", { amountMinor: 100_000 });
  const paid = await rig.must("bill.pay", { revision });
  if (paid.kind !== "done") throw new Error("sold");
  const { sale, short } = paid.result;
  const amounts = { totalMinor: 100_000, earnedMinor: 0, spentMinor: 0 };
  const qr = { journalShort: sale.journal.slice(0, 6), seq: sale.seq, hash8: short, ...amounts };
  expect(await rig.must("counter.scan", { text: receiptQrText(qr) })).toMatchObject({ was: "receipt", sale });
  const other = receiptQrText({ ...qr, hash8: "00000000" });
  expect(await rig.ask("counter.scan", { text: other })).toMatchObject({ error: { refusal: "sale-unknown" } });
});

test.each(["", " ", "\0", "\ud800", "VAFA:M:", "VF1.", "9".repeat(400), "<script>alert(1)</script>"])(
  "whatever else is scanned (%j) is refused in words",
  async (text) => {
    expect(await rig.ask("counter.scan", { text })).toMatchObject({ ok: false });
    expect(rig.state().bill.lines).toEqual([]);
  },
);
