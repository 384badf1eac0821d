import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { Failure, Tally } from "./test-report.ts";
import { closingLines, sumOf, tallyOf } from "./test-report.ts";
import { testSeed } from "./test-seed.ts";
import { pathsUnder } from "./tree.ts";

/**
 * `npm run test:all`: the check, then every suite, one after another; all of them run, whatever failed before. The last
 * line of its output is `N passed, N failed[, N skipped]`, the exit code 0 only when nothing failed. Its random cases
 * come from one seed, which is said before (`testSeed`).
 */
const root = join(import.meta.dirname, "..");
const reports = join(root, ".build", "test-results");
/** A suite that hangs must end as a failure while the build machine still listens (it waits for 90 minutes in all). */
const SUITE_LIMIT_MS = 28 * 60_000;

const PAGES = "test/system/pages/";
/** Cores that are killed, starved and restored, each in folders of its own, with limits far from what they need. */
const CORES = "test/system/core/";

/** Pages that their tests feed by themselves, with no daemon, no till and no hand's pace: two files side by side. */
const FED: ReadonlySet<string> = new Set(
  [
    "admin",
    "basket",
    "display",
    "gallery",
    "papers",
    "people",
    "printer-page",
    "receipts-in-line",
    "shut-drawer-key",
  ].map((name) => `${PAGES}${name}.test.ts`),
);

interface Suite {
  readonly suite: string;
  readonly ownsTest: (path: string) => boolean;
  /** The project of Vitest's configuration, where it is only a part of one. */
  readonly partOf?: string;
  readonly isSideBySide?: boolean;
}

const SUITES: readonly Suite[] = [
  { suite: "unit", ownsTest: (path) => !path.startsWith("test/system/") },
  { suite: "cores", ownsTest: (path) => path.startsWith(CORES), partOf: "system", isSideBySide: true },
  { suite: "system", ownsTest: isOfSystem, partOf: "system" },
  { suite: "pages", ownsTest: (path) => path.startsWith(PAGES) && !FED.has(path), partOf: "pages" },
  { suite: "fed-pages", ownsTest: (path) => FED.has(path), partOf: "pages", isSideBySide: true },
];
/** Files that share nothing run two at a time, also on two cores: much of their time they wait. */
const SIDE_BY_SIDE = ["--fileParallelism", "--maxWorkers=2"];

const seed = testSeed(root, process.env["VAFA_TEST_SEED"]);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const total = sumOf([checked(), ...SUITES.map(ran)]);
process.stdout.write(`\nRandom cases of this run: VAFA_TEST_SEED=${seed}\n${closingLines(total).join("\n")}\n`);
process.exitCode = total.failures.length === 0 ? 0 : 1;

function checked(): Tally {
  const clean = node(["build/check.ts"]) === 0;
  const failure = { file: "", name: "npm run check", reason: "what it found stands at the beginning" };
  return { passed: clean ? 1 : 0, skipped: 0, failures: clean ? [] : [failure], retried: [] };
}

function isOfSystem(path: string): boolean {
  return path.startsWith("test/system/") && !path.startsWith(PAGES) && !path.startsWith(CORES);
}

function ran({ suite, ownsTest, partOf, isSideBySide = false }: Suite): Tally {
  const files = pathsUnder(root, "test").filter((path) => path.endsWith(".test.ts") && ownsTest(path));
  const hasFiles = files.length > 0;
  if (!hasFiles) return { passed: 0, skipped: 0, failures: [], retried: [] };
  process.stdout.write(`\n=== suite ${suite}\n`);
  const file = join(reports, `${suite}.json`);
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "build/vitest.config.ts"];
  const chosen = ["--project", partOf ?? suite, ...(partOf === undefined ? [] : files)];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const exitCode = node([...vitest, ...chosen, ...(isSideBySide ? SIDE_BY_SIDE : []), ...reporters]);
  const report = existsSync(file) ? readFileSync(file, "utf8") : null;
  const tally = tallyOf({ suite, exitCode, report, hasFiles });
  const short = (one: Failure): Failure => ({ ...one, file: shortened(one.file) });
  return { ...tally, failures: tally.failures.map(short), retried: tally.retried.map(short) };
}

/** Runs this Node on `args` with our output; returns its exit code, 1 when it ended by a signal or ran too long. */
function node(args: readonly string[]): number {
  const env = { ...process.env, VAFA_TEST_SEED: String(seed) };
  return (
    spawnSync(process.execPath, args, {
      cwd: root,
      env,
      stdio: ["ignore", "inherit", "inherit"],
      timeout: SUITE_LIMIT_MS,
    }).status ?? 1
  );
}

function shortened(file: string): string {
  return file.startsWith(root) ? relative(root, file) : file;
}
