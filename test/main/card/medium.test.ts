import { expect, test } from "vitest";
import { fromHex } from "../../../src-shared/base/bytes.ts";
import { classifyMedium } from "../../../src-main/core/card/medium.ts";
import { READER_WORDS } from "../../../src-shared/words/reader-words.ts";

test("a medium is known by its ATR, and what this version can't use is refused with a sentence", () => {
  const uid = fromHex("04a1b2c3");
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ["3b8f8001804f0ca000000306030001000000006a", uid, "classic-1k"],
    ["3b8f8001804f0ca0000003060300020000000069", uid, "classic-size-unsupported"],
    ["3b8f8001804f0ca0000003060300030000000068", uid, "ntag-unsupported"],
    ["3b8180018080", fromHex("04112233445566"), "desfire-unsupported"],
    ["3b86800106757781028000", fromHex("04112233445566"), "desfire-unsupported"],
    ["3b8f8001804f0ca000000306030001000000006a", fromHex("08112233"), "uid-changes"],
    ["3b8f8001804f0ca000000306030001000000006a", new Uint8Array(0), "uid-missing"],
    ["3bff9600008131fe4380318065b0", uid, "medium-unknown"],
    ["", uid, "medium-unknown"],
  ];
  for (const [atr, caseUid, expected] of cases) {
    const medium = classifyMedium({ atr: fromHex(atr), uid: caseUid });
    expect(medium.kind === "unsupported" ? medium.refusal : medium.kind).toBe(expected);
  }
});

test("every state and refusal has a text in both languages and a code of its own", () => {
  const all = Object.values(READER_WORDS);
  expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
  for (const { fa, en, code } of all) {
    expect(fa, code).toMatch(/[\u0600-\u06ff].*[.؛]/);
    expect(en, code).toMatch(/^[A-Z].*\.$/);
  }
});
