import type Database from "better-sqlite3";

/** A row of `member_name_key`, as an array: reading raw rows costs half of reading objects. */
type KeyRow = readonly [key: string, other: string, member: number];

/** Greater than every key: keys hold only letters and digits. */
const END = "\u{10ffff}";
const BATCH_ROWS_MIN = 4;
const BATCH_ROWS_MAX = 64;
/** Steps of the first turn; each turn is twice as long, so the whole costs at most some four times the better plan. */
const TURN_STEPS = 16;
/** More matches than this on the second plan are not worth sorting: then the first plan meets the page soon. */
const SORTED_ROWS_MAX = 2_000;

/**
 * Searches `member_name_key` for members with a word beginning with `first` and another beginning with `second` (which
 * may be ""), in the order (word of `first`, word of `second`, member); `accept` is asked once per member. Returns the first
 * `limit` members.
 *
 * Two plans, both exact: walk the keys of `first` in order and skip inside each to `second`; or walk the keys of `second`,
 * which must be finished and sorted before it is an answer. Which one is short is not known beforehand, so they take turns
 * of growing length until one is done.
 */
export function makeNameSearch(db: Database.Database): NameSearch {
  const statement = db
    .prepare<[string, string, number, number]>(
      "SELECT key, other, member FROM member_name_key WHERE (key, other, member) > (?, ?, ?) " +
        "ORDER BY key, other, member LIMIT ?",
    )
    .raw();
  // The column list just above, in its order and with the table's STRICT types.
  const read = (after: KeyRow, rows: number): KeyRow[] => statement.all(...after, rows) as unknown as KeyRow[];
  return ({ first, second, limit, accept }) => {
    const ordered = collector(limit, accept);
    const forward = new PairScan(read, first, second);
    if (second === "") {
      while (!forward.done && !ordered.full()) forward.step((row) => ordered.add(row[2]));
      return ordered.members;
    }
    const backward = new PairScan(read, second, first);
    const sorted: KeyRow[] = [];
    for (let turn = TURN_STEPS; ; turn *= 2) {
      for (let i = 0; i < turn && !forward.done && !ordered.full(); i++) forward.step((row) => ordered.add(row[2]));
      if (forward.done || ordered.full()) return ordered.members;
      for (let i = 0; i < turn && !backward.done && sorted.length <= SORTED_ROWS_MAX; i++) {
        backward.step(([key, other, member]) => sorted.push([other, key, member]));
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

/** Walks the rows whose key begins with `prefix` and whose other word begins with `other`, in the index's order. */
class PairScan {
  done = false;
  private after: KeyRow;
  private rows = BATCH_ROWS_MIN;
  private readonly read: (after: KeyRow, rows: number) => KeyRow[];
  private readonly prefix: string;
  private readonly other: string;

  constructor(read: (after: KeyRow, rows: number) => KeyRow[], prefix: string, other: string) {
    this.read = read;
    this.prefix = prefix;
    this.other = other;
    this.after = [prefix, "", -1];
  }

  /** One read of the index; the rows found go to `found`. */
  step(found: (row: KeyRow) => void): void {
    const batch = this.read(this.after, this.rows);
    for (const row of batch) {
      if (!row[0].startsWith(this.prefix)) {
        this.done = true;
        return;
      }
      if (row[1].startsWith(this.other)) found(row);
    }
    const [first, last] = [batch[0], batch.at(-1)];
    if (first === undefined || last === undefined || batch.length < this.rows) {
      this.done = true;
      return;
    }
    this.after = this.skip(last);
    const useful = first[0] !== last[0] || last[1].startsWith(this.other);
    this.rows = useful ? Math.min(this.rows * 2, BATCH_ROWS_MAX) : BATCH_ROWS_MIN;
  }

  /** Where to go on behind `last`: past what cannot match under its key. */
  private skip(last: KeyRow): KeyRow {
    if (last[1].startsWith(this.other)) return last;
    return compareText(last[1], this.other) < 0 ? [last[0], this.other, -1] : [last[0], END, -1];
  }
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
