import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** The receipts to print. A sale's transaction adds a row; only the spool changes one. See core/print/spool-job.ts. */
export const spoolJob = sqliteTable(
  "spool_job",
  {
    jobNo: integer("job_no").primaryKey({ autoIncrement: true }),
    printer: text("printer").notNull(),
    saleId: text("sale_id").notNull(),
    kind: text("kind").notNull(),
    copyNumber: integer("copy_number").notNull(),
    template: integer("template").notNull(),
    document: text("document").notNull(),
    state: text("state").notNull(),
    reason: text("reason"),
    attempts: integer("attempts").notNull(),
    bytesSent: integer("bytes_sent").notNull(),
    queuedAtMs: integer("queued_at_ms").notNull(),
    expiresAtMs: integer("expires_at_ms").notNull(),
    nextTryAtMs: integer("next_try_at_ms").notNull(),
    changedAtMs: integer("changed_at_ms").notNull(),
  },
  (table) => [
    uniqueIndex("spool_job_sale").on(table.saleId, table.kind, table.copyNumber),
    index("spool_job_state").on(table.printer, table.state, table.jobNo),
  ],
);

/** The openings of the drawer, one for each event that opens it. See core/print/drawer-job.ts. */
export const drawerJob = sqliteTable(
  "drawer_job",
  {
    jobNo: integer("job_no").primaryKey({ autoIncrement: true }),
    printer: text("printer").notNull(),
    subject: text("subject").notNull(),
    state: text("state").notNull(),
    reason: text("reason"),
    queuedAtMs: integer("queued_at_ms").notNull(),
    changedAtMs: integer("changed_at_ms").notNull(),
  },
  (table) => [
    uniqueIndex("drawer_job_subject").on(table.subject),
    index("drawer_job_state").on(table.printer, table.state, table.jobNo),
  ],
);
