import { afterAll, beforeAll, expect, test } from "vitest";
import { type PlantedTree, plantTree, plantWords, repository } from "./planted-tree.ts";

let tree: PlantedTree;
beforeAll(() => {
  tree = plantTree();
});
afterAll(() => tree.remove());

/** What the check says of catalogues with these messages in `kit`, on a page that says `page`. */
function findings(fa: string, en: string, page: string): string[] {
  plantWords(tree.write, { fa, en, page });
  const { status, stdout } = tree.run("build/check-words.ts");
  const found = stdout.split("\n").filter((line) => line !== "");
  expect(status).toBe(found.length === 0 ? 0 : 1);
  return found;
}

test("the catalogues of this repository are complete", () => {
  expect(repository("build/check-words.ts")).toMatchObject({ status: 0, output: "" });
});

test("a message in one language only is missing in the other", () => {
  expect(findings('{ a: "آ", b: "ب" }', '{ a: "A", c: "C" }', '["kit.a", "kit.b", "kit.c"]')).toEqual([
    "kit.b: missing in en",
    "kit.c: missing in fa",
  ]);
});

test("an argument that only one language takes, and one that `t` keeps for itself, are found", () => {
  expect(findings('{ a: "{n} تا" }', '{ a: "{m} of them" }', '"kit.a"')).toEqual(["kit.a: fa takes {n}, en {m}"]);
  expect(findings('{ a: "{count} تا" }', '{ a: "{count} of them" }', '"kit.a"')).toContain(
    "kit.a: no argument may be called count",
  );
});

test("arguments inside plurals and selections count", () => {
  const fa = '{ a: "{n, plural, =0 {هیچ} other {{who}: #}}" }';
  expect(findings(fa, '{ a: "{n, plural, =0 {none} one {#} other {#}}" }', '"kit.a"')).toEqual([
    "kit.a: fa takes {n, who}, en {n}",
  ]);
});

test("a broken message, an empty one and a date are found", () => {
  expect(findings('{ a: "{n, plural, one {یکی}}" }', '{ a: "A" }', '"kit.a"')[0]).toMatch(/^kit\.a: fa is no ICU/);
  expect(findings('{ a: "آ" }', '{ a: " " }', '"kit.a"')).toEqual(["kit.a: empty"]);
  expect(findings('{ a: "{d, date}" }', '{ a: "{d, date}" }', '"kit.a"')[0]).toContain("is a date");
});

test("a key that no page uses is found; a fixed beginning given to keyOf uses all that begin so", () => {
  const [fa, en] = ['{ "on-a": "آ", "on-b": "ب" }', '{ "on-a": "A", "on-b": "B" }'];
  expect(findings(fa, en, '"kit.on-a"')).toEqual(["kit.on-b: no page uses it"]);
  expect(findings(fa, en, 'keyOf("kit.on-", "a")')).toEqual([]);
});
