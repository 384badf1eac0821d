import { toHex, utf8Bytes } from "../../../src-shared/base/bytes.ts";
import { canonicalText } from "../../../src-shared/base/canonical.ts";
import type { Product } from "../../../src-shared/contract/sales-contract.ts";
import type { MoneyUnit } from "../../../src-shared/words/format.ts";
import type { ProductStore } from "../ports/products.ts";
import type { Terminal } from "../terminal/context.ts";
import { lookOf } from "../terminal/look.ts";
import { FaultBook, paced, planKey, readFile, type FileColumns, type FoundFault, type Pace } from "./import-file.ts";
import { BARCODES_MAX, PRODUCT_COLUMNS, readProductRow, type ProductField, type ProductRow } from "./product-row.ts";

/** A row as it is carried out: a new product, or one here as it will be. */
export interface ProductToImport {
  readonly id: string | undefined;
  readonly product: Omit<Product, "id">;
}

/** What a file of products would do. */
export interface ProductPlan {
  readonly hash: string;
  readonly rows: number;
  readonly good: number;
  readonly added: number;
  readonly changed: number;
  /** Products that are here just so. */
  readonly same: number;
  readonly moneyUnit: MoneyUnit;
  readonly columns: FileColumns<ProductField>["columns"];
  readonly faults: readonly FoundFault[];
  readonly faultCount: number;
  readonly sample: readonly Record<string, string>[];
  /** New and changed ones only. */
  readonly toImport: readonly ProductToImport[];
}

const SAMPLE_ROWS = 5;

/**
 * Finds out what a file of products would do. A product is known by its barcode; a row without one, by its name. Writes
 * nothing, and pauses often: the counter goes on selling.
 */
export async function planProducts(
  parts: { readonly terminal: Terminal; readonly products: ProductStore },
  csv: string,
  pace: Pace,
): Promise<ProductPlan> {
  const { terminal, products } = parts;
  const faults = new FaultBook();
  const { moneyUnit } = lookOf(terminal.store.read);
  const rows: ProductRow[] = [];
  const read = await readFile({ csv, rules: PRODUCT_COLUMNS, faults, pace }, ({ line, cells }, columns) => {
    const has = (field: ProductField): boolean => columns.columns.some((column) => column.field === field);
    const row = readProductRow({ line, cells }, { unit: columns.unit ?? moneyUnit }, (field, fault, value) =>
      // Without the column it is told once, for the whole file.
      has(field) ? faults.add(line, field, fault, value) : undefined,
    );
    rows.push(row);
  });
  const outcome = await compareWithShelf(products, rows, faults, pace);
  const { added, changed, same, toImport } = outcome;
  const csvHash = toHex(terminal.crypto.sha256(utf8Bytes(csv)));
  const key = planKey("products", csvHash, { added, changed, same });
  return {
    hash: toHex(terminal.crypto.sha256(utf8Bytes(canonicalText(key)))),
    rows: read.rows,
    good: faults.goodOf(read),
    added,
    changed,
    same,
    moneyUnit: read.unit ?? moneyUnit,
    columns: read.columns,
    faults: faults.byLine(),
    faultCount: faults.count,
    sample: rows.slice(0, SAMPLE_ROWS).map(shownRow),
    toImport,
  };
}

async function compareWithShelf(
  products: ProductStore,
  rows: readonly ProductRow[],
  faults: FaultBook,
  pace: Pace,
): Promise<Pick<ProductPlan, "added" | "changed" | "same" | "toImport">> {
  const [lineOfCode, lineOfKey] = [new Map<string, number>(), new Map<string, number>()];
  const toImport: ProductToImport[] = [];
  let [added, changed, same] = [0, 0, 0];
  await paced(rows, pace, (row) => {
    for (const code of row.barcodes) {
      const first = lineOfCode.get(code);
      if (first === undefined) lineOfCode.set(code, row.line);
      else faults.add(row.line, "barcodes", "barcode-twice", code, first);
    }
    const owners = [...new Set(row.barcodes.flatMap((code) => products.ownerOf(code) ?? []))];
    if (owners.length > 1) return faults.add(row.line, "barcodes", "barcode-taken", row.barcodes.join(" "));
    const id = owners[0] ?? (row.barcodes.length === 0 ? products.idOfName(row.name) : undefined);
    // A product here by its id, a new one by its name where it has no barcode.
    const key = id ?? (row.barcodes.length === 0 ? `name ${row.name}` : undefined);
    const first = key === undefined ? undefined : lineOfKey.get(key);
    if (first !== undefined) return faults.add(row.line, "name", "product-twice", row.name, first);
    if (key !== undefined) lineOfKey.set(key, row.line);
    const before = id === undefined ? undefined : products.get(id);
    const product = mixed(row, before);
    if (product.barcodes.length > BARCODES_MAX) {
      return faults.add(row.line, "barcodes", "list-too-long", product.barcodes.join(" "));
    }
    if (before === undefined) added += 1;
    else if (isSame(before, product)) same += 1;
    else changed += 1;
    if (before === undefined || !isSame(before, product)) toImport.push({ id, product });
  });
  return { added, changed, same, toImport };
}

/** What the row says, over what is here; barcodes are added to those that the product has. */
function mixed(row: ProductRow, before: Product | undefined): Omit<Product, "id"> {
  return {
    name: row.name,
    barcodes: [...new Set([...(before?.barcodes ?? []), ...row.barcodes])],
    category: row.category ?? before?.category ?? "",
    priceMinor: row.priceMinor,
    unit: row.unit ?? before?.unit ?? "piece",
    isFavourite: row.isFavourite ?? before?.isFavourite ?? false,
    isActive: row.isActive ?? before?.isActive ?? true,
  };
}

function isSame(before: Product, after: Omit<Product, "id">): boolean {
  return (
    before.name === after.name &&
    before.category === after.category &&
    before.priceMinor === after.priceMinor &&
    before.unit === after.unit &&
    before.isFavourite === after.isFavourite &&
    before.isActive === after.isActive &&
    before.barcodes.length === after.barcodes.length
  );
}

/** A row as it was understood, for a person to look at. */
function shownRow(row: ProductRow): Record<string, string> {
  const shown: Record<string, string> = { name: row.name, price: String(row.priceMinor) };
  if (row.barcodes.length > 0) shown["barcodes"] = row.barcodes.join(" ");
  if (row.category !== undefined) shown["category"] = row.category;
  if (row.unit !== undefined) shown["unit"] = row.unit;
  return shown;
}
