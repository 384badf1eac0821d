import type Database from "better-sqlite3";
import { assert } from "../../../src-shared/base/assert.ts";
import type { Product } from "../../../src-shared/contract/sales-contract.ts";
import { foldDigits, foldedWords, typedWords } from "../../../src-shared/members/fold-text.ts";
import { PRODUCT_PAGE, type ProductPage, type ProductStore } from "../../core/ports/products.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly folded: string;
  readonly category: string;
  readonly priceMinor: number;
  readonly unit: Product["unit"];
  readonly favourite: number;
  readonly active: number;
  readonly barcodes: string;
}

const COLUMNS = `product AS id, name, folded, category, price AS priceMinor, unit, favourite, active,
  (SELECT json_group_array(code ORDER BY n) FROM product_code
    WHERE product_code.product = product.product) AS barcodes`;
/** Products of a shop are thousands: one search looks at all of them at most, in pages. */
const LOOK_MAX = 50_000;

/** The products in `db` (schema/people.ts). Statements are prepared once, here. */
export function makeProductStore(db: Database.Database): ProductStore {
  const one = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM product WHERE product = ?`);
  const owner = db.prepare<[string], { product: string }>("SELECT product FROM product_code WHERE code = ?");
  const named = db.prepare<[string, string], { product: string }>(
    "SELECT product FROM product WHERE folded = ? AND name = ? ORDER BY product LIMIT 1",
  );
  const from = db.prepare<[string, string, number, number, number], Row>(
    `SELECT ${COLUMNS} FROM product WHERE (folded, product) > (?, ?) AND favourite >= ? AND active >= ?
     ORDER BY folded, product LIMIT ?`,
  );
  const categories = db.prepare<[], { category: string }>(
    "SELECT DISTINCT category FROM product WHERE active = 1 AND category <> '' ORDER BY category LIMIT 500",
  );
  const put = db.prepare(
    `INSERT INTO product (product, name, folded, category, price, unit, favourite, active, updated_at_ms)
     VALUES (@id, @name, @folded, @category, @priceMinor, @unit, @favourite, @active, @atMs)
     ON CONFLICT (product) DO UPDATE SET name = excluded.name, folded = excluded.folded, price = excluded.price,
       category = excluded.category, unit = excluded.unit, favourite = excluded.favourite, active = excluded.active,
       updated_at_ms = excluded.updated_at_ms`,
  );
  const dropCodes = db.prepare("DELETE FROM product_code WHERE product = ?");
  const addCode = db.prepare("INSERT INTO product_code (code, product, n) VALUES (?, ?, ?)");
  const get = (id: string): Product | undefined => {
    const row = one.get(id);
    return row && productOf(row);
  };
  const byAnyCode = (text: string): Product | undefined => {
    const code = productCodeOf(text);
    return get(owner.get(code)?.product ?? code);
  };
  return {
    get,
    byCode: (text) => {
      const found = byAnyCode(text);
      return found?.isActive === true ? found : undefined;
    },
    search: (query) => {
      const read = (after: string, id: string): Row[] => {
        const only = [query.favouritesOnly === true ? 1 : 0, query.includeInactive === true ? 0 : 1] as const;
        return from.all(after, id, ...only, PRODUCT_PAGE * 4);
      };
      const exact = query.cursor === undefined && query.typed !== "" ? byAnyCode(query.typed) : undefined;
      const wanted = exact !== undefined && (exact.isActive || query.includeInactive === true);
      return wanted
        ? { rows: [exact], next: null }
        : search(read, query.typed, query.cursor === undefined ? undefined : one.get(query.cursor));
    },
    categories: () => categories.all().map((row) => row.category),
    ownerOf: (code) => owner.get(productCodeOf(code))?.product,
    idOfName: (name) => named.get(foldedName(name), name)?.product,
    put: db.transaction((product: Product, atMs: number) => {
      const { barcodes, isFavourite, isActive, ...row } = product;
      const folded = foldedName(product.name);
      const flags = { favourite: isFavourite ? 1 : 0, active: isActive ? 1 : 0 };
      assert(put.run({ ...row, ...flags, folded, atMs }).changes === 1, "one product kept");
      dropCodes.run(product.id);
      for (const [n, code] of barcodes.entries()) {
        assert(addCode.run(productCodeOf(code), product.id, n).changes === 1, "one barcode kept");
      }
    }),
  };
}

function foldedName(name: string): string {
  return foldedWords(name).join(" ");
}

/** A code as it is kept and looked for: digits of any script are the same digit, and no space stands around it. */
export function productCodeOf(text: string): string {
  return foldDigits(text.trim());
}

/** Walks the products by name and keeps those that every typed word begins a word of. */
function search(read: (after: string, id: string) => Row[], typed: string, last: Row | undefined): ProductPage {
  const words = typedWords(typed);
  let [after, id] = [last?.folded ?? "", last?.id ?? ""];
  const rows: Product[] = [];
  for (let looked = 0; looked < LOOK_MAX;) {
    const page = read(after, id);
    for (const row of page) {
      [after, id] = [row.folded, row.id];
      if (!matches(row.folded, words)) continue;
      rows.push(productOf(row));
      if (rows.length === PRODUCT_PAGE) return { rows, next: row.id };
    }
    looked += page.length;
    if (page.length < PRODUCT_PAGE * 4) break;
  }
  return { rows, next: null };
}

/** Also a word that was typed in one where the name has two («چای‌ساز» and «چایساز»). */
function matches(folded: string, words: readonly string[]): boolean {
  const parts = folded.split(" ");
  const starts = parts.map((_, at) => parts.slice(at).join(""));
  return words.every((word) => starts.some((start) => start.startsWith(word)));
}

function productOf(row: Row): Product {
  const { id, name, category, priceMinor, unit, favourite, active } = row;
  // A list of texts by its own statement.
  const barcodes = JSON.parse(row.barcodes) as string[];
  return { id, name, barcodes, category, priceMinor, unit, isFavourite: favourite === 1, isActive: active === 1 };
}
