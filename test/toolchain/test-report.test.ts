import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closingLines, sumOf, tallyOf } from "../../build/test-report.ts";
import type { Ended, PlantedTree } from "./planted-tree.ts";
import { plantTree } from "./planted-tree.ts";

const file = (name: string, status: string, tests: readonly string[], message = "") => ({
  name,
  status,
  message,
  assertionResults: tests.map((one, i) => ({
    status: one === "retried" ? "passed" : one,
    fullName: `rule ${i}`,
    failureMessages: one === "failed" || one === "retried" ? ["why\nat line 1"] : [],
  })),
});
const report = (...testResults: readonly unknown[]): string => JSON.stringify({ testResults });
const run = { suite: "unit", exitCode: 0, hasFiles: true };

describe("the tally of a suite", () => {
  test("counts passed and skipped tests, and names each failed one with its file", () => {
    const text = report(
      file("a.test.ts", "failed", ["passed", "failed", "skipped", "todo"]),
      file("b.test.ts", "passed", ["passed"]),
    );
    expect(tallyOf({ ...run, exitCode: 1, report: text })).toEqual({
      passed: 2,
      skipped: 2,
      failures: [{ file: "a.test.ts", name: "rule 1", reason: "why" }],
      retried: [],
    });
  });

  test("a test that passed only at another try is counted as passed, and named with why it failed before", () => {
    const text = report(file("a.test.ts", "passed", ["passed", "retried"]));
    const tally = tallyOf({ ...run, report: text });
    expect(tally).toEqual({
      passed: 2,
      skipped: 0,
      failures: [],
      retried: [{ file: "a.test.ts", name: "rule 1", reason: "why" }],
    });
    expect(closingLines(tally).slice(1)).toEqual([
      "Passed only at another try:",
      "  a.test.ts > rule 1",
      "      why",
      "",
      "2 passed, 0 failed",
    ]);
  });

  test("a file that could not be loaded is a failure, though none of its tests ran", () => {
    const tally = tallyOf({ ...run, exitCode: 1, report: report(file("a.test.ts", "failed", [], "SyntaxError: x")) });
    expect(tally.failures).toEqual([{ file: "a.test.ts", name: "the file as a whole", reason: "SyntaxError: x" }]);
  });

  test("no report, an error outside the tests, and a run of no tests are failures of the suite", () => {
    const passing = report(file("a.test.ts", "passed", ["passed"]));
    expect(tallyOf({ ...run, exitCode: 137, report: null }).failures).toHaveLength(1);
    expect(tallyOf({ ...run, exitCode: 1, report: passing })).toMatchObject({
      passed: 1,
      failures: [{ name: "suite unit" }],
    });
    expect(tallyOf({ ...run, report: report() }).failures).toHaveLength(1);
    expect(tallyOf({ ...run, hasFiles: false, report: report() }).failures).toHaveLength(0);
  });

  test("the closing line is the last, and names skipped tests only when there are some", () => {
    const one = { passed: 2, skipped: 0, failures: [], retried: [] };
    expect(closingLines(sumOf([one, one])).at(-1)).toBe("4 passed, 0 failed");
    const failures = [{ file: "a.test.ts", name: "rule", reason: "why" }];
    const lines = closingLines(sumOf([one, { passed: 1, skipped: 3, failures, retried: [] }]));
    expect(lines.at(-1)).toBe("3 passed, 1 failed, 3 skipped");
    expect(lines).toContain("  a.test.ts > rule");
  });
});

describe("a whole run", () => {
  let tree: PlantedTree;
  let ended: Ended;
  beforeAll(() => {
    tree = plantTree();
    const imports = 'import { expect, test } from "vitest";\n\n';
    tree.write(
      "test/good.test.ts",
      `${imports}test("holds", () => expect(1).toBe(1));\ntest.skip("later", () => expect(1).toBe(2));\n`,
    );
    tree.write(
      "test/broken.test.ts",
      `${imports}throw new Error("not loaded");\ntest("never runs", () => expect(1).toBe(1));\n`,
    );
    tree.write("test/system/port.test.ts", `${imports}test("port answers", () => expect(1).toBe(2));\n`);
    tree.write(
      "test/system/tired.test.ts",
      `${imports}let tries = 0;\ntest("needs two", () => {\n  tries += 1;\n  expect(tries).toBe(2);\n});\n`,
    );
    ended = tree.run("build/run-tests.ts");
  });
  afterAll(() => tree.remove());

  test("adds up the check and both suites, lists what failed, and ends with the closing line", () => {
    expect(ended.status).toBe(1);
    const lines = ended.stdout.trimEnd().split("\n");
    expect(lines.at(-1)).toBe("2 passed, 3 failed, 1 skipped");
    expect(ended.stdout).toMatch(/^Random cases of this run: VAFA_TEST_SEED=\d+$/m);
    for (const line of [
      "  npm run check",
      "  test/broken.test.ts > the file as a whole",
      "  test/system/port.test.ts > port answers",
      "Passed only at another try:",
      "  test/system/tired.test.ts > needs two",
    ]) {
      expect(lines).toContain(line);
    }
  });
});
