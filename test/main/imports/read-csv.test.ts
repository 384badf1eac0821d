import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRecords, layoutOf } from "../../../src-main/core/imports/read-csv.ts";

const cellsOf = (text: string): unknown[] => [...csvRecords(text)].map(({ line, cells }) => [line, cells ?? "broken"]);

test.each([
  ["an empty text", "", []],
  [
    "blank lines are no records, and count as lines",
    "\n\na,b\n\nc,d",
    [
      [3, ["a", "b"]],
      [5, ["c", "d"]],
    ],
  ],
  [
    "CR LF, LF and CR end a line",
    "a,b\r\nc,d\ne,f\rg,h",
    [
      [1, ["a", "b"]],
      [2, ["c", "d"]],
      [3, ["e", "f"]],
      [4, ["g", "h"]],
    ],
  ],
  ["a mark at the beginning is no part of the first heading", "\ufeffa,b", [[1, ["a", "b"]]]],
  [
    "quoted cells hold delimiters, quotation marks and lines",
    'a,b\n"x,""y""\r\nz",2\nc,d',
    [
      [1, ["a", "b"]],
      [2, ['x,"y"\r\nz', "2"]],
      [4, ["c", "d"]],
    ],
  ],
  ["an empty quoted cell", 'a,"",c', [[1, ["a", "", "c"]]]],
  [
    "a delimiter at the end is one more cell",
    "a,b,\n,,",
    [
      [1, ["a", "b", ""]],
      [2, ["", "", ""]],
    ],
  ],
  ["Excel's own line says the delimiter", "sep=;\r\na,1;b\r\n", [[2, ["a,1", "b"]]]],
])("%s", (_what, text, records) => {
  expect(cellsOf(text)).toEqual(records);
});

test.each([
  ["a quotation mark inside a cell", 'ab"c,1'],
  ["something behind a closing quotation mark", '"q"z,1'],
  ["a quotation mark that is never closed", '"open,1'],
  ["one that is closed only in another line's cell", '"open'],
])("%s breaks its own line and no other", (_what, broken) => {
  const text = `a,b\n1,2\n${broken}\n3,4\n"5",6\n`;
  expect(cellsOf(text)).toEqual([
    [1, ["a", "b"]],
    [2, ["1", "2"]],
    [3, "broken"],
    [4, ["3", "4"]],
    [5, ["5", "6"]],
  ]);
});

test.each([
  ["a;b;c\n1,5;2;3", ";"],
  ["a\tb\n1\t2", "\t"],
  ["a,b;c,d", ","],
  ["a|b", "|"],
  ["only", ","],
  ['"x;y;z",b\n', ","],
  ["\n\na;b", ";"],
])("the delimiter of %j is %j", (text, delimiter) => {
  expect(layoutOf(text).delimiter).toBe(delimiter);
});

/** Cells as people fill them, with everything that needs quoting. */
const cell = fc.string({ unit: fc.constantFrom("a", "۱", "ی", " ", '"', ",", ";", "\n", "\r\n", "\t"), maxLength: 8 });
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** Quoted only where it must be, as Excel writes. */
const written = (text: string, delimiter: string): string =>
  /["\r\n]/.test(text) || text.includes(delimiter) ? quoted(text) : text;

test("whatever a spreadsheet writes is read as it was, and as a well-kept library reads it", () => {
  fc.assert(
    fc.property(table, fc.constantFrom(",", ";", "\t"), fc.constantFrom("\n", "\r\n"), (rows, delimiter, end) => {
      // The headings settle the delimiter.
      const head = rows[0]?.map((_, at) => `h${at}`) ?? [];
      const text = [head, ...rows].map((row) => row.map((one) => written(one, delimiter)).join(delimiter)).join(end);
      const read = [...csvRecords(text)].map(({ cells }) => cells);
      expect(read).toEqual([head, ...rows]);
      const options = { delimiter, skip_empty_lines: true, record_delimiter: ["\r\n", "\n", "\r"] };
      expect(read).toEqual(parse(text, options));
    }),
  );
});

test("every line is read or told as broken, whatever else is broken", () => {
  const line = fc.constantFrom("a,b", '"a","b"', '"a,b', 'a"b,c', '"a"b,c', 'a,"b');
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
      const records = [...csvRecords(`h,i\n${lines.join("\n")}`)];
      const covered = new Set<number>();
      for (const { line: first, cells } of records) {
        const breaks = cells?.join("").split("\n").length ?? 1;
        for (let n = 0; n < breaks; n++) covered.add(first + n);
      }
      expect(covered.size).toBe(lines.length + 1);
    }),
  );
});

test("a file of quotation marks alone is read in a moment: no mark is looked for over the whole file again and again", () => {
  const text = `h,i\n${'a,"b\n'.repeat(1)}${'x""y,z\n'.repeat(200_000)}`;
  expect([...csvRecords(text)].filter(({ cells }) => cells === undefined)).toHaveLength(200_001);
});
