import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Whose mobile was shown to be theirs: beside the profile, for the very number that it then had. */
export const memberVerified = sqliteTable("member_verified", {
  /** As in `member_profile`. */
  member: integer("member").primaryKey(),
  mobile: text("mobile").notNull(),
  how: text("how", { enum: ["code", "staff"] }).notNull(),
  staff: text("staff").notNull(),
  atMs: integer("at_ms").notNull(),
});

/** What a person typed as the reason of an event: beside the chain, which has a code, so that it can be erased. */
export const eventNote = sqliteTable(
  "event_note",
  { journal: text("journal").notNull(), seq: integer("seq").notNull(), text: text("text").notNull() },
  (table) => [primaryKey({ columns: [table.journal, table.seq] })],
);

/** The shop's products and services. What a sale says of one stays as it was sold. */
export const product = sqliteTable(
  "product",
  {
    product: text("product").primaryKey(),
    name: text("name").notNull(),
    /** The name as searches see it, and the order of lists. */
    folded: text("folded").notNull(),
    category: text("category").notNull(),
    price: integer("price").notNull(),
    unit: text("unit").notNull(),
    favourite: integer("favourite").notNull(),
    active: integer("active").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (table) => [index("product_folded").on(table.folded, table.product)],
);

/** The barcodes of a product; one barcode is one product. `n` is its place among them. */
export const productCode = sqliteTable(
  "product_code",
  { code: text("code").primaryKey(), product: text("product").notNull(), n: integer("n").notNull() },
  (table) => [index("product_code_product").on(table.product, table.n)],
);

/**
 * The rows of an import that is under way, a batch in each, until they are carried out. Not in `state`: its b-tree
 * would read a long value whole at every search that passes it.
 */
export const importBatch = sqliteTable("import_batch", { n: integer("n").primaryKey(), rows: text("rows").notNull() });

/**
 * Sales by day and time, and what undid them, straight from the events: nothing is kept twice, so nothing can differ.
 * A query must repeat the WHERE to be answered by these.
 */
export const extraStatements = [
  `CREATE INDEX event_sale ON event (json_extract(body, '$.day'), json_extract(body, '$.at'), journal_no, seq)
  WHERE json_extract(body, '$.type') = 'sale.recorded'`,
  `CREATE INDEX event_void ON event (json_extract(body, '$.payload.sale.seq'),
    json_extract(body, '$.payload.sale.journal'))
  WHERE json_extract(body, '$.type') = 'sale.voided'`,
  "CREATE INDEX member_introducer ON member (introducer) WHERE introducer IS NOT NULL",
] as const;

export const withoutRowid = ["event_note", "product", "product_code"] as const;
