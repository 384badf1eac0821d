import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Plant } from "./plants.ts";
import { LINT_PLANTS, TIDY_PLANTS, TYPE_PLANTS } from "./plants.ts";
import type { Folder, PlantedTree } from "./planted-tree.ts";
import { FOLDERS, MAY_IMPORT, plantTree, repository, specifier } from "./planted-tree.ts";

/**
 * A checker that has gone blind says "no violations". So each rule of the house is broken here on purpose, in a small
 * tree under the repository's own settings, and the tool that guards it must say so: and say nothing of a clean tree.
 */
const TSC = "node_modules/typescript/bin/tsc";
const OXLINT = "node_modules/oxlint/bin/oxlint";
const OXFMT = "node_modules/oxfmt/bin/oxfmt";

const WRONG_WAYS = FOLDERS.flatMap((from) =>
  FOLDERS.filter((to) => to !== from && !MAY_IMPORT[from].includes(to)).map((to): [Folder, Folder] => [from, to]),
);

describe("a clean tree", () => {
  let tree: PlantedTree;
  beforeAll(() => {
    tree = plantTree();
  });
  afterAll(() => tree.remove());

  test("passes the whole check, imports in the right direction included", () => {
    expect(tree.run("build/check.ts")).toMatchObject({ status: 0, output: "check: clean\n" });
  });

  test("fails the check as soon as its migrations are not what the schemas say", () => {
    process.env["PLANT"] = "migrations";
    try {
      const { status, output } = tree.run("build/check.ts");
      expect(output.trimEnd().split("\n").at(-1)).toBe("check: FAILED (migrations)");
      expect(status).toBe(1);
    } finally {
      delete process.env["PLANT"];
    }
  });
});

describe("what the compiler must refuse", () => {
  // A tree of its own: an import of a package that has Node's types would bring them to the whole folder.
  let tree: PlantedTree;
  let types: ReadonlySet<string>;

  beforeAll(() => {
    tree = plantTree();
    for (const { path, text } of [...wrongImports(), ...TYPE_PLANTS]) tree.write(path, text);
    types = found(tree.run(TSC, "-b", "--pretty", "false").output, /^([\w./-]+)\(\d+,\d+\): error (TS\d+):/gm);
  });
  afterAll(() => tree.remove());

  test.each(WRONG_WAYS)("%s may not import %s: neither a value nor a type compiles", (from, to) => {
    for (const kind of ["value", "type"]) expect(types).toContain(`${wrongPath(from, to, kind)} TS6307`);
  });

  test.each(TYPE_PLANTS)("$path does not compile: $rule", ({ path, rule }) => {
    expect(types).toContain(`${path} ${rule}`);
  });

  test.each(["src-shared", "src-main/core", "src-renderer"])("no package brings Node's types into %s", (folder) => {
    const { status, output } = repository(TSC, "-p", folder, "--listFilesOnly");
    expect(status).toBe(0);
    expect(output).toContain(`/${folder}/`);
    expect(output.split("\n").filter((path) => path.includes("/@types/node/"))).toEqual([]);
  });
});

describe("what the linter, the formatter and the tidy rules must refuse", () => {
  let tree: PlantedTree;
  let lint: ReadonlySet<string>;
  let tidy: ReadonlySet<string>;
  let unformatted: readonly string[];

  beforeAll(() => {
    tree = plantTree();
    for (const { path, text } of [...wrongImports(), ...LINT_PLANTS, ...TIDY_PLANTS]) tree.write(path, text);
    plantMigrations(tree);
    tree.write("src-shared/unformatted.ts", "export const wrong = {a:1 }\n");
    lint = lintFindings(tree.run(OXLINT, "--format=json").output);
    tidy = found(tree.run("build/tidy.ts").output, /^([\w./-]+):\d+: ([\w-]+): /gm);
    unformatted = tree.run(OXFMT, "--list-different").output.split("\n");
  });
  afterAll(() => tree.remove());

  test("is refused by every step of the check", () => {
    const { status, output } = tree.run("build/check.ts");
    expect(output.trimEnd().split("\n").at(-1)).toBe("check: FAILED (types, lint, format, tidy)");
    expect(status).toBe(1);
  });

  test.each(WRONG_WAYS)("%s may not import %s: the linter says so too", (from, to) => {
    for (const kind of ["value", "type"]) expect(lint).toContain(`${wrongPath(from, to, kind)} no-restricted-imports`);
  });

  test.each(LINT_PLANTS)("$path is found by the linter: $rule", ({ path, rule }) => {
    expect(lint).toContain(`${path} ${rule}`);
  });

  test.each(TIDY_PLANTS)("$path is untidy: $rule", ({ path, rule }) => {
    expect(tidy).toContain(`${path} ${rule}`);
  });

  test("a migration that was edited, or is gone, after it landed is found; one that was not is left alone", () => {
    expect(tidy).toContain("migrations/terminal/0003-edited.sql migration");
    expect(tidy).toContain("migrations/terminal/0004-gone.sql migration");
    expect(tidy).not.toContain("migrations/terminal/0001-landed.sql migration");
  });

  test("an unformatted file is found", () => {
    expect(unformatted).toContain("src-shared/unformatted.ts");
  });

  test("every rule that .oxlintrc.json switches on by name has a violation here", () => {
    const planted = new Set([...LINT_PLANTS.map(({ rule }) => rule), "no-restricted-imports"]);
    expect(namedRules(tree.read(".oxlintrc.json")).filter((rule) => !planted.has(rule))).toEqual([]);
  });

  test("every rule of build/tidy.ts has a violation here", () => {
    const rules = [...tree.read("build/tidy.ts").matchAll(/\brule: "([\w-]+)"|\bat\("([\w-]+)"/g)].map(
      ([, a, b]) => a ?? b,
    );
    const planted = new Set<string | undefined>(TIDY_PLANTS.map(({ rule }) => rule));
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter((rule) => !planted.has(rule))).toEqual([]);
  });
});

describe("what is allowed", () => {
  let tree: PlantedTree;
  beforeAll(() => {
    tree = plantTree();
  });
  afterAll(() => tree.remove());

  test("the shell imports Electron, adapters/sqlite the database, adapters Node", () => {
    tree.write("src-main/shell/electron.ts", 'import type { App } from "electron";\n\nexport type Right = App;\n');
    const database = 'import Database from "better-sqlite3";\nimport type { SQL } from "drizzle-orm";\n';
    tree.write(
      "src-main/adapters/sqlite/open.ts",
      `${database}\nexport type Right = SQL;\nexport const right = Database;\n`,
    );
    tree.write("src-main/adapters/node/files.ts", 'export { readFileSync } from "node:fs";\n');
    expect(lintFindings(tree.run(OXLINT, "--format=json").output)).toEqual(new Set());
  });

  test("the formatter leaves Persian text as it is, and a second run changes nothing", () => {
    const sentence = "موجودی کارت ۱۵٬۰۰۰ ریال است؛ نمی\u200cتوان «بیشتر» خرج کرد \u2067(۲۰٪)\u2069.";
    tree.write("src-shared/words.ts", `export const words={fa:"${sentence}" , en : 'x'}\n// ${sentence}\n`);
    expect(tree.run(OXFMT, "src-shared/words.ts").status).toBe(0);
    const once = tree.read("src-shared/words.ts");
    expect(once).toBe(`export const words = { fa: "${sentence}", en: "x" };\n// ${sentence}\n`);
    tree.run(OXFMT, "src-shared/words.ts");
    expect(tree.read("src-shared/words.ts")).toBe(once);
  });
});

function wrongPath(from: Folder, to: Folder, kind: string): string {
  return `${from}/wrong-${kind}-${to.replace("/", "-")}.ts`;
}

function wrongImports(): Plant[] {
  return WRONG_WAYS.flatMap(([from, to]): Plant[] => [
    {
      path: wrongPath(from, to, "value"),
      text: `import { marker } from "${specifier(from, to, "value.ts")}";\n\nexport const wrong = marker;\n`,
      rule: "TS6307",
    },
    {
      path: wrongPath(from, to, "type"),
      text: `import type { Marker } from "${specifier(from, to, "type.ts")}";\n\nexport type Wrong = Marker;\n`,
      rule: "TS6307",
    },
  ]);
}

function plantMigrations(tree: PlantedTree): void {
  const line = (name: string, text: string): string =>
    `${createHash("sha256").update(text).digest("hex")}  terminal/${name}\n`;
  tree.write("migrations/terminal/0001-landed.sql", "CREATE TABLE a (x);\n");
  tree.write("migrations/terminal/0003-edited.sql", "CREATE TABLE c (x, y);\n");
  const listed = [
    line("0001-landed.sql", "CREATE TABLE a (x);\n"),
    line("0003-edited.sql", "CREATE TABLE c (x);\n"),
    line("0004-gone.sql", "CREATE TABLE d (x);\n"),
  ];
  tree.write("migrations/CHECKSUMS", listed.join(""));
}

/** "path rule" for every match of `pattern`, whose two groups are these. */
function found(output: string, pattern: RegExp): Set<string> {
  return new Set(Array.from(output.matchAll(pattern), ([, path, rule]) => `${path} ${rule}`));
}

function lintFindings(output: string): Set<string> {
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string; filename: string }[] };
  return new Set(diagnostics.map(({ code, filename }) => `${filename} ${/\(([\w-]+)\)/.exec(code)?.[1] ?? code}`));
}

/** The names, without their plugin, of the rules that are not "off". */
function namedRules(text: string): string[] {
  const config = JSON.parse(text) as {
    rules: Record<string, unknown>;
    overrides: { rules: Record<string, unknown> }[];
  };
  const rules = [config.rules, ...config.overrides.map((one) => one.rules)].flatMap((one) => Object.entries(one));
  return rules.filter(([, level]) => level !== "off").map(([name]) => name.replace(/^.*\//, ""));
}
