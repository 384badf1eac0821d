import { afterEach, beforeEach, expect, test } from "vitest";
import { makePeopleStore } from "../../../src-main/adapters/sqlite/people-store.ts";
import type { InputOf } from "../../../src-shared/contract/contract.ts";
import { poolOf } from "../../../src-shared/ledger/accounts.ts";
import { deliveredCard } from "../../virtual/card/virtual-card.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let rig: TillRig;
beforeEach(async () => {
  rig = await tillRig();
});
afterEach(() => rig.close());

const MARKUP = "<img src=x onerror=alert(1)>";

async function enrol(mobile: string, profile: Record<string, string> = {}): Promise<string> {
  return (await rig.must("members.enrol", { mobile, profile })).member;
}

test("a mobile alone enrols, in any spelling; the second time it shows the member who has it", async () => {
  const member = await enrol("۰۹۱۲ ۳۴۵ ۶۷۸۹");
  const again = await rig.ask("members.enrol", { mobile: "+98 912 345 67 89" });
  expect(again).toEqual({ ok: false, error: { refusal: "mobile-taken", member } });
  expect(await rig.ask("members.enrol", { mobile: "12" })).toMatchObject({ error: { refusal: "mobile-invalid" } });
  expect(await rig.must("members.count", {})).toEqual({ count: 1 });
});

test("a member without a name is called by the mobile number, as people say it", async () => {
  const member = await enrol("+98 912 345 67 89");
  const { hits } = await rig.must("members.search", { typed: "6789" });
  expect(hits).toMatchObject([{ member, name: "09123456789", mobile: "09123456789" }]);
});

test("names are kept with Persian letters and found by Arabic ones, a half-space or none", async () => {
  const member = await enrol("09120000001", { givenName: " علي ", familyName: "كريمي‌پور", note: MARKUP });
  const page = await rig.must("members.get", { member });
  expect(page.profile).toMatchObject({ givenName: "علی", familyName: "کریمی‌پور", note: MARKUP });
  for (const typed of ["علی کریمی", "كريمي پور", "کریمیپور", "0001 علي"]) {
    const { hits } = await rig.must("members.search", { typed });
    expect(
      hits.map((hit) => hit.member),
      typed,
    ).toEqual([member]);
  }
});

test("a profile that can't be kept names its field, and nothing is saved", async () => {
  const bad = { givenName: "a\u202eb", birthDate: "1990-02-30", nationalId: "12", introducer: "9.9" };
  for (const [field, text] of Object.entries(bad)) {
    const asked = await rig.ask("members.enrol", { mobile: "09120000009", profile: { [field]: text } });
    expect(asked, field).toEqual({ ok: false, error: { refusal: "profile-invalid", field } });
  }
  expect(await rig.must("members.count", {})).toEqual({ count: 0 });
});

test("a change keeps what was not sent, takes away what was emptied, and one mobile stays one member", async () => {
  const first = await enrol("09120000001", { givenName: "سارا", note: "x" });
  const second = await enrol("09120000002", { introducer: "0912 000 0001" });
  await rig.must("members.change", { member: first, profile: { familyName: "رضایی", note: "" } });
  expect((await rig.must("members.get", { member: first })).profile).toMatchObject({
    givenName: "سارا",
    familyName: "رضایی",
    note: "",
    mobile: "09120000001",
  });
  const taken = await rig.ask("members.change", { member: second, profile: { mobile: "09120000001" } });
  expect(taken).toEqual({ ok: false, error: { refusal: "mobile-taken", member: first } });
  expect((await rig.must("members.get", { member: first })).introducedCount).toBe(1);
  const own = await rig.ask("members.change", { member: second, profile: { introducer: second } });
  expect(own).toMatchObject({ error: { refusal: "profile-invalid", field: "introducer" } });
});

test("goodwill and a correction move the pool by the head office, once, with their reason beside the chain", async () => {
  const member = await enrol("09120000001");
  const good = { member, amountMinor: 50_000, kind: "goodwill", reason: `خطای ما ${MARKUP}` } as const;
  expect(await rig.must("members.adjust", good, "adjust-0001")).toEqual({ poolMinor: 50_000 });
  expect(await rig.must("members.adjust", good, "adjust-0001")).toEqual({ poolMinor: 50_000 });
  const much = { ...good, amountMinor: -60_000, kind: "correction" } as const;
  expect(await rig.ask("members.adjust", much)).toMatchObject({
    error: { refusal: "pool-too-small", possibleMinor: 50_000 },
  });
  expect(await rig.must("members.adjust", { ...much, amountMinor: -20_000 })).toEqual({ poolMinor: 30_000 });
  expect(await rig.ask("members.adjust", { ...good, reason: " " })).toMatchObject({
    error: { refusal: "reason-missing" },
  });
  const { rows } = await rig.must("members.history", { member });
  expect(rows.map(({ kind, deltaMinor, balanceMinor, note }) => [kind, deltaMinor, balanceMinor, note])).toEqual([
    ["adjustment", -20_000, 30_000, good.reason],
    ["gift", 50_000, 50_000, good.reason],
    ["enrolled", 0, 0, null],
  ]);
  const bodies = rig.desk.shop.database.sqlite.prepare("SELECT body FROM event").pluck().all().join();
  expect(bodies).not.toContain("خطای ما");
  const audit = await rig.must("audit.list", { act: "gift-granted" });
  expect(audit.rows).toHaveLength(1);
});

test("an erased profile takes its verified number and every typed reason with it, and nobody else's", async () => {
  const [gone, kept] = [await enrol("09120000001"), await enrol("09120000002")];
  const people = makePeopleStore(rig.desk.shop.database.sqlite);
  for (const [member, mobile] of [
    [gone, "989120000001"],
    [kept, "989120000002"],
  ] as const) {
    await rig.must("members.adjust", { member, amountMinor: 1_000, kind: "goodwill", reason: `به ${member}` });
    people.setVerified(member, { mobile, how: "staff", staff: "1.1", atMs: 1 });
  }
  expect(rig.desk.shop.terminal.members.erase(gone, 5)).toBe(true);
  const notes = async (member: string) => (await rig.must("members.history", { member })).rows.map(({ note }) => note);
  expect(people.verification(gone)).toBeUndefined();
  expect(await notes(gone)).toEqual([null, null]);
  expect(people.verification(kept)).toMatchObject({ mobile: "989120000002" });
  expect(await notes(kept)).toEqual([`به ${kept}`, null]);
  const page = await rig.must("members.get", { member: gone });
  expect(page).toMatchObject({ profile: null, isMobileVerified: false, poolMinor: 1_000 });
});

test("an absent head office changes nothing and says so; trying again later records once", async () => {
  const member = await enrol("09120000001");
  const good = { member, amountMinor: 1_000, kind: "goodwill", reason: "x" } as const;
  rig.desk.shop.office.setAway(true);
  expect(await rig.ask("members.adjust", good, "adjust-0002")).toMatchObject({ error: { refusal: "office-away" } });
  rig.desk.shop.office.setAway(false);
  expect(await rig.must("members.adjust", good, "adjust-0002")).toEqual({ poolMinor: 1_000 });
  expect(rig.desk.shop.balance(poolOf(member))).toBe(1_000);
});

test("a cashier's goodwill needs a second person", async () => {
  const member = await enrol("09120000001");
  await rig.desk.as("cashier");
  const asked = await rig.ask("members.adjust", { member, amountMinor: 1, kind: "goodwill", reason: "x" });
  expect(asked).toMatchObject({ error: { refusal: "needs-approval", roles: ["manager", "owner"] } });
});

test("a history explains a sale by the rules of its day, and a void takes it back", async () => {
  const member = await enrol("09120000001");
  await rig.must("bill.member", { by: { kind: "id", member } });
  const { revision } = await rig.must("bill.amount", { amountMinor: 200_000 });
  const paid = await rig.must("bill.pay", { revision });
  if (paid.kind !== "done") throw new Error("paid without a card");
  const { rows } = await rig.must("members.history", { member });
  expect(rows[0]).toMatchObject({ kind: "sale", totalMinor: 200_000, earnedMinor: 20_000, balanceMinor: 20_000 });
  expect(rows[0]?.reason).toMatchObject({ kind: "percent", rateBp: 1000, amountMinor: 20_000 });
  await rig.must("sale.void", { sale: rows[0]?.ref ?? { journal: "", seq: 0 } });
  const after = await rig.must("members.history", { member });
  expect(after.rows[0]).toMatchObject({ kind: "void", deltaMinor: -20_000, balanceMinor: 0, totalMinor: -200_000 });
});

test("sales are listed newest first in pages, by day, number and member; a voided one says so", async () => {
  const member = await enrol("09120000001", { familyName: "کریمی" });
  for (let at = 1; at <= 53; at++) {
    if (at === 53) await rig.must("bill.member", { by: { kind: "id", member } });
    const { revision } = await rig.must("bill.amount", { amountMinor: at * 1000 });
    await rig.must("bill.pay", { revision });
    await rig.must("counter.next", {});
  }
  const first = await rig.must("sales.list", {});
  expect(first.rows).toHaveLength(50);
  expect(first.rows[0]).toMatchObject({ totalMinor: 53_000, memberName: "کریمی", state: "sold", earnedMinor: 5_300 });
  const rest = await rig.must("sales.list", { cursor: first.next ?? "" });
  expect([rest.rows.map((row) => row.totalMinor), rest.next]).toEqual([[3000, 2000, 1000], null]);
  const newest = first.rows[0];
  if (newest === undefined) throw new Error("a sale");
  expect((await rig.must("sales.list", { day: "2020-01-01" })).rows).toEqual([]);
  expect((await rig.must("sales.list", { day: newest.day })).rows[0]).toEqual(newest);
  expect((await rig.must("sales.list", { typed: newest.number })).rows).toEqual([newest]);
  expect((await rig.must("sales.list", { typed: "كريمي" })).rows).toEqual([newest]);
  expect((await rig.must("sales.list", { member })).rows).toEqual([newest]);
  const page = await rig.must("sales.get", { sale: newest.sale });
  expect(page).toMatchObject({ canVoid: true, whyNotVoid: null, toPoolMinor: 5_300, card: "none", voidedBy: null });
  await rig.must("sale.void", { sale: newest.sale });
  const after = await rig.must("sales.get", { sale: newest.sale });
  expect(after).toMatchObject({ canVoid: false, whyNotVoid: "void-done", row: { state: "voided" } });
  expect(after.voidedBy).not.toBeNull();
  expect(await rig.ask("sales.get", { sale: { journal: newest.sale.journal, seq: 1 } })).toMatchObject({
    error: { refusal: "sale-unknown" },
  });
});

test("sales stand in the journal's order, also where the clock was set back between them", async () => {
  const { clock } = rig.desk.shop;
  const member = await enrol("09120000001", { familyName: "کریمی" });
  for (const setBackMs of [0, 3_600_000, 0, 7_200_000]) {
    clock.nowMs -= setBackMs;
    await rig.must("bill.member", { by: { kind: "id", member } });
    const { revision } = await rig.must("bill.amount", { amountMinor: 1000 + setBackMs });
    await rig.must("bill.pay", { revision });
    await rig.must("counter.next", {});
  }
  const totals = [7_201_000, 1000, 3_601_000, 1000];
  const [newest] = (await rig.must("sales.list", {})).rows;
  for (const scope of [{}, { day: newest?.day ?? "" }, { member }]) {
    const { rows } = await rig.must("sales.list", scope);
    expect(rows.map((row) => row.totalMinor)).toEqual(totals);
  }
});

test("a sale's papers are looked at as printed, its undoing's too; of what is no sale there are none", async () => {
  const { revision } = await rig.must("bill.amount", { amountMinor: 5000 });
  await rig.must("bill.pay", { revision });
  const [row] = (await rig.must("sales.list", {})).rows;
  if (row === undefined) throw new Error("a sale");
  const { papers } = await rig.must("sales.papers", { sale: row.sale });
  expect(papers).toHaveLength(1);
  expect(papers[0]?.document).toMatchObject({ template: 2, paper: "sale", copy: null });
  expect(JSON.stringify(papers[0]?.document.blocks)).toContain(row.short);
  await rig.must("sale.void", { sale: row.sale });
  const undone = await rig.must("sales.papers", { sale: row.sale });
  expect(undone.papers.map(({ document }) => document.paper)).toEqual(["sale", "void"]);
  const other = { journal: row.sale.journal, seq: row.sale.seq + 100 };
  expect(await rig.ask("sales.papers", { sale: other })).toMatchObject({ error: { refusal: "sale-unknown" } });
});

test("a receipt's QR opens its sale only with the right hash; a copy is noted", async () => {
  const { revision } = await rig.must("bill.amount", { amountMinor: 5000 });
  await rig.must("bill.pay", { revision });
  const [row] = (await rig.must("sales.list", {})).rows;
  if (row === undefined) throw new Error("a sale");
  const text = (hash: string): string => `VF1.${row.sale.journal.slice(0, 6)}.${row.sale.seq}.${hash}.5000.0.0`;
  expect(await rig.must("sales.by-receipt", { text: text(row.short) })).toEqual({ sale: row.sale });
  expect(await rig.ask("sales.by-receipt", { text: text("00000000") })).toMatchObject({ ok: false });
  expect(await rig.must("sales.reprint", { sale: row.sale })).toEqual({ copy: 1 });
  expect((await rig.must("audit.list", { act: "receipt-copied" })).rows).toHaveLength(1);
  const { jobs } = await rig.must("receipts.list", {});
  expect(jobs.map(({ state, paper }) => [state, paper])).toEqual([["queued", "sale"]]);
  expect(await rig.ask("receipts.resolve", { job: 1, act: "cancel" })).toMatchObject({
    error: { refusal: "no-printer" },
  });
});

test("the card desk says what lies on the reader, finds a card three ways, and blocks it for good", async () => {
  const { member, card } = await rig.desk.shop.memberWithCard("04a1b2c3");
  expect(await rig.must("cards.check", {})).toMatchObject({ kind: "none" });
  await rig.at.put(card);
  const on = await rig.must("cards.check", {});
  expect(on).toMatchObject({ kind: "ours", uid: "04a1b2c3", onCardMinor: 0, ledgerMinor: 0, member: { member } });
  const cardNo = on.card?.card ?? "";
  for (const typed of [cardNo, "04:A1:B2:C3"]) {
    const { cards } = await rig.must("cards.find", { typed });
    expect(cards, typed).toMatchObject([{ member, card: { card: cardNo, state: "active" } }]);
  }
  await rig.must("cards.block", { card: cardNo, reason: "lost" });
  expect((await rig.must("cards.find", { typed: cardNo })).cards[0]?.card.state).toBe("blocked");
  const twice = await rig.ask("cards.block", { card: cardNo, reason: "lost" });
  expect(twice).toMatchObject({ error: { refusal: "card-blocked-already" } });
  const none = await rig.ask("cards.block", { card: "7.7", reason: "lost" });
  expect(none).toMatchObject({ error: { refusal: "card-unknown-here" } });
  const { rows } = await rig.must("members.history", { member });
  expect(rows[0]).toMatchObject({ kind: "card-blocked", card: cardNo, why: "lost", deltaMinor: 0 });
});

test("a slip is queued once for each command, with the QR that names its member", async () => {
  const member = await enrol("09120000001", { givenName: MARKUP });
  const { qr } = await rig.must("members.get", { member });
  await rig.must("members.print-slip", { member }, "slip-0001");
  await rig.must("members.print-slip", { member }, "slip-0001");
  const papers = rig.desk.papers();
  expect(papers).toHaveLength(1);
  expect(papers[0]?.blocks).toContainEqual({ kind: "qr", text: qr });
  expect(await rig.must("counter.scan", { text: qr })).toMatchObject({ was: "member" });
});

test("a product is kept, found by folded words or code, and its barcode is nobody else's", async () => {
  const tea: InputOf<"products.save"> = {
    name: "چاي‌ساز كوچك",
    barcodes: ["۶۲۶۰۰۰۰۰۰۰۰۱۷"],
    category: "خانه",
    priceMinor: 1_500_000,
    unit: "piece",
    isFavourite: true,
    isActive: true,
  };
  const { id } = await rig.must("products.save", tea);
  for (const typed of ["کوچک چای", "چایساز", "6260000000017", id, "خ".slice(1)]) {
    const { rows } = await rig.must("products.search", { typed });
    expect(rows, typed).toMatchObject([{ id, name: "چای‌ساز کوچک", barcodes: ["6260000000017"] }]);
  }
  expect(await rig.ask("products.save", { ...tea, name: "x" })).toMatchObject({ error: { refusal: "barcode-taken" } });
  expect(await rig.ask("products.save", { ...tea, name: " " })).toMatchObject({
    error: { refusal: "product-invalid", field: "name" },
  });
  await rig.must("products.save", { ...tea, id, isActive: false, isFavourite: false });
  expect((await rig.must("products.search", { typed: "" })).rows).toEqual([]);
  expect((await rig.must("products.search", { typed: "", includeInactive: true })).rows).toHaveLength(1);
  expect(await rig.must("products.categories", {})).toEqual({ categories: [] });
});

test("a sale shows what it sold under the name of that day, free lines with their text", async () => {
  const goods = { category: "خانه", priceMinor: 1000, isFavourite: false, isActive: true } as const;
  const { id } = await rig.must("products.save", { ...goods, barcodes: [], name: "چای تازه", unit: "piece" });
  await rig.must("bill.add", { code: "6260000000017" });
  await rig.must("bill.add-free", { name: "کادوپیچی", priceMinor: 500 });
  // A text that is a product's number today was only a text then.
  const { revision } = await rig.must("bill.add-free", { name: id, priceMinor: 300 });
  await rig.must("bill.pay", { revision });
  await rig.must("counter.next", {});
  const amount = await rig.must("bill.amount", { amountMinor: 700 });
  await rig.must("bill.pay", { revision: amount.revision });
  const { rows } = await rig.must("sales.list", {});
  const names = async (at: number) => {
    const sale = rows[at]?.sale ?? { journal: "", seq: 0 };
    return (await rig.must("sales.get", { sale })).lines.map(({ name, product }) => [name, product]);
  };
  expect(await names(1)).toEqual([
    ["نان بربری", null],
    ["کادوپیچی", null],
    [id, null],
  ]);
  expect(await names(0)).toEqual([["", null]]);
});

test("products come in pages without a gap", async () => {
  const base: Omit<InputOf<"products.save">, "name"> = {
    barcodes: [],
    category: "c",
    priceMinor: 1,
    unit: "piece",
    isFavourite: false,
    isActive: true,
  };
  for (let at = 0; at < 130; at++) await rig.must("products.save", { ...base, name: `کالا ${at % 7}` });
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: { rows: { id: string }[]; next: string | null } = await rig.must("products.search", {
      typed: "کالا",
      ...(cursor === "" ? {} : { cursor }),
    });
    seen.push(...page.rows.map((row) => row.id));
    cursor = page.next;
  }
  expect([seen.length, new Set(seen).size]).toEqual([130, 130]);
});

test("nobody who is not signed in sees a member", async () => {
  const member = await enrol("09120000001");
  rig.desk.parts.staff.lock();
  for (const asked of [
    await rig.ask("members.get", { member }),
    await rig.ask("members.search", { typed: "0001" }),
    await rig.ask("sales.list", {}),
    await rig.ask("cards.check", {}),
  ]) {
    expect(asked).toMatchObject({ error: { refusal: "signed-out" } });
  }
});

test("a blank card on the reader is issuable, and is issued to its member", async () => {
  const member = await enrol("09120000001");
  await rig.at.put(deliveredCard("04010203"));
  expect(await rig.must("cards.check", {})).toMatchObject({ kind: "issuable", uid: "04010203" });
  const { card } = await rig.must("cards.issue", { member, overwrite: false });
  expect((await rig.must("members.get", { member })).cards).toMatchObject([
    { card, state: "active", family: "classic" },
  ]);
});
