import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sourcesHash, stampOf } from "./sources-hash.ts";

const root = join(import.meta.dirname, "..");
const out = join(root, "out", "app");
const SOURCES = ["src-main", "src-shared", "migrations"];
const SETTINGS = ["package.json", "package-lock.json", "build/sources-hash.ts", "build/ensure-program.ts"];
const SHELL = "src-main/shell";

/**
 * What is started as a process or a thread of its own, or asked for by name from outside. All lie in one folder: a
 * part of the program finds the entry of another one beside itself.
 */
const ENTRIES = [
  "run-shop",
  "core-client",
  "core-process",
  "reader-process",
  "render-process",
  "verify-process",
  "backup-process",
  "spawn-guard-thread",
  "electron/main",
];

/**
 * The program as JavaScript, in few files: `out/app/program` (its entries and what they share), with the migrations and
 * a `package.json` of its version beside. Both shells run it. Node would strip and compile 400 sources at each start.
 * Builds unless it was made from these very sources; returns the folder of the entries. Throws when it does not build.
 */
export async function ensureProgram(): Promise<string> {
  const hash = sourcesHash(root, SOURCES, SETTINGS);
  if (stampOf(join(out, "build.json")) !== hash) await buildProgram(hash);
  return join(out, "program");
}

async function buildProgram(hash: string): Promise<void> {
  const { build } = await import("vite");
  // Beside its place until it is whole: two starts at once, or one that is cut off, leave no half program.
  const made = `${out}-${process.pid}`;
  const plain = { configFile: false, root, logLevel: "warn" } as const;
  const target = { outDir: join(made, "program"), emptyOutDir: false, target: "es2024", minify: false } as const;
  const input = Object.fromEntries(ENTRIES.map((name) => [name.split("/").at(-1), join(root, SHELL, `${name}.ts`)]));
  try {
    const output = { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" };
    const rolldownOptions = { input, output, external: ["electron"] };
    await build({ ...plain, build: { ...target, ssr: true, rolldownOptions } });
    // A sandbox loads nothing but one CommonJS file.
    const preload = join(root, SHELL, "electron", "preload.ts");
    const lib = { entry: preload, formats: ["cjs" as const], fileName: () => "preload.cjs" };
    await build({ ...plain, build: { ...target, lib, rolldownOptions: { external: ["electron"] } } });
    const { version }: { readonly version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    writeFileSync(join(made, "package.json"), `${JSON.stringify({ type: "module", version })}\n`);
    cpSync(join(root, "migrations"), join(made, "migrations"), { recursive: true });
    writeFileSync(join(made, "build.json"), `${JSON.stringify({ build: hash })}\n`);
    takePlace(made, hash);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

function takePlace(made: string, hash: string): void {
  rmSync(out, { recursive: true, force: true });
  try {
    renameSync(made, out);
  } catch (error) {
    // Another start has built the same in the meantime.
    if (stampOf(join(out, "build.json")) !== hash) throw error;
  }
}

if (import.meta.main) process.stdout.write(`${await ensureProgram()}\n`);
