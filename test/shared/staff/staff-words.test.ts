import { expect, test } from "vitest";
import { CORE_WORDS } from "../../../src-shared/words/core-words.ts";
import { SHIFT_WORDS } from "../../../src-shared/words/shift-words.ts";
import { STAFF_WORDS } from "../../../src-shared/words/staff-words.ts";
import { checkWords } from "../../support/words-of.ts";

test("every refusal of the desk has words in both languages and a code of its own", () => {
  const all = [...Object.values(STAFF_WORDS), ...Object.values(SHIFT_WORDS)];
  for (const words of all) checkWords(words);
  const codes = [...all, ...Object.values(CORE_WORDS)].map((words) => words.code);
  expect(new Set(codes).size).toBe(codes.length);
});
