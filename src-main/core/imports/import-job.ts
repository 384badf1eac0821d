import { assert, must, unreachable } from "../../../src-shared/base/assert.ts";
import { canonicalText } from "../../../src-shared/base/canonical.ts";
import { MEMBER_SERIAL_MAX, writerSerialText, type MemberId } from "../../../src-shared/base/ids.ts";
import { memberOfMobile } from "../members/change-member.ts";
import type { ImportShelf } from "../ports/import-shelf.ts";
import type { ProductStore } from "../ports/products.ts";
import type { LedgerRead, LedgerTx } from "../ports/store.ts";
import { actNow, type Actor, type Terminal } from "../terminal/context.ts";
import { enrolInside } from "../terminal/enrol.ts";
import { noteAct } from "../terminal/note-act.ts";
import type { MemberToImport } from "./plan-members.ts";
import type { ProductToImport } from "./plan-products.ts";

/** An import that was begun; its rows lie on the shelf, so that it can be carried out without whoever asked. */
export type ImportJob = {
  readonly by: Actor;
  /** The hash of the command's request, for its stored answer. */
  readonly request: string;
  readonly batches: number;
  /** Missing in a job that an older build began. */
  readonly rows?: number;
} & (
  | {
      readonly kind: "members";
      /** Opening balances, and their sum. */
      readonly balances: number;
      readonly sumMinor: number;
    }
  | { readonly kind: "products" }
);

/** What a job carries out. */
export type ImportRows =
  | {
      readonly kind: "members";
      readonly rows: readonly MemberToImport[];
      readonly balances: number;
      readonly sumMinor: number;
    }
  | { readonly kind: "products"; readonly rows: readonly ProductToImport[] };

/** What an import did. */
export interface ImportDone {
  readonly added: number;
  readonly changed: number;
  readonly balances: number;
}

/** How the last import ended, for whoever opens the page behind it. */
export interface LastImport extends ImportDone {
  readonly kind: ImportJob["kind"];
  readonly atMs: number;
}

/** What a job works with. */
export interface JobParts {
  readonly terminal: Terminal;
  readonly products: ProductStore;
  readonly shelf: ImportShelf;
}

/** How far it is; `pending` are the balances of the last batch, which the authority is asked for before the next. */
interface ImportProgress {
  readonly next: number;
  readonly added: number;
  readonly changed: number;
  readonly pending: readonly { readonly member: MemberId; readonly amountMinor: number }[];
}

/** Where they lie in `state`. */
const STATE_IMPORT = "import";
const STATE_IMPORT_AT = "import-at";
const STATE_IMPORT_LAST = "import-last";

/** Rows of one transaction: some tens of milliseconds on a slow machine, which is as long as a key may wait. */
export const ROWS_A_BATCH = 20;

const BEGINNING: ImportProgress = { next: 0, added: 0, changed: 0, pending: [] };

/** The import that is under way, or undefined. */
export function openJob(read: Pick<LedgerRead, "state">): ImportJob | undefined {
  const text = read.state(STATE_IMPORT);
  // Written by `beginJob` only.
  return text === undefined ? undefined : (JSON.parse(text) as ImportJob);
}

/** How the last import ended, or undefined before the first. */
export function lastImport(read: Pick<LedgerRead, "state">): LastImport | undefined {
  const text = read.state(STATE_IMPORT_LAST);
  // Written by `finishJob` only.
  return text === undefined ? undefined : (JSON.parse(text) as LastImport);
}

/** How far the import under way is. */
export function progressOf(read: Pick<LedgerRead, "state">): ImportProgress {
  const text = read.state(STATE_IMPORT_AT);
  // Written by this file only.
  return text === undefined ? BEGINNING : (JSON.parse(text) as ImportProgress);
}

/** The rows of a job, and how many of them are carried out. */
export function rowsOf(
  { rows: counted, batches }: Pick<ImportJob, "rows" | "batches">,
  { next }: Pick<ImportProgress, "next">,
): { readonly done: number; readonly rows: number } {
  const rows = counted ?? batches * ROWS_A_BATCH;
  return { done: Math.min(next * ROWS_A_BATCH, rows), rows };
}

/** Puts a whole import on disk: from here on it is carried out to its end. Throws when there is one already. */
export function beginJob(
  { terminal, shelf }: JobParts,
  of: { readonly by: Actor; readonly request: string; readonly what: ImportRows },
): ImportJob {
  const { rows, ...what } = of.what;
  const batches = Math.ceil(rows.length / ROWS_A_BATCH);
  const job: ImportJob = { by: of.by, request: of.request, batches, rows: rows.length, ...what };
  terminal.store.transaction((tx) => {
    assert(tx.state(STATE_IMPORT) === undefined, "one import at a time");
    for (let n = 0; n < batches; n++) {
      shelf.put(n, JSON.stringify(rows.slice(n * ROWS_A_BATCH, (n + 1) * ROWS_A_BATCH)));
    }
    tx.putState(STATE_IMPORT, JSON.stringify(job));
    tx.putState(STATE_IMPORT_AT, JSON.stringify(BEGINNING));
  });
  return job;
}

/** Carries out the next batch with how far that is, in one transaction: each row exactly once. */
export function carryBatch(parts: JobParts, job: ImportJob): void {
  parts.terminal.store.transaction((tx) => {
    const before = progressOf(tx);
    const text = must(parts.shelf.get(before.next), "a batch that was not carried out is on the shelf");
    // Written by `beginJob` for a job of this kind.
    const rows: unknown = JSON.parse(text);
    const done =
      job.kind === "members"
        ? carryMembers(parts.terminal, tx, job.by, rows as readonly MemberToImport[])
        : carryProducts(parts, tx, rows as readonly ProductToImport[]);
    parts.shelf.drop(before.next);
    const after: ImportProgress = {
      next: before.next + 1,
      added: before.added + done.added,
      changed: before.changed + done.changed,
      pending: done.pending,
    };
    tx.putState(STATE_IMPORT_AT, JSON.stringify(after));
  });
}

/** Notes the import, keeps its answer and forgets the job, in one transaction. */
export function finishJob(terminal: Terminal, job: ImportJob): ImportDone {
  const { by, request } = job;
  return terminal.store.transaction((tx) => {
    const { added, changed } = progressOf(tx);
    const done: ImportDone = { added, changed, balances: job.kind === "members" ? job.balances : 0 };
    switch (job.kind) {
      case "members":
        noteAct(terminal, tx, by, { act: "members-imported", amount: job.sumMinor });
        break;
      case "products":
        noteAct(terminal, tx, by, { act: "products-imported" });
        break;
      default:
        return unreachable(job);
    }
    tx.putCommandResult({ command: by.command, request, result: canonicalText({ ...done }) });
    const last: LastImport = { kind: job.kind, atMs: terminal.clock.wallMs(), ...done };
    tx.putState(STATE_IMPORT_LAST, JSON.stringify(last));
    tx.dropState(STATE_IMPORT);
    tx.dropState(STATE_IMPORT_AT);
    return done;
  });
}

type Carried = Pick<ImportProgress, "added" | "changed" | "pending">;

/** Whoever has the mobile by now is that member: their profile stays, and only the balance may still come. */
function carryMembers(terminal: Terminal, tx: LedgerTx, by: Actor, rows: readonly MemberToImport[]): Carried {
  const pending: { member: MemberId; amountMinor: number }[] = [];
  const act = actNow(terminal, tx, by);
  let added = 0;
  for (const { fields, introducerMobile, balanceMinor } of rows) {
    let member = memberOfMobile(terminal.members, fields.mobile);
    if (member === undefined) {
      const introducer =
        introducerMobile === undefined ? fields.introducer : memberOfMobile(terminal.members, introducerMobile);
      member = enrolInside(terminal, tx, act, { ...fields, ...(introducer === undefined ? {} : { introducer }) });
      added += 1;
    }
    if (balanceMinor > 0) pending.push({ member, amountMinor: balanceMinor });
  }
  return { added, changed: 0, pending };
}

/** A barcode that became another product's since the check stays with that one. */
function carryProducts(
  { terminal, products }: Pick<JobParts, "terminal" | "products">,
  tx: LedgerTx,
  rows: readonly ProductToImport[],
): Carried {
  let [added, changed] = [0, 0];
  for (const row of rows) {
    const known = row.id ?? (row.product.barcodes.length === 0 ? products.idOfName(row.product.name) : undefined);
    const { writer } = terminal.identity;
    const id = known ?? writerSerialText({ writer, serial: tx.nextSerial("product") }, MEMBER_SERIAL_MAX);
    const barcodes = row.product.barcodes.filter((code) => (products.ownerOf(code) ?? id) === id);
    products.put({ ...row.product, id, barcodes }, terminal.clock.wallMs());
    if (known === undefined) added += 1;
    else changed += 1;
  }
  return { added, changed, pending: [] };
}
