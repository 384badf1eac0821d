/** One record of a CSV file with the line at which it begins, from 1; a broken one has no cells that can be trusted. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly cells: undefined };

/** What spreadsheets of our shops part cells with; the earlier wins a draw. */
const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** The longest cell that Excel itself can hold: a longer one is a quotation mark that was never closed. */
const CELL_MAX = 32_767;

/**
 * The delimiter of a text, and where its first record begins: what Excel's own line `sep=;` says, or whatever parts the
 * first record that holds anything into the most cells.
 */
export function layoutOf(text: string): {
  readonly delimiter: Delimiter;
  readonly from: number;
  readonly line: number;
} {
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const said = /^sep=([,;\t|])(?:\r\n|\n|\r)/i.exec(text.slice(mark, mark + 8));
  const delimiter = DELIMITERS.find((one) => one === said?.[1]);
  if (said !== null && delimiter !== undefined) return { delimiter, from: mark + said[0].length, line: 2 };
  const counts = DELIMITERS.map((one) => ({ one, cells: firstCells(text, mark, one) }));
  const best = counts.reduce((most, each) => (each.cells > most.cells ? each : most));
  return { delimiter: best.one, from: mark, line: 1 };
}

/**
 * The records of a CSV text (RFC 4180; lines may end in CR LF, LF or CR, and a blank line is no record), one by one, so
 * that whoever reads may pause. A quotation mark in the wrong place, or one that is never closed, breaks only the
 * record that it stands in: reading goes on at the line below the one where that record began, so that no other is
 * lost.
 */
export function* csvRecords(text: string): Generator<CsvRecord, void> {
  const layout = layoutOf(text);
  const { delimiter } = layout;
  let { from, line } = layout;
  while (from < text.length) {
    const read = recordAt(text, from, delimiter);
    if (read === undefined) {
      yield { line, cells: undefined };
      from = lineEnd(text, from);
      line += 1;
      continue;
    }
    // A blank line is one empty cell.
    if (read.cells.length > 1 || read.cells[0] !== "") yield { line, cells: read.cells };
    line += read.lines;
    from = read.next;
  }
}

/** A whole record, how many lines it takes, and where the next begins; undefined when a quotation mark is wrong. */
function recordAt(
  text: string,
  from: number,
  delimiter: Delimiter,
): { readonly cells: readonly string[]; readonly lines: number; readonly next: number } | undefined {
  const cells: string[] = [];
  let lines = 1;
  for (let at = from; ;) {
    const cell = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at, delimiter);
    if (cell === undefined) return undefined;
    cells.push(cell.value);
    lines += cell.breaks;
    const after = text[cell.next];
    if (after === delimiter) at = cell.next + 1;
    else if (after === undefined || isBreak(after)) return { cells, lines, next: afterBreak(text, cell.next) };
    else return undefined;
  }
}

interface Cell {
  readonly value: string;
  readonly breaks: number;
  readonly next: number;
}

function plainAt(text: string, from: number, delimiter: Delimiter): Cell | undefined {
  let next = from;
  for (; next < text.length; next++) {
    const sign = text[next];
    if (sign === delimiter || sign === "\n" || sign === "\r") break;
    // RFC 4180: a cell that holds a quotation mark stands in quotation marks.
    if (sign === '"') return undefined;
  }
  return { value: text.slice(from, next), breaks: 0, next };
}

function quotedAt(text: string, from: number): Cell | undefined {
  const limit = Math.min(text.length, from + CELL_MAX);
  for (let end = text.indexOf('"', from + 1); end !== -1 && end <= limit; end = text.indexOf('"', end + 2)) {
    if (text[end + 1] === '"') continue;
    const value = text.slice(from + 1, end).replaceAll('""', '"');
    return { value, breaks: value.match(/\r\n|\n|\r/g)?.length ?? 0, next: end + 1 };
  }
  return undefined;
}

function firstCells(text: string, from: number, delimiter: Delimiter): number {
  for (let at = from; at < text.length; at = lineEnd(text, at)) {
    const cells = recordAt(text, at, delimiter)?.cells ?? [];
    if (cells.some((cell) => cell.trim() !== "")) return cells.length;
  }
  return 0;
}

function isBreak(sign: string): boolean {
  return sign === "\n" || sign === "\r";
}

/** Where the line after a line's end begins. */
function afterBreak(text: string, at: number): number {
  return at + (text.startsWith("\r\n", at) ? 2 : 1);
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBreak(text[at] ?? "")) at += 1;
  return afterBreak(text, at);
}
