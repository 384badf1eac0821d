import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * `npm run check`: everything that can be judged without running the product. Each step runs even when one before it
 * failed, so that one run names all there is to mend. Exit code 0 only when every step is clean.
 */
const root = fileURLToPath(new URL("..", import.meta.url));

/** What a person calls the step, and the arguments that Node gets. */
const STEPS: readonly (readonly [name: string, ...args: string[]])[] = [
  ["types", "node_modules/typescript/bin/tsc", "-b", "--pretty", "false"],
  ["lint", "node_modules/oxlint/bin/oxlint", "--max-warnings", "0"],
  ["format", "node_modules/oxfmt/bin/oxfmt", "--list-different"],
  ["tidy", "build/tidy.ts"],
  ["words", "build/check-words.ts"],
  ["migrations", "build/generate-migrations.ts", "--check"],
];

// Whoever reads only the beginning (`npm run check | head`) has seen enough.
process.stdout.on("error", () => process.exit(1));

const failed = STEPS.filter((step) => !passes(step)).map(([name]) => name);
process.stdout.write(failed.length === 0 ? "check: clean\n" : `check: FAILED (${failed.join(", ")})\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

function passes([name, ...args]: readonly [name: string, ...args: string[]]): boolean {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status === 0) return true;
  const why = name === "format" ? "Not formatted (npm run format mends it):\n" : "";
  process.stdout.write(`--- ${name}\n${why}${stdout}${stderr}${error?.message ?? ""}\n`);
  return false;
}
