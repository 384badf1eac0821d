import type { CanonicalValue } from "../../../src-shared/base/canonical.ts";
import { foldText } from "../../../src-shared/members/fold-text.ts";
import type { MoneyUnit } from "../../../src-shared/words/format.ts";
import type { ImportFault } from "../../../src-shared/words/import-words.ts";
import { csvRecords, type CsvRecord } from "./read-csv.ts";
import { tidyCell, unitIn } from "./read-cells.ts";

/** Lines below the headings: a large shop's members in a few files, and a plan that fits into memory twice. */
export const ROWS_MAX = 50_000;
/** Faults that are listed, one a line of the largest file; every one is counted. */
export const FAULTS_MAX = ROWS_MAX;
/** Rows looked at in one turn of the event loop: a few milliseconds, so that a key is never felt to wait. */
export const ROWS_A_TURN = 100;
/** Headings that are shown; a table has fewer. */
const COLUMNS_MAX = 60;

/** A column that is known: `names` are its usual headings, in both languages. */
export interface ColumnRule<F extends string> {
  readonly field: F;
  readonly names: readonly string[];
  /** Every row must have it, so the file must. */
  readonly isNeeded?: true;
  /** Several columns may hold it. */
  readonly isMany?: true;
  /** Its heading may say in which unit money stands. */
  readonly isMoney?: true;
}

/** One fault of a file: `line` as an editor counts, `other` where the same thing came first. */
export interface FoundFault {
  readonly line: number;
  readonly field: string;
  readonly fault: ImportFault;
  readonly value: string;
  readonly other: number | null;
}

/** Gathers faults, and knows which lines are broken. */
export class FaultBook {
  readonly listed: FoundFault[] = [];
  readonly brokenLines = new Set<number>();
  count = 0;

  add(line: number, field: string, fault: ImportFault, value = "", other: number | null = null): void {
    this.count += 1;
    this.brokenLines.add(line);
    if (this.listed.length < FAULTS_MAX) this.listed.push({ line, field, fault, value: value.slice(0, 80), other });
  }

  /** How many of `rows` are whole; what is wrong with the headings is no row's fault. */
  goodOf({ rows, headLine }: { readonly rows: number; readonly headLine: number }): number {
    return rows - [...this.brokenLines].filter((line) => line > headLine).length;
  }

  /** As they are shown: by line. */
  byLine(): readonly FoundFault[] {
    return this.listed.toSorted((a, b) => a.line - b.line);
  }
}

/** The cells of a row that hold something, tidy, by their field. */
export type Cells<F extends string> = ReadonlyMap<F, readonly string[]>;

/** What the headings say. */
export interface FileColumns<F extends string> {
  readonly columns: { readonly header: string; readonly field: F | null }[];
  /** The unit that a heading names; undefined where none does. */
  readonly unit: MoneyUnit | undefined;
}

/** Lets what else waits in the event loop come first, now and then. */
export interface Pace {
  /** Resolves in a later turn. */
  readonly pause: () => Promise<void>;
}

/**
 * Reads a file row by row through its headings and tells `faults` what is wrong with its form; `each` gets every row
 * that has cells. Returns the headings with their line, and how many rows there were.
 */
export async function readFile<F extends string>(
  of: {
    readonly csv: string;
    readonly rules: readonly ColumnRule<F>[];
    readonly faults: FaultBook;
    readonly pace: Pace;
  },
  each: (row: { readonly line: number; readonly cells: Cells<F> }, columns: FileColumns<F>) => void,
): Promise<FileColumns<F> & { readonly rows: number; readonly headLine: number }> {
  const { csv, rules, faults, pace } = of;
  const known = headingTable(rules);
  let columns: FileColumns<F> | undefined;
  let [rows, headLine] = [0, 1];
  for (const record of csvRecords(csv)) {
    if (record.cells?.every((cell) => tidyCell(cell) === "") === true) continue;
    if (columns === undefined) {
      columns = headingsOf(record, rules, known, faults);
      headLine = record.line;
      continue;
    }
    rows += 1;
    if (rows > ROWS_MAX) {
      faults.add(record.line, "", "file-too-long");
      break;
    }
    const cells = cellsOf(record, columns, faults);
    if (cells !== undefined) each({ line: record.line, cells }, columns);
    if (rows % ROWS_A_TURN === 0) await pace.pause();
  }
  if (rows === 0) faults.add(1, "", "file-empty");
  return { ...(columns ?? { columns: [], unit: undefined }), rows, headLine };
}

/** Carries `each` out for all of `items`, pausing now and then. */
export async function paced<T>(items: Iterable<T>, pace: Pace, each: (item: T) => void): Promise<void> {
  let done = 0;
  for (const item of items) {
    each(item);
    done += 1;
    if (done % ROWS_A_TURN === 0) await pace.pause();
  }
}

/** A heading as it is compared: folded, letters and digits only, without a unit of money. */
function folded(heading: string): string {
  return foldText(unitIn(heading).rest).replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

function headingTable<F extends string>(rules: readonly ColumnRule<F>[]): ReadonlyMap<string, ColumnRule<F>> {
  return new Map(rules.flatMap((rule) => [rule.field, ...rule.names].map((name) => [folded(name), rule] as const)));
}

function headingsOf<F extends string>(
  record: CsvRecord,
  rules: readonly ColumnRule<F>[],
  known: ReadonlyMap<string, ColumnRule<F>>,
  faults: FaultBook,
): FileColumns<F> {
  if (record.cells === undefined) {
    faults.add(record.line, "", "quote-broken");
    return { columns: [], unit: undefined };
  }
  const seen = new Set<F>();
  let unit: MoneyUnit | undefined;
  const columns = record.cells.slice(0, COLUMNS_MAX).map((cell) => {
    const header = tidyCell(cell);
    const rule = known.get(folded(header));
    if (rule === undefined) return { header, field: null };
    if (seen.has(rule.field) && rule.isMany !== true) faults.add(record.line, rule.field, "column-twice", header);
    seen.add(rule.field);
    if (rule.isMoney === true) unit = unitIn(header).unit;
    return { header, field: rule.field };
  });
  for (const { field, isNeeded } of rules) {
    if (isNeeded === true && !seen.has(field)) faults.add(record.line, field, "column-missing");
  }
  return { columns, unit };
}

function cellsOf<F extends string>(
  record: CsvRecord,
  { columns }: FileColumns<F>,
  faults: FaultBook,
): Cells<F> | undefined {
  if (record.cells === undefined) {
    faults.add(record.line, "", "quote-broken");
    return undefined;
  }
  const cells = new Map<F, readonly string[]>();
  for (const [at, cell] of record.cells.entries()) {
    const text = tidyCell(cell);
    if (text === "") continue;
    const column = columns[at];
    // Behind the last heading nothing can be meant; without any heading the first line has been told of already.
    if (column === undefined && at < COLUMNS_MAX && columns.length > 0) {
      faults.add(record.line, "", "cells-too-many", text);
    } else if (column !== undefined && column.field !== null) {
      cells.set(column.field, [...(cells.get(column.field) ?? []), text]);
    }
  }
  return cells;
}

/** What a plan's hash is made of: the same file on the same list. */
export function planKey(kind: "members" | "products", csvHash: string, counts: CanonicalValue): CanonicalValue {
  return ["vafa/import/1", kind, csvHash, counts];
}
