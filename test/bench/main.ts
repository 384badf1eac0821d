import type { Bench, Figure } from "./bench.ts";

/**
 * `node test/bench/main.ts <name>… [--json]`: runs benches and prints their figures, one JSON line each or a table. A
 * new bench is a file `bench-<name>.ts` that exports `bench`, and a line here.
 */
const BENCHES: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  search: () => import("./bench-search.ts"),
  printing: () => import("./bench-printing.ts"),
  sale: () => import("./bench-sale.ts"),
  start: () => import("./bench-start.ts"),
  tap: () => import("./bench-tap.ts"),
  till: () => import("./bench-till.ts"),
  ui: () => import("./bench-ui.ts"),
};

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const json = process.argv.includes("--json");

if (names.length === 0 || names.some((name) => BENCHES[name] === undefined)) {
  process.stderr.write(`usage: bench <name>… [--json]; names: ${Object.keys(BENCHES).join(", ")}\n`);
  process.exitCode = 2;
} else {
  for (const name of names) await runBench(name);
}

async function runBench(name: string): Promise<void> {
  const module = await BENCHES[name]?.();
  if (module?.bench.name !== name) throw new Error(`no bench is named ${name}`);
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
