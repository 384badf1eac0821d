import { openSync, readSync, closeSync, existsSync, fstatSync } from "node:fs";
import type Database from "better-sqlite3";
import { openKeyed } from "./open-database.ts";
import { storageFailureOf } from "./storage-errors.ts";

/**
 * A database file and its key. Probes open it themselves: after one bad page the cipher refuses a connection all
 * others.
 */
export interface KeyedFile {
  readonly path: string;
  readonly key: Uint8Array;
}

/**
 * What a probe found. "schema": the first pages cannot be read, so nothing can be named. Otherwise the tables, each
 * with the b-tree (the table or one of its indexes) and the first page number that does not read; `tables` is empty
 * when only pages outside every table are bad (the list of free pages).
 */
export type Damage =
  | { readonly kind: "fine" }
  | { readonly kind: "schema"; readonly detail: string }
  | { readonly kind: "tables"; readonly tables: readonly DamagedTable[]; readonly detail: string };

export interface DamagedTable {
  readonly table: string;
  /** The table itself or its index; undefined when SQLite did not say. */
  readonly tree?: string;
  readonly page?: number;
  readonly detail: string;
}

/** The events that cannot be read: the first, and the last when something behind it reads again. */
export interface EventGap {
  readonly journalNo: number;
  readonly firstUnreadableSeq: number;
  readonly lastUnreadable?: { readonly journalNo: number; readonly seq: number };
}

/**
 * Reads every page that belongs to a table, an index or the schema, and names what does not authenticate or does not
 * fit. Each page carries a Poly1305 tag over all its bytes, so any change without the key is seen; the content of
 * free pages is not read, by nobody, ever (docs/decisions/0502-what-a-flipped-byte-does.md). Throws on anything but
 * damage.
 */
export function probeTables(file: KeyedFile): Damage {
  const whole = checkOn(file, "PRAGMA quick_check(1)");
  if (whole === undefined) return { kind: "fine" };
  const schema = readSchema(file);
  if (schema === undefined) return { kind: "schema", detail: whole };
  const tables: DamagedTable[] = [];
  for (const { name } of schema.filter((one) => one.type === "table")) {
    const detail = checkOn(file, `PRAGMA quick_check('${name.replaceAll("'", "''")}')`);
    if (detail === undefined) continue;
    const [, root, page] = /Tree (\d+) page (\d+)/.exec(detail) ?? [];
    const tree = schema.find((one) => one.rootpage === Number(root))?.name;
    tables.push({
      table: name,
      ...(tree === undefined ? {} : { tree }),
      ...(page === undefined ? {} : { page: Number(page) }),
      detail,
    });
  }
  return { kind: "tables", tables, detail: whole };
}

/**
 * Walks the events from both ends and returns the gap between, or undefined when every event reads. A damaged inner
 * page of the tree hides the events of all its leaves, so the gap may be wide. Throws on anything but damage.
 */
export function probeEvents(file: KeyedFile): EventGap | undefined {
  const front = walk(file, "ORDER BY journal_no, seq");
  if (front.complete) return undefined;
  const back = walk(file, "ORDER BY journal_no DESC, seq DESC").last;
  const journalNo = front.last?.journalNo ?? back?.journalNo ?? 1;
  const firstUnreadableSeq = (front.last?.seq ?? 0) + 1;
  if (back === undefined || back.seq === 1) return { journalNo, firstUnreadableSeq };
  return { journalNo, firstUnreadableSeq, lastUnreadable: { journalNo: back.journalNo, seq: back.seq - 1 } };
}

/** What the write-ahead log beside a database says of itself, without the key. */
export interface LogState {
  /** Frames in the file that bear the log's current salts. */
  readonly frames: number;
  /** How many frames SQLite accepts: up to the last whole commit before anything that does not check. */
  readonly accepted: number;
  /**
   * Commits behind the accepted end. A power cut can leave one, of a sale that was never acknowledged; two or more,
   * or one without a power cut, is damage: acknowledged events are missing, and the marker outside the database says
   * which.
   */
  readonly commitsBehind: number;
}

/**
 * Compares the log's file with what SQLite accepts of it; undefined without a log. Must run before anything is written.
 * Throws SqliteError when the database itself does not open.
 */
export function probeLog(file: KeyedFile): LogState | undefined {
  const frames = readFrames(`${file.path}-wal`);
  if (frames === undefined) return undefined;
  const db = openKeyed({ ...file, readonly: true });
  try {
    // A read brings the log's index to life; the second column is the number of frames it accepted.
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    const [state] = db.prepare<[], { log: number }>("PRAGMA wal_checkpoint(NOOP)").all();
    const accepted = Math.max(0, state?.log ?? 0);
    return {
      frames: frames.length,
      accepted,
      commitsBehind: frames.slice(accepted).filter((one) => one.commit).length,
    };
  } finally {
    db.close();
  }
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * Frames from the log's beginning that bear its salts (SQLite file format, section 4: salts at 16 and, per frame, at
 * 8).
 */
function readFrames(path: string): { commit: boolean }[] | undefined {
  if (!existsSync(path)) return undefined;
  const log = openSync(path, "r");
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    if (readSync(log, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return undefined;
    const frameBytes = FRAME_HEADER_BYTES + header.readUInt32BE(8);
    const frames: { commit: boolean }[] = [];
    const frame = Buffer.alloc(FRAME_HEADER_BYTES);
    for (let at = HEADER_BYTES; at + frameBytes <= fstatSync(log).size; at += frameBytes) {
      readSync(log, frame, 0, FRAME_HEADER_BYTES, at);
      if (frame.subarray(8, 16).equals(header.subarray(16, 24))) frames.push({ commit: frame.readUInt32BE(4) !== 0 });
    }
    return frames;
  } finally {
    closeSync(log);
  }
}

/**
 * The first line of a check on a connection of its own, or undefined when it is fine. Later ones are only aftermath.
 */
function checkOn(file: KeyedFile, pragma: string): string | undefined {
  return onDamage(file, (db) => {
    for (const line of db.prepare<[], string>(pragma).pluck().iterate()) {
      return line === "ok" ? undefined : line.replaceAll("\n", " ").slice(0, 120);
    }
    return undefined;
  });
}

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly rootpage: number;
}

function readSchema(file: KeyedFile): readonly SchemaRow[] | undefined {
  let rows: readonly SchemaRow[] | undefined;
  onDamage(file, (db) => {
    rows = db.prepare<[], SchemaRow>("SELECT type, name, rootpage FROM sqlite_schema WHERE rootpage > 0").all();
    return undefined;
  });
  return rows;
}

function walk(file: KeyedFile, order: string): { complete: boolean; last?: { journalNo: number; seq: number } } {
  let last: { journalNo: number; seq: number } | undefined;
  const failure = onDamage(file, (db) => {
    const rows = db.prepare<[], { journalNo: number; seq: number }>(
      // The body is asked for, since a long one lies on pages of its own.
      `SELECT journal_no AS journalNo, seq, hash, body FROM event ${order}`,
    );
    for (const { journalNo, seq } of rows.iterate()) last = { journalNo, seq };
    return undefined;
  });
  return { complete: failure === undefined, ...(last ? { last } : {}) };
}

/** Runs `use` on a fresh connection; damage becomes its description, everything else is thrown. */
function onDamage(file: KeyedFile, use: (db: Database.Database) => string | undefined): string | undefined {
  let db: Database.Database | undefined;
  try {
    db = openKeyed({ ...file, readonly: true });
    return use(db);
  } catch (error) {
    const failure = storageFailureOf(error);
    if (failure?.refusal === "damaged") return failure.detail;
    throw error;
  } finally {
    db?.close();
  }
}
