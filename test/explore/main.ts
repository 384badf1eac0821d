import { parseArgs } from "node:util";
import { BEYOND, boundsOf, type Bounds } from "./bounds.ts";
import { explore, type Explored } from "./explorer.ts";
import { hunt, MUTANTS, type Hunted } from "./mutants.ts";

/**
 * `npm run explore -- [--budget ci|full] [--taps N] [--terminals N] [--mutant NAME|all] [--beyond] [--json]`
 *
 * Runs every history of one card within the bounds through the real tap machine and the real joined classification, and
 * prints what it counted. `--mutant` plants a wrong rule instead and prints the shortest history that shows it. Ends
 * with 1 when the right rules break a promise, or when a mutant is not found. `--beyond` adds the class that no scheme
 * of two records can win; its findings are printed and do not count.
 */
const { values: options } = parseArgs({
  options: {
    budget: { type: "string", default: "full" },
    taps: { type: "string" },
    terminals: { type: "string" },
    mutant: { type: "string" },
    beyond: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

/** One is enough to work on; the others are usually its sisters. */
const SHOWN_MAX = 2;

process.exitCode = options.mutant === undefined ? exploreAll() : huntAll(options.mutant);

function exploreAll(): number {
  const started = performance.now();
  const results = chosenBounds().map((bounds) => {
    const since = performance.now();
    const result = explore(bounds);
    say(result, { seconds: seconds(since) }, counted(result, seconds(since)));
    for (const { what, history } of result.findings.slice(0, SHOWN_MAX))
      tell(`    ${what}:\n      ${history.join("\n      ")}`);
    return result;
  });
  const total = (kind: Explored["kind"]): number =>
    results.filter((result) => result.kind === kind).reduce((sum, { histories }) => sum + histories, 0);
  const broken = results.filter(({ kind }) => kind !== "beyond").flatMap(({ findings }) => findings).length;
  const summary = {
    honest: total("honest"),
    weak: total("weak"),
    adversarial: total("adversarial"),
    findings: broken,
    seconds: seconds(started),
  };
  say(
    summary,
    {},
    `${group(summary.honest)} honest histories, ${group(summary.weak)} with weakly written bits, ` +
      `${group(summary.adversarial)} with rollbacks and clones; ${broken} findings; ${summary.seconds} s`,
  );
  return broken === 0 ? 0 : 1;
}

function chosenBounds(): readonly Bounds[] {
  const { budget } = options;
  if (budget !== "ci" && budget !== "full") throw new Error("--budget is ci or full");
  const classes = options.beyond ? [...boundsOf(budget), BEYOND] : boundsOf(budget);
  const taps = limitOf(options.taps, "--taps", 4);
  const tills = limitOf(options.terminals, "--terminals", 3);
  return classes.map((bounds) => ({ ...bounds, taps: taps ?? bounds.taps, tills: tills ?? bounds.tills }));
}

function limitOf(text: string | undefined, flag: string, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`${flag} is 1 to ${most}`);
  return value;
}

function huntAll(name: string): number {
  const chosen = MUTANTS.filter((mutant) => name === "all" || mutant.name === name || mutant.rule === name);
  if (chosen.length === 0) {
    tell(`There is no mutant "${name}". There are: ${MUTANTS.map((mutant) => mutant.name).join("; ")}.`);
    return 1;
  }
  const blind = chosen.filter((mutant) => {
    const hunted = hunt(mutant);
    say(hunted, {}, shown(hunted));
    return hunted.found === null;
  });
  return blind.length === 0 ? 0 : 1;
}

function shown({ mutant, found }: Hunted): string {
  if (found === null) return `${mutant}: NOT FOUND`;
  return `${mutant}: ${found.what}\n  (${found.within})\n    ${found.history.join("\n    ")}`;
}

function counted(result: Explored, took: number): string {
  const { name, histories, taps, findings, seen } = result;
  const met = Object.entries(seen).filter(([, count]) => count > 0);
  const rows = met.map(([what, count]) => `${what} ${group(count)}`).join(", ");
  const counts = `${group(histories)} histories, ${group(taps)} taps decided, ${findings.length} findings, ${took} s`;
  return `${name}: ${counts}\n    ${rows}`;
}

function say(result: object, more: object, sentence: string): void {
  tell(options.json ? JSON.stringify({ ...result, ...more }) : sentence);
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 100) / 10;
}

function group(count: number): string {
  return count.toLocaleString("en-US");
}
