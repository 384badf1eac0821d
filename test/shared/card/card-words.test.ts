import { expect, test } from "vitest";
import { CARD_WORDS } from "../../../src-shared/words/card-words.ts";

const ENTRIES = Object.entries(CARD_WORDS);

test("every refusal and notice has a short code of its own and says in both languages what to do", () => {
  expect(new Set(ENTRIES.map(([, { code }]) => code)).size).toBe(ENTRIES.length);
  for (const [name, { code, fa, en }] of ENTRIES) {
    expect(code, name).toMatch(/^C-\d\d$/);
    expect(fa, name).toMatch(/^[\u0600-\u06ff].*\.$/u);
    expect(fa, name).not.toMatch(/[a-z](?![^{]*\})/i);
    expect(en, name).toMatch(/^[A-Z].*\.$/);
    expect(en.split(/[.;:]/).length, name).toBeGreaterThan(2);
  }
});

test("only the refusals that have an amount speak of it, in both languages", () => {
  for (const [name, { fa, en }] of ENTRIES) {
    const speaks = name === "spend-over-balance" || name === "spend-over-limit";
    expect([fa.includes("{works}"), en.includes("{works}")], name).toEqual([speaks, speaks]);
  }
});
