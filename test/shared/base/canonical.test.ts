import fc from "fast-check";
import { expect, test } from "vitest";
import {
  canonicalFault,
  canonicalText,
  parseCanonical,
  type CanonicalValue,
} from "../../../src-shared/base/canonical.ts";

test.each([
  [{ b: 1, a: [true, false, ""] }, '{"a":[true,false,""],"b":1}'],
  [
    { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 },
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  ],
  ['\u001f\t"\\/\u2028سلام', '"\\u001f\\t\\"\\\\/\u2028سلام"'],
  [{ z: {}, y: [] }, '{"y":[],"z":{}}'],
  [9007199254740991, "9007199254740991"],
  [{ __proto__x: 1, constructor: 2 }, '{"__proto__x":1,"constructor":2}'],
] as const)("golden %#: canonical text", (value, text) => {
  expect(canonicalText(value as CanonicalValue)).toBe(text);
  expect(parseCanonical(text)).toEqual({ ok: true, value });
});

test.each([
  [1.5, "not-an-integer"],
  [-0, "not-an-integer"],
  [2 ** 53, "not-an-integer"],
  [Number.NaN, "not-an-integer"],
  [null, "null-or-undefined"],
  [{ a: undefined }, "null-or-undefined"],
  ["\ud800", "bad-string"],
  ["a\u0000b", "bad-string"],
  [{ "\u0000": 1 }, "bad-string"],
  [new Date(0), "not-plain"],
  [new Map(), "not-plain"],
  [10n, "not-plain"],
])("%#: refused", (value, kind) => {
  expect(canonicalFault(value)?.kind).toBe(kind);
});

test.each([
  '{"b":1,"a":2}',
  '{"a": 1}',
  "1.0",
  "1e3",
  "-0",
  '{"a":1,"a":1}',
  '"\\u0041"',
  '"\\/"',
  "",
  "nul",
  '{"a":null}',
])("text %s is JSON perhaps, canonical never", (text) => {
  expect(parseCanonical(text).ok).toBe(false);
});

test("every value of the subset returns from its text, and has one text", () => {
  const key = fc
    .string({ unit: "grapheme", maxLength: 6 })
    .filter((text) => text !== "__proto__" && !text.includes("\u0000"));
  const { value } = fc.letrec<{ value: CanonicalValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.maxSafeInteger().map((n) => (n === 0 ? 0 : n)),
      fc.boolean(),
      key,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 5, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (any) => {
      const text = canonicalText(any);
      const back = parseCanonical(text);
      expect(back.ok && canonicalText(back.value)).toBe(text);
    }),
  );
});
