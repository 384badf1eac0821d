import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { defaultKeyFile } from "./data-paths.ts";
import { verifyFolder } from "./verify-folder.ts";

const USAGE = "usage: verify <data folder> [--keys FILE] [--json]";

/** Proves a data folder to an auditor. Exit code 0: proven; 1: not; 2: it could not be looked at. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { keys: { type: "string" }, json: { type: "boolean", default: false } },
});
const [data] = positionals;
if (data === undefined || positionals.length > 1) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  const { code, lines, ...facts } = await verifyFolder(resolve(data), values.keys ?? defaultKeyFile(resolve(data)));
  process.stdout.write(values.json ? `${JSON.stringify(facts)}\n` : `${lines.join("\n")}\n`);
  process.exitCode = code;
}
