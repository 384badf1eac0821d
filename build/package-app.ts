import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildApp } from "./build-app.ts";

const root = join(import.meta.dirname, "..");
/** What electron-builder says when the host of Electron's binaries does not answer. */
const NO_BINARY =
  /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|getaddrinfo|cannot download|status code [45]\d\d/i;

/** `npm run package -- --dir`: builds the program and packs it by electron-builder.yml. */
await buildApp();
const builder = ["node_modules/electron-builder/cli.js", "--config", "electron-builder.yml", "--publish", "never"];
const run = spawnSync(process.execPath, [...builder, ...process.argv.slice(2)], { cwd: root, encoding: "utf8" });
process.stderr.write(`${run.stdout}${run.stderr}`);
if (run.status === 0) {
  process.stdout.write(`packed: ${join(root, "dist")}\n`);
} else {
  const why = NO_BINARY.test(`${run.stdout}${run.stderr}`)
    ? "not packed: Electron's binary can't be had from here. The program itself is built, in out/app."
    : "not packed: electron-builder failed, see above.";
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}
