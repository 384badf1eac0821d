import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { defaultDataFolder, defaultKeyFile } from "../src-main/shell/data-paths.ts";
import type * as program from "../src-main/shell/run-shop.ts";
import { ensureBuilt } from "./ensure-pages.ts";
import { ensureProgram } from "./ensure-program.ts";

const USAGE = "usage: start.sh [--data FOLDER] [--keys FILE] [--port NUMBER] [--no-open] [--lang fa|en]";

/** Starts the till of a real shop in the kiosk shell. The first line of the standard output is `ready <link>`. */
const options = await readOptions();
if (typeof options === "string") {
  process.stderr.write(`${options}\n${USAGE}\n`);
  process.exitCode = 2;
} else {
  await start(options);
}

async function start(chosen: program.ShopOptions): Promise<void> {
  const { runShop, giveLinksOnRequest } = await builtProgram();
  let run: program.ShopRun;
  try {
    run = await runShop(chosen);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    return;
  }
  if (run.kind === "handed-over") return;
  const end = giveLinksOnRequest(run.kiosk, chosen);
  const shop = run;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => {
      end();
      void shop.stop().finally(() => process.exit(0));
    });
}

/** The built program's own: what the sources are, in the few files that start fast. */
async function builtProgram(): Promise<typeof program> {
  return import(pathToFileURL(join(await ensureProgram(), "run-shop.js")).href);
}

async function readOptions(): Promise<program.ShopOptions | string> {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        data: { type: "string" },
        keys: { type: "string" },
        port: { type: "string", default: "0" },
        "no-open": { type: "boolean", default: false },
        lang: { type: "string", default: "fa" },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return `not a port: ${values.port}`;
  if (values.lang !== "fa" && values.lang !== "en") return `not a language that is here: ${values.lang}`;
  const dataFolder = resolve(values.data ?? defaultDataFolder());
  return {
    core: { dataFolder, keyFile: values.keys ?? defaultKeyFile(dataFolder) },
    pages: await ensureBuilt(),
    port,
    mayOpen: !values["no-open"],
    locale: values.lang,
    say: (line) => process.stdout.write(`${line}\n`),
  };
}
