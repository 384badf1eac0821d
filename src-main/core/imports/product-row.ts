import type { Product } from "../../../src-shared/contract/sales-contract.ts";
import { foldDigits } from "../../../src-shared/members/fold-text.ts";
import type { Cells, ColumnRule } from "./import-file.ts";
import type { Wrong } from "./member-row.ts";
import { isShortened, readAmount, readList, readYesNo, type AmountUnit } from "./read-cells.ts";

export type ProductField = "name" | "barcodes" | "category" | "price" | "unit" | "favourite" | "active";

/** The columns of a file of products. */
export const PRODUCT_COLUMNS: readonly ColumnRule<ProductField>[] = [
  {
    field: "name",
    isNeeded: true,
    names: [
      ..."نام|نام کالا|کالا|شرح|شرح کالا|عنوان|نام محصول|محصول|خدمت".split("|"),
      ..."product|product name|title|item|item name".split("|"),
    ],
  },
  {
    field: "barcodes",
    isMany: true,
    names: [
      ..."بارکد|بارکدها|کد|کد کالا|کد محصول|شناسه".split("|"),
      ..."barcode|code|product code|sku|ean|gtin|plu".split("|"),
    ],
  },
  { field: "category", names: ["دسته", "دسته‌بندی", "گروه", "گروه کالا", "categories", "group", "department"] },
  {
    field: "price",
    isNeeded: true,
    isMoney: true,
    names: ["قیمت", "قیمت فروش", "قیمت واحد", "مبلغ", "فی", "نرخ", "sale price", "unit price", "amount"],
  },
  { field: "unit", names: ["واحد", "واحد شمارش", "واحد کالا", "unit of measure", "uom"] },
  { field: "favourite", names: ["پرکاربرد", "محبوب", "favorite", "is favourite"] },
  { field: "active", names: ["فعال", "وضعیت", "is active", "status"] },
];

/** A product as a file has it: what a cell does not say is left as it is, or as it is for a new product. */
export interface ProductRow {
  readonly line: number;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly category: string | undefined;
  readonly priceMinor: number;
  readonly unit: Product["unit"] | undefined;
  readonly isFavourite: boolean | undefined;
  readonly isActive: boolean | undefined;
}

const NAME_MAX = 120;
const CATEGORY_MAX = 40;
export const BARCODES_MAX = 10;

/** Reads a row; every field that can't be kept is told. */
export function readProductRow(
  of: { readonly line: number; readonly cells: Cells<ProductField> },
  context: { readonly unit: AmountUnit },
  wrong: Wrong<ProductField>,
): ProductRow {
  const one = (field: ProductField): string => of.cells.get(field)?.[0] ?? "";
  const name = textOf("name", one("name"), NAME_MAX, wrong);
  if (name === "") wrong("name", "value-missing", "");
  const price = one("price");
  const amount = readAmount(price, context.unit);
  if (!amount.ok) wrong("price", price === "" ? "value-missing" : amount.error, price);
  const category = textOf("category", one("category"), CATEGORY_MAX, wrong);
  return {
    line: of.line,
    name,
    barcodes: barcodesOf(of.cells.get("barcodes") ?? [], wrong),
    category: category === "" ? undefined : category,
    priceMinor: amount.ok ? amount.value : 0,
    unit: unitOf(one("unit"), wrong),
    isFavourite: yesNoOf("favourite", one("favourite"), wrong),
    isActive: yesNoOf("active", one("active"), wrong),
  };
}

function textOf(field: "name" | "category", text: string, max: number, wrong: Wrong<ProductField>): string {
  if (text.length > max) wrong(field, "text-too-long", text);
  else if (/\p{Cc}/u.test(text) || !text.isWellFormed()) wrong(field, "text-invalid", text);
  return text;
}

function barcodesOf(cells: readonly string[], wrong: Wrong<ProductField>): readonly string[] {
  const codes = [...new Set(cells.flatMap((cell) => readList(foldDigits(cell).replaceAll(/\s+/g, ","))))];
  for (const code of codes) {
    if (isShortened(code)) wrong("barcodes", "number-shortened", code);
    else if (!/^[\x21-\x7e]{1,40}$/.test(code)) wrong("barcodes", "barcode-invalid", code);
  }
  if (codes.length > BARCODES_MAX) wrong("barcodes", "list-too-long", codes.join(" "));
  return codes;
}

const UNIT_WORDS: Readonly<Record<Product["unit"], readonly string[]>> = {
  piece: ["piece", "pieces", "pc", "pcs", "each", "عدد", "دانه", "قطعه", "بسته"],
  service: ["service", "services", "خدمت", "خدمات", "سرویس"],
  kilogram: ["kilogram", "kilograms", "kg", "kilo", "کیلوگرم", "کیلو"],
  metre: ["metre", "metres", "meter", "meters", "m", "متر"],
  hour: ["hour", "hours", "h", "hr", "ساعت"],
};
const UNITS = new Map(
  // The keys of an object literal are exactly those of its type.
  (Object.keys(UNIT_WORDS) as Product["unit"][]).flatMap((unit) =>
    UNIT_WORDS[unit].map((word) => [word, unit] as const),
  ),
);

function unitOf(text: string, wrong: Wrong<ProductField>): Product["unit"] | undefined {
  if (text === "") return undefined;
  const unit = UNITS.get(text.toLowerCase());
  if (unit === undefined) wrong("unit", "unit-unknown", text);
  return unit;
}

function yesNoOf(field: "favourite" | "active", text: string, wrong: Wrong<ProductField>): boolean | undefined {
  if (text === "") return undefined;
  const is = readYesNo(text);
  if (is === undefined) wrong(field, "yes-no-unknown", text);
  return is;
}
