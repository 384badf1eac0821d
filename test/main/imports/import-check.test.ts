import { afterAll, beforeAll, expect, test } from "vitest";
import { IMPORT_FAULT_WORDS, IMPORT_FAULTS, type ImportFault } from "../../../src-shared/words/import-words.ts";
import type { ValueOf } from "../../../src-shared/contract/contract.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let rig: TillRig;
/** Two products with barcodes and a member, whom files may name. */
beforeAll(async () => {
  rig = await tillRig();
  await rig.must("members.enrol", { mobile: "09120000001", profile: { familyName: "کریمی" } });
  const product = { category: "", priceMinor: 10, unit: "piece", isFavourite: false, isActive: true } as const;
  await rig.must("products.save", { ...product, name: "چای", barcodes: ["111"] });
  await rig.must("products.save", { ...product, name: "قند", barcodes: ["222"] });
});
afterAll(() => rig.close());

type Kind = "members" | "products";
type Faults = ValueOf<"members.import-check">["faults"];

async function faultsOf(kind: Kind, csv: string): Promise<Faults> {
  const plan = await rig.must(`${kind}.import-check`, { csv });
  expect(plan.faultCount).toBe(plan.faults.length);
  return plan.faults;
}

const LONG = "ا".repeat(1001);

/** A file, and the one fault in it: line, field, fault, and where it was first. */
const BROKEN: readonly (readonly [Kind, string, number, string, ImportFault, number | null])[] = [
  ["members", "", 1, "", "file-empty", null],
  ["members", "موبایل\n\n", 1, "", "file-empty", null],
  ["members", "نام\nعلی", 1, "mobile", "column-missing", null],
  ["products", "نام\nچای", 1, "price", "column-missing", null],
  ["members", "موبایل,تلفن همراه\n09120000002,", 1, "mobile", "column-twice", null],
  ["members", 'موبایل,نام\n09120000002,"علی', 2, "", "quote-broken", null],
  ["members", "موبایل,نام\n09120000002,علی,رضا", 2, "", "cells-too-many", null],
  ["members", "موبایل,نام\n,علی", 2, "mobile", "value-missing", null],
  ["members", "موبایل\n9.12E+09", 2, "mobile", "number-shortened", null],
  ["members", "موبایل\n12", 2, "mobile", "mobile-invalid", null],
  ["members", "موبایل\n09120000002\n\n+98 912 000 0002", 4, "mobile", "mobile-twice", 2],
  ["members", "موبایل,نام\n09120000002,a\u0007b", 2, "givenName", "text-invalid", null],
  ["members", `موبایل,یادداشت\n09120000002,${LONG}`, 2, "note", "text-too-long", null],
  ["members", "موبایل,تاریخ تولد\n09120000002,12/05/1369", 2, "birthDate", "date-invalid", null],
  ["members", "موبایل,تولد\n09120000002,1450/01/01", 2, "birthDate", "date-future", null],
  ["members", "موبایل,کد ملی\n09120000002,12", 2, "nationalId", "national-id-invalid", null],
  ["members", "موبایل,معرف\n09120000002,09120000009", 2, "introducer", "introducer-unknown", null],
  ["members", "موبایل,معرف\n09120000002,2.77", 2, "introducer", "introducer-unknown", null],
  ["members", "موبایل,معرف\n09120000002,09120000002", 2, "introducer", "introducer-circle", null],
  [
    "members",
    "موبایل,معرف\n09120000002,09120000003\n09120000003,09120000002",
    2,
    "introducer",
    "introducer-circle",
    null,
  ],
  [
    "members",
    `موبایل;گروه\n09120000002;${Array.from({ length: 21 }, (_, n) => `g${n}`).join("،")}`,
    2,
    "groups",
    "list-too-long",
    null,
  ],
  ["members", "موبایل,اعتبار\n09120000002,-5", 2, "balance", "amount-invalid", null],
  ["members", "موبایل,اعتبار\n09120000002,999999999999", 2, "balance", "amount-too-large", null],
  ["products", "نام,قیمت\nچای,رایگان", 2, "price", "amount-invalid", null],
  ["products", "نام,قیمت\n,5", 2, "name", "value-missing", null],
  ["products", "نام,قیمت,بارکد\nx,5,بارکد", 2, "barcodes", "barcode-invalid", null],
  ["products", "نام,قیمت,بارکد\nx,5,626E+10", 2, "barcodes", "number-shortened", null],
  ["products", "نام,قیمت,بارکد\nx,5,77\ny,5,۷۷", 3, "barcodes", "barcode-twice", 2],
  ["products", "نام,قیمت,بارکد\nx,5,111 222", 2, "barcodes", "barcode-taken", null],
  ["products", "نام,قیمت\nx,5\nx,6", 3, "name", "product-twice", 2],
  ["products", "نام,قیمت,بارکد\nx,5,111\nچای,6,", 3, "name", "product-twice", 2],
  ["products", "نام,قیمت,واحد\nx,5,کارتن", 2, "unit", "unit-unknown", null],
  ["products", "نام,قیمت,فعال\nx,5,شاید", 2, "active", "yes-no-unknown", null],
];

test.each(BROKEN)("%s %j: line %i, column «%s» is %s", async (kind, csv, line, field, fault, other) => {
  expect((await faultsOf(kind, csv)).map(({ value: _value, ...rest }) => rest)).toEqual([
    { line, field, fault, other },
  ]);
});

test("every fault can happen, and has words in both languages", () => {
  const seen = new Set(BROKEN.map(([, , , , fault]) => fault));
  // A file of more than 50,000 lines has a test of its own.
  expect(IMPORT_FAULTS.filter((fault) => !seen.has(fault))).toEqual(["file-too-long"]);
  for (const fault of IMPORT_FAULTS) {
    const { fa, en } = IMPORT_FAULT_WORDS[fault];
    expect([fa.length > 5, en.length > 5, fa.includes("{line}") === en.includes("{line}")], fault).toEqual([
      true,
      true,
      true,
    ]);
  }
});

test("all faults of a line are told at once, with what stood there", async () => {
  const faults = await faultsOf("members", "موبایل;تولد;کد ملی\n12;x;y\n09120000002;1369/05/12;0012345679");
  expect(faults.map(({ line, field, value }) => [line, field, value])).toEqual([
    [2, "mobile", "12"],
    [2, "birthDate", "x"],
    [2, "nationalId", "y"],
  ]);
});

test("a file as Excel saves it in Persian is understood column by column, with units, calendars and letters", async () => {
  const csv =
    "\ufeffنام و نام خانوادگي;شماره همراه;تاريخ تولد;كد ملي;معرف;گروه;مانده (ریال);رنگ\r\n" +
    '"علي ""جان"" كريمي";٩١٢٠٠٠٠٠٠٢;١٣٦٩/٥/١٢;12345679;۰۹۱۲۰۰۰۰۰۰۱;همسايه، VIP;"۱٬۲۰۰٬۰۰۰";سبز\r\n\r\n';
  const plan = await rig.must("members.import-check", { csv });
  expect(plan).toMatchObject({ rows: 1, good: 1, added: 1, known: 0, faultCount: 0, moneyUnit: "rial" });
  expect(plan.balances).toEqual({ count: 1, sumMinor: 1_200_000, known: 0 });
  expect(plan.columns.map(({ field }) => field)).toEqual([
    "fullName",
    "mobile",
    "birthDate",
    "nationalId",
    "introducer",
    "groups",
    "balance",
    null,
  ]);
  expect(plan.sample).toEqual([
    {
      mobile: "09120000002",
      familyName: 'علی "جان" کریمی',
      birthDate: "1990-08-03",
      nationalId: "0012345679",
      groups: "همسایه، VIP",
      balance: "1200000",
    },
  ]);
});

test("English headings and tabs are understood as well; without a unit the shop's own is meant", async () => {
  const csv = "First name\tLast Name\tMobile Number\tOpening balance\nAli\tKarimi\t+98 912 000 0003\t1000\n";
  const plan = await rig.must("members.import-check", { csv });
  expect(plan).toMatchObject({ good: 1, moneyUnit: "toman", balances: { sumMinor: 10_000 } });
});

test("known members and known balances are counted apart; the order of columns and lines is no matter", async () => {
  const csv = "اعتبار,موبایل\n100,09120000001\n,09120000004\n";
  const plan = await rig.must("members.import-check", { csv });
  expect(plan).toMatchObject({ added: 1, known: 1, balances: { count: 1, sumMinor: 1000, known: 0 } });
});

test("what is wrong with the headings breaks no row, on whatever line they stand", async () => {
  const plan = await rig.must("members.import-check", { csv: "sep=;\nموبایل;همراه\n09120000004;\n12;\n" });
  expect(plan).toMatchObject({ rows: 2, good: 1, faultCount: 2 });
});

test("products are known by barcode, without one by name; what is the same is no change", async () => {
  const csv = "نام,قیمت,بارکد,واحد\nچای,1,111,\nقند,2,222 333,\nنبات,3,,کیلو\nتازه,4,444,\n";
  const plan = await rig.must("products.import-check", { csv });
  expect(plan).toMatchObject({ rows: 4, good: 4, added: 2, changed: 1, same: 1, faultCount: 0 });
});

test("who may not import is told so, and learns nothing of the members", async () => {
  await rig.desk.as("cashier");
  const csv = "موبایل\n09120000001\n";
  expect(await rig.ask("members.import-check", { csv })).toMatchObject({ error: { refusal: "not-allowed" } });
  expect(await rig.ask("members.import", { csv, planHash: "" })).toMatchObject({ error: { refusal: "not-allowed" } });
  await rig.desk.as("owner");
});

test("a cashier may look at what a file of products would do; carrying it out needs a second person", async () => {
  await rig.desk.as("cashier");
  const csv = "نام,قیمت\nتازه,4\n";
  const { planHash, added } = await rig.must("products.import-check", { csv });
  expect(added).toBe(1);
  const refused = await rig.ask("products.import", { csv, planHash });
  expect(refused).toMatchObject({ error: { refusal: "needs-approval" } });
  await rig.must("session.lock", {});
  expect(await rig.ask("products.import-check", { csv })).toMatchObject({ error: { refusal: "signed-out" } });
  await rig.desk.as("owner");
});
