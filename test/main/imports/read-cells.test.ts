import { expect, test } from "vitest";
import {
  isShortened,
  readAmount,
  readDate,
  readList,
  readYesNo,
  tidyCell,
  unitIn,
} from "../../../src-main/core/imports/read-cells.ts";

test.each([
  ["۱۳۶۹/۰۵/۱۲", "1990-08-03"],
  ["١٣٦٩/٥/١٢", "1990-08-03"],
  ["1369-5-12", "1990-08-03"],
  ["1369.05.12", "1990-08-03"],
  ["13690512", "1990-08-03"],
  ["1990-08-03", "1990-08-03"],
  ["1990/8/3", "1990-08-03"],
  ["1990-08-03 00:00:00", "1990-08-03"],
  ["19900803", "1990-08-03"],
  ["1402/12/30", undefined],
  ["1990-02-30", undefined],
  ["69/05/12", undefined],
  ["12/05/1369", undefined],
  ["1369/05-12", undefined],
  ["1600/01/01", undefined],
  ["35000", undefined],
  ["دیروز", undefined],
])("the date %s is %s", (text, date) => {
  expect(readDate(text)).toBe(date);
});

test.each([
  ["۴۵٬۰۰۰", "toman", 450_000],
  ["45,000", "rial", 45_000],
  ["45000.00", "rial", 45_000],
  ["12.5", "toman", 125],
  ["45000 ریال", "toman", 45_000],
  ["۴۵۰۰ تومان", "rial", 45_000],
  ["0", "toman", 0],
  ["1200", "points", 1200],
  ["100000000000", "rial", 100_000_000_000],
] as const)("the amount %s in %s is %i", (text, unit, minor) => {
  expect(readAmount(text, unit)).toEqual({ ok: true, value: minor });
});

test.each([
  ["-5", "toman", "amount-invalid"],
  ["12.5", "rial", "amount-invalid"],
  ["رایگان", "toman", "amount-invalid"],
  ["", "toman", "amount-invalid"],
  ["4.5E+06", "toman", "number-shortened"],
  ["10000000001", "toman", "amount-too-large"],
] as const)("the amount %s in %s is refused: %s", (text, unit, error) => {
  expect(readAmount(text, unit)).toEqual({ ok: false, error });
});

test("a cell is tidied: Persian letters, no space around, no invisible sign of Excel's", () => {
  expect(tidyCell(" \u202aعلي\tكريمي\u202c\u00a0")).toBe("علی کریمی");
  expect(tidyCell("a\r\nb")).toBe("a\nb");
});

test("a unit is found in a heading in either language, and nothing else is taken for one", () => {
  expect(unitIn("قيمت (ریال)")).toEqual({ rest: "قیمت ( )", unit: "rial" });
  expect(unitIn("Price Toman").unit).toBe("toman");
  expect(unitIn("Trial price").unit).toBeUndefined();
});

test("lists are parted in both scripts, each entry once; yes and no in both languages", () => {
  expect(readList("همسایه، VIP؛ x|x ,")).toEqual(["همسایه", "VIP", "x"]);
  expect(["بله", "۱", "TRUE", "خیر", "0", "شاید"].map(readYesNo)).toEqual([true, true, true, false, false, undefined]);
  expect(["9.12E+09", "۹٫۱۲E+۰۹", "6E+12", "E+5", "9e5", "0912"].map(isShortened)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
