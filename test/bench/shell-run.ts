import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openKeyFile } from "../../src-main/adapters/keychain/key-file.ts";
import type { ProcessRole } from "../../src-main/core/ports/spawn.ts";
import { storeSecrets } from "../../src-main/core/terminal/secrets.ts";
import { monotonicMs } from "./bench.ts";
import { BENCH_SECRETS } from "./shop-terminal.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A bench's shop as a shell finds it. */
export interface ShopFolder {
  readonly dataFolder: string;
  readonly keyFile: string;
  readonly database: string;
}

/** Puts the bench's secrets beside the folder of `database`; `folder` is where its key file goes. */
export async function withKeys(database: string, folder: string): Promise<ShopFolder> {
  const [dataFolder, keys] = [join(database, ".."), join(folder, "keys")];
  mkdirSync(keys, { mode: 0o700 });
  const keyFile = join(keys, "keys.json");
  const kept = await storeSecrets(openKeyFile({ path: keyFile, dataFolder }), BENCH_SECRETS);
  if (!kept.ok) throw new Error(kept.error.detail);
  return { dataFolder, keyFile, database };
}

/** Builds pages and program where they are not up to date, so that no start takes a build's time. */
export function buildAll(): void {
  const { status, stderr } = spawnSync(process.execPath, ["build/build-app.ts"], { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`the program does not build: ${stderr}`);
}

/** The core's processes as they are built, which the shell starts: for a bench that starts them without it. */
export function builtEntries(): Readonly<Record<ProcessRole, URL>> {
  const entry = (role: string): URL => pathToFileURL(join(ROOT, "out", "app", "program", `${role}-process.js`));
  const [core, reader, render] = [entry("core"), entry("reader"), entry("render")];
  return { core, reader, render, verify: entry("verify"), backup: entry("backup") };
}

/** The kiosk shell in a process of its own, as `start.sh` starts it once everything is set up and built. */
export interface ShellRun {
  /** Just before the process was made, on the system's monotonic clock. */
  readonly startedMs: number;
  /** Lets one browser in. */
  readonly link: string;
  stop(): Promise<void>;
}

/** Starts the shell on a shop, with `env` added to the environment; fulfilled when it has said its link. */
export async function startShell(shop: ShopFolder, env: Readonly<Record<string, string>>): Promise<ShellRun> {
  const args = ["build/start.ts", "--data", shop.dataFolder, "--keys", shop.keyFile, "--no-open"];
  const startedMs = monotonicMs();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { startedMs, link: await linkOf(child), stop: () => end(child) };
}

function linkOf(child: ChildProcess & { readonly stdout: NodeJS.ReadableStream }): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith("ready ")) resolve(line.slice("ready ".length));
  });
  child.once("exit", (code) => reject(new Error(`the shell ended with ${code}`)));
  return promise;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
