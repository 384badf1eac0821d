import type Database from "better-sqlite3";

/** A row of `member_name_key`, as an array: reading raw rows costs half of reading objects. */
type KeyRow = readonly [key: string, other: string, member: number];

/** Greater than every key, and less than every letter or digit: keys hold nothing else. */
const END = "\u{10ffff}";
const BEHIND = "\u0001";
/** Distinct keys and rows of one read: small at first, since most searches end with their first page. */
const KEYS_MIN = 16;
const KEYS_MAX = 256;
const ROWS_MIN = 32;
const ROWS_MAX = 512;
/**
 * Work of the first turn, in rows; each turn is twice as long, so the whole costs at most some four times the better
 * plan.
 */
const TURN_ROWS = 64;
/** More matches than this on the second plan are not worth sorting: then the first plan meets the page soon. */
const SORTED_ROWS_MAX = 4_000;

/**
 * Searches `member_name_key` for members with a word beginning with `first` and another beginning with `second` (which
 * may be ""), in the order (word of `first`, word of `second`, member); `accept` is asked once per member. Returns
 * the first `limit` members.
 *
 * Two plans, both exact: hop over the keys of `first` in order and read under each the words of `second`; or hop
 * over the keys of `second`, which must be finished and sorted before it is an answer. Which one is short is not
 * known beforehand, so they take turns of growing length until one is done (docs/decisions/0503-search-by-pairs.md).
 */
export function makeNameSearch(db: Database.Database): NameSearch {
  const reads = prepareReads(db);
  return ({ first, second, limit, accept }) => {
    const ordered = collector(limit, accept);
    const forward = new PairScan(reads, first, second);
    if (second === "") {
      while (!forward.done && !ordered.full()) forward.step((row) => ordered.add(row[2]));
      return ordered.members;
    }
    const backward = new PairScan(reads, second, first);
    const sorted: KeyRow[] = [];
    for (let turn = TURN_ROWS; ; turn *= 2) {
      for (let work = 0; work < turn && !forward.done && !ordered.full();) {
        work += forward.step((row) => ordered.add(row[2]));
      }
      if (forward.done || ordered.full()) return ordered.members;
      for (let work = 0; work < turn && !backward.done && sorted.length <= SORTED_ROWS_MAX;) {
        work += backward.step(([key, other, member]) => sorted.push([other, key, member]));
      }
      if (backward.done) return firstOf(sorted, collector(limit, accept));
    }
  };
}

/** See `makeNameSearch`. */
export type NameSearch = (request: {
  readonly first: string;
  readonly second: string;
  readonly limit: number;
  readonly accept: (member: number) => boolean;
}) => readonly number[];

interface Collector {
  readonly members: readonly number[];
  add(member: number): void;
  full(): boolean;
}

/** A key without a match is a row with nulls: so one read says how far it came. */
type HopRow = KeyRow | readonly [key: string, other: null, member: null];

interface Reads {
  /** The matches under the next `keys` distinct keys from `from` on; at most `rows` rows. */
  hop(bounds: Bounds, from: string, keys: number, rows: number): HopRow[];
  /** The matches of one key behind (other, member). */
  rest(bounds: Bounds, after: KeyRow, rows: number): KeyRow[];
}

/** Where keys end, and where the words looked for begin and end. */
interface Bounds {
  readonly keyEnd: string;
  readonly other: string;
  readonly otherEnd: string;
}

function prepareReads(db: Database.Database): Reads {
  // A loose index scan: each row of the recursion is one seek to the next distinct key, joined in the order it is made.
  // One lower bound only: with "at or after this and behind that" SQLite would seek to the first and scan to the
  // second.
  const hop = db
    .prepare<[Record<string, unknown>]>(
      `WITH RECURSIVE hop (key) AS (
         SELECT (SELECT min(key) FROM member_name_key WHERE key >= :from AND key < :keyEnd)
         UNION ALL
         SELECT (SELECT min(key) FROM member_name_key WHERE key > hop.key AND key < :keyEnd) FROM hop
         WHERE hop.key IS NOT NULL LIMIT :keys
       )
       SELECT hop.key, found.other, found.member FROM hop LEFT JOIN member_name_key AS found
         ON found.key = hop.key AND found.other >= :other AND found.other < :otherEnd
       WHERE hop.key IS NOT NULL LIMIT :rows`,
    )
    .raw();
  const rest = db
    .prepare<[string, string, number, string, number]>(
      "SELECT key, other, member FROM member_name_key WHERE key = ? AND (other, member) > (?, ?) AND other < ? " +
        "ORDER BY other, member LIMIT ?",
    )
    .raw();
  // The column lists just above, in their order and with the table's STRICT types.
  return {
    hop: (bounds, from, keys, rows) => hop.all({ ...bounds, from, keys, rows }) as unknown as HopRow[],
    rest: (bounds, [key, other, member], rows) =>
      rest.all(key, other, member, bounds.otherEnd, rows) as unknown as KeyRow[],
  };
}

/** Walks the rows whose key begins with `prefix` and whose other word begins with `other`, in the index's order. */
class PairScan {
  done = false;
  private readonly reads: Reads;
  private readonly bounds: Bounds;
  private from: string;
  private keys = KEYS_MIN;
  private rows = ROWS_MIN;
  /** The last row of a read that ended within a key. */
  private within: KeyRow | undefined;

  constructor(reads: Reads, prefix: string, other: string) {
    this.reads = reads;
    this.bounds = { keyEnd: prefix + END, other, otherEnd: other + END };
    this.from = prefix;
  }

  /** One read; what was found goes to `found`. Returns how many rows were read, as a measure of the work. */
  step(found: (row: KeyRow) => void): number {
    const [keys, rows, within] = [this.keys, this.rows, this.within];
    const read = within
      ? this.reads.rest(this.bounds, within, rows)
      : this.reads.hop(this.bounds, this.from, keys, rows);
    for (const row of read) if (isMatch(row)) found(row);
    this.keys = Math.min(keys * 2, KEYS_MAX);
    this.rows = Math.min(rows * 2, ROWS_MAX);
    const last = read.at(-1);
    if (last !== undefined && read.length === rows) {
      this.within = isMatch(last) ? last : undefined;
      this.from = `${last[0]}${BEHIND}`;
    } else if (within) this.within = undefined;
    else if (last === undefined || distinctKeys(read) < keys) this.done = true;
    else this.from = `${last[0]}${BEHIND}`;
    return read.length + 1;
  }
}

function isMatch(row: HopRow): row is KeyRow {
  return row[1] !== null;
}

/** Rows of one key stand together. */
function distinctKeys(rows: readonly HopRow[]): number {
  return rows.filter((row, i) => row[0] !== rows[i - 1]?.[0]).length;
}

function collector(limit: number, accept: (member: number) => boolean): Collector {
  const members: number[] = [];
  const seen = new Set<number>();
  return {
    members,
    add: (member) => {
      if (members.length >= limit || seen.has(member)) return;
      seen.add(member);
      if (accept(member)) members.push(member);
    },
    full: () => members.length >= limit,
  };
}

function firstOf(rows: KeyRow[], into: Collector): readonly number[] {
  rows.sort((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]) || a[2] - b[2]);
  for (const row of rows) into.add(row[2]);
  return into.members;
}

/** SQLite's BINARY order of UTF-8 bytes, which is the order of code points; JavaScript compares UTF-16 units. */
export function compareText(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}
