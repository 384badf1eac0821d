import { readdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import type { Bench, Figure } from "./bench.ts";

/**
 * `node test/bench/main.ts <name>… [--json]`: runs benches and prints their figures, one JSON line each or a table. A
 * bench is a file `bench-<name>.ts` of this folder that exports `bench`.
 */
const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const json = process.argv.includes("--json");
const known = readdirSync(FOLDER).flatMap((file) => /^bench-([a-z0-9-]+)\.ts$/.exec(file)?.[1] ?? []);

if (names.length === 0 || names.some((name) => !known.includes(name))) {
  process.stderr.write(`usage: bench <name>… [--json]; names: ${known.toSorted().join(", ")}\n`);
  process.exitCode = 2;
} else {
  for (const name of names) await runBench(name);
}

async function runBench(name: string): Promise<void> {
  const module: { bench?: Bench } = await import(pathToFileURL(join(FOLDER, `bench-${name}.ts`)).href);
  if (module.bench?.name !== name) throw new Error(`bench-${name}.ts exports no bench of that name`);
  for await (const figure of module.bench.run((text) => process.stderr.write(`${text}\n`))) print(figure);
}

function print(figure: Figure): void {
  const rounded = { ...figure, value: Number(figure.value.toPrecision(4)) };
  if (json) process.stdout.write(`${JSON.stringify(rounded)}\n`);
  else {
    const ratio = figure.ratio === undefined ? "" : `  (ratio ${figure.ratio.toFixed(3)})`;
    process.stdout.write(`${figure.name.padEnd(28)}${String(rounded.value).padStart(12)} ${figure.unit}${ratio}\n`);
  }
}
