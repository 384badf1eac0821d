/**
 * Starts every npm script under the project's own Node, whatever PATH has: `node build/run.mjs <script> [arguments]`.
 *
 * This file is plain JavaScript because it may itself be run by an old Node, which can't read TypeScript. It writes
 * nothing to standard output, so that `npm run -s demo -- --json` gives the demo's lines and nothing else.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NODE_MAJOR_MIN = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (/** @type {string} */ path) => join("node_modules", path);

/** Script name -> the file that Node runs, and the arguments that come before the caller's. */
const SCRIPTS = new Map([
  ["check", ["build/check.ts"]],
  ["test", [bin("vitest/vitest.mjs"), "run", "--config", "build/vitest.config.ts"]],
  ["test:all", ["build/run-tests.ts"]],
  ["build:pages", ["build/ensure-pages.ts"]],
  ["dev:pages", [bin("vite/bin/vite.js"), "--config", "build/vite.config.ts"]],
  ["lint", [bin("oxlint/bin/oxlint"), "--max-warnings", "0"]],
  ["format", [bin("oxfmt/bin/oxfmt"), "--write"]],
  ["start", ["build/start.ts"]],
  ["build:app", ["build/build-app.ts"]],
  ["package", ["build/package-app.ts"]],
  ["demo", ["build/demo.ts"]],
  ["demo:counter", ["build/demo-counter.ts"]],
  ["bench", ["test/bench/main.ts"]],
  ["explore", ["test/explore/main.ts"]],
  ["verify", ["src-main/shell/verify.ts"]],
  ["restore", ["src-main/shell/restore.ts"]],
  ["migrations", ["build/generate-migrations.ts"]],
]);

main(process.argv[2], process.argv.slice(3));

function main(/** @type {string | undefined} */ name, /** @type {string[]} */ callerArguments) {
  const script = SCRIPTS.get(name ?? "");
  if (script === undefined) stop(`There is no script "${name ?? ""}". There are: ${[...SCRIPTS.keys()].join(", ")}.`);
  const [entry = "", ...ownArguments] = script;
  const node = projectNode();
  if (node === undefined)
    stop(`Vafa needs Node ${NODE_MAJOR_MIN}, this is ${process.version}. Run: bash build/setup.sh`);
  if (!existsSync(join(root, "node_modules"))) stop("The packages are not installed. Run: bash build/setup.sh");
  if (!existsSync(join(root, entry))) stop(`"${name}" is not there yet: ${entry} does not exist in this version.`);
  run(node, [entry, ...ownArguments, ...callerArguments]);
}

/** The Node that set-up brought, else the running one when it is new enough, else undefined. */
function projectNode() {
  const file = process.platform === "win32" ? "node.exe" : "node";
  const own = join(root, ".toolchain", "node_modules", "node", "bin", file);
  if (existsSync(own)) return own;
  return Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN ? process.execPath : undefined;
}

function run(/** @type {string} */ node, /** @type {string[]} */ args) {
  const env = { ...process.env };
  // Children (tools, workers, the demo's card and printer) find the same Node by its name.
  env["PATH"] = [dirname(node), env["PATH"] ?? ""].join(delimiter);
  const child = spawn(node, args, { cwd: root, env, stdio: "inherit" });
  const passOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, passOn);
  child.on("error", (error) => stop(`${node} could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
}

/** @returns {never} */
function stop(/** @type {string} */ sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
