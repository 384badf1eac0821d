import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { Tally } from "./test-report.ts";
import { closingLines, sumOf, tallyOf } from "./test-report.ts";
import { pathsUnder } from "./tree.ts";

/**
 * `npm run test:all`: the check, then every suite, one after another; all of them run, whatever failed before. The last
 * line of its output is `N passed, N failed[, N skipped]`, the exit code 0 only when nothing failed.
 */
const root = join(import.meta.dirname, "..");
const reports = join(root, ".build", "test-results");
/** A suite that hangs must end as a failure while the build machine still listens (it waits for 25 minutes in all). */
const SUITE_LIMIT_MS = 12 * 60_000;

const SUITES: readonly { suite: string; ownsTest: (path: string) => boolean }[] = [
  { suite: "unit", ownsTest: (path) => !path.startsWith("test/system/") },
  { suite: "system", ownsTest: (path) => path.startsWith("test/system/") },
];

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const total = sumOf([checked(), ...SUITES.map(({ suite, ownsTest }) => ran(suite, ownsTest))]);
process.stdout.write(`${closingLines(total).join("\n")}\n`);
process.exitCode = total.failures.length === 0 ? 0 : 1;

function checked(): Tally {
  const clean = node(["build/check.ts"]) === 0;
  const failure = { file: "", name: "npm run check", reason: "what it found stands at the beginning" };
  return { passed: clean ? 1 : 0, skipped: 0, failures: clean ? [] : [failure] };
}

function ran(suite: string, ownsTest: (path: string) => boolean): Tally {
  const hasFiles = pathsUnder(root, "test").some((path) => path.endsWith(".test.ts") && ownsTest(path));
  if (!hasFiles) return { passed: 0, skipped: 0, failures: [] };
  process.stdout.write(`\n=== suite ${suite}\n`);
  const file = join(reports, `${suite}.json`);
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "build/vitest.config.ts", "--project", suite];
  const exitCode = node([...vitest, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`]);
  const report = existsSync(file) ? readFileSync(file, "utf8") : null;
  const tally = tallyOf({ suite, exitCode, report, hasFiles });
  return { ...tally, failures: tally.failures.map((one) => ({ ...one, file: shortened(one.file) })) };
}

/** Runs this Node on `args` with our output; returns its exit code, 1 when it ended by a signal or ran too long. */
function node(args: readonly string[]): number {
  return (
    spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], timeout: SUITE_LIMIT_MS })
      .status ?? 1
  );
}

function shortened(file: string): string {
  return file.startsWith(root) ? relative(root, file) : file;
}
